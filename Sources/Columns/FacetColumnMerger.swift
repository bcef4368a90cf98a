// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the columns of one facet of several segments, without holding their texts in memory.
///
/// Values are the same where their ids are; a value keeps label and kinship of the first segment that has it and all its
/// names. Those that no document has are left out. As ids are sorted in every segment, the number of a value in the joined
/// one is known as soon as they were gone through.
public struct FacetColumnMerger {
    /// One of the segments that are joined.
    public typealias Source = (column: FacetColumn, names: FacetNames, documents: JoinedDocuments)

    private let name: String
    private let sources: [Source]
    /// By source the number of each of its values, `UInt32.max` for those left out.
    public let numbers: [[UInt32]]
    /// By value the source that has it first, and its number there.
    private let owners: [(source: UInt32, value: UInt32)]
    private let counts: [UInt32]

    /// Goes through the values of all sources, which come in the order of their documents.
    public init(name: String, _ sources: [Source]) {
        self.name = name
        self.sources = sources
        let sourceCounts = sources.map { Self.counts($0.column, $0.documents) }
        var numbers = sources.map { [UInt32](repeating: .max, count: $0.column.count) }
        var owners: [(source: UInt32, value: UInt32)] = []
        var counts: [UInt32] = []
        var merge = FrontCodedMerge(sources.map(\.column.ids))
        while merge.next() {
            var total: UInt32 = 0
            for place in merge.places where sourceCounts[place.table][place.index] > 0 {
                if total == 0 { owners.append((UInt32(place.table), UInt32(place.index))) }
                total += sourceCounts[place.table][place.index]
                numbers[place.table][place.index] = UInt32(counts.count)
            }
            guard total > 0 else { continue }
            counts.append(total)
        }
        (self.numbers, self.owners, self.counts) = (numbers, owners, counts)
    }

    private static func counts(_ column: FacetColumn, _ documents: JoinedDocuments) -> [UInt32] {
        guard !documents.isWhole else { return (0..<column.count).map { UInt32(column.documentCount(of: $0)) } }
        var counts = [UInt32](repeating: 0, count: column.count)
        let live = (0..<UInt32(documents.count)).filter { documents.isJoined(Int($0)) }
        let counter = ValueCounter(capacity: column.count)
        _ = column.count(live, to: counter, as: ValueNumbers(merging: [column]), inSegment: 0)
        for (number, count) in counter.nonzero() { counts[number] = UInt32(count) }
        return counts
    }

    /// How many values there are.
    public var count: Int { counts.count }

    /// The label of a value.
    public func label(of value: UInt32) -> [UInt8] {
        let owner = owners[Int(value)]
        return sources[Int(owner.source)].column.labels.bytes(at: Int(owner.value))
    }

    /// Writes the facets of the joined segment into one file.
    ///
    /// - Parameter afterEach: Called when a facet was written and its sources are not read any more.
    public static func write(
        _ facets: [FacetColumnMerger], to path: String, afterEach: () -> Void = {}
    ) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: FacetColumn.kind)
        for facet in facets {
            try facet.write(to: file)
            afterEach()
        }
        return try file.finish()
    }

    private func write(to file: ColumnFileWriter) throws(ColumnsError) {
        try writeIDs(to: file)
        try file.writeTable(name + ".labels", (0..<UInt32(count)).lazy.map { label(of: $0) })
        try writeKeys(".names", to: file, tables: sources.map(\.names.names)) { source, index in
            sources[source].names.values(ofName: index).map { numbers[source][Int($0)] }
        }
        // Of a value with another label elsewhere only the words of its own.
        try writeKeys(".words", to: file, tables: sources.map(\.names.words)) { source, index in
            sources[source].names.values(ofWord: index).map { value in
                let number = numbers[source][Int(value)]
                return number != .max && Int(owners[Int(number)].source) == source ? number : .max
            }
        }
        try writeDocuments(to: file)
        if sources.contains(where: \.column.hasKinships) {
            let kinships = owners.map { sources[Int($0.source)].column.kinship(of: Int($0.value)) }
            if kinships.contains(where: { $0 != 0 }) { try file.writeSection(name + ".kinship", values: kinships) }
        }
        try file.writeSection(name + ".counts", values: counts)
        try writeInverse(to: file)
    }

    private func writeIDs(to file: ColumnFileWriter) throws(ColumnsError) {
        var ids = try FrontCodedWriter(name + ".ids", in: file)
        // In every source the values come in the order of their ids, as in the joined segment.
        var cursors = sources.map { FrontCodedTable.Cursor($0.column.ids) }
        for owner in owners {
            cursors[Int(owner.source)].move(to: Int(owner.value))
            try ids.append(cursors[Int(owner.source)].string)
        }
        try ids.finish()
    }

    /// - Parameter values: The numbers of the values that a key of a source leads to; `UInt32.max` for none.
    private func writeKeys(
        _ section: String, to file: ColumnFileWriter, tables: [FrontCodedTable],
        values: (_ source: Int, _ index: Int) -> [UInt32]
    ) throws(ColumnsError) {
        var keys = try FrontCodedWriter(name + section, in: file)
        var lists = VarintListsWriter()
        var merge = FrontCodedMerge(tables)
        var list: [UInt32] = []
        while merge.next() {
            list.removeAll(keepingCapacity: true)
            for place in merge.places { list += values(place.table, place.index) }
            if list.contains(.max) { list.removeAll { $0 == .max } }
            guard !list.isEmpty else { continue }
            if merge.places.count > 1 {
                list.sort()
                var kept = 0
                for value in list where kept == 0 || list[kept - 1] != value {
                    list[kept] = value
                    kept += 1
                }
                list.removeLast(list.count - kept)
            }
            try keys.append(merge.string)
            lists.append(list)
        }
        try keys.finish()
        try lists.write(name + section, to: file)
    }

    private func writeDocuments(to file: ColumnFileWriter) throws(ColumnsError) {
        var ends: [UInt32] = []
        var end: UInt32 = 0
        for source in sources {
            for document in 0..<source.documents.count where source.documents.isJoined(document) {
                end += UInt32(source.column.valueCount(of: document))
                ends.append(end)
            }
        }
        try file.writeSection(name + ".by-document", values: ends)
        let isNarrow = count <= Int(UInt16.max) + 1
        try file.beginSection(name + (isNarrow ? ".values16" : ".values32"))
        for (index, source) in sources.enumerated() {
            for document in 0..<source.documents.count where source.documents.isJoined(document) {
                let values = source.column.values(of: document).map { numbers[index][Int($0)] }
                if isNarrow {
                    try file.append(values: values.map { UInt16($0) })
                } else {
                    try file.append(values: values)
                }
            }
        }
        file.endSection()
    }

    /// The documents of each value: those that the sources list, source by source.
    private func writeInverse(to file: ColumnFileWriter) throws(ColumnsError) {
        var lists = VarintListsWriter()
        var next = [Int](repeating: 0, count: sources.count)
        var list: [UInt32] = []
        for value in 0..<UInt32(count) {
            list.removeAll(keepingCapacity: true)
            for source in sources.indices {
                while next[source] < numbers[source].count, numbers[source][next[source]] == .max { next[source] += 1 }
                guard next[source] < numbers[source].count, numbers[source][next[source]] == value else { continue }
                for document in sources[source].column.documents(with: next[source]) {
                    let number = sources[source].documents.number(of: document)
                    if number != .max { list.append(number) }
                }
                next[source] += 1
            }
            lists.append(list)
        }
        try lists.write(name + ".documents", to: file)
    }
}
