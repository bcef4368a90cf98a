// SPDX-License-Identifier: GPL-3.0-or-later

public import QueryLanguage

/// Which facets to count over what a query matches.
public struct FacetsRequest: Sendable {
    /// The order of a facet's values: the commonest first, by name, or first what the matches have most more often than
    /// the whole archive (see `Significance`).
    public enum Order: String, Sendable, CaseIterable { case count, name, significance }

    /// The query as written, and what is asked of its matches; at most `limit` values of each facet are given.
    public var query: String
    public var match: MatchMode
    public var facets: [Facet]
    public var limit: Int
    public var order: Order
    /// Only values with a word that begins so, case and accents folded.
    public var prefix: String?
    public var filters: [Facet: [String]]
    /// Whether stories are counted, of which near-duplicates are one, rather than articles.
    public var countsStories: Bool

    public init(
        _ query: String = "", match: MatchMode = .all, facets: [Facet], limit: Int = 20, order: Order = .count,
        prefix: String? = nil, filters: [Facet: [String]] = [:], countsStories: Bool = false
    ) {
        self.query = query
        self.match = match
        self.facets = facets
        self.limit = limit
        self.order = order
        self.prefix = prefix
        self.filters = filters
        self.countsStories = countsStories
    }
}

/// The counts of facets over all matches.
public struct FacetsAnswer: Sendable, Encodable {
    public var version = 1
    public var query: QueryEcho
    public var total: Int
    /// How many stories they tell, where stories are counted.
    public var stories: Int?
    public var facets: [String: FacetCounts]
    public var notes: [String]
}

extension Searcher {
    /// Counts facets without looking at any article.
    public func facets(_ request: FacetsRequest) throws(SpoglioError) -> FacetsAnswer {
        guard request.limit >= 0 else { throw SpoglioError(.request, "the limit is 0 or more") }
        let run = try SearchRun(
            self, SearchRequest(request.query, match: request.match, limit: 0, filters: request.filters))
        return try run.facets(request)
    }
}
