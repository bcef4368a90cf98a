// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of a facet: what counts are shown for.
public struct FacetValue: Sendable, Equatable {
    /// Identifies the value in every segment.
    public var id: String
    /// What is shown.
    public var label: String
    /// All names by which a query may ask for the value, folded.
    public var names: [String]
    /// The folded words of the label.
    public var words: [String]
    /// Values whose labels may be spellings of one name have the same; 0 for values that stand for themselves.
    public var kinship: UInt64

    public init(id: String, label: String, names: [String], words: [String], kinship: UInt64 = 0) {
        self.id = id
        self.label = label
        self.names = names
        self.words = words
        self.kinship = kinship
    }
}

extension FacetValue {
    /// Longer names cannot be asked for.
    static let longestKey = 255

    /// The identifier as stored: a long one ends in its checksum.
    public static func storedID(_ id: String) -> String {
        guard id.utf8.count > 255 else { return id }
        var end = 220
        let bytes = Array(id.utf8)
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self) + "#" + String(Checksum.of(id), radix: 16)
    }
}

/// Collects the values of one facet, document by document.
public struct FacetColumnWriter {
    public let name: String
    private var values = PackedFacetValues()
    private var ends: [UInt32] = []
    private var numbersByDocument: [UInt32] = []
    /// So few are compared with each other quicker than through a set.
    private static let fewValues = 16

    /// - Parameter name: At most twelve ASCII letters; names the sections.
    public init(name: String) {
        precondition(name.utf8.count <= 12, "facet names have at most twelve bytes")
        self.name = name
    }

    /// The number of a value in this segment; its label and names are asked for when it is new.
    public mutating func number(of id: String, value: () -> FacetValue) -> UInt32 {
        if let number = values.number(of: id) { return number }
        var value = value()
        value.id = id
        return values.append(value)
    }

    /// Adds a name by which a query may ask for a value.
    public mutating func add(name: String, to number: UInt32) {
        values.add(name: name, to: number)
    }

    /// Memory held, in bytes.
    public var footprint: Int { values.footprint + 4 * (ends.capacity + numbersByDocument.capacity) }

    func label(of number: UInt32) -> String { values.label(of: number) }

    /// Whether a value is shown as a text.
    public func isLabel(_ text: String, of number: UInt32) -> Bool { values.isLabel(text, of: number) }

    /// By number in this writer, the number that each value has in the file.
    public func ranks() -> [UInt32] { Self.ranks(order()) }

    private static func ranks(_ order: [Int]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { ranks[number] = UInt32(place) }
        return ranks
    }

    /// The values in the order of their identifiers.
    private func order() -> [Int] {
        values.indices.sorted { storedID(of: $0).lexicographicallyPrecedes(storedID(of: $1)) }
    }

    private func storedID(of number: Int) -> ArraySlice<UInt8> {
        let id = values.id(of: number)
        return id.count <= 255 ? id : Array(FacetValue.storedID(String(decoding: id, as: UTF8.self)).utf8)[...]
    }

    /// The values of the next document; a repeated one counts once.
    public mutating func append(_ documentValues: [UInt32]) {
        if documentValues.count <= Self.fewValues {
            let first = numbersByDocument.count
            for number in documentValues where !numbersByDocument[first...].contains(number) {
                numbersByDocument.appendFrugally(number)
            }
        } else {
            var seen: Set<UInt32> = []
            for number in documentValues where seen.insert(number).inserted { numbersByDocument.appendFrugally(number) }
        }
        ends.append(UInt32(numbersByDocument.count))
    }

    /// Writes the facet's sections: values in the order of their ids, documents to values and values to documents.
    func write(to file: ColumnFileWriter) throws(ColumnsError) {
        let order = order()
        let rank = Self.ranks(order)
        let ranked = numbersByDocument.map { rank[Int($0)] }
        var documents = ListColumnBuilder(rows: values.count)
        var start = 0
        for (document, end) in ends.enumerated() {
            for index in start..<Int(end) { documents.add(UInt32(document), toRow: Int(ranked[index])) }
            start = Int(end)
        }
        let inverse = documents.build()
        let rows = inverse.ends.indices.lazy.map { value in
            inverse.values[Int(value == 0 ? 0 : inverse.ends[value - 1])..<Int(inverse.ends[value])]
        }
        try file.writeFrontCoded(name + ".ids", order.lazy.map { storedID(of: $0) })
        try file.writeTable(name + ".labels", order.lazy.map { values.labelBytes(of: $0) })
        try writeKeys("names", order, to: file) { $0.names }
        try writeKeys("words", order, to: file) { $0.words.count > 1 ? $0.words : [] }
        try file.writeSection(name + ".by-document", values: ends)
        if values.count <= Int(UInt16.max) + 1 {
            try file.writeSection(name + ".values16", values: ranked.map { UInt16($0) })
        } else {
            try file.writeSection(name + ".values32", values: ranked)
        }
        if values.indices.contains(where: { values.kinship(of: $0) != 0 }) {
            try file.writeSection(name + ".kinship", values: order.map { values.kinship(of: $0) })
        }
        try file.writeSection(name + ".counts", values: rows.map { UInt32($0.count) })
        try file.writeLists(name + ".documents", rows)
    }

    /// Strings that lead to values, sorted, and the values that each leads to.
    private func writeKeys(
        _ section: String, _ order: [Int], to file: ColumnFileWriter, keysOf: (FacetValue) -> [String]
    ) throws(ColumnsError) {
        var keys = PackedStrings()
        var pairs: [(key: UInt32, value: UInt32)] = []
        for (value, number) in order.enumerated() {
            for key in keysOf(values[number]) where !key.isEmpty && key.utf8.count <= FacetValue.longestKey {
                pairs.appendFrugally((UInt32(keys.count), UInt32(value)))
                keys.append(key)
            }
        }
        func key(_ pair: (key: UInt32, value: UInt32)) -> ArraySlice<UInt8> {
            var place = Int(pair.key)
            return keys.utf8(at: &place)
        }
        pairs.sort { left, right in
            let (one, two) = (key(left), key(right))
            return one.elementsEqual(two) ? left.value < right.value : one.lexicographicallyPrecedes(two)
        }
        var table = try FrontCodedWriter("\(name).\(section)", in: file)
        var lists = VarintListsWriter()
        var start = 0
        while start < pairs.count {
            let string = key(pairs[start])
            var values: [UInt32] = []
            while start < pairs.count, key(pairs[start]).elementsEqual(string) {
                if values.last != pairs[start].value { values.append(pairs[start].value) }
                start += 1
            }
            try table.append(string)
            lists.append(values)
        }
        try table.finish()
        try lists.write("\(name).\(section)", to: file)
    }

    /// Writes the facets of a segment into one file.
    public static func write(_ facets: [FacetColumnWriter], to path: String) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: FacetColumn.kind)
        for facet in facets { try facet.write(to: file) }
        return try file.finish()
    }
}
