// SPDX-License-Identifier: GPL-3.0-or-later

/// One person, organisation or place of an index, with how it is written and what stands beside it.
public struct EntityView: Sendable, Encodable, Equatable {
    /// One way in which articles write the name.
    public struct Variant: Sendable, Encodable, Equatable {
        public var text: String
        public var mentions: Int
        /// What joined it to the entity; of several the one that did so most often.
        public var rule: String
        /// 0…1: how sure that is, the highest of them.
        public var score: Double
    }

    /// Another entity, and how many articles name both.
    public struct Companion: Sendable, Encodable, Equatable {
        public var id: String
        public var name: String
        public var kind: String
        public var count: Int
    }

    /// How many articles of a year name the entity.
    public struct Year: Sendable, Encodable, Equatable {
        public var key: String
        public var count: Int
    }

    public var id: String
    public var name: String
    /// person, organisation or place
    public var kind: String
    /// Whether the authority has it.
    public var known: Bool
    public var articles: Int
    public var mentions: Int
    /// The commonest first.
    public var variants: [Variant]
    /// ISO 3166-1 alpha-2 code of the main affiliation, EU or UN.
    public var country: String?
    public var description: String?
    /// Dates of the earliest and the latest article, ISO 8601.
    public var first: String?
    public var last: String?
    /// What the same articles name, the commonest first.
    public var with: [Companion]
    /// From the first year to the last, years without an article too.
    public var timeline: [Year]
    /// The corrections that are about it, as they stand in the log.
    public var corrections: [String]

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        try container.encode(known, forKey: .known)
        try container.encode(articles, forKey: .articles)
        try container.encode(mentions, forKey: .mentions)
        try container.encode(variants, forKey: .variants)
        try container.encode(country, forKey: .country)
        try container.encode(description, forKey: .description)
        try container.encode(first, forKey: .first)
        try container.encode(last, forKey: .last)
        try container.encode(with, forKey: .with)
        try container.encode(timeline, forKey: .timeline)
        try container.encode(corrections, forKey: .corrections)
    }

    enum CodingKeys: String, CodingKey {
        case id, name, kind, known, articles, mentions, variants, country, description, first, last, with, timeline
        case corrections
    }
}

/// The entities of an index that were asked for.
public struct EntityAnswer: Sendable, Encodable {
    public var version = 1
    public var entities: [EntityView]
    /// How many there are, shown or not.
    public var total: Int
    public var notes: [String]
}

/// Which entities to list.
public struct EntityListRequest: Sendable {
    /// Only of these kinds: facets of entities.
    public var facets: [Facet]
    /// Only names with a word that begins so, case and accents folded.
    public var prefix: String?
    public var limit: Int
    public var order: FacetsRequest.Order
    /// Whether the answer tells what stands beside each entity and when it occurs, which takes most of the time.
    public var isFull = true

    public init(
        facets: [Facet] = [.person, .organisation, .place], prefix: String? = nil, limit: Int = 20,
        order: FacetsRequest.Order = .count
    ) {
        self.facets = facets
        self.prefix = prefix
        self.limit = limit
        self.order = order
    }
}
