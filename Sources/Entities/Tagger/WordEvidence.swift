// SPDX-License-Identifier: GPL-3.0-or-later

/// What all places of an article say about a word: among which words it stands there, and what the rules take it for.
///
/// A word is known by a few bits of its number, and so may be taken for another now and then.
struct WordEvidence {
    /// How a word stands somewhere in the article.
    struct Signs: OptionSet {
        let rawValue: UInt16
        /// Last of several capitalised words, of which the first is a first name people have, or is none.
        static let surname = Signs(rawValue: 1 << 0)
        static let last = Signs(rawValue: 1 << 1)
        /// First of several.
        static let first = Signs(rawValue: 1 << 2)
        /// Behind a title.
        static let titled = Signs(rawValue: 1 << 3)
        /// By itself behind `a`, `in`; behind an article; in brackets; behind another preposition.
        static let located = Signs(rawValue: 1 << 4)
        static let determined = Signs(rawValue: 1 << 5)
        static let bracketed = Signs(rawValue: 1 << 6)
        static let preposed = Signs(rawValue: 1 << 7)
        /// In capitals.
        static let capitals = Signs(rawValue: 1 << 11)

        /// In a name of the rules: a person, an organisation, a place.
        static func ruled(_ code: UInt8) -> Signs { Signs(rawValue: 1 << (8 + UInt16((code - 1) / 10))) }

        /// The signs of people and of places, and what the rules say, as numbers below 16.
        var name: UInt32 { UInt32(rawValue) & 0xF }
        var place: UInt32 { UInt32(rawValue) >> 4 & 0xF }
        var rule: UInt32 { UInt32(rawValue) >> 8 & 0xF }
    }

    private var signs = [Signs](repeating: [], count: 1_024)

    subscript(word: UInt32) -> Signs { signs[Self.slot(word)] }

    private static func slot(_ word: UInt32) -> Int { Int(word >> 5) & 1_023 }

    mutating func removeAll() {
        for index in signs.indices { signs[index] = [] }
    }

    /// Takes in the capitalised words of a field.
    mutating func add(_ sequence: TaggerSequence, _ words: [TaggerWord]) {
        for index in sequence.items.indices where sequence.items[index].isAnchor {
            let item = sequence.items[index]
            let word = words[Int(item.word)]
            let first = WordClass(rawValue: words[Int(sequence.items[Int(item.runStart)].word)].classes)
            let before = WordClass(rawValue: words[sequence.word(Int(item.runStart), -1)].classes)
            var found: Signs = []
            if item.runEnd - item.runStart > 1 {
                if Int32(index) == item.runEnd - 1 { found.insert(first.contains(.firstName) ? .surname : .last) }
                if Int32(index) == item.runStart { found.insert(.first) }
            } else {
                if before.contains(.locative) {
                    found.insert(.located)
                } else if before.contains(.preposition) {
                    found.insert(.preposed)
                }
                if !before.isDisjoint(with: [.article, .determiner]) { found.insert(.determined) }
                if item.gap & TaggerGap.opening != 0 { found.insert(.bracketed) }
            }
            if before.contains(.title) || first.contains(.title) { found.insert(.titled) }
            if item.rule > 0 { found.formUnion(Signs.ruled(item.rule)) }
            if word.shape == .capitals { found.insert(.capitals) }
            signs[Self.slot(word.lower)].formUnion(found)
        }
    }
}
