// SPDX-License-Identifier: GPL-3.0-or-later

/// A quoted run of words.
public struct QueryPhrase: Equatable, Sendable {
    /// How the words of a phrase are compared with those of an article.
    public enum Match: Equatable, Sendable {
        /// `"…"`: the words as written, case and accents folded.
        case folded
        /// `="…"`: case and accents count.
        case exact
        /// `~"…"`: by stem.
        case stemmed
    }

    /// What stood between the quotes, white space reduced to single spaces.
    public var text: String
    public var match: Match
    /// `"a b"~5`: the words within so many words, in any order; nil for words side by side.
    public var slop: Int?

    public init(text: String, match: Match = .folded, slop: Int? = nil) {
        self.text = text
        self.match = match
        self.slop = slop
    }
}
