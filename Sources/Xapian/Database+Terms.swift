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
