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
/// Sections by document: `hash`, `fingerprint`, `source` (UInt64), `revision` (UInt32), and those of ``DateColumn``;
/// `ids.document` (UInt32) has the documents in the order of `hash`, then of their numbers.
public struct DocumentColumns {
    public static let kind = "document"

    /// The commit that brought each document.
    public let revisions: ColumnArray<UInt32>
    private let dates: DateColumn.ByDocument
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
        try file.writeSection("revision", values: rows.map(\.revision))
        try file.writeSection("ids.document", values: order.map { UInt32($0) })
        try file.writeDates(of: rows)
        return try file.finish()
    }

    /// Takes the sections of a file of this kind; throws `damaged` when they do not fit each other.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        hashes = try file.array("hash")
        fingerprints = try file.array("fingerprint")
        sources = try file.array("source")
        revisions = try file.array("revision")
        documentsByID = try file.array("ids.document")
        let dates = try DateColumn(file)
        self.dates = try dates.byDocument()
        let counts = [hashes.count, sources.count, dates.count, revisions.count, documentsByID.count]
        guard counts.allSatisfy({ $0 == fingerprints.count }) else {
            throw .damaged(file.path, "its columns have different lengths")
        }
    }

    public var count: Int { fingerprints.count }

    /// All that is known of a document, which must be below `count`.
    public func row(_ document: Int) -> DocumentRow {
        let period = dates.period(of: document)
        return DocumentRow(
            idHash: hashes[document], fingerprint: fingerprints[document], sourceHash: sources[document],
            firstDay: period.first, lastDay: period.last, revision: revisions[document])
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

    /// The documents that a commit after `revision` brought.
    public func documents(since revision: UInt32) -> DocumentSet {
        var set = DocumentSet(universe: count)
        revisions.withValues { revisions in
            for document in 0..<revisions.count where revisions[document] > revision { set.insert(UInt32(document)) }
        }
        return set
    }
}
