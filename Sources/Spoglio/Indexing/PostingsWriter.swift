// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// Builds the postings of a segment: a Xapian database without term lists and positions, in one file.
///
/// Document `n` of the segment is document `n + 1` of the database. A posting's within-document frequency is the impact
/// of the stem in the article (1...127).
struct PostingsWriter: ~Copyable {
    private var builder: PostingsBuilder
    // Reused from article to article.
    private var stems: [UInt32] = []
    private var impacts: [UInt32] = []

    init() throws(SpoglioError) {
        do {
            builder = try PostingsBuilder()
        } catch {
            throw SpoglioError(writing: error)
        }
    }

    /// Memory held, in bytes.
    var footprint: Int { builder.footprint }

    /// Adds the next article with the stems that were counted, those aside that have no bytes.
    mutating func add(_ counter: inout StemCounter, isEmpty: (_ stem: UInt32) -> Bool) throws(SpoglioError) {
        stems.removeAll(keepingCapacity: true)
        impacts.removeAll(keepingCapacity: true)
        counter.drain { stem, impact in
            if isEmpty(stem) { return }
            stems.append(stem)
            impacts.append(impact)
        }
        do {
            try builder.add(stems, frequencies: impacts)
        } catch {
            throw SpoglioError(writing: error)
        }
    }

    /// Writes and syncs the file.
    ///
    /// - Parameter terms: By number the bytes of each stem.
    func write(to path: String, terms: ByteStrings) throws(SpoglioError) -> Manifest.File {
        do {
            try builder.write(to: path, terms: terms)
        } catch {
            throw SpoglioError(writing: error)
        }
        return try Self.synced(path)
    }

    /// Joins databases, in this order, into one file and syncs it.
    static func compact(_ sources: [String], to path: String) throws(SpoglioError) -> Manifest.File {
        try FileSystem.remove(path)
        do {
            try Compaction.compact(sources, to: path, options: [.singleFile])
        } catch {
            throw SpoglioError(writing: error)
        }
        return try synced(path)
    }

    private static func synced(_ path: String) throws(SpoglioError) -> Manifest.File {
        try FileSystem.syncFile(path)
        let status = try FileSystem.status(path)
        do {
            let stamp = FileStamp(bytes: status.bytes, checksum: try Checksum.ofFile(path))
            return Manifest.File(name: SegmentFile.postings, stamp: stamp, modified: status.modified)
        } catch {
            throw SpoglioError(error)
        }
    }
}
