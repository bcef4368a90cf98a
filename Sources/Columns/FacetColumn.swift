// SPDX-License-Identifier: GPL-3.0-or-later

/// The values of one facet: from documents to values and from values to documents.
public struct FacetColumn {
    public static let kind = "facets"

    /// Identifiers of the values, sorted by bytes; a value's number is its place here.
    public let ids: StringTable
    public let labels: StringTable
    private let names: StringTable
    /// What look-ups compare, sorted by bytes.
    public let keys: StringTable
    private let endsByKey: ColumnArray<UInt32>
    private let valuesByKey: ColumnArray<UInt32>
    private let endsByDocument: ColumnArray<UInt32>
    private let valuesByDocument: ColumnArray<UInt32>
    private let endsByValue: ColumnArray<UInt32>
    private let documentsByValue: ColumnArray<UInt32>

    /// Takes the sections of the facet `name`; throws `damaged` when one is missing or does not fit.
    public init(_ file: ColumnFile, name: String) throws(ColumnsError) {
        ids = try StringTable(file, name + ".ids")
        labels = try StringTable(file, name + ".labels")
        names = try StringTable(file, name + ".names")
        keys = try StringTable(file, name + ".keys")
        endsByKey = try file.array(name + ".keys-ends")
        valuesByKey = try file.array(name + ".keys-values")
        endsByDocument = try file.array(name + ".by-document")
        valuesByDocument = try file.array(name + ".values")
        endsByValue = try file.array(name + ".by-value")
        documentsByValue = try file.array(name + ".documents")
        guard endsByValue.count == ids.count, labels.count == ids.count, names.count == ids.count,
            endsByKey.count == keys.count,
            valuesByDocument.count == documentsByValue.count
        else { throw .damaged(file.path, "facet '\(name)' does not fit together") }
    }

    public var count: Int { ids.count }
    public var documentCount: Int { endsByDocument.count }

    /// Further names of a value.
    public func names(at index: Int) -> [String] {
        names.text(at: index).split(separator: "\u{1F}").map(String.init)
    }

    /// The values that a key leads to, ascending.
    public func values(ofKey index: Int) -> [UInt32] {
        let start = index == 0 ? 0 : Int(endsByKey[index - 1])
        return (start..<Int(endsByKey[index])).map { valuesByKey[$0] }
    }

    /// The values of a document, as numbers.
    public func values(of document: Int) -> [UInt32] {
        let start = document == 0 ? 0 : Int(endsByDocument[document - 1])
        return (start..<Int(endsByDocument[document])).map { valuesByDocument[$0] }
    }

    /// The documents that have a value, ascending.
    public func documents(with value: Int) -> [UInt32] {
        let start = value == 0 ? 0 : Int(endsByValue[value - 1])
        return (start..<Int(endsByValue[value])).map { documentsByValue[$0] }
    }

    /// How many documents have a value, without listing them.
    public func documentCount(of value: Int) -> Int {
        Int(endsByValue[value]) - (value == 0 ? 0 : Int(endsByValue[value - 1]))
    }

    /// Adds to `counts` (one entry a value) how many of the documents have each value.
    ///
    /// - Returns: How many of the documents have no value at all.
    public func count(_ documents: [UInt32], into counts: inout [UInt32]) -> Int {
        precondition(counts.count == count, "one count a value")
        var missing = 0
        endsByDocument.withValues { ends in
            valuesByDocument.withValues { values in
                counts.withUnsafeMutableBufferPointer { counts in
                    for document in documents {
                        let index = Int(document)
                        precondition(index < ends.count, "document out of range")
                        let start = index == 0 ? 0 : Int(ends[index - 1])
                        let end = Int(ends[index])
                        if start == end { missing += 1 }
                        precondition(end <= values.count, "values out of range")
                        for place in start..<max(start, end) {
                            let value = Int(values[place])
                            precondition(value < counts.count, "value out of range")
                            counts[value] &+= 1
                        }
                    }
                }
            }
        }
        return missing
    }

    /// The counts over every document of the segment, and how many have no value.
    public func countAll() -> (counts: [UInt32], missing: Int) {
        var missing = 0
        endsByDocument.withValues { ends in
            var last: UInt32 = 0
            for end in ends {
                if end == last { missing += 1 }
                last = end
            }
        }
        return ((0..<count).map { UInt32(documentCount(of: $0)) }, missing)
    }
}
