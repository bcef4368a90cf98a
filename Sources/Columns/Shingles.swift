// SPDX-License-Identifier: GPL-3.0-or-later

/// Four words in a row, hashed: what two texts are compared by.
///
/// A word is the low half of the XXH3 of its folded form. Title and body have shingles of their own: none runs across.
public enum Shingles {
    /// How many words a shingle has.
    public static let length = 4
    /// From this share of common shingles on (Jaccard) two articles are near-duplicates where both are long: a text of which
    /// two sentences in five are others keeps about so much.
    public static let similarity = 0.3
    /// The share that texts need of which one is short: there the lines that a paper prints under everything weigh more.
    public static let similarityOfShortTexts = 0.5
    /// Up to so many shingles a text is short, from so many on long; between them the share falls evenly.
    public static let short = 30
    public static let long = 100

    /// The word's part in a shingle, from its folded form.
    public static func word(_ folded: [UInt8]) -> UInt32 { UInt32(truncatingIfNeeded: Checksum.of(folded)) }

    @inline(__always)
    static func hash(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32) -> UInt64 {
        let left = UInt64(first) << 32 | UInt64(second)
        let right = UInt64(third) << 32 | UInt64(fourth)
        let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: right ^ 0xD6E8_FEB8_6659_FD93)
        var mixed = product.high ^ product.low
        mixed ^= mixed >> 32
        mixed &*= 0xBF58_476D_1CE4_E5B9
        return mixed ^ mixed >> 29
    }

    /// The shingles of an article, ascending, each once.
    ///
    /// - Parameter fields: The words of title and body as `word` gives them.
    public static func set(_ fields: [[UInt32]]) -> [UInt64] {
        var all: [UInt64] = []
        for words in fields where words.count >= length {
            for start in 0...words.count - length {
                all.append(hash(words[start], words[start + 1], words[start + 2], words[start + 3]))
            }
        }
        all.sort()
        var count = 0
        for index in all.indices where count == 0 || all[count - 1] != all[index] {
            all[count] = all[index]
            count += 1
        }
        all.removeSubrange(count...)
        return all
    }

    /// How many of all shingles of two articles both have, from 0 to 1.
    public static func similarity(_ left: [UInt64], _ right: [UInt64]) -> Double {
        var (place, other, common) = (0, 0, 0)
        while place < left.count, other < right.count {
            let (one, two) = (left[place], right[other])
            if one == two { common += 1 }
            if one <= two { place += 1 }
            if two <= one { other += 1 }
        }
        let all = left.count + right.count - common
        return all == 0 ? 0 : Double(common) / Double(all)
    }

    /// The share of common shingles that makes near-duplicates of two articles of which the shorter has so many.
    public static func similarityNeeded(shorter count: Int) -> Double {
        let length = Double(min(max(count, short), long) - short) / Double(long - short)
        return similarityOfShortTexts - (similarityOfShortTexts - similarity) * length
    }

    /// Whether two articles with these shingles are near-duplicates.
    public static func areNearDuplicates(_ left: [UInt64], _ right: [UInt64]) -> Bool {
        similarity(left, right) >= similarityNeeded(shorter: min(left.count, right.count))
    }
}

/// The least shingles of an article: what candidates for near-duplicates are found by (bottom-k MinHash; Broder, "On the
/// resemblance and containment of documents", 1997).
public struct ShingleSketch {
    /// How many there are at most; an article with fewer than `fewest` has no sketch and no copies.
    public static let size = 12
    public static let fewest = 8
    /// Articles that share so many are compared shingle by shingle.
    public static let shared = 2

    /// The high halves of the least shingles, ascending, each once.
    private(set) var least: [UInt32] = []

    init() { least.reserveCapacity(Self.size + 1) }

    /// The sketch of an article's shingles.
    public static func of(_ shingles: [UInt64]) -> [UInt32] {
        var sketch = ShingleSketch()
        for shingle in shingles { sketch.offer(shingle) }
        return sketch.values
    }

    var values: [UInt32] { least.count < Self.fewest ? [] : least }

    mutating func clear() { least.removeAll(keepingCapacity: true) }

    @inline(__always)
    mutating func offer(_ shingle: UInt64) {
        let value = UInt32(truncatingIfNeeded: shingle >> 32)
        if least.count == Self.size, value >= least[Self.size - 1] { return }
        insert(value)
    }

    @inline(never)
    private mutating func insert(_ value: UInt32) {
        var place = least.count
        while place > 0, least[place - 1] > value { place -= 1 }
        if place > 0, least[place - 1] == value { return }
        least.insert(value, at: place)
        if least.count > Self.size { least.removeLast() }
    }

    /// Adds the shingles of one field.
    mutating func add(_ tokens: [UInt32], _ terms: TermDictionaryWriter) {
        guard tokens.count >= Shingles.length else { return }
        var first = terms.word(ofToken: tokens[0])
        var second = terms.word(ofToken: tokens[1])
        var third = terms.word(ofToken: tokens[2])
        for place in 3..<tokens.count {
            let fourth = terms.word(ofToken: tokens[place])
            offer(Shingles.hash(first, second, third, fourth))
            (first, second, third) = (second, third, fourth)
        }
    }
}
