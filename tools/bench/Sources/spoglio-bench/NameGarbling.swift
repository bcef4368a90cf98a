// SPDX-License-Identifier: GPL-3.0-or-later

/// What hands, keyboards and transliterations do to a name; each returns nil where the name gives no occasion.
enum NameGarbling: String, CaseIterable {
    case doubled, vowel, ending, dropped, swapped, consonant, twice, given, russian

    func garble(_ name: String, _ random: inout SeededNumbers) -> String? {
        var words = name.split(separator: " ").map(String.init)
        guard words.count >= 2, let surname = words.last, surname.count >= 5,
            surname.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic }),
            words.allSatisfy({ $0.first?.isUppercase == true })
        else { return nil }
        let garbled: String?
        switch self {
        case .doubled: garbled = Self.doubled(surname, &random)
        case .vowel: garbled = Self.replaced(surname, Self.vowels, 1..<surname.count - 1, &random)
        case .ending: garbled = Self.replaced(surname, Self.vowels, surname.count - 1..<surname.count, &random)
        case .dropped: garbled = Self.dropped(surname, &random)
        case .swapped: garbled = Self.swapped(surname, &random)
        case .consonant: garbled = Self.replaced(surname, Self.consonants, 1..<surname.count, &random)
        case .twice:
            garbled = Self.replaced(surname, Self.vowels, 1..<surname.count - 1, &random)
                .flatMap { Self.doubled($0, &random) }
        case .given:
            guard words[0].count >= 5,
                let given = Self.replaced(words[0], Self.vowels, 1..<words[0].count - 1, &random)
            else { return nil }
            words[0] = given
            return words.joined(separator: " ")
        case .russian:
            let spelt = words.map(Self.throughCyrillic).joined(separator: " ")
            return spelt == name ? nil : spelt
        }
        guard let garbled, garbled != surname else { return nil }
        return (words.dropLast() + [garbled]).joined(separator: " ")
    }

    private static let vowels = Array("aeiou")
    private static let consonants = Array("bcdfglmnprstvz")

    private static func doubled(_ word: String, _ random: inout SeededNumbers) -> String? {
        var letters = Array(word)
        let twins = (2..<letters.count).filter { letters[$0] == letters[$0 - 1] && consonants.contains(letters[$0]) }
        if let twin = random.pick(twins) {
            letters.remove(at: twin)
            return String(letters)
        }
        let singles = (2..<letters.count - 1).filter {
            consonants.contains(letters[$0]) && vowels.contains(letters[$0 - 1]) && vowels.contains(letters[$0 + 1])
        }
        guard let single = random.pick(singles) else { return nil }
        letters.insert(letters[single], at: single)
        return String(letters)
    }

    private static func replaced(
        _ word: String, _ alphabet: [Character], _ places: Range<Int>, _ random: inout SeededNumbers
    ) -> String? {
        var letters = Array(word)
        let fitting = places.filter { alphabet.contains(letters[$0]) }
        guard let place = random.pick(fitting), let other = random.pick(alphabet.filter { $0 != letters[place] })
        else { return nil }
        letters[place] = other
        return String(letters)
    }

    private static func dropped(_ word: String, _ random: inout SeededNumbers) -> String? {
        var letters = Array(word)
        guard letters.count >= 6, let place = random.pick(Array(1..<letters.count - 1)) else { return nil }
        letters.remove(at: place)
        return String(letters)
    }

    private static func swapped(_ word: String, _ random: inout SeededNumbers) -> String? {
        var letters = Array(word)
        guard let place = random.pick((1..<letters.count - 1).filter { letters[$0] != letters[$0 + 1] }) else {
            return nil
        }
        letters.swapAt(place, place + 1)
        return String(letters)
    }

    /// Spellings of several letters first.
    private static let cyrillicRounds: [(String, String)] = [
        ("sch", "sh"), ("tch", "ch"), ("ch", "ch"), ("sh", "sh"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("ge", "dzhe"),
        ("gi", "dzhi"), ("j", "dzh"), ("x", "ks"), ("w", "u"), ("h", "kh"), ("ce", "che"), ("ci", "chi"), ("c", "k"),
        ("qu", "kv"), ("y", "i"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ll", "l"), ("ss", "ss"), ("tt", "tt"),
    ]

    private static func throughCyrillic(_ word: String) -> String {
        var rest = word.lowercased()[...]
        var result = ""
        while let first = rest.first {
            if let (from, to) = cyrillicRounds.first(where: { rest.hasPrefix($0.0) }) {
                result += to
                rest = rest.dropFirst(from.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result.prefix(1).uppercased() + result.dropFirst()
    }
}

/// Numbers that are the same on every run.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[next(below: elements.count)]
    }
}
