// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// How often a term occurs in a database.
public struct TermFrequency: Hashable, Sendable {
    /// The number of documents that hold the term.
    public let documents: Int

    /// The sum of its frequencies in them.
    public let occurrences: Int

    public init(documents: Int, occurrences: Int) {
        self.documents = documents
        self.occurrences = occurrences
    }
}

/// All documents that hold one term.
public struct Postings: Hashable, Sendable {
    /// Ids, ascending.
    public var documents: [UInt32]

    /// The term's frequency in each of them.
    public let frequencies: [UInt32]
}

/// The documents that hold all terms of a batch.
public struct Conjunction: Hashable, Sendable {
    /// Ids, ascending.
    public let documents: [UInt32]

    /// For each term its frequency in each of them.
    public let frequencies: [[UInt32]]

    /// For each term the number of documents that hold it; nil behind a term that none holds.
    public let documentFrequencies: [UInt32?]
}

/// A run of the dictionary of a database.
public struct TermRange: Hashable, Sendable {
    /// The terms in byte order.
    public let terms: ByteStrings

    /// The number of documents that hold each of them.
    public let documentFrequencies: [UInt32]
}

extension Database {
    /// The number of documents that hold each term of a batch, 0 for one that is unknown.
    public func documentFrequencies(of terms: ByteStrings) throws(XapianError) -> [UInt32] {
        var frequencies = [UInt32](repeating: 0, count: terms.count)
        try read { error in
            terms.withUnsafeChars { bytes, length, ends, count in
                cxapian_database_frequencies(handle, bytes, length, ends, count, &frequencies, nil, error)
            }
        }
        return frequencies
    }

    /// The number of documents that hold a term, 0 for one that is unknown.
    public func documentFrequency(of term: Term) throws(XapianError) -> Int {
        var frequency: UInt32 = 0
        try read { error in
            term.bytes.withChars { bytes, length in
                var end = UInt32(length)
                return cxapian_database_frequencies(handle, bytes, length, &end, 1, &frequency, nil, error)
            }
        }
        return Int(frequency)
    }

    /// How often each term of a batch occurs; twice the cost of `documentFrequencies(of:)`.
    public func frequencies(of terms: ByteStrings) throws(XapianError) -> [TermFrequency] {
        var documents = [UInt32](repeating: 0, count: terms.count)
        var occurrences = documents
        try read { error in
            terms.withUnsafeChars { bytes, length, ends, count in
                cxapian_database_frequencies(handle, bytes, length, ends, count, &documents, &occurrences, error)
            }
        }
        return zip(documents, occurrences).map { TermFrequency(documents: Int($0), occurrences: Int($1)) }
    }

    /// Every document that holds a term, with its frequency there.
    public func postings(of term: Term) throws(XapianError) -> Postings {
        var postings: OpaquePointer?
        try read { error in
            term.bytes.withChars { cxapian_database_postings(handle, $0, $1, &postings, error) }
        }
        guard let postings else { return Postings(documents: [], frequencies: []) }
        defer { cxapian_postings_free(postings) }
        let count = cxapian_postings_count(postings)
        return Postings(
            documents: Array(UnsafeBufferPointer(start: cxapian_postings_docids(postings), count: count)),
            frequencies: Array(UnsafeBufferPointer(start: cxapian_postings_wdfs(postings), count: count)))
    }

    /// The documents that hold every term of a batch, with the frequency of each term there; of no terms none.
    ///
    /// The rarest term leads and the others are skipped through.
    ///
    /// - Parameter known: For each term how many documents hold it, nil where that is to be found out; nil for all.
    public func conjunction(of terms: ByteStrings, known: [UInt32?]? = nil) throws(XapianError) -> Conjunction {
        precondition(known.map { $0.count == terms.count } ?? true, "one number a term")
        var postings: OpaquePointer?
        var held = known?.map { $0 ?? CXAPIAN_NOT_ASKED } ?? Array(repeating: CXAPIAN_NOT_ASKED, count: terms.count)
        try read { error in
            terms.withUnsafeChars { bytes, length, ends, count in
                cxapian_database_conjunction(handle, bytes, length, ends, count, &held, &postings, error)
            }
        }
        let asked = held.map { $0 == CXAPIAN_NOT_ASKED ? nil : $0 }
        guard let postings else { return Conjunction(documents: [], frequencies: [], documentFrequencies: asked) }
        defer { cxapian_postings_free(postings) }
        let count = cxapian_postings_count(postings)
        let frequencies = UnsafeBufferPointer(start: cxapian_postings_wdfs(postings), count: count * terms.count)
        return Conjunction(
            documents: Array(UnsafeBufferPointer(start: cxapian_postings_docids(postings), count: count)),
            frequencies: (0..<terms.count).map { Array(frequencies[$0 * count..<($0 + 1) * count]) },
            documentFrequencies: asked)
    }

    /// The frequency of a term in each of some documents, whose ids ascend; 0 where a document does not hold it.
    ///
    /// Skips from one document to the next: cheaper than the whole list where it is much longer than `documents`.
    public func frequencies(of term: Term, in documents: [UInt32]) throws(XapianError) -> [UInt32] {
        var frequencies = [UInt32](repeating: 0, count: documents.count)
        try read { error in
            term.bytes.withChars {
                cxapian_database_wdfs(handle, $0, $1, documents, documents.count, &frequencies, error)
            }
        }
        return frequencies
    }

    /// The first `limit` terms that start with a prefix; for verification, never for expanding a query.
    public func terms(withPrefix prefix: [UInt8] = [], limit: Int) throws(XapianError) -> TermRange {
        var terms: OpaquePointer?
        try read { error in
            prefix.withChars { cxapian_database_terms(handle, $0, $1, max(limit, 0), &terms, error) }
        }
        guard let terms else { return TermRange(terms: ByteStrings(), documentFrequencies: []) }
        defer { cxapian_terms_free(terms) }
        let count = cxapian_terms_count(terms)
        let ends = Array(UnsafeBufferPointer(start: cxapian_terms_ends(terms), count: count))
        let bytes = UnsafeRawBufferPointer(start: cxapian_terms_bytes(terms), count: Int(ends.last ?? 0))
        return TermRange(
            terms: ByteStrings(bytes: Array(bytes), ends: ends),
            documentFrequencies: Array(
                UnsafeBufferPointer(start: cxapian_terms_document_frequencies(terms), count: count)))
    }
}
