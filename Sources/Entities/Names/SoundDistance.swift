// SPDX-License-Identifier: GPL-3.0-or-later

/// How far two rows of sounds are apart, by an edit distance whose costs follow what transliteration and translation
/// do to names: a vowel for another is cheap, an `l` for a `t` is not.
struct SoundDistance {
    /// How alike the rows are, 0 to 1.
    let similarity: Double
    /// Edits that cost something, of the cheapest row of them.
    let edits: Int
    /// Edits among them after which it is another sound for everybody.
    let hardEdits: Int
    /// Whether a consonant differs that no transliteration confuses: `Gates` and `Gales`.
    var isHard: Bool { hardEdits > 0 }
    /// Whether one is the other with a case ending: `Bashara`.
    let isCaseEnding: Bool
    /// Whether only the last vowel differs: `Silvano` and `Silvana`.
    let differsInEnding: Bool

    /// Rows of more sounds are not compared.
    private static let mostSounds = 40
    /// From here on an edit is hard.
    private static let hardCost: Float = 0.7
    /// Up to here nobody hears a difference.
    private static let noticedCost: Float = 0.15

    init(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) {
        let left = Array(left)
        let right = Array(right)
        if left == right {
            self.init(similarity: 1)
            return
        }
        guard !left.isEmpty, !right.isEmpty, left.count <= Self.mostSounds, right.count <= Self.mostSounds else {
            self.init(similarity: 0, edits: left.count + right.count, hardEdits: 1)
            return
        }
        if let stripped = Self.withoutCaseEnding(left, right) {
            self.init(similarity: stripped, edits: 1, isCaseEnding: true)
            return
        }
        let edits = Self.edits(left, right)
        let longest = Float(max(left.count, right.count))
        // In names of two sounds every one of them matters.
        let scale: Float = longest <= 2 ? 2 : 1
        self.init(
            similarity: Double(max(0, 1 - scale * edits.cost / longest)), edits: Int(edits.count),
            hardEdits: Int(edits.hard),
            differsInEnding: Self.differInEnding(left, right))
    }

    private init(
        similarity: Double, edits: Int = 0, hardEdits: Int = 0, isCaseEnding: Bool = false,
        differsInEnding: Bool = false
    ) {
        self.similarity = similarity
        self.edits = edits
        self.hardEdits = hardEdits
        self.isCaseEnding = isCaseEnding
        self.differsInEnding = differsInEnding
    }

    /// Endings that Slavic languages give to names that end in a consonant or i.
    private static let caseEndings: [[UInt8]] = ["a", "u", "om", "em", "oi", "ia", "iu", "iem"].map {
        Array(($0 as String).utf8)
    }

    /// The similarity where one row is the other with a case ending: `Bashara`, `Mileya`.
    private static func withoutCaseEnding(_ left: [UInt8], _ right: [UInt8]) -> Double? {
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        guard short.count >= 4, let last = short.last, !NameSounds.isVowel(last) || last == UInt8(ascii: "i"),
            long.starts(with: short), caseEndings.contains(Array(long[short.count...]))
        else { return nil }
        return 0.96
    }

    private static func differInEnding(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        func stem(_ word: [UInt8]) -> ArraySlice<UInt8> {
            guard let last = word.last, NameSounds.isVowel(last) else { return word[...] }
            return word.dropLast()
        }
        // French does not speak a last e: `Claude`.
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        if long.count == short.count + 1, long.last == UInt8(ascii: "e"), long.starts(with: short) { return false }
        return stem(left) == stem(right)
    }

    private struct Edits {
        var cost: Float = 0
        var count: Int32 = 0
        var hard: Int32 = 0

        func adding(_ cost: Float) -> Edits {
            Edits(
                cost: self.cost + cost, count: count + (cost > noticedCost ? 1 : 0),
                hard: hard + (cost >= hardCost ? 1 : 0))
        }
    }

    /// The cheapest edits that turn one row into the other; both have at most `mostSounds`.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Edits {
        var row = InlineArray<41, Edits>(repeating: Edits())
        var gaps = InlineArray<41, Float>(repeating: 0)
        for column in right.indices {
            gaps[column] = gap(right[column], isLast: column == right.count - 1)
            row[column + 1] = row[column].adding(gaps[column])
        }
        let table = table
        for line in left.indices {
            let sound = left[line]
            let own = gap(sound, isLast: line == left.count - 1)
            var diagonal = row[0]
            row[0] = row[0].adding(own)
            for column in right.indices {
                let cost = substitution(sound, right[column], isFirst: line == 0 && column == 0, table)
                var best = diagonal.adding(cost)
                let above = row[column + 1].adding(own)
                if above.cost < best.cost { best = above }
                let before = row[column].adding(gaps[column])
                if before.cost < best.cost { best = before }
                diagonal = row[column + 1]
                row[column + 1] = best
            }
        }
        return row[right.count]
    }

    /// Whether taking the sound in or leaving it out is a hard edit.
    static func isHardGap(_ sound: UInt8, isLast: Bool) -> Bool { gap(sound, isLast: isLast) >= hardCost }

    /// Whether hardly anybody hears one sound for the other.
    static func areHeardAlike(_ left: UInt8, _ right: UInt8) -> Bool {
        substitution(left, right, isFirst: false, table) <= noticedCost
    }

    /// Whether one sound for the other is no hard edit.
    static func isSoft(_ left: UInt8, _ right: UInt8) -> Bool {
        substitution(left, right, isFirst: false, table) < hardCost
    }

    private static func gap(_ sound: UInt8, isLast: Bool) -> Float {
        switch sound {
        case UInt8(ascii: "h"): 0.2
        case UInt8(ascii: "j"), UInt8(ascii: "w"): 0.35
        case _ where NameSounds.isVowel(sound): 0.35
        // French does not speak its last consonant.
        case UInt8(ascii: "t"), UInt8(ascii: "d"), UInt8(ascii: "s"), UInt8(ascii: "x"): isLast ? 0.5 : 0.8
        default: 0.8
        }
    }

    @inline(__always)
    private static func substitution(_ left: UInt8, _ right: UInt8, isFirst: Bool, _ table: [Float]) -> Float {
        if left == right { return 0 }
        let cost = table[Int(left & 0x7F) << 7 | Int(right & 0x7F)]
        // Non-ASCII letters are in no pair.
        guard cost < 1, left < 0x80, right < 0x80 else { return isFirst ? 1.3 : 1 }
        return cost
    }

    /// Sounds that stand for each other, and what that costs; all others cost 1.
    private static let pairs: [(String, Float)] = [
        ("ae", 0.3), ("ai", 0.35), ("ao", 0.3), ("au", 0.3), ("ei", 0.2), ("eo", 0.3), ("eu", 0.35), ("io", 0.35),
        ("iu", 0.3), ("ou", 0.2), ("bp", 0.5), ("dt", 0.5), ("gk", 0.5), ("fv", 0.4), ("sz", 0.3), ("vw", 0.1),
        ("uw", 0.1), ("ow", 0.3), ("uv", 0.3), ("bv", 0.4), ("mn", 0.6), ("sS", 0.15), ("SC", 0.15), ("sc", 0.15),
        ("Ck", 0.2), ("Cc", 0.1), ("Sc", 0.15), ("Sk", 0.35), ("ck", 0.35), ("cz", 0.2), ("cZ", 0.1), ("sC", 0.25),
        ("Zs", 0.15), ("Zz", 0.15), ("ZC", 0.25), ("ZS", 0.25), ("Jz", 0.2), ("JG", 0.1), ("Jj", 0.1), ("Jg", 0.35),
        ("JC", 0.3), ("JS", 0.3), ("Jd", 0.5), ("Ji", 0.3), ("Gg", 0.1), ("Gh", 0.3), ("Gj", 0.15), ("Gk", 0.4),
        ("GC", 0.5), ("gC", 0.5), ("Gz", 0.3), ("ji", 0.1), ("jh", 0.3), ("jg", 0.3), ("je", 0.4), ("jz", 0.3),
        ("xs", 0.1), ("xS", 0.1), ("xh", 0.3), ("xC", 0.2), ("xk", 0.4), ("xz", 0.2), ("xc", 0.15), ("hk", 0.3),
        ("hg", 0.3), ("hC", 0.2),
    ]

    private static let table: [Float] = {
        var table = [Float](repeating: 1, count: 128 * 128)
        for (sounds, cost) in pairs {
            let sounds = Array(sounds.utf8)
            table[Int(sounds[0]) << 7 | Int(sounds[1])] = cost
            table[Int(sounds[1]) << 7 | Int(sounds[0])] = cost
        }
        return table
    }()
}
