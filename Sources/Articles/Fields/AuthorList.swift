// SPDX-License-Identifier: GPL-3.0-or-later

import CSpoglioData

/// Authors that stand in one text with commas.
enum AuthorList {
    /// What may stand before a surname.
    private static let particles: Set<String> = [
        "d'", "da", "dal", "dall'", "dalla", "de", "de'", "degli", "dei", "del", "della", "delle", "dello", "di", "la",
        "le", "li", "lo", "van", "von",
    ]
    /// What signs as a person does.
    private static let desks: Set<String> = [
        "adnkronos", "agi", "ansa", "askanews", "lapresse", "redazione", "reuters",
    ]

    /// The authors between commas; *Rossi, Mario* is one, and *Rossi, Mario, De Luca, Anna* are two.
    ///
    /// - Parameter isCreator: Whether it is a creator as Dublin Core has it, where the surname comes first: then *Neri, Zeudi* is
    ///   one too, though nobody knows the first name.
    static func authors(in text: String, isCreator: Bool = false) -> [String] {
        let parts = text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
        if isCreator, parts.count == 2, isSurnameFirst(parts[0], parts[1]) { return ["\(parts[0]), \(parts[1])"] }
        let pairs = stride(from: 0, to: parts.count - 1, by: 2).map { (parts[$0], parts[$0 + 1]) }
        guard parts.count.isMultiple(of: 2), pairs.allSatisfy({ isSurname($0.0) && isFirstName($0.1) }) else {
            return parts
        }
        return pairs.map { "\($0.0), \($0.1)" }
    }

    private static let openings = [
        "di ", "by ", "a cura di ", "testo di ", "articolo di ", "servizio di ", "scritto da ",
    ]

    /// A name without what leads to it in a byline, *di Anna Neri*.
    static func withoutOpening(_ text: String) -> String {
        let start = text.utf8.prefix(20).lazy.map(\.lowercasedASCII)
        guard let opening = openings.first(where: { start.starts(with: $0.utf8) }), !isSurnameWithDi(text) else {
            return text
        }
        let name = String(text.utf8.dropFirst(opening.utf8.count)) ?? text
        return name.first?.isUppercase == true ? name : text
    }

    /// Whether a capital *Di* begins a surname, as in *Di Battista* or *Di Cesare Donatella*, and not a byline.
    static func isSurnameWithDi(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard let first = words.first, first == "Di" || first == "DI", (2...3).contains(words.count) else {
            return false
        }
        if words.count == 3 { return isFirstName(String(words[2])) }
        return !desks.contains(words[1].lowercased())
    }

    /// Whether a surname of one or two words stands before one first name, which may be unknown; *Anna Neri, Luca Bianchi* are two.
    private static func isSurnameFirst(_ surname: String, _ name: String) -> Bool {
        let words = surname.split(separator: " ")
        guard (1...2).contains(words.count), let first = words.first, let last = words.last,
            last.first?.isUppercase == true, !firstNames.contains(first.lowercased()),
            !words.contains(where: { desks.contains($0.lowercased()) }), (words + [name[...]]).allSatisfy(isNameLike)
        else { return false }
        return isFirstName(name) || name.first?.isUppercase == true && !desks.contains(name.lowercased())
    }

    /// Whether a text is one word of letters, as names have them.
    private static func isNameLike(_ word: Substring) -> Bool {
        word.count > 1 && word.allSatisfy { $0.isLetter || $0 == "'" || $0 == "’" || $0 == "-" }
    }

    /// Whether all words are first names.
    private static func isFirstName(_ text: String) -> Bool {
        let words = text.split { $0 == " " || $0 == "-" }
        return !words.isEmpty && words.allSatisfy { firstNames.contains($0.lowercased()) }
    }

    /// Whether a text may be a surname and nothing else: one word that is no first name, or any with particles before it.
    private static func isSurname(_ text: String) -> Bool {
        let words = text.split(separator: " ").map { $0.lowercased() }
        guard let last = words.last, words.dropLast().allSatisfy(particles.contains) else { return false }
        return (words.count > 1 || !firstNames.contains(last)) && !desks.contains(last)
    }

    private static let firstNames: Set<String> = {
        let table = unsafe spoglio_table_first_names()
        let text = unsafe String(decoding: UnsafeBufferPointer(start: table.bytes, count: table.count), as: UTF8.self)
        return Set(text.split(separator: "\n").map { $0.lowercased() })
    }()
}
