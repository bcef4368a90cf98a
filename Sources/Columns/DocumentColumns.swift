// SPDX-License-Identifier: GPL-3.0-or-later

/// What is known of a document besides its text and facets.
public struct DocumentRow: Sendable, Equatable {
    /// XXH3 of the article's id.
    public var idHash: UInt64
    /// XXH3 of everything that an update would change.
    public var fingerprint: UInt64
    /// XXH3 of the path of the source it was read from.
    public var sourceHash: UInt64
    /// Days since 1970-01-01, or `undated`.
    public var firstDay: Int32
    public var lastDay: Int32
    /// The commit that brought the article as it is.
    public var revision: UInt32

    /// First and last day of a document without a date.
    public static let undated = Int32.min

    public init(
        idHash: UInt64, fingerprint: UInt64, sourceHash: UInt64, firstDay: Int32, lastDay: Int32, revision: UInt32
    ) {
        self.idHash = idHash
        self.fingerprint = fingerprint
        self.sourceHash = sourceHash
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.revision = revision
    }
}

/// Fixed-width facts of every document of a segment, and the way from an article's id to its document.
///
/// Sections by document: `hash`, `fingerprint`, `source` (UInt64), `first`, `last` (Int32), `revision` (UInt32);
/// `ids.document` (UInt32) has the documents in the order of `hash`, then of their numbers.
public struct DocumentColumns {
    public static let kind = "document"

    /// First and last day of each document as in ``DocumentRow``.
    public let firstDays: ColumnArray<Int32>
    public let lastDays: ColumnArray<Int32>
    /// The commit that brought each document.
    public let revisions: ColumnArray<UInt32>
    private let hashes: ColumnArray<UInt64>
    private let fingerprints: ColumnArray<UInt64>
    private let sources: ColumnArray<UInt64>
    private let documentsByID: ColumnArray<UInt32>

    /// Writes the file of a segment whose documents are `rows`, in this order.
    public static func write(_ rows: [DocumentRow], to path: String) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: kind)
        let order = rows.indices.sorted { (rows[$0].idHash, $0) < (rows[$1].idHash, $1) }
        try file.writeSection("hash", values: rows.map(\.idHash))
        try file.writeSection("fingerprint", values: rows.map(\.fingerprint))
        try file.writeSection("source", values: rows.map(\.sourceHash))
        try file.writeSection("first", values: rows.map(\.firstDay))
        try file.writeSection("last", values: rows.map(\.lastDay))
        try file.writeSection("revision", values: rows.map(\.revision))
        try file.writeSection("ids.document", values: order.map { UInt32($0) })
        return try file.finish()
    }

    /// Takes the sections of a file of this kind; throws `damaged` when they do not fit each other.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        hashes = try file.array("hash")
        fingerprints = try file.array("fingerprint")
        sources = try file.array("source")
        firstDays = try file.array("first")
        lastDays = try file.array("last")
        revisions = try file.array("revision")
        documentsByID = try file.array("ids.document")
        let counts = [
            hashes.count, sources.count, firstDays.count, lastDays.count, revisions.count, documentsByID.count,
        ]
        guard counts.allSatisfy({ $0 == fingerprints.count }) else {
            throw .damaged(file.path, "its columns have different lengths")
        }
    }

    public var count: Int { fingerprints.count }

    /// All that is known of a document, which must be below `count`.
    public func row(_ document: Int) -> DocumentRow {
        DocumentRow(
            idHash: hashes[document], fingerprint: fingerprints[document], sourceHash: sources[document],
            firstDay: firstDays[document], lastDay: lastDays[document], revision: revisions[document])
    }

    /// One fact of a document, without reading the others.
    public func fingerprint(of document: Int) -> UInt64 { fingerprints[document] }
    public func sourceHash(of document: Int) -> UInt64 { sources[document] }

    /// The documents whose id has this hash.
    public func documents(withIDHash hash: UInt64) -> [UInt32] {
        var low = 0
        var high = documentsByID.count
        while low < high {
            let middle = (low + high) / 2
            if hashes[Int(documentsByID[middle])] < hash { low = middle + 1 } else { high = middle }
        }
        var found: [UInt32] = []
        while low < documentsByID.count, hashes[Int(documentsByID[low])] == hash {
            found.append(documentsByID[low])
            low += 1
        }
        return found
    }

    /// The documents whose known period lies between two days, both included.
    public func documents(from first: Int32, to last: Int32) -> DocumentSet {
        var set = DocumentSet(universe: count)
        firstDays.withValues { firsts in
            lastDays.withValues { lasts in
                for document in 0..<firsts.count
                where firsts[document] != DocumentRow.undated && firsts[document] >= first && lasts[document] <= last {
                    set.insert(UInt32(document))
                }
            }
        }
        return set
    }

    /// The documents that a commit after `revision` brought.
    public func documents(since revision: UInt32) -> DocumentSet {
        var set = DocumentSet(universe: count)
        revisions.withValues { revisions in
            for document in 0..<revisions.count where revisions[document] > revision { set.insert(UInt32(document)) }
        }
        return set
    }

    /// The documents without a date.
    public func undatedDocuments() -> DocumentSet {
        var set = DocumentSet(universe: count)
        for document in 0..<count where firstDays[document] == DocumentRow.undated { set.insert(UInt32(document)) }
        return set
    }
}
