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
        if stems.capacity > Self.mostKept { (stems, impacts) = ([], []) }
    }

    /// So many stems are kept room for; an article of more is rare.
    private static let mostKept = 1 << 17

    /// Writes the file; it is not synced.
    ///
    /// - Parameter terms: By number the bytes of each stem.
    func write(to path: String, terms: ByteStrings) throws(SpoglioError) {
        do {
            try builder.write(to: path, terms: terms)
        } catch {
            throw SpoglioError(writing: error)
        }
    }

    /// Joins databases, in this order, into one file; it is not synced.
    static func compact(_ sources: [String], to path: String) throws(SpoglioError) {
        try FileSystem.remove(path)
        do {
            try Compaction.compact(sources, to: path, options: [.singleFile])
        } catch {
            throw SpoglioError(writing: error)
        }
        try identify(path)
    }

    /// Puts an identifier that follows from the rest of the file in place of the random one, so that the same postings
    /// make the same file.
    private static func identify(_ path: String) throws(SpoglioError) {
        let place = GlassTable.identifier
        try FileSystem.overwrite(path, at: place.lowerBound, with: Array(repeating: 0, count: place.count))
        let checksum: UInt64
        do {
            checksum = try Checksum.ofFile(path)
        } catch {
            throw SpoglioError(error)
        }
        let bytes = (0..<place.count).map { UInt8(truncatingIfNeeded: checksum >> UInt64($0 % 8 * 8)) ^ UInt8($0 / 8) }
        try FileSystem.overwrite(path, at: place.lowerBound, with: bytes)
    }

    /// Syncs the postings in the folder of a segment, and writes and syncs the map of their blocks.
    static func finish(_ folder: String) throws(SpoglioError) -> [Manifest.File] {
        let path = folder + "/" + SegmentFile.postings
        try FileSystem.syncFile(path)
        let bytes = try FileSystem.status(path).bytes
        do throws(ColumnsError) {
            let first = try BlockFile(path, blockLength: GlassTable.blockLength).read(0) ?? []
            guard first.starts(with: GlassTable.version) else {
                throw ColumnsError(
                    .format, "'\(path)' is of a version of Xapian's files that this program does not read", path: path)
            }
            let blocks = try BlockMap.write(
                of: path, blockLength: GlassTable.blockLength, to: folder + "/" + SegmentFile.blocks,
                firstKey: GlassTable.firstKey)
            let stamp = FileStamp(bytes: bytes, checksum: try Checksum.ofFile(path))
            return [
                Manifest.File(name: SegmentFile.postings, stamp: stamp),
                Manifest.File(name: SegmentFile.blocks, stamp: blocks),
            ]
        } catch {
            throw SpoglioError(error)
        }
    }
}
