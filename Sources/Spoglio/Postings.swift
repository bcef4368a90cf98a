// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// The documents that hold a stem, ascending, and its impact in each.
struct PostingList {
    private let postings: Postings?

    /// - Parameter postings: As Xapian gives them, documents counted from 1; nil for none.
    init(_ postings: Postings?) { self.postings = postings }

    func insert(into set: inout DocumentSet) {
        guard let postings else { return }
        for document in postings.documents { set.insert(document - 1) }
    }

    @inline(__always)
    func forEach(_ body: (_ document: UInt32, _ impact: UInt32) -> Void) {
        guard let postings else { return }
        for (document, impact) in zip(postings.documents, postings.frequencies) { body(document - 1, impact) }
    }
}

/// The impacts of a stem in some documents.
struct SkippedPostings {
    private let documents: [UInt32]
    /// 0 where the document does not hold the stem.
    private let impacts: [UInt32]

    init(_ documents: [UInt32], _ impacts: [UInt32]) {
        self.documents = documents
        self.impacts = impacts
    }

    /// Whether all of `others` (ascending) were asked about.
    func covers(_ others: [UInt32]) -> Bool {
        var index = 0
        for other in others {
            while index < documents.count, documents[index] < other { index += 1 }
            guard index < documents.count, documents[index] == other else { return false }
        }
        return true
    }

    func forEach(_ body: (_ document: UInt32, _ impact: UInt32) -> Void) {
        for (document, impact) in zip(documents, impacts) where impact > 0 { body(document, impact) }
    }

    func insert(into set: inout DocumentSet) {
        for (document, impact) in zip(documents, impacts) where impact > 0 { set.insert(document) }
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
                    hint: "run 'spoglio verify' to see what else is damaged, then 'spoglio index --rebuild'")
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
        guard let term = Term(stem) else { return PostingList(nil) }
        do {
            return PostingList(try database.postings(of: term))
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The impact of a stem in each of some documents, which ascend; 0 where a document does not hold it.
    func impacts(of stem: [UInt8], in documents: [UInt32]) throws(SpoglioError) -> [UInt32] {
        guard let term = Term(stem) else { return documents.map { _ in 0 } }
        do {
            return try database.frequencies(of: term, in: documents.map { $0 + 1 })
        } catch {
            throw SpoglioError(error)
        }
    }

    /// How many documents hold a stem.
    func frequency(of stem: [UInt8]) throws(SpoglioError) -> Int {
        guard Term.isStorable(stem) else { return 0 }
        do {
            return Int(try database.documentFrequencies(of: ByteStrings([stem]))[0])
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
