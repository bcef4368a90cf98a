// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// Documents, ascending, and the impact of a stem in each.
struct PostingList {
    let documents: [UInt32]
    /// As many as documents; 0 where a document that was asked about does not hold the stem.
    let impacts: [UInt32]

    init(_ documents: [UInt32], _ impacts: [UInt32]) {
        self.documents = documents
        self.impacts = impacts
    }

    /// - Parameter postings: As Xapian gives them, documents counted from 1.
    init(_ postings: Postings) {
        var postings = postings
        var documents: [UInt32] = []
        // Taken over rather than copied, for they are many.
        swap(&documents, &postings.documents)
        Self.countFromZero(&documents)
        self.documents = documents
        impacts = postings.frequencies
    }

    /// Documents as the columns number them. (`map` costs several times as much: it is not specialised here.)
    static func countFromZero(_ documents: inout [UInt32]) {
        for index in documents.indices { documents[index] -= 1 }
    }

    /// Documents as Xapian numbers them.
    static func countedFromOne(_ documents: [UInt32]) -> [UInt32] {
        var result = documents
        for index in result.indices { result[index] += 1 }
        return result
    }

    /// Whether all of `others` (ascending) were asked about.
    func covers(_ others: [UInt32]) -> Bool {
        if documents.count == others.count { return documents == others }
        var index = 0
        for other in others {
            while index < documents.count, documents[index] < other { index += 1 }
            guard index < documents.count, documents[index] == other else { return false }
        }
        return true
    }

    /// The documents that hold the stem.
    func holders() -> [UInt32] {
        var holders: [UInt32] = []
        for index in documents.indices where impacts[index] > 0 { holders.append(documents[index]) }
        return holders
    }
}

/// The postings of a committed segment: a single-file Xapian database, opened when first needed.
///
/// Xapian's files have no checksums. The file is checked as a whole unless its size and time of modification are those
/// that the commit recorded.
final class PostingsReader {
    private let database: Database

    init(path: String, entry: Manifest.File) throws(SpoglioError) {
        let status: FileSystem.Status
        do {
            status = try FileSystem.status(path)
        } catch {
            throw SpoglioError(
                .indexDamaged, "'\(path)' cannot be read: \(error.message)", hint: "run 'spoglio verify'")
        }
        let isUntouched = status.bytes == entry.bytes && status.modified == entry.modified
        do {
            if !isUntouched, try status.bytes != entry.bytes || Checksum.ofFile(path) != entry.stamp.checksum {
                throw SpoglioError(
                    .indexDamaged, "'\(path)' is damaged: it does not match its checksum",
                    hint: "run 'spoglio verify' to see what else is damaged, then 'spoglio index --rebuild PATH...'")
            }
            database = try Database(path: path)
        } catch let error as ColumnsError {
            throw SpoglioError(error)
        } catch let error as XapianError {
            throw SpoglioError(error)
        } catch let error as SpoglioError {
            throw error
        } catch {
            throw SpoglioError(.system, "\(error)")
        }
    }
}

extension PostingsReader {
    /// All documents that hold a stem.
    func postings(of stem: [UInt8]) throws(SpoglioError) -> PostingList {
        guard let term = Term(stem) else { return PostingList([], []) }
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
        do {
            return try database.frequencies(of: term, in: PostingList.countedFromOne(documents))
        } catch {
            throw SpoglioError(error)
        }
    }

    /// How many documents hold a stem.
    func frequency(of stem: [UInt8]) throws(SpoglioError) -> Int {
        guard let term = Term(stem) else { return 0 }
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
