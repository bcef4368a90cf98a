// SPDX-License-Identifier: GPL-3.0-or-later

/// The stable name of an entity: the slug of its authority entry (`elon-musk`), or for a name that no authority
/// entry has, its kind and folded words (`person/carlo-zanzucchi`).
public struct EntityID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The id of a name that no authority entry has, from its folded words.
    public init(kind: EntityKind, foldedWords: [String]) {
        text = "\(kind.rawValue)/\(foldedWords.joined(separator: "-"))"
    }

    /// Whether the id belongs to an authority entry.
    public var isKnown: Bool { !text.utf8.contains(UInt8(ascii: "/")) }

    public var description: String { text }

    public static func < (left: EntityID, right: EntityID) -> Bool {
        left.text < right.text
    }
}
