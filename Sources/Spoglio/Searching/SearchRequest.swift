// SPDX-License-Identifier: GPL-3.0-or-later

public import QueryLanguage

/// What to search for and what to answer.
public struct SearchRequest: Sendable, Equatable {
    /// The order of the hits: best, latest or earliest first.
    public enum Order: String, Sendable, CaseIterable { case relevance, newest, oldest }

    /// The query as written, and which page of its hits to give.
    public var query: String
    public var match: MatchMode
    public var limit: Int
    public var offset: Int
    public var order: Order
    /// The facets to count, and how many of their values to give.
    public var facets: [(facet: Facet, count: Int)]
    /// Values of one facet are alternatives, facets are combined with AND.
    public var filters: [Facet: [String]]
    public var hasSnippets: Bool
    /// Whether of near-duplicates only the best match is given.
    public var isCollapsed: Bool
    /// Whether facets count stories, of which near-duplicates are one, rather than articles.
    public var countsStories: Bool
    /// Only articles that a later commit than this one brought or changed.
    public var since: Int?

    /// How many hits are given when no number is named.
    public static let standardPage = 10
    /// How many values of a facet are given when no number is named.
    public static let facetCount = 10
    /// More hits than this are asked for with `export`.
    public static let largestPage = 10_000

    public init(
        _ query: String, match: MatchMode = .all, limit: Int = Self.standardPage, offset: Int = 0,
        order: Order = .relevance,
        facets: [(facet: Facet, count: Int)] = [], filters: [Facet: [String]] = [:], hasSnippets: Bool = true,
        isCollapsed: Bool = false, countsStories: Bool = false, since: Int? = nil
    ) {
        self.since = since
        self.query = query
        self.match = match
        self.limit = limit
        self.offset = offset
        self.order = order
        self.facets = facets
        self.filters = filters
        self.hasSnippets = hasSnippets
        self.isCollapsed = isCollapsed
        self.countsStories = countsStories
    }

    public static func == (left: SearchRequest, right: SearchRequest) -> Bool {
        left.query == right.query && left.match == right.match && left.limit == right.limit
            && left.offset == right.offset && left.order == right.order && left.filters == right.filters
            && left.facets.elementsEqual(right.facets) { $0 == $1 } && left.hasSnippets == right.hasSnippets
            && left.isCollapsed == right.isCollapsed && left.countsStories == right.countsStories
            && left.since == right.since
    }
}
