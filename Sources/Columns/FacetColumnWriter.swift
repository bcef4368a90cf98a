// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of a facet: what counts are shown for.
public struct FacetValue: Sendable, Equatable {
    /// Identifies the value in every segment.
    public var id: String
    /// What is shown.
    public var label: String
    /// Further names by which a query may ask for the value.
    public var names: [String]
    /// What look-ups compare: folded whole names and single words of names.
    public var keys: [String]

    public init(id: String, label: String, names: [String] = [], keys: [String] = []) {
        self.id = id
        self.label = label
        self.names = names
        self.keys = keys
    }
}

/// Collects the values of one facet, document by document.
public struct FacetColumnWriter {
    public let name: String
    private var values: [FacetValue] = []
    private var numbers: [String: UInt32] = [:]
    private var ends: [UInt32] = []
    private var numbersByDocument: [UInt32] = []

    /// - Parameter name: At most twelve ASCII letters; names the sections.
    public init(name: String) {
        precondition(name.utf8.count <= 12, "facet names have at most twelve bytes")
        self.name = name
    }

    /// The number of a value in this segment; its label and names are asked for when it is new.
    public mutating func number(of id: String, value: () -> FacetValue) -> UInt32 {
        if let number = numbers[id] { return number }
        let number = UInt32(values.count)
        numbers[id] = number
        values.append(value())
        return number
    }

    /// The values of the next document; a repeated one counts once.
    public mutating func append(_ documentValues: [UInt32]) {
        var seen: [UInt32] = []
        for number in documentValues where !seen.contains(number) { seen.append(number) }
        numbersByDocument += seen
        ends.append(UInt32(numbersByDocument.count))
    }

    /// Writes the facet's sections: values in the order of their ids, documents to values and values to documents.
    func write(to file: ColumnFileWriter) throws(ColumnsError) {
        let order = values.indices.sorted { values[$0].id.utf8.lexicographicallyPrecedes(values[$1].id.utf8) }
        var rank = [UInt32](repeating: 0, count: values.count)
        for (place, number) in order.enumerated() { rank[number] = UInt32(place) }
        let ranked = numbersByDocument.map { rank[Int($0)] }
        var documents = ListColumnBuilder(rows: values.count)
        var start = 0
        for (document, end) in ends.enumerated() {
            for index in start..<Int(end) { documents.add(UInt32(document), toRow: Int(ranked[index])) }
            start = Int(end)
        }
        let inverse = documents.build()
        try file.writeTable(name + ".ids", order.map { Array(values[$0].id.utf8) })
        try file.writeTable(name + ".labels", order.map { Array(values[$0].label.utf8) })
        try file.writeTable(name + ".names", order.map { Array(values[$0].names.joined(separator: "\u{1F}").utf8) })
        try writeKeys(order, to: file)
        try file.writeSection(name + ".by-document", values: ends)
        try file.writeSection(name + ".values", values: ranked)
        try file.writeSection(name + ".by-value", values: inverse.ends)
        try file.writeSection(name + ".documents", values: inverse.values)
    }

    /// The keys of all values, sorted, and the values that each leads to.
    private func writeKeys(_ order: [Int], to file: ColumnFileWriter) throws(ColumnsError) {
        var valuesOfKey: [String: [UInt32]] = [:]
        for (rank, number) in order.enumerated() {
            for key in Set(values[number].keys) { valuesOfKey[key, default: []].append(UInt32(rank)) }
        }
        let keys = valuesOfKey.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var lists = ListColumnBuilder(rows: keys.count)
        for (row, key) in keys.enumerated() {
            for value in valuesOfKey[key] ?? [] { lists.add(value, toRow: row) }
        }
        let built = lists.build()
        try file.writeTable(name + ".keys", keys.map { Array($0.utf8) })
        try file.writeSection(name + ".keys-ends", values: built.ends)
        try file.writeSection(name + ".keys-values", values: built.values)
    }

    /// Writes the facets of a segment into one file.
    public static func write(_ facets: [FacetColumnWriter], to path: String) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: FacetColumn.kind)
        for facet in facets { try facet.write(to: file) }
        return try file.finish()
    }
}
