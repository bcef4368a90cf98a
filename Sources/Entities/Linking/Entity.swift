// SPDX-License-Identifier: GPL-3.0-or-later

/// What the authority tables say about one person, organisation or place.
public struct Entity: Sendable, Equatable, Identifiable {
    public let id: EntityID
    public let kind: EntityKind
    /// The preferred form, as the Italian press writes it.
    public let name: String
    /// Further full forms; each identifies the entity alone.
    public let variants: [String]
    /// Short or ambiguous forms; they count only in an article which names the entity by a full form.
    public let contextual: [String]
    /// ISO 3166-1 alpha-2 code, `EU` or `UN` of the main affiliation; empty where there is none.
    public let country: String
    /// A few Italian words.
    public let description: String

    public init(
        id: EntityID, kind: EntityKind, name: String, variants: [String] = [], contextual: [String] = [],
        country: String = "", description: String = ""
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.variants = variants
        self.contextual = contextual
        self.country = country
        self.description = description
    }
}
