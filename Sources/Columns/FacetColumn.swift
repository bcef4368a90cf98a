// SPDX-License-Identifier: GPL-3.0-or-later

/// The values of one facet: from documents to values and from values to documents.
///
/// What they are called in queries is in `FacetNames`, which only a query for names reads.
public struct FacetColumn {
    public static let kind = "facets"

    /// Identifiers of the values, sorted by bytes; a value's number is its place here.
    public let ids: FrontCodedTable
    public let labels: StringTable
    private let endsByDocument: ColumnArray<UInt32>
    private let valuesByDocument: Numbers
    private let kinshipByValue: ColumnArray<UInt64>?
    private let countsByValue: ColumnArray<UInt32>
    private let documentsByValue: VarintLists

    /// Value numbers, in two bytes each where there are few enough values.
    private enum Numbers {
        case narrow(ColumnArray<UInt16>)
        case wide(ColumnArray<UInt32>)

        var count: Int {
            switch self {
            case .narrow(let values): values.count
            case .wide(let values): values.count
            }
        }

        subscript(index: Int) -> UInt32 {
            switch self {
            case .narrow(let values): UInt32(values[index])
            case .wide(let values): values[index]
            }
        }
    }

    /// Takes the sections of the facet `name`; throws `damaged` when one is missing or does not fit.
    public init(_ file: ColumnFile, name: String) throws(ColumnsError) {
        ids = try FrontCodedTable(file, name + ".ids")
        labels = try StringTable(file, name + ".labels")
        endsByDocument = try file.array(name + ".by-document")
        valuesByDocument =
            file.hasSection(name + ".values16")
            ? .narrow(try file.array(name + ".values16")) : .wide(try file.array(name + ".values32"))
        kinshipByValue = file.hasSection(name + ".kinship") ? try file.array(name + ".kinship") : nil
        countsByValue = try file.array(name + ".counts")
        documentsByValue = try VarintLists(file, name + ".documents")
        let total = endsByDocument.count == 0 ? 0 : Int(endsByDocument[endsByDocument.count - 1])
        guard countsByValue.count == ids.count, kinshipByValue.map({ $0.count == ids.count }) ?? true,
            labels.count == ids.count, valuesByDocument.count == total
        else {
            throw .damaged(file.path, "facet '\(name)' does not fit together")
        }
    }

    public var count: Int { ids.count }

    /// Equal for values whose labels may be spellings of one name; 0 for values that stand for themselves.
    public func kinship(of value: Int) -> UInt64 { kinshipByValue?[value] ?? 0 }
    /// Whether any value may have kin.
    public var hasKinships: Bool { kinshipByValue != nil }
    public var documentCount: Int { endsByDocument.count }

    /// The values of a document, as numbers.
    public func values(of document: Int) -> [UInt32] {
        let start = document == 0 ? 0 : Int(endsByDocument[document - 1])
        return (start..<Int(endsByDocument[document])).map { valuesByDocument[$0] }
    }

    func valueCount(of document: Int) -> Int {
        Int(endsByDocument[document]) - (document == 0 ? 0 : Int(endsByDocument[document - 1]))
    }

    /// The documents that have a value, ascending.
    public func documents(with value: Int) -> [UInt32] { documentsByValue.list(at: value) }

    /// How many documents have a value, without listing them.
    public func documentCount(of value: Int) -> Int { Int(countsByValue[value]) }

    /// Adds how many of the documents have each value to the counts of their numbers.
    ///
    /// - Parameter numbers: A numbering over several segments, of which this is the one with number `segment`.
    /// - Returns: How many of the documents have no value at all.
    public func count(
        _ documents: [UInt32], to counter: ValueCounter, as numbers: ValueNumbers, inSegment segment: Int
    ) -> Int {
        numbers.withNumbers(ofSegment: segment) { numbers in
            endsByDocument.withValues { ends in
                switch valuesByDocument {
                case .narrow(let values): values.withValues { counter.add(documents, ends, $0, as: numbers) }
                case .wide(let values): values.withValues { counter.add(documents, ends, $0, as: numbers) }
                }
            }
        }
    }

    /// Adds how many documents of the segment have each value to the counts of their numbers.
    ///
    /// - Returns: How many documents have no value.
    public func countAll(to counter: ValueCounter, as numbers: ValueNumbers, inSegment segment: Int) -> Int {
        numbers.withNumbers(ofSegment: segment) { numbers in
            countsByValue.withValues { counter.add($0, as: numbers) }
        }
        return endsByDocument.withValues { ends in
            var missing = 0
            var last: UInt32 = 0
            for end in ends {
                missing += end == last ? 1 : 0
                last = end
            }
            return missing
        }
    }
}
