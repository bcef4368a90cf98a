// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that stand side by side: one token set a word, in order.
public struct PhrasePattern {
    public let words: [TokenSet]
    /// Whether a compound token can be meant by a word, so that records with compounds need the slower look.
    let mayMatchCompounds: Bool
    /// The word to look for first and the bytes of each of its tokens, or nil where decoding is quicker.
    let anchor: (word: Int, needles: [[UInt8]])?

    /// - Parameter isCompound: Whether a token number stands for a compound in some article.
    public init(_ words: [TokenSet], isCompound: (UInt32) -> Bool) {
        self.words = words
        mayMatchCompounds = words.contains { $0.tokens.contains(where: isCompound) }
        // Frequent tokens have low numbers: the word whose most frequent token has the highest is the rarest.
        let candidates = words.indices.filter { (1...3).contains(words[$0].tokens.count) }
        let best = candidates.max { left, right in
            let (a, b) = (words[left].tokens, words[right].tokens)
            return (a.first ?? 0) / UInt32(a.count) < (b.first ?? 0) / UInt32(b.count)
        }
        anchor = best.map { word in
            (
                word,
                words[word].tokens.map { token in
                    var bytes: [UInt8] = []
                    Varint.append(token, to: &bytes)
                    return bytes
                }
            )
        }
    }

    /// Whether no article can match.
    public var isImpossible: Bool { words.contains(where: \.isEmpty) }
}

/// The fields that a phrase may stand in.
public struct TextFields: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// One field, or both.
    public static let title = TextFields(rawValue: 1)
    public static let body = TextFields(rawValue: 2)
    public static let all: TextFields = [.title, .body]
}

/// Where a match lies: positions of the article, the body's following the title's.
public struct PositionRange: Sendable, Hashable, Comparable {
    public var start: UInt32
    public var end: UInt32

    public init(_ start: UInt32, _ end: UInt32) {
        self.start = start
        self.end = end
    }

    public static func < (left: PositionRange, right: PositionRange) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
