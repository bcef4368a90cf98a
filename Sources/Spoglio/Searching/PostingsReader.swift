// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// The postings of a committed segment: a single-file Xapian database.
///
/// Xapian's files have no checksums. Every block is therefore compared with the segment's `BlockMap` before libxapian may
/// read it: those above the leaves when the file is opened, a leaf when a term is asked for that it may hold.
final class PostingsReader {
    private let database: Database
    private let file: BlockFile
    private let map: BlockMap
    private var isChecked: [Bool]

    init(path: String, entry: Manifest.File, map: BlockMap) throws(SpoglioError) {
        self.map = map
        isChecked = Array(repeating: false, count: map.count)
        do {
            file = try BlockFile(path, blockLength: GlassTable.blockLength)
            let bytes = try FileSystem.status(path).bytes
            guard bytes == entry.bytes, map.count == (Int(bytes) + GlassTable.blockLength - 1) / GlassTable.blockLength
            else {
                throw ColumnsError(
                    .damaged, "'\(path)' is damaged: it has \(bytes) bytes, \(entry.bytes) were written", path: path)
            }
            for block in map.otherBlocks() { try file.check(block, against: map) }
            database = try Database(path: path)
        } catch {
            throw SpoglioError(any: error)
        }
    }

    /// Checks the leaves that libxapian may read for a term; each once.
    private func check(_ term: Term) throws(SpoglioError) {
        let keys = GlassTable.keys(of: term)
        for block in map.leaves(from: keys.first, to: keys.last) where !isChecked[Int(block)] {
            do {
                try file.check(Int(block), against: map)
            } catch {
                throw SpoglioError(error)
            }
            isChecked[Int(block)] = true
        }
    }

    /// Whether the map has the leaves of the file and their first keys, which checksums do not tell.
    func hasMapOfItsBlocks() throws(SpoglioError) -> Bool {
        do {
            return try map.leavesAreThose(of: file, firstKey: GlassTable.firstKey)
        } catch {
            throw SpoglioError(error)
        }
    }

    /// Checks every block, for work that copies the file.
    func checkAll() throws(SpoglioError) {
        do {
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
        try check(term)
        do {
            return PostingList(try database.postings(of: term))
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The documents that hold all stems, with the impacts of each in them; and how many documents hold each, as far as
    /// that was asked before one was found that none holds.
    ///
    /// - Parameter known: How many documents hold each, where that is known.
    func conjunction(
        of stems: [[UInt8]], known: [Int?]
    ) throws(SpoglioError) -> (lists: [PostingList], frequencies: [Int?]) {
        guard stems.allSatisfy({ Term.isStorable($0) }) else {
            return (stems.map { _ in PostingList([], []) }, stems.map { _ in nil })
        }
        for stem in stems { if let term = Term(stem) { try check(term) } }
        do {
            let found = try database.conjunction(of: ByteStrings(stems), known: known.map { $0.map(UInt32.init) })
            var documents = found.documents
            PostingList.countFromZero(&documents)
            return (
                found.frequencies.map { PostingList(documents, $0) }, found.documentFrequencies.map { $0.map(Int.init) }
            )
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The impact of a stem in each of some documents, which ascend; 0 where a document does not hold it.
    func impacts(of stem: [UInt8], in documents: [UInt32]) throws(SpoglioError) -> [UInt32] {
        guard let term = Term(stem) else { return Array(repeating: 0, count: documents.count) }
        try check(term)
        do {
            return try database.frequencies(of: term, in: PostingList.countedFromOne(documents))
        } catch {
            throw SpoglioError(error)
        }
    }

    /// How many documents hold a stem.
    func frequency(of stem: [UInt8]) throws(SpoglioError) -> Int {
        guard let term = Term(stem) else { return 0 }
        try check(term)
        do {
            return try database.documentFrequency(of: term)
        } catch {
            throw SpoglioError(error)
        }
    }
}

extension PostingsReader {
    func documentCount() throws(SpoglioError) -> Int {
        do {
            return try database.documentCount()
        } catch {
            throw SpoglioError(error)
        }
    }
}
