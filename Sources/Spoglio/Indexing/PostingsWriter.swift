// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// Builds the postings of a segment: a Xapian database without term lists and positions, compacted into one file.
///
/// Document `n` of the segment is document `n + 1` of the database. A posting's within-document frequency is the impact
/// of the stem in the article (1...127).
///
/// The articles are collected and handed to Xapian some hundreds at one go: it sorts them in trees of nodes, which are
/// fast while they fit the processor's cache and nothing else comes between. Every few thousand articles are a database of
/// their own, a part, as adding to a small table costs less; the parts are joined in the end.
struct PostingsWriter: ~Copyable {
    /// The articles that are handed over and committed at one go.
    private static let batchSize = 250
    /// The articles of a part: joining leaves the postings of a stem in pieces, one a part, so that small parts take space.
    private static let partSize = 5_000
    /// The parts that are joined before there are more of them, for each keeps files open while it is joined.
    private static let partLimit = 64

    private let folder: String
    /// The terms of the articles that are not handed over yet, in the first `waitingCount` lists.
    private var waiting = [TermList](repeating: TermList(), count: batchSize)
    private var waitingCount = 0
    /// The part that grows, the last of `parts`, with so many articles.
    private var database: WritableDatabase?
    private var partCount = 0
    /// All parts in the order of their articles.
    private var parts: [String] = []
    private var partsMade = 0

    init(folder: String) { self.folder = folder }

    /// Begins the next article.
    mutating func begin() throws(SpoglioError) {
        if waitingCount == Self.batchSize { try handOver() }
        waiting[waitingCount].removeAll()
        waitingCount += 1
    }

    /// Adds a stem to the article begun last.
    mutating func append(_ stem: ArraySlice<UInt8>, impact: UInt32) {
        if !stem.isEmpty { waiting[waitingCount - 1].append(stem, frequency: impact) }
    }

    /// Joins the parts and syncs the file.
    mutating func finish() throws(SpoglioError) -> Manifest.File {
        try handOver()
        database = nil
        let file = try Self.compact(parts, to: folder + "/" + SegmentFile.postings)
        try removeParts()
        return file
    }

    private mutating func handOver() throws(SpoglioError) {
        do {
            if database == nil { try openPart() }
            for index in 0..<waitingCount { _ = try database?.add(waiting[index]) }
            try database?.commit()
        } catch let error as XapianError {
            throw SpoglioError(writing: error)
        } catch let error as SpoglioError {
            throw error
        } catch {
            throw SpoglioError(.system, "\(error)")
        }
        partCount += waitingCount
        waitingCount = 0
        if partCount >= Self.partSize { database = nil }
    }

    private mutating func openPart() throws {
        if parts.count == Self.partLimit { try joinParts() }
        let part = newPart()
        database = try WritableDatabase(path: part, mode: .create, options: [.withoutTermLists, .withoutSync])
        parts.append(part)
        partCount = 0
    }

    private mutating func joinParts() throws {
        let joined = newPart()
        try Compaction.compact(parts, to: joined, options: [.singleFile])
        try removeParts()
        parts = [joined]
    }

    private mutating func newPart() -> String {
        partsMade += 1
        return folder + "/postings.\(partsMade)"
    }

    private func removeParts() throws(SpoglioError) {
        for part in parts { try FileSystem.remove(part) }
    }

    /// Joins databases, in this order, into one file and syncs it.
    static func compact(_ sources: [String], to path: String) throws(SpoglioError) -> Manifest.File {
        do {
            try FileSystem.remove(path)
            try Compaction.compact(sources, to: path, options: [.singleFile])
            try FileSystem.syncFile(path)
            let status = try FileSystem.status(path)
            let stamp = FileStamp(bytes: status.bytes, checksum: try Checksum.ofFile(path))
            return Manifest.File(name: SegmentFile.postings, stamp: stamp, modified: status.modified)
        } catch let error as XapianError {
            throw SpoglioError(writing: error)
        } catch let error as ColumnsError {
            throw SpoglioError(error)
        } catch let error as SpoglioError {
            throw error
        } catch {
            throw SpoglioError(.system, "\(error)")
        }
    }
}
