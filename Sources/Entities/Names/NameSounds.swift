// SPDX-License-Identifier: GPL-3.0-or-later

/// A folded word as a row of sounds, in which spellings that transliterations confuse look alike.
///
/// `Khillari` and `Hillary` give the same row, `Dzhulian` and `Julian` rows that cost little to tell apart. Lower-case
/// letters stand for themselves; `C` is the ch of *Charkov*, `S` the sh of *Shreder*, `J` the zh of *Zhan*, `c` and
/// `G` the c and g before e, i and y, `x` an x that begins a word, `Z` ts, `w` w.
enum NameSounds {
    /// Spellings of more letters than one, the longest of a beginning first, and their sounds.
    private static let spellings: [(letters: [UInt8], sounds: [UInt8])] = [
        ("shch", "S"), ("tsch", "C"), ("dsch", "J"), ("tch", "C"), ("cch", "C"), ("dzh", "J"), ("sch", "S"),
        ("eau", "o"),
        ("sh", "S"), ("kh", "h"), ("zh", "J"), ("ph", "f"), ("th", "t"), ("gh", "g"), ("rh", "r"), ("dh", "d"),
        ("ch", "C"), ("cz", "C"), ("ck", "k"), ("ts", "Z"), ("tz", "Z"), ("dj", "J"), ("ou", "u"), ("oo", "u"),
        ("ee", "i"), ("au", "o"), ("oe", "e"), ("ae", "e"), ("ij", "i"),
    ].map { (Array(($0.0 as String).utf8), Array(($0.1 as String).utf8)) }

    /// The sounds of a word folded by `Folding`.
    static func sounds(of word: some RandomAccessCollection<UInt8>) -> [UInt8] {
        let word = Array(word)
        var result: [UInt8] = []
        result.reserveCapacity(word.count + 1)
        var index = 0
        while index < word.count {
            let letter = word[index]
            let next = index + 1 < word.count ? word[index + 1] : 0
            if opensSpelling(letter, next),
                let spelling = spellings.first(where: { word[index...].starts(with: $0.letters) })
            {
                for sound in spelling.sounds { append(sound, to: &result) }
                index += spelling.letters.count
                continue
            }
            switch letter {
            case UInt8(ascii: "y"): append(UInt8(ascii: "i"), to: &result)
            case UInt8(ascii: "q"): append(UInt8(ascii: "k"), to: &result)
            case UInt8(ascii: "x") where index == 0: append(letter, to: &result)
            case UInt8(ascii: "x"):
                append(UInt8(ascii: "k"), to: &result)
                append(UInt8(ascii: "s"), to: &result)
            case UInt8(ascii: "c"):
                append(isFront(next) ? letter : UInt8(ascii: "k"), to: &result)
            case UInt8(ascii: "s")
            where next == UInt8(ascii: "c") && index + 2 < word.count && isFront(word[index + 2]):
                append(UInt8(ascii: "S"), to: &result)
                index += 1
            case UInt8(ascii: "g") where isFront(next): append(UInt8(ascii: "G"), to: &result)
            default: append(letter, to: &result)
            }
            index += 1
        }
        dropWeakVowel(&result)
        return result
    }

    /// A letter twice is one.
    private static func append(_ sound: UInt8, to result: inout [UInt8]) {
        if result.last != sound { result.append(sound) }
    }

    /// `Aleksander` and `Aleksandr`, `Peter` and `Petr` sound alike.
    private static func dropWeakVowel(_ sounds: inout [UInt8]) {
        let count = sounds.count
        guard count > 3, sounds[count - 1] == UInt8(ascii: "r"), sounds[count - 2] == UInt8(ascii: "e"),
            sounds[count - 3] == UInt8(ascii: "d") || sounds[count - 3] == UInt8(ascii: "t")
        else { return }
        sounds.remove(at: count - 2)
    }

    private static func opensSpelling(_ letter: UInt8, _ next: UInt8) -> Bool {
        switch next {
        case UInt8(ascii: "h"), UInt8(ascii: "z"), UInt8(ascii: "c"), UInt8(ascii: "k"), UInt8(ascii: "s"),
            UInt8(ascii: "j"):
            !isVowel(letter) || (letter == UInt8(ascii: "i") && next == UInt8(ascii: "j"))
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "o"), UInt8(ascii: "u"): isVowel(letter)
        default: false
        }
    }

    private static func isFront(_ letter: UInt8) -> Bool {
        letter == UInt8(ascii: "e") || letter == UInt8(ascii: "i") || letter == UInt8(ascii: "y")
    }

    static func isVowel(_ sound: UInt8) -> Bool {
        switch sound {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
        default: false
        }
    }

    /// What is left of sounds when vowels and all that may be heard as one, or not at all, are dropped and the rest is
    /// put into classes: names that may be one have the same.
    static func skeleton(of sounds: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for sound in sounds {
            let kind: UInt8
            switch sound {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
                UInt8(ascii: "h"), UInt8(ascii: "j"), UInt8(ascii: "J"), UInt8(ascii: "G"), UInt8(ascii: "w"),
                UInt8(ascii: "v"):
                continue
            case UInt8(ascii: "k"), UInt8(ascii: "C"), UInt8(ascii: "S"), UInt8(ascii: "c"), UInt8(ascii: "s"),
                UInt8(ascii: "z"), UInt8(ascii: "Z"), UInt8(ascii: "x"):
                kind = UInt8(ascii: "s")
            case UInt8(ascii: "p"): kind = UInt8(ascii: "b")
            case UInt8(ascii: "t"): kind = UInt8(ascii: "d")
            default: kind = sound
            }
            if result.last != kind { result.append(kind) }
        }
        return result
    }
}
