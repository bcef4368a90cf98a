// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that two similar articles have in common.
public struct SharedTerm: Sendable, Encodable, Equatable {
    /// What it is.
    public enum Kind: String, Sendable, Encodable { case word, person, organisation, place }

    /// A word in its folded form as the article asked about has it most, or the name of an entity.
    public var text: String
    public var kind: Kind
    /// What it adds to the score; with a name what the words of it add.
    public var score: Double
}
