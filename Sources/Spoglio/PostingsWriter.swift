// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// Builds the postings of a segment: a Xapian database without term lists and positions, compacted into one file.
///
/// Document `n` of the segment is document `n + 1` of the database. A posting's within-document frequency is the impact
/// of the stem in the article (1...127).
struct PostingsWriter: ~Copyable {
    /// Xapian's memory and cache behave best with small batches.
    private static let batch = 250

    private let folder: String
    /// Nil once the postings are finished.
    private var database: WritableDatabase?
    private var pending = 0
    private var terms = TermList()

    init(folder: String) throws(SpoglioError) {
        self.folder = folder
        do {
            database = try WritableDatabase(
                path: folder + "/postings.building", mode: .create, options: [.withoutTermLists, .withoutSync])
        } catch {
            throw SpoglioError(writing: error)
        }
    }

    mutating func begin() { terms.removeAll() }

    mutating func commitDocument() throws(SpoglioError) {
        do {
            _ = try database?.add(terms)
            pending += 1
            if pending == Self.batch {
                try database?.commit()
                pending = 0
            }
        } catch {
            throw SpoglioError(writing: error)
        }
    }

    mutating func append(_ stem: ArraySlice<UInt8>, impact: UInt32) {
        if !stem.isEmpty { terms.append(stem, frequency: impact) }
    }

    /// Compacts and syncs the file.
    mutating func finish() throws(SpoglioError) -> Manifest.File {
        let building = folder + "/postings.building"
        do {
            try database?.commit()
        } catch {
            throw SpoglioError(writing: error)
        }
        database = nil
        let file = try Self.compact([building], to: folder + "/" + SegmentFile.postings)
        try FileSystem.remove(building)
        return file
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
