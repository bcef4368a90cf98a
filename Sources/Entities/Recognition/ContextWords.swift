// SPDX-License-Identifier: GPL-3.0-or-later

internal import CSpoglioData
internal import ItalianText

/// What words beside a name tell about its bearer: a country by its adjectives, a role by its nouns.
struct ContextWords: Sendable {
    /// Two letters of ISO 3166-1 as a number; 0 for none.
    typealias Country = UInt16

    /// Classes of roles, one bit each: those of one class can be said of one person.
    struct Roles: OptionSet, Sendable, Hashable {
        let rawValue: UInt32
    }

    /// Countries by the hash of a folded adjective.
    private(set) var countries: [UInt64: Country] = [:]
    private(set) var roles: [UInt64: Roles] = [:]
    /// The role that makes a person the head of a country or of a government.
    private(set) var heads: Roles = []
    /// The role of anybody in politics, which says something only of those who are described so.
    private(set) var broad: Roles = []
    private(set) var broadNouns: Set<UInt64> = []
    /// For two nouns that are one office (`primo ministro`), the word whose roles they have.
    private(set) var compounds: [[UInt64]: UInt64] = [:]
    /// Nouns of offices that one person of a country has at a time.
    private(set) var soleOffices: Set<UInt64> = []
    /// Words that stand in descriptions of anybody.
    private(set) var fillers: Set<UInt64> = []
    /// For the hash of a noun that may be a person's name, words after it that say that it is the thing.
    private(set) var objectWords: [UInt64: Set<UInt64>] = [:]
    /// And beginnings of verbs before it.
    private(set) var objectVerbs: [UInt64: [[UInt8]]] = [:]

    /// The table that the program carries.
    static let embedded = ContextWords(
        String(decoding: unsafe embeddedBytes(spoglio_table_context_words()), as: UTF8.self))

    /// Reads lines of kind, key and words, parted by tabs.
    init(_ table: String) {
        var folded = FoldedWord()
        func hash(_ word: Substring) -> UInt64 {
            let bytes = Array(word.utf8)
            folded.fold(bytes, 0, bytes.count, kind: .word)
            return folded.hash
        }
        var classes = 0
        for line in table.split(separator: "\n") {
            let columns = line.split(separator: "\t")
            guard columns.count == 3 else { continue }
            let words = columns[2].split(separator: " ")
            switch columns[0] {
            case "country":
                for word in words { countries[hash(word)] = Self.country(Array(columns[1].utf8)) }
            case "role":
                let role = Roles(rawValue: 1 << UInt32(classes))
                classes += 1
                for word in words { roles[hash(word), default: []].formUnion(role) }
                if columns[1] == "politics" { broad.formUnion(role) }
                if columns[1] == "head" { heads.formUnion(role) }
            case "compound": compounds[words.map(hash)] = hash(columns[1])
            case "broad": broadNouns.formUnion(words.map(hash))
            case "sole": soleOffices.formUnion(words.map(hash))
            case "filler": fillers.formUnion(words.map(hash))
            case "object": objectWords[hash(columns[1])] = Set(words.map(hash))
            case "object-verb": objectVerbs[hash(columns[1])] = words.map { Array($0.utf8) }
            default: continue
            }
        }
    }

    /// The noun of an office that ends at a word: the one whose roles it has, if it has any.
    func office(at position: Int, in field: inout LinkField) -> (noun: UInt64, roles: Roles)? {
        var noun = field.word(at: position).hash
        guard roles[noun] != nil else { return nil }
        if position > 0, let compound = compounds[[field.word(at: position - 1).hash, noun]] { noun = compound }
        return roles[noun].map { (noun, $0) }
    }

    static func country(_ code: some RandomAccessCollection<UInt8>) -> Country {
        guard code.count == 2, let first = code.first, let last = code.last else { return 0 }
        return Country(first) << 8 | Country(last)
    }

    static let italy = country(Array("IT".utf8))
}
