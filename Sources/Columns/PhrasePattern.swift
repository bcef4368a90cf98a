// SPDX-License-Identifier: GPL-3.0-or-later

/// Words that stand side by side: one token set a word, in order.
public struct PhrasePattern {
    public let words: [TokenSet]
    /// Whether a compound token can be meant by a word, so that records with compounds need the slower look.
    let mayMatchCompounds: Bool
    /// The word to look for first.
    let anchorWord: Int
    /// The bytes of each of its tokens; none where decoding is quicker.
    let needles: [Needle]

    /// The LEB128 bytes of a token: at most five, the first lowest.
    struct Needle {
        var bytes: UInt64
        var length: Int

        init(_ token: UInt32) {
            var encoded: [UInt8] = []
            Varint.append(token, to: &encoded)
            length = encoded.count
            bytes = 0
            for byte in encoded.reversed() { bytes = bytes << 8 | UInt64(byte) }
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
        anchorWord = best ?? 0
        needles = best.map { words[$0].tokens.map(Needle.init) } ?? []
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
