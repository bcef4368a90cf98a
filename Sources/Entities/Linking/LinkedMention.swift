// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a mention was linked to its entity; the raw values never change.
public enum LinkRule: String, Sendable, CaseIterable {
    /// The preferred name of the authority.
    case full
    /// Another form of the authority that identifies the entity alone.
    case variant
    /// A short or ambiguous form of an entity that the article names unambiguously.
    case contextual
    /// The surname of a person whom the article names in full.
    case surname
    /// The first name of a person whom the article names in full.
    case firstName = "first-name"
    /// The initials of a name that the article spells out, or the name whose initials it knows.
    case acronym
    /// A name that sounds like a known one (`Ilon Musk`), or like one that the article has.
    case garbled
    /// Like a known name, or only its surname, with what stands beside it: country, role, others who are named.
    case context
    /// A full name that no authority entry has.
    case unknown
    /// A short name of nobody whom the article names: it means no entity.
    case unresolved
}

/// A mention and the entity that it was found to name.
public struct LinkedMention: Sendable, Equatable {
    public let mention: Mention
    /// Nil for a surname or first name whose bearer the article does not tell.
    public let entity: EntityID?
    /// The kind of the entity, that of the mention where there is none.
    public let kind: EntityKind
    /// The preferred name; for an unknown entity, the full form that the article uses most; else what is written.
    public let name: String
    public let rule: LinkRule
    /// 0 to 1, in steps that `EntityLinker` lists; a rank, not a probability.
    public let score: Double

    /// The same of a text that begins further ahead, by so many positions and bytes.
    public func moved(positions: Int, bytes: Int) -> LinkedMention {
        let place = mention.positions.lowerBound + positions
        let start = mention.byteRange.lowerBound + bytes
        let moved = Mention(
            field: mention.field, positions: place..<(place + mention.positions.count),
            byteRange: start..<(start + mention.byteRange.count), kind: mention.kind, rule: mention.rule,
            candidates: mention.candidates, confidence: mention.confidence)
        return LinkedMention(mention: moved, entity: entity, kind: kind, name: name, rule: rule, score: score)
    }

    /// Whether the authority has the entity; `Authority.entity(_:)` then tells country and description.
    public var isKnown: Bool { entity?.isKnown ?? false }
}
