// SPDX-License-Identifier: GPL-3.0-or-later

/// By which near-duplicates of the articles of a segment are found, and those that were found when it was written.
///
/// An entry is a value of a sketch and a document that has it; entries ascend. Sections: `documents` (one UInt32: how many
/// there are), `sketches.starts` (UInt32: the first entry of each run of values with the same high bits, and the number of
/// entries), `sketches.rest` (packed: the other bits of the value of each entry), `sketches.document` (packed);
/// `pairs.document` (UInt32), `pairs.id` and `pairs.fingerprint` (UInt64) by pair.
public struct CopyColumn {
    public static let kind = "copies"

    /// How many documents there are, and how many pairs.
    public let count: Int
    public var pairCount: Int { pairDocuments.count }
    private let bits: Int
    private let starts: ColumnArray<UInt32>
    private let rest: PackedNumbers
    private let documents: PackedNumbers
    private let pairDocuments: ColumnArray<UInt32>
    private let pairIDs: ColumnArray<UInt64>
    private let pairFingerprints: ColumnArray<UInt64>
    private let path: String

    /// Takes the sections of a file of this kind; throws `damaged` when they do not fit each other.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        path = file.path
        let size = try file.array("documents", of: UInt32.self)
        starts = try file.array("sketches.starts")
        pairDocuments = try file.array("pairs.document")
        pairIDs = try file.array("pairs.id")
        pairFingerprints = try file.array("pairs.fingerprint")
        guard size.count == 1, starts.count > 1, (starts.count - 1).nonzeroBitCount == 1, starts.count < 1 << 32,
            pairIDs.count == pairDocuments.count, pairFingerprints.count == pairDocuments.count
        else { throw .damaged(file.path, "its sections do not fit each other") }
        count = Int(size[0])
        bits = (starts.count - 1).trailingZeroBitCount
        let entries = Int(starts[starts.count - 1])
        rest = try PackedNumbers(file, "sketches.rest", count: entries, below: 1 << (32 - bits))
        documents = try PackedNumbers(file, "sketches.document", count: entries, below: count)
    }

    /// How many bits of the values of so many entries are told by the run that they are in.
    static func bits(entries: Int) -> Int {
        var bits = 0
        while entries > CopyColumnWriter.bucket << bits, bits < 24 { bits += 1 }
        return bits
    }

    var entryCount: Int { Int(starts[starts.count - 1]) }

    /// Goes through the entries one by one.
    struct Cursor {
        private let column: CopyColumn
        private var bucket = 0
        private var entry = 0
        private(set) var value: UInt32 = 0
        private(set) var document: UInt32 = 0
        var isAtEnd: Bool { entry >= column.entryCount }

        init(_ column: CopyColumn) throws(ColumnsError) {
            self.column = column
            try read()
        }

        mutating func advance() throws(ColumnsError) {
            entry += 1
            try read()
        }

        private mutating func read() throws(ColumnsError) {
            guard !isAtEnd else { return }
            while bucket + 2 < column.starts.count, entry >= Int(column.starts[bucket + 1]) { bucket += 1 }
            value = UInt32(UInt64(bucket) << UInt64(32 - column.bits) | UInt64(column.rest[entry]))
            document = try column.document(entry)
        }
    }

    /// A pair, and whether its document is one of the segment's.
    public func pair(_ index: Int) -> CopyPair {
        CopyPair(
            document: pairDocuments[index], idHash: pairIDs[index], fingerprint: pairFingerprints[index])
    }

    /// The last documents that have a value in their sketch, at most `limit`, the last first.
    public func forEachDocument(with value: UInt32, limit: Int, _ body: (UInt32) -> Void) throws(ColumnsError) {
        let bucket = Int(UInt64(value) >> UInt64(32 - bits))
        let wanted = Int(UInt64(value) & (UInt64(1) << UInt64(32 - bits) - 1))
        var entry = Int(starts[bucket + 1])
        let first = Int(starts[bucket])
        try check(first, entry)
        var left = limit
        while entry > first, left > 0 {
            entry -= 1
            let found = rest[entry]
            if found < wanted { return }
            if found == wanted {
                left -= 1
                body(try document(entry))
            }
        }
    }

    /// Goes through all entries.
    public func forEachEntry(_ body: (_ value: UInt32, _ document: UInt32) -> Void) throws(ColumnsError) {
        for bucket in 0..<starts.count - 1 {
            let (first, end) = (Int(starts[bucket]), Int(starts[bucket + 1]))
            try check(first, end)
            for entry in first..<end {
                body(UInt32(UInt64(bucket) << UInt64(32 - bits) | UInt64(rest[entry])), try document(entry))
            }
        }
    }

    private func check(_ first: Int, _ end: Int) throws(ColumnsError) {
        guard first <= end, end <= Int(starts[starts.count - 1]) else {
            throw .damaged(path, "its entries are out of bounds")
        }
    }

    private func document(_ entry: Int) throws(ColumnsError) -> UInt32 {
        let document = documents[entry]
        guard document < count else { throw .damaged(path, "an entry names a document that is not there") }
        return UInt32(document)
    }
}
