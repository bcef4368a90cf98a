// SPDX-License-Identifier: GPL-3.0-or-later

/// The values of a facet while they are collected, each found by its identifier: all strings in one buffer, since a
/// segment may have a hundred thousand names.
///
/// A record is identifier, label, a byte, names and words. Bit 0 of the byte tells that the words are those of the first
/// name and left out, bit 1 that the first name is the label with small ASCII letters and left out. Numbers are in LEB128,
/// strings behind their length. Names that are added later stand in a buffer of their own, each behind the place plus one of the
/// one before it, 0 for none.
struct PackedFacetValues {
    private var records = PackedStrings()
    private var further = PackedStrings()
    private var starts: [UInt32] = []
    private var kinships: [UInt64] = []
    /// By value the place plus one of the name added last; 0 for none.
    private var lastFurther: [UInt32] = []
    private var slots = PackedSlots()

    var indices: Range<Int> { starts.indices }
    var count: Int { starts.count }

    /// Memory held, in bytes.
    var footprint: Int {
        records.footprint + further.footprint + slots.footprint + 4 * (starts.capacity + lastFurther.capacity)
            + 8 * kinships.capacity
    }

    /// The number of the value of an identifier.
    func number(of id: String) -> UInt32? {
        slots.number(hash: PackedSlots.hash(id.utf8)) { records.isString(id, at: Int(starts[Int($0)])) }
    }

    /// Adds a value whose identifier is new.
    mutating func append(_ value: FacetValue) -> UInt32 {
        let number = UInt32(starts.count)
        starts.appendFrugally(UInt32(records.count))
        lastFurther.appendFrugally(0)
        kinships.appendFrugally(value.kinship)
        records.append(value.id)
        records.append(value.label)
        let isOfName = value.words == Self.words(ofName: value.names.first)
        let isOfLabel = value.names.first?.utf8.elementsEqual(Self.small(value.label.utf8)) == true
        records.append(number: (isOfName ? 1 : 0) + (isOfLabel ? 2 : 0))
        records.append(isOfLabel ? Array(value.names.dropFirst()) : value.names)
        if !isOfName { records.append(value.words) }
        slots.insert(number, hash: PackedSlots.hash(value.id.utf8)) { [records, starts] other in
            var place = Int(starts[Int(other)])
            return PackedSlots.hash(records.utf8(at: &place))
        }
        return number
    }

    /// Adds a name by which a query may ask for a value, unless it is there.
    mutating func add(name: String, to number: UInt32) {
        guard !hasName(name, Int(number)) else { return }
        let place = UInt32(further.count) + 1
        further.append(number: lastFurther[Int(number)])
        further.append(name)
        lastFurther[Int(number)] = place
    }

    /// Compared as bytes, since a value may have very many names.
    private func hasName(_ name: String, _ number: Int) -> Bool {
        var place = Int(starts[number])
        records.skip(&place)
        let label = records.utf8(at: &place)
        if records.number(at: &place) & 2 != 0, name.utf8.elementsEqual(Self.small(label)) { return true }
        let count = records.number(at: &place)
        for _ in 0..<count {
            if records.utf8(at: &place).elementsEqual(name.utf8) { return true }
        }
        var next = lastFurther[number]
        while next > 0 {
            var place = Int(next) - 1
            next = further.number(at: &place)
            if further.isString(name, at: place) { return true }
        }
        return false
    }

    func id(of number: Int) -> ArraySlice<UInt8> {
        var place = Int(starts[number])
        return records.utf8(at: &place)
    }

    func labelBytes(of number: Int) -> ArraySlice<UInt8> {
        var place = Int(starts[number])
        records.skip(&place)
        return records.utf8(at: &place)
    }

    func label(of number: UInt32) -> String {
        var place = Int(starts[Int(number)])
        records.skip(&place)
        return records.string(at: &place)
    }

    /// Whether a value is shown as a text.
    func isLabel(_ text: String, of number: UInt32) -> Bool {
        var place = Int(starts[Int(number)])
        records.skip(&place)
        return records.isString(text, at: place)
    }

    func kinship(of number: Int) -> UInt64 { kinships[number] }

    subscript(number: Int) -> FacetValue {
        var place = Int(starts[number])
        let id = records.string(at: &place)
        let label = records.string(at: &place)
        let traits = records.number(at: &place)
        let isOfName = traits & 1 != 0
        var names = traits & 2 != 0 ? [String(decoding: Self.small(label.utf8), as: UTF8.self)] : []
        names += records.strings(at: &place)
        let words = isOfName ? Self.words(ofName: names.first) : records.strings(at: &place)
        var added: [String] = []
        var next = lastFurther[number]
        while next > 0 {
            var place = Int(next) - 1
            next = further.number(at: &place)
            added.append(further.string(at: &place))
        }
        names += added.reversed()
        return FacetValue(id: id, label: label, names: names, words: words, kinship: kinships[number])
    }

    /// ASCII letters small, as folding leaves most labels.
    private static func small(_ label: some Sequence<UInt8>) -> [UInt8] {
        label.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    }

    private static func words(ofName name: String?) -> [String] {
        guard let name else { return [] }
        return name.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    }
}
