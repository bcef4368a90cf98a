// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// The postings of a committed segment: a single-file Xapian database, of which the leaves with postings are read.
///
/// Xapian's files have no checksums. Every block is therefore compared with the segment's `BlockMap` before it is read.
final class PostingsReader {
    private let path: String
    private let documents: Int
    private let map: BlockMap
    private let glass: GlassPostings<CheckedLeaves>

    /// - Parameter documents: How many documents the segment has.
    init(path: String, entry: Manifest.File, map: BlockMap, documents: Int) throws(SpoglioError) {
        self.path = path
        self.documents = documents
        self.map = map
        do {
            let blocks = try MappedBlocks(
                path: path, length: entry.bytes, blockLength: GlassTable.blockLength, map: map)
            glass = GlassPostings(CheckedLeaves(map: map, blocks: blocks))
        } catch {
            throw SpoglioError(error)
        }
    }

    /// Whether the map has the leaves of the file and their first keys, which checksums do not tell.
    func hasMapOfItsBlocks() throws(SpoglioError) -> Bool {
        do {
            let file = try BlockFile(path, blockLength: GlassTable.blockLength)
            return try map.leavesAreThose(of: file, firstKey: GlassTable.firstKey)
        } catch {
            throw SpoglioError(error)
        }
    }

    /// Checks every block, for work that copies the file.
    func checkAll() throws(SpoglioError) {
        do {
            let file = try BlockFile(path, blockLength: GlassTable.blockLength)
            for block in 0..<map.count { try file.check(block, against: map) }
        } catch {
            throw SpoglioError(error)
        }
    }
}

extension PostingsReader {
    /// All documents that hold a stem.
    func postings(of stem: [UInt8]) throws(SpoglioError) -> PostingList {
        guard let term = Term(stem) else { return PostingList([], []) }
        let count = documents
        return PostingList(
            try read { (glass) throws(ColumnsError) in
                let postings = try glass.postings(of: term)
                return postings?.documents.last ?? 0 <= count ? postings : nil
            })
    }

    /// The documents that hold all stems, with the impacts of each in them; and how many documents hold each, as far as
    /// that was asked before one was found that none holds.
    ///
    /// The rarest stem leads and the others are looked for in what is left.
    ///
    /// - Parameter known: How many documents hold each, where that is known.
    func conjunction(
        of stems: [[UInt8]], known: [Int?]
    ) throws(SpoglioError) -> (lists: [PostingList], frequencies: [Int?]) {
        var frequencies = known
        for (index, stem) in stems.enumerated() {
            let frequency: Int
            if let count = known[index] { frequency = count } else { frequency = try self.frequency(of: stem) }
            frequencies[index] = frequency
            if frequency == 0 { return (stems.map { _ in PostingList([], []) }, frequencies) }
        }
        var documents: [UInt32] = []
        var impacts = [[UInt32]](repeating: [], count: stems.count)
        let order = stems.indices.sorted { frequencies[$0] ?? 0 < frequencies[$1] ?? 0 }
        for (place, index) in order.enumerated() {
            if place == 0 {
                let list = try postings(of: stems[index])
                documents = list.documents
                impacts[index] = list.impacts
                continue
            }
            impacts[index] = try self.impacts(of: stems[index], in: documents)
            let held = documents.indices.filter { impacts[index][$0] > 0 }
            guard held.count < documents.count else { continue }
            documents = held.map { documents[$0] }
            for earlier in order[...place] { impacts[earlier] = held.map { impacts[earlier][$0] } }
        }
        return (impacts.map { PostingList(documents, $0) }, frequencies)
    }

    /// The impact of a stem in each of some documents, which ascend; 0 where a document does not hold it.
    func impacts(of stem: [UInt8], in documents: [UInt32]) throws(SpoglioError) -> [UInt32] {
        guard let term = Term(stem) else { return Array(repeating: 0, count: documents.count) }
        let documents = PostingList.countedFromOne(documents)
        return try read { (glass) throws(ColumnsError) in try glass.frequencies(of: term, in: documents) }
    }

    /// How many documents hold a stem.
    func frequency(of stem: [UInt8]) throws(SpoglioError) -> Int {
        guard let term = Term(stem) else { return 0 }
        return try read { (glass) throws(ColumnsError) in try glass.documentFrequency(of: term) }
    }

    /// How many documents libxapian finds in the file.
    func documentCount() throws(SpoglioError) -> Int {
        do {
            return try Database(path: path).documentCount()
        } catch {
            throw SpoglioError(error)
        }
    }

    private func read<Answer>(
        _ body: (GlassPostings<CheckedLeaves>) throws(ColumnsError) -> Answer?
    ) throws(SpoglioError) -> Answer {
        do {
            if let answer = try body(glass) { return answer }
        } catch {
            throw SpoglioError(error)
        }
        throw SpoglioError(.indexDamaged, "'\(path)' is damaged: its postings are not in Xapian's form")
    }
}

/// The leaves of a file of postings, compared with their checksums.
private struct CheckedLeaves: GlassLeaves {
    let map: BlockMap
    let blocks: MappedBlocks

    var leafCount: Int { map.leafCount }

    func leaf(before key: [UInt8]) -> Int { map.leaf(before: key) }

    func bytes(ofLeaf index: Int) throws(ColumnsError) -> UnsafeRawBufferPointer {
        try unsafe blocks.bytes(of: map.block(ofLeaf: index))
    }
}
