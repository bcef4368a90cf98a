// SPDX-License-Identifier: GPL-3.0-or-later

/// The answer to a search.
public struct SearchAnswer: Sendable, Encodable {
    public var version = 1
    public var query: QueryEcho
    public var index: IndexEcho
    /// How many articles match, exactly.
    public var total: Int
    /// How many stories they tell, where near-duplicates were collapsed.
    public var stories: Int?
    public var offset: Int
    public var limit: Int
    public var hits: [Hit]
    public var facets: [String: FacetCounts]
    /// What the user should know about how the query was understood.
    public var notes: [String]
    /// Microseconds that the search took.
    public var tookMicroseconds: Int

    enum CodingKeys: String, CodingKey {
        case version, query, index, total, stories, offset, limit, hits, facets, notes
        case tookMicroseconds = "took_us"
    }
}

/// The best matches of a search, articles unread.
public struct RankedMatches: Sendable {
    /// Where a match is stored and how well it fits.
    public struct Match: Sendable, Equatable {
        /// Place of the segment in the index.
        public var segment: Int
        /// Place of the document in the segment.
        public var document: Int
        public var score: Double
    }

    /// How many articles match, and the best of them, best first.
    public var total: Int
    public var matches: [Match]
    public var facets: [String: FacetCounts]
}

/// A query as it was written and as it was understood.
public struct QueryEcho: Sendable, Encodable, Equatable {
    public var text: String
    public var parsed: String
}

/// The index that answered: its articles and the number of its last commit.
public struct IndexEcho: Sendable, Encodable, Equatable {
    public var articles: Int
    public var revision: Int
}

/// One found article.
public struct Hit: Sendable, Encodable {
    public var id: String
    /// 1 for the first hit of all, whatever the page.
    public var rank: Int
    public var score: Double
    public var title: String
    public var date: String?
    public var section: String?
    public var source: String?
    public var authors: [String]
    public var tags: [String]
    public var url: String?
    public var path: String
    public var snippets: [Snippet]
    /// How many other articles tell the same story, where near-duplicates were collapsed.
    public var copies: Int?
    /// What the article has in common with the one that it is like.
    public var shared: [SharedTerm]?

    enum CodingKeys: String, CodingKey {
        case id, rank, score, title, date, section, source, tags, url, path, snippets, copies, shared
        case authors = "author"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(rank, forKey: .rank)
        try container.encode(score, forKey: .score)
        try container.encode(title, forKey: .title)
        // Absent values are null, so that every hit has the same keys.
        try container.encode(date, forKey: .date)
        try container.encode(section, forKey: .section)
        try container.encode(source, forKey: .source)
        try container.encode(authors, forKey: .authors)
        try container.encode(tags, forKey: .tags)
        try container.encode(url, forKey: .url)
        try container.encode(path, forKey: .path)
        try container.encode(snippets, forKey: .snippets)
        try container.encodeIfPresent(copies, forKey: .copies)
        try container.encodeIfPresent(shared, forKey: .shared)
    }
}

/// A piece of an article around what matched.
public struct Snippet: Sendable, Encodable, Equatable {
    /// Where a snippet is from.
    public enum Field: String, Sendable, Encodable { case title, body }

    /// The field, and the piece of its text with `…` where it was cut.
    public var field: Field
    public var text: String
    /// Ranges of Unicode scalars of `text`, end exclusive.
    public var highlights: [Range<Int>]

    enum CodingKeys: String, CodingKey { case field, text, highlights }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(field, forKey: .field)
        try container.encode(text, forKey: .text)
        try container.encode(highlights.map { [$0.lowerBound, $0.upperBound] }, forKey: .highlights)
    }
}

/// The counts of one facet over all matches.
public struct FacetCounts: Sendable, Encodable, Equatable {
    /// One value and how many of the matches have it.
    public struct Value: Sendable, Encodable, Equatable {
        public var id: String
        /// What to show.
        public var value: String
        public var count: Int
        /// How many articles of the whole archive have it, where values are compared with the archive.
        public var archive: Int?
        /// The measure of that comparison, positive where the value is more frequent in the matches.
        public var significance: Double?
        /// The topic that a topic lies in.
        public var parent: String?
        /// True where a filter or the query asks for this value, nil where none does.
        public var selected: Bool?
    }

    /// The values asked for, in the order asked for; behind them those that are selected and have a count.
    public var values: [Value]
    /// How many values have a count, shown or not.
    public var distinct: Int
    /// How many matches have no value.
    public var missing: Int
}
