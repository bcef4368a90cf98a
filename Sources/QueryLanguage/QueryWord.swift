// SPDX-License-Identifier: GPL-3.0-or-later

/// A word of a query as it was typed, without the marks that say how it matches.
public struct QueryWord: Equatable, Sendable {
    /// How a word is compared with the words of an article.
    public enum Match: Equatable, Sendable {
        /// By stem, case and accents folded.
        case stemmed
        /// `=Word`: case and accents count.
        case exact
        /// `terror*`, `s?cilia`: the text holds the wildcards.
        case wildcard
        /// `word~`, `word~1`, `word~2`: nil leaves the number of edits to the engine.
        case fuzzy(edits: Int?)
    }

    /// As typed, punctuation at its ends included; holds no white space, parenthesis or double quote, URLs aside.
    public var text: String
    public var match: Match

    public init(text: String, match: Match = .stemmed) {
        self.text = text
        self.match = match
    }
}
