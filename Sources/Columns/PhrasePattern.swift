// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that stand side by side: one token set a word, in order.
public struct PhrasePattern {
    public let words: [TokenSet]
    /// Whether a compound token can be meant by a word, so that records with compounds need the slower look.
    let mayMatchCompounds: Bool
    /// The word that the needles are tokens of.
    let anchorWord: Int
    /// What to look for; none where decoding is quicker.
    let needles: [Needle]
    /// More needles than this take longer than decoding.
    private static let mostNeedles = 12

    /// Two neighbouring bytes to look for, and the token that is then to stand there: the first bytes of a token of two
    /// bytes or more, or a token of one byte and the first byte of the token after it.
    struct Needle {
        var first: UInt8
        var second: UInt8
        /// The LEB128 bytes of the token, at most five, the first lowest.
        var bytes: UInt64
        var length: Int

        init(_ token: UInt32, before next: UInt32?) {
            let encoded = Self.encode(token)
            length = encoded.count
            bytes = 0
            for byte in encoded.reversed() { bytes = bytes << 8 | UInt64(byte) }
            first = encoded[0]
            second = length > 1 ? encoded[1] : next.map { Self.encode($0)[0] } ?? 0
        }

        static func encode(_ token: UInt32) -> [UInt8] {
            var encoded: [UInt8] = []
            Varint.append(token, to: &encoded)
            return encoded
        }

        /// Whether the token stands at `place`, whose first byte is known to be right.
        @inline(__always)
        func matches(_ place: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>) -> Bool {
            guard end - place >= length else { return false }
            var rest = bytes >> 8
            var index = 1
            while index < length {
                if place[index] != UInt8(truncatingIfNeeded: rest) { return false }
                rest >>= 8
                index += 1
            }
            return true
        }
    }

    /// The needles of a word: nil where one of its tokens has one byte and nothing follows that could be looked for too.
    private static func needles(_ words: [TokenSet], _ word: Int) -> [Needle]? {
        var needles: [Needle] = []
        for token in words[word].tokens {
            if token >= 0x80 {
                needles.append(Needle(token, before: nil))
            } else if word + 1 < words.count {
                needles += words[word + 1].tokens.map { Needle(token, before: $0) }
            } else {
                return nil
            }
        }
        // Tokens after this one may begin alike: each pair of bytes is looked for once.
        var distinct: [Needle] = []
        for needle in needles
        where !distinct.contains(where: {
            $0.first == needle.first && $0.second == needle.second && $0.bytes == needle.bytes
        }) {
            distinct.append(needle)
        }
        return distinct.count <= mostNeedles ? distinct : nil
    }

    /// - Parameter isCompound: Whether a token number stands for a compound in some article.
    public init(_ words: [TokenSet], isCompound: (UInt32) -> Bool) {
        self.words = words
        mayMatchCompounds = words.contains { $0.tokens.contains(where: isCompound) }
        // Frequent tokens have low numbers: the word whose most frequent token has the highest is the rarest.
        let byRarity = words.indices.filter { !words[$0].isEmpty }.sorted { left, right in
            let (a, b) = (words[left].tokens, words[right].tokens)
            return (a.first ?? 0) / UInt32(a.count) > (b.first ?? 0) / UInt32(b.count)
        }
        for word in byRarity {
            if let found = Self.needles(words, word) {
                anchorWord = word
                needles = found
                return
            }
        }
        anchorWord = 0
        needles = []
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
