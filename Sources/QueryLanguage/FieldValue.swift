// SPDX-License-Identifier: GPL-3.0-or-later

/// The value asked of a field such as a section, a person or a topic.
public struct FieldValue: Equatable, Sendable {
    /// As typed; between quotes, white space reduced to single spaces.
    public var text: String
    /// Whether it was written between quotes, which take the meaning from `*` and `?`.
    public var quoted: Bool

    public init(text: String, quoted: Bool = false) {
        self.text = text
        self.quoted = quoted
    }

    /// Whether the text is a pattern; the `?` of a URL does not make one.
    public var isWildcard: Bool {
        let scalars = text.unicodeScalars
        return !quoted && (scalars.contains("*") || scalars.contains("?") && !WebAddress.begins(Array(scalars), at: 0))
    }
}
