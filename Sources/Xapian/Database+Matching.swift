// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

extension Database {
    /// The ids of all documents that match, ascending, unscored.
    ///
    /// About 16 ns a match for one term and 65 for an OR of five.
    public func matchAll(_ query: QueryProgram) throws(XapianError) -> [UInt32] {
        var matches: OpaquePointer?
        try read("match a query in") { error in
            query.withUnsafeQuery { cxapian_match_all(handle, $0, &matches, error) }
        }
        guard let matches else { return [] }
        defer { cxapian_matches_free(matches) }
        return recordedDocuments(matches)
    }

    /// A page of the best matches.
    ///
    /// With `allowed` only documents whose bit is set can match: bit `i % 64` of word `i / 64` stands for
    /// document `i`, and documents past the last word are excluded. A query with AND, AND-NOT or a filter
    /// below an OR has every match scored, about 0.1 us each; others skip what cannot reach the page.
    public func matchRanked(
        _ query: QueryProgram, weighting: Weighting = .bm25(), first: Int = 0, limit: Int, allowed: [UInt64]? = nil,
        scope: MatchScope = .page
    ) throws(XapianError) -> RankedMatch {
        var ranking = cxapian_ranking()
        ranking.first = UInt32(clamping: first)
        ranking.limit = UInt32(clamping: limit)
        switch weighting {
        case .bm25(let k1, let b):
            ranking.weighting = CXAPIAN_WEIGHTING_BM25
            ranking.k1 = k1
            ranking.b = b
        case .boolean: ranking.weighting = CXAPIAN_WEIGHTING_BOOLEAN
        case .impact: ranking.weighting = CXAPIAN_WEIGHTING_IMPACT
        }
        switch scope {
        case .page: ranking.flags = 0
        case .exactTotal: ranking.flags = UInt32(CXAPIAN_RANK_EXACT_TOTAL)
        case .recording: ranking.flags = UInt32(CXAPIAN_RANK_RECORD)
        }
        guard let allowed else { return try rank(query, &ranking) }
        guard !allowed.isEmpty else { return try rank(.nothing, &ranking) }
        return try allowed.withUnsafeBufferPointer { (words) throws(XapianError) in
            ranking.allowed = words.baseAddress
            ranking.allowed_word_count = words.count
            return try rank(query, &ranking)
        }
    }

    private func rank(_ query: QueryProgram, _ ranking: inout cxapian_ranking) throws(XapianError) -> RankedMatch {
        var matches: OpaquePointer?
        try read("match a query in") { error in
            query.withUnsafeQuery { cxapian_match_ranked(handle, $0, &ranking, &matches, error) }
        }
        guard let matches else { preconditionFailure("a query was matched without a result") }
        defer { cxapian_matches_free(matches) }
        return RankedMatch(matches)
    }
}
