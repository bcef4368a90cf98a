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
        let keys = values.indices.map { Array(FacetValue.storedID(values[$0].id).utf8) }
        return values.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
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
        var rows: [ArraySlice<UInt32>] = []
        for (value, end) in inverse.ends.enumerated() {
            rows.append(inverse.values[Int(value == 0 ? 0 : inverse.ends[value - 1])..<Int(end)])
        }
        try file.writeFrontCoded(name + ".ids", order.map { Array(FacetValue.storedID(values[$0].id).utf8) })
        try file.writeTable(name + ".labels", order.map { Array(values[$0].label.utf8) })
        try writeKeys("names", order.map { values[$0].names }, to: file)
        try writeKeys("words", order.map { values[$0].words.count > 1 ? values[$0].words : [] }, to: file)
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
        _ section: String, _ keysOfValues: [[String]], to file: ColumnFileWriter
    ) throws(ColumnsError) {
        var pairs: [(key: String, value: UInt32)] = []
        for (value, keys) in keysOfValues.enumerated() {
            for key in keys where !key.isEmpty && key.utf8.count <= FacetValue.longestKey {
                pairs.append((key, UInt32(value)))
            }
        }
        pairs.sort { left, right in
            left.key.utf8.elementsEqual(right.key.utf8)
                ? left.value < right.value : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
        }
        var table = FrontCodedWriter()
        var lists = VarintListsWriter()
        var start = 0
        while start < pairs.count {
            let key = pairs[start].key
            var values: [UInt32] = []
            while start < pairs.count, pairs[start].key.utf8.elementsEqual(key.utf8) {
                if values.last != pairs[start].value { values.append(pairs[start].value) }
                start += 1
            }
            table.append(key.utf8)
            lists.append(values)
        }
        try table.write("\(name).\(section)", to: file)
        try lists.write("\(name).\(section)", to: file)
    }

    /// Writes the facets of a segment into one file.
    public static func write(_ facets: [FacetColumnWriter], to path: String) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: FacetColumn.kind)
        for facet in facets { try facet.write(to: file) }
        return try file.finish()
    }
}
