// SPDX-License-Identifier: GPL-3.0-or-later

/// How the recogniser found a mention.
public enum MentionRule: String, Sendable, CaseIterable {
    /// A preferred name or variant of the authority.
    case fullForm = "full-form"
    /// A short form of an entity that the article names by a full form.
    case contextualForm = "contextual-form"
    /// The surname of a person whom the article names in full.
    case surname
    /// Adjacent capitalised words that read like a person's name.
    case unknownName = "unknown-name"
}

/// A stretch of an article that names somebody or something; no two of an article overlap.
public struct Mention: Sendable, Equatable {
    public let field: ArticleText.Field
    /// Positions of the plain tokens that it covers.
    public let positions: Range<Int>
    /// Their bytes in the field.
    public let byteRange: Range<Int>
    public let kind: EntityKind
    public let rule: MentionRule
    /// The authority entities that it can be, in the order of the tables; none for unknown names and their surnames.
    public let candidates: [Authority.Index]
    /// 0 to 1: how sure it is that these words are a name of this kind, whomever it names.
    public internal(set) var confidence: Double

    public init(
        field: ArticleText.Field, positions: Range<Int>, byteRange: Range<Int>, kind: EntityKind, rule: MentionRule,
        candidates: [Authority.Index], confidence: Double = 0.7
    ) {
        self.field = field
        self.positions = positions
        self.byteRange = byteRange
        self.kind = kind
        self.rule = rule
        self.candidates = candidates
        self.confidence = confidence
    }
}
