// SPDX-License-Identifier: GPL-3.0-or-later

public import QueryLanguage

/// Of which matches to show the surroundings, in which order, and how much of them.
public struct ConcordanceRequest: Sendable {
    /// The order of the lines: that of the index; by the words left or right of the match, the nearest first, case and
    /// accents folded; or the earliest article first, undated ones last. Lines that are equal stay in the order of the
    /// index.
    public enum Order: String, Sendable, CaseIterable { case index, left, right, date }

    /// The query as written, and what is asked of its matches.
    public var query: String
    public var match: MatchMode
    public var filters: [Facet: [String]]
    public var order: Order
    /// How many lines to give; nil for all.
    public var limit: Int?
    /// How many columns of a terminal to give on each side of a match.
    public var context: Int

    /// More lines than this are not sorted.
    public static let mostSorted = 500_000
    /// The longest context.
    public static let longestContext = 10_000

    public init(
        _ query: String, match: MatchMode = .all, filters: [Facet: [String]] = [:], order: Order = .index,
        limit: Int? = 100, context: Int = 60
    ) {
        self.query = query
        self.match = match
        self.filters = filters
        self.order = order
        self.limit = limit
        self.context = context
    }
}

/// One match with what stands around it.
public struct ConcordanceLine: Sendable, Equatable {
    /// The article that it stands in.
    public var id: String
    public var date: String?
    public var source: String?
    public var title: String
    public var field: Snippet.Field
    /// What stands before the match in its field, the match, and what stands behind; runs of white space as one space.
    public var left: String
    public var match: String
    public var right: String
}

/// How many lines there are, shown or not, and in how many articles.
public struct ConcordanceTotals: Sendable, Equatable {
    public var lines = 0
    public var articles = 0
}
