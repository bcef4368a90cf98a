// SPDX-License-Identifier: GPL-3.0-or-later

/// The code of a topic in the IPTC Media Topics: `medtop:11000000`.
public struct TopicCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { text }

    public static func < (left: TopicCode, right: TopicCode) -> Bool { left.text < right.text }
}

/// One topic of the tree.
public struct Topic: Sendable, Equatable, Identifiable {
    public let code: TopicCode
    /// Nil for the top topics.
    public let parent: TopicCode?
    /// Path of Italian words: `giustizia/tribunali`.
    public let slug: String
    public let italianLabel: String
    public let englishLabel: String
    public let italianDescription: String

    public var id: TopicCode { code }
}
