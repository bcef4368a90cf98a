// SPDX-License-Identifier: GPL-3.0-or-later

/// Two near-duplicates: a document of the segment, and the article that it is one of, wherever that is.
public struct CopyPair: Sendable, Equatable {
    public var document: UInt32
    /// XXH3 of the other's id, and its fingerprint: an article that was changed since is not meant.
    public var idHash: UInt64
    public var fingerprint: UInt64

    public init(document: UInt32, idHash: UInt64, fingerprint: UInt64) {
        self.document = document
        self.idHash = idHash
        self.fingerprint = fingerprint
    }
}

/// Collects the sketches of the articles of a segment, and writes them with the pairs that were found by them.
public struct CopyColumnWriter {
    /// Sketch value and document of each entry, in one number.
    private var entries: [UInt64] = []
    public private(set) var count = 0
    private var sketch = ShingleSketch()
    private var isSorted = false
    /// About so many entries begin alike in a file.
    static let bucket = 8

    public init() {}

    /// Adds the next article by the tokens of its fields as the dictionary numbers them.
    public mutating func append(title: [UInt32], body: [UInt32], words: TermDictionaryWriter) {
        sketch.clear()
        sketch.add(title, words)
        sketch.add(body, words)
        append(sketch.values)
    }

    /// Adds the next article by its sketch.
    public mutating func append(_ sketch: [UInt32]) {
        for value in sketch { add(value, UInt32(count)) }
        count += 1
    }

    private mutating func add(_ value: UInt32, _ document: UInt32) {
        entries.append(UInt64(value) << 32 | UInt64(document))
    }

    /// The sketches by document, empty where there is none.
    public func sketches() -> [[UInt32]] {
        var result = [[UInt32]](repeating: [], count: count)
        for entry in entries { result[Int(UInt32(truncatingIfNeeded: entry))].append(UInt32(entry >> 32)) }
        return result
    }

    /// Puts the entries in order; to be called when all are there.
    public mutating func sort() {
        entries.sort()
        isSorted = true
    }

    /// The nearest documents before `document` that have a value of its sketch, at most `limit`.
    public func forEachDocument(with value: UInt32, before document: UInt32, limit: Int, _ body: (UInt32) -> Void) {
        precondition(isSorted, "the entries are sorted before they are asked")
        var low = 0
        var high = entries.count
        let wanted = UInt64(value) << 32 | UInt64(document)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        var left = limit
        while low > 0, left > 0, entries[low - 1] >> 32 == UInt64(value) {
            low -= 1
            left -= 1
            body(UInt32(truncatingIfNeeded: entries[low]))
        }
    }

    /// Writes the column; the entries are sorted.
    public func write(_ pairs: [CopyPair], to path: String) throws(ColumnsError) -> FileStamp {
        precondition(isSorted, "the entries are sorted before they are written")
        let bits = CopyColumn.bits(entries: entries.count)
        var starts = [UInt32](repeating: 0, count: 1 << bits + 1)
        for entry in entries { starts[Int(entry >> UInt64(64 - bits)) + 1] += 1 }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        let rest = UInt64(1) << UInt64(32 - bits) - 1
        let file = try ColumnFileWriter(path: path, kind: CopyColumn.kind)
        try file.writeSection("documents", values: [UInt32(count)])
        try file.writeSection("sketches.starts", values: starts)
        try file.writePacked(
            "sketches.rest", entries.lazy.map { UInt32($0 >> 32 & rest) }, below: 1 << (32 - bits))
        try file.writePacked("sketches.document", entries.lazy.map { UInt32(truncatingIfNeeded: $0) }, below: count)
        try file.writePairs(pairs)
        return try file.finish()
    }
}

extension ColumnFileWriter {
    /// Writes the sections of the pairs of a segment.
    func writePairs(_ pairs: [CopyPair]) throws(ColumnsError) {
        try writeSection("pairs.document", values: pairs.map(\.document))
        try writeSection("pairs.id", values: pairs.map(\.idHash))
        try writeSection("pairs.fingerprint", values: pairs.map(\.fingerprint))
    }
}
