// SPDX-License-Identifier: GPL-3.0-or-later

/// What is left of a folded word when spellings that transliterations confuse are made one.
///
/// `Khillari` and `Hillary` give `hilari`, `Isaxon` and `Isaacson` give `isakson`. A `j` can be a vowel (`Sergej`)
/// or a consonant (`Julian`); the reading says which.
enum NameSkeleton {
    enum Reading {
        case vowel, consonant
    }

    /// Spellings of more letters than one, the longest of a beginning first, and their sounds.
    private static let spellings: [(letters: [UInt8], sound: UInt8)] = [
        ("tsch", "c"), ("dzh", "z"), ("sch", "s"), ("tch", "c"), ("ch", "c"), ("ck", "k"), ("kh", "h"), ("ph", "f"),
        ("sh", "s"), ("th", "t"), ("ts", "s"), ("zh", "z"),
    ].map { (Array(($0.0 as String).utf8), UInt8(ascii: $0.1)) }

    /// The readings that a name has.
    static func readings(of given: some Collection<UInt8>, _ surname: some Collection<UInt8>) -> [Reading] {
        let letter = UInt8(ascii: "j")
        return given.contains(letter) || surname.contains(letter) ? [.vowel, .consonant] : [.vowel]
    }

    /// The skeleton of a word folded by `Folding`.
    static func letters(of word: some RandomAccessCollection<UInt8>, _ reading: Reading) -> [UInt8] {
        let word = Array(word)
        var result: [UInt8] = []
        result.reserveCapacity(word.count + 1)
        var index = 0
        while index < word.count {
            let next = index + 1 < word.count ? word[index + 1] : 0
            if opensSpelling(word[index], next),
                let spelling = spellings.first(where: { word[index...].starts(with: $0.letters) })
            {
                append(spelling.sound, to: &result)
                index += spelling.letters.count
                continue
            }
            switch word[index] {
            case UInt8(ascii: "y"): append(UInt8(ascii: "i"), to: &result)
            case UInt8(ascii: "j"): append(UInt8(ascii: reading == .vowel ? "i" : "z"), to: &result)
            case UInt8(ascii: "w"): append(UInt8(ascii: "u"), to: &result)
            case UInt8(ascii: "q"): append(UInt8(ascii: "k"), to: &result)
            case UInt8(ascii: "x"):
                append(UInt8(ascii: "k"), to: &result)
                append(UInt8(ascii: "s"), to: &result)
            case UInt8(ascii: "c"): append(UInt8(ascii: isFront(next) ? "s" : "k"), to: &result)
            case UInt8(ascii: "g") where isFront(next): append(UInt8(ascii: "z"), to: &result)
            case let letter: append(letter, to: &result)
            }
            index += 1
        }
        return result
    }

    /// A letter twice is one; `ou` is `u`.
    private static func append(_ letter: UInt8, to result: inout [UInt8]) {
        if letter == UInt8(ascii: "u"), result.last == UInt8(ascii: "o"), result.count > 1 { result.removeLast() }
        if result.last != letter { result.append(letter) }
    }

    private static func opensSpelling(_ letter: UInt8, _ next: UInt8) -> Bool {
        switch (letter, next) {
        case (_, UInt8(ascii: "h")), (UInt8(ascii: "d"), UInt8(ascii: "z")), (UInt8(ascii: "s"), UInt8(ascii: "c")),
            (UInt8(ascii: "t"), UInt8(ascii: "s")), (UInt8(ascii: "t"), UInt8(ascii: "c")),
            (UInt8(ascii: "c"), UInt8(ascii: "k")):
            true
        default: false
        }
    }

    private static func isFront(_ letter: UInt8) -> Bool {
        letter == UInt8(ascii: "e") || letter == UInt8(ascii: "i") || letter == UInt8(ascii: "y")
    }

    /// Whether the skeletons differ in one letter as spellings of one name do: a vowel or an `h` put in or left out, a
    /// vowel for another, or a consonant for one that sounds like it. `Gates` and `Gales` do not.
    static func areSpellingsOfOne(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        guard abs(left.count - right.count) <= 1 else { return false }
        var (left, right) = (left, right)
        while let first = left.first, first == right.first {
            left.removeFirst()
            right.removeFirst()
        }
        while let last = left.last, last == right.last {
            left.removeLast()
            right.removeLast()
        }
        guard left.count <= 1, right.count <= 1 else { return false }
        switch (left.first, right.first) {
        case (let left?, let right?): return alike.contains { $0.contains(left) && $0.contains(right) }
        case (let letter?, nil), (nil, let letter?): return isVowel(letter) || letter == UInt8(ascii: "h")
        case (nil, nil): return true
        }
    }

    /// Letters of skeletons that stand for each other.
    private static let alike: [[UInt8]] = ["aeiou", "szc", "kgh", "dt", "bp", "bv", "fv", "uv", "mn"].map {
        Array($0.utf8)
    }

    private static func isVowel(_ letter: UInt8) -> Bool { alike[0].contains(letter) }

    /// Whether only a last vowel sets the words apart, as in `Silvano` and `Silvana`, `Robert` and `Roberta`.
    static func differInEnding(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        func stem(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            guard let last = word.last, isVowel(last) else { return word }
            return word.dropLast()
        }
        return left != right && stem(left) == stem(right)
    }
}
