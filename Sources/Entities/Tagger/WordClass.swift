// SPDX-License-Identifier: GPL-3.0-or-later

internal import CSpoglioData

/// What a word says about the capitalised words beside it; a word may be in several classes.
struct WordClass: OptionSet, Sendable {
    let rawValue: UInt32

    static let firstName = WordClass(rawValue: 1 << 0)
    static let article = WordClass(rawValue: 1 << 1)
    static let preposition = WordClass(rawValue: 1 << 2)
    /// Stands between the parts of a name: `de`, `van`, `al`.
    static let particle = WordClass(rawValue: 1 << 3)
    /// A particle that a surname keeps or drops when it is written in lower case: `von der Leyen`, `al-Assad`.
    static let surnameParticle = WordClass(rawValue: 1 << 4)
    /// Stands before a name and is no part of it: `Presidente`, `Papa`.
    static let title = WordClass(rawValue: 1 << 5)
    /// An abbreviated title whose full stop ends no sentence: `on.`, `dott.`
    static let titleAbbreviation = WordClass(rawValue: 1 << 6)
    /// Opens the name of an institution: `Ministero`, `Banca`.
    static let institution = WordClass(rawValue: 1 << 7)
    /// Opens the name of something named after a person or place: `via`, `ospedale`, `premio`.
    static let dedication = WordClass(rawValue: 1 << 8)
    static let street = WordClass(rawValue: 1 << 9)
    /// Months, days, feasts.
    static let calendar = WordClass(rawValue: 1 << 10)
    /// Capitalised in headings and the names of things, never part of a person's name.
    static let common = WordClass(rawValue: 1 << 11)
    static let romanNumeral = WordClass(rawValue: 1 << 12)
    static let suffix = WordClass(rawValue: 1 << 13)
    /// A name that is also a word: no name at the beginning of a sentence.
    static let ambiguous = WordClass(rawValue: 1 << 14)
    /// A place that is also a word: a name only after a preposition.
    static let ambiguousPlace = WordClass(rawValue: 1 << 15)

    /// An article, alone or in a preposition: it stands before things, not before the full names of people.
    static let determiner = WordClass(rawValue: 1 << 16)

    /// A preposition that tells where: before two capitalised words that are no first name it announces a place.
    static let locative = WordClass(rawValue: 1 << 17)

    /// Ends the name of somebody in the authority.
    static let surname = WordClass(rawValue: 1 << 31)

    private static let named: [String: WordClass] = [
        "article": .article, "preposition": .preposition, "particle": .particle,
        "surname-particle": .surnameParticle, "title": .title, "initial-title": .titleAbbreviation,
        "institution": .institution, "dedication": .dedication, "street": .street, "calendar": .calendar,
        "common": .common, "roman": .romanNumeral, "suffix": .suffix, "ambiguous": .ambiguous,
        "ambiguous-place": .ambiguousPlace, "article-like": .determiner, "locative": .locative,
    ]

    /// Every word that the program carries, with its class.
    static func forEachEmbeddedWord(_ body: (Substring, WordClass) -> Void) {
        let words = String(decoding: unsafe embeddedBytes(spoglio_table_name_words()), as: UTF8.self)
        for line in words.split(separator: "\n") {
            let columns = line.split(separator: "\t")
            guard columns.count == 2, let kind = named[String(columns[0])] else { continue }
            for word in columns[1].split(separator: " ") { body(word, kind) }
        }
        let names = String(decoding: unsafe embeddedBytes(spoglio_table_first_names()), as: UTF8.self)
        for name in names.split(separator: "\n") { body(name, .firstName) }
    }
}
