// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that stand side by side: one token set a word, in order.
public struct PhrasePattern {
    public let words: [TokenSet]
    /// Whether each set has all tokens of one folded form.
    let areWholeForms: Bool
    /// Whether a compound token can be meant by a word, so that records with compounds need the slower look.
    let mayMatchCompounds: Bool
    /// The word whose tokens the pairs begin.
    let anchorWord: Int
    /// The pairs of bytes to look for, two bytes each: the first bytes of a token of two bytes or more, or a token of one
    /// byte and the first byte of the token after it. None where decoding is quicker.
    let pairs: [UInt8]
    /// More pairs than this take longer than decoding.
    private static let mostPairs = 24

    /// The pairs of a word: nil where one of its tokens has one byte and nothing follows that could be looked for too.
    private static func pairs(_ words: [TokenSet], _ word: Int) -> [UInt8]? {
        var pairs: Set<UInt16> = []
        for token in words[word].tokens {
            let encoded = encode(token)
            if encoded.count > 1 {
                pairs.insert(UInt16(encoded[0]) << 8 | UInt16(encoded[1]))
            } else if word + 1 < words.count {
                for next in words[word + 1].tokens { pairs.insert(UInt16(encoded[0]) << 8 | UInt16(encode(next)[0])) }
            } else {
                return nil
            }
            if pairs.count > mostPairs { return nil }
        }
        return pairs.sorted().flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }

    private static func encode(_ token: UInt32) -> [UInt8] {
        var encoded: [UInt8] = []
        Varint.append(token, to: &encoded)
        return encoded
    }

    /// - Parameters:
    ///   - areWholeForms: Whether each set has all tokens of one folded form.
    ///   - isCompound: Whether a token number stands for a compound in some article.
    public init(_ words: [TokenSet], areWholeForms: Bool = false, isCompound: (UInt32) -> Bool) {
        self.words = words
        self.areWholeForms = areWholeForms
        mayMatchCompounds = words.contains { $0.tokens.contains(where: isCompound) }
        // Frequent tokens have low numbers: the word whose most frequent token has the highest is the rarest.
        let byRarity = words.indices.filter { !words[$0].isEmpty }.sorted { left, right in
            let (a, b) = (words[left].tokens, words[right].tokens)
            return (a.first ?? 0) / UInt32(a.count) > (b.first ?? 0) / UInt32(b.count)
        }
        for word in byRarity {
            if let found = Self.pairs(words, word) {
                anchorWord = word
                pairs = found
                return
            }
        }
        anchorWord = 0
        pairs = []
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
