// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// Builds the postings of a segment: a Xapian database without term lists and positions, compacted into one file.
///
/// Document `n` of the segment is document `n + 1` of the database. A posting's within-document frequency is the impact
/// of the stem in the article (1...127).
///
/// The articles are collected, and each few of them become a database of their own, a part, at one go; the parts are
/// joined in the end. Xapian sorts what it is given in trees of nodes: these are fast while they fit the processor's cache
/// and nothing else comes between, and an empty table is filled from left to right where a full one is searched for the
/// place of each term.
struct PostingsWriter: ~Copyable {
    /// The articles of a part.
    private static let partSize = 128
    /// The parts that are joined before there are more of them, for each keeps files open while it is joined.
    private static let partLimit = 64

    private let folder: String
    /// The terms of the articles that no part has yet, in the first `waitingCount` lists.
    private var waiting = [TermList](repeating: TermList(), count: partSize)
    private var waitingCount = 0
    /// The finished parts in the order of their articles.
    private var parts: [String] = []
    private var partsMade = 0

    init(folder: String) { self.folder = folder }

    /// Begins the next article.
    mutating func begin() throws(SpoglioError) {
        if waitingCount == Self.partSize { try writePart() }
        waiting[waitingCount].removeAll()
        waitingCount += 1
    }

    /// Adds a stem to the article begun last.
    mutating func append(_ stem: ArraySlice<UInt8>, impact: UInt32) {
        if !stem.isEmpty { waiting[waitingCount - 1].append(stem, frequency: impact) }
    }

    /// Joins the parts and syncs the file.
    mutating func finish() throws(SpoglioError) -> Manifest.File {
        if waitingCount > 0 || parts.isEmpty { try writePart() }
        let file = try Self.compact(parts, to: folder + "/" + SegmentFile.postings)
        try removeParts()
        return file
    }

    private mutating func writePart() throws(SpoglioError) {
        if parts.count == Self.partLimit { try joinParts() }
        let part = newPart()
        do {
            var database = try WritableDatabase(path: part, mode: .create, options: [.withoutTermLists, .withoutSync])
            for index in 0..<waitingCount { try database.add(waiting[index]) }
            try database.commit()
        } catch {
            throw SpoglioError(writing: error)
        }
        parts.append(part)
        waitingCount = 0
    }

    private mutating func joinParts() throws(SpoglioError) {
        let joined = newPart()
        do {
            try Compaction.compact(parts, to: joined, options: [.singleFile])
        } catch {
            throw SpoglioError(writing: error)
        }
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
