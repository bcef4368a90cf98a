// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// How matches are scored.
public enum Weighting: Hashable, Sendable {
    /// Okapi BM25 over stored lengths; `k1` is not negative and `b` lies in 0...1.
    case bm25(k1: Double = 1.2, b: Double = 0.75)

    /// Every match scores 0, so that hits come in ascending order of id.
    case boolean

    /// The stored frequency of a term is the quantised term-frequency and length part of BM25.
    ///
    /// A term scores `factor * ln(1 + (N - n + 0.5) / (n + 0.5)) * min(frequency, 255) / 255`, with `N`
    /// documents in all and `n` with the term. Lengths are never read, and equal documents tie exactly.
    case impact
}

/// How much of the matches beyond the page is looked at.
public enum MatchScope: Hashable, Sendable {
    /// Only what may reach the page; the total is an estimate.
    case page

    /// All matches are counted; costs about one `matchAll` more.
    case exactTotal

    /// All matches are counted and recorded.
    case recording
}

/// One document of a ranking.
public struct Hit: Hashable, Sendable {
    public let document: DocumentID
    public let score: Double

    public init(document: DocumentID, score: Double) {
        self.document = document
        self.score = score
    }
}

/// A page of a ranking.
public struct RankedMatch: Hashable, Sendable {
    /// The hits by falling score, equal scores by ascending id.
    public let hits: [Hit]

    /// How many documents match in all.
    public let total: Int

    /// Whether `total` is exact rather than an estimate.
    public let isTotalExact: Bool

    /// The ids of all matches, ascending; empty unless they were recorded.
    public let matching: [UInt32]

    init(_ matches: OpaquePointer) {
        let hits = UnsafeBufferPointer(start: cxapian_matches_hits(matches), count: cxapian_matches_hit_count(matches))
        self.hits = hits.map { Hit(document: DocumentID($0.docid), score: $0.score) }
        total = Int(cxapian_matches_total(matches))
        isTotalExact = cxapian_matches_total_is_exact(matches) != 0
        matching = recordedDocuments(matches)
    }
}

func recordedDocuments(_ matches: OpaquePointer) -> [UInt32] {
    let count = cxapian_matches_docid_count(matches)
    return Array(UnsafeBufferPointer(start: cxapian_matches_docids(matches), count: count))
}
