// SPDX-License-Identifier: GPL-3.0-or-later

/// One word of a name, as far as finding the surname needs it.
struct NameWord {
    var hash: UInt64
    var letters: Int
    var classes: WordClass
    /// A word of the authority or of its word lists.
    var isKnown: Bool
    var isCapitalised: Bool
    /// Joined to the word before by a hyphen or an apostrophe.
    var isJoined: Bool
    /// Ends with an apostrophe (`D'`, `O'`).
    var isElided: Bool
}

/// The part of a person's name that stands for the whole in the same article.
struct Surname: Sendable {
    /// Folded words as hashes: particles that may be missing, then those that must be there.
    var words: [UInt64]
    var optional: Int

    /// Nil for one-word names, names that end in a numeral or lower-case word, and names of origin
    /// (`Francesco d'Assisi`, `Giorgio VI del Regno Unito`).
    init?(of name: some RandomAccessCollection<NameWord>) {
        let name = Array(name)
        var last = name.count - 1
        if last > 0, name[last].classes.contains(.suffix) { last -= 1 }
        guard last > 0, name[last].isCapitalised, name[last].letters >= 3,
            !name[last].classes.contains(.romanNumeral)
        else { return nil }
        var start = last
        var required = last
        while start > 1 {
            let word = name[start - 1]
            if word.isCapitalised {
                guard name[start].isJoined || word.classes.contains(.particle) else { break }
                start -= 1
                required = start
            } else if word.classes.contains(.surnameParticle) {
                start -= 1
            } else if word.classes.contains(.particle) || word.isElided {
                return nil
            } else {
                break
            }
        }
        // A lower-case particle before a capitalised one belongs to it: `de La Fuente`.
        words = name[start...last].map(\.hash)
        optional = required - start
    }

    var required: ArraySlice<UInt64> { words[optional...] }
}
