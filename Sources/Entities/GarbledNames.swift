// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the person whom a garbled name means: given name and surname as a translation or transliteration left them.
///
/// The names of the authority that have two words, under hashes of what one letter amiss leaves alone: the skeleton
/// of the surname; that of the given name with the first two letters of the surname's, and with the last two.
struct GarbledNames: Sendable {
    /// A name of two words that the authority does not have.
    struct Query {
        var given: [UInt8]
        var surname: [UInt8]
        /// The given name is one that people have: only its spelling may differ, not its letters.
        var isGivenKnown: Bool
        /// The surname is a word of other names: it is taken as it stands.
        var isSurnameKnown: Bool
    }

    private struct Name {
        var person: UInt32
        /// Ranges of `letters`: skeletons of given name and surname, and the surname as it is folded.
        var given: Range<Int32>
        var surname: Range<Int32>
        var folded: Range<Int32>
        var isItalian: Bool
    }

    private struct Entry {
        var hash: UInt64
        var name: Int32
        var next: Int32
    }

    private static let shortestGiven = 3
    private static let shortestSurname = 3
    private static let shortestGarbledSurname = 5

    private var letters: [UInt8] = []
    private var names: [Name] = []
    private var entries: [Entry] = []
    private var heads: [Int32] = Array(repeating: -1, count: 1 << 15)

    /// Adds a name of a person; `isItalian` for those whose names Italian texts do not transliterate.
    mutating func insert(
        given: some RandomAccessCollection<UInt8>, surname: some RandomAccessCollection<UInt8>, person: UInt32,
        isItalian: Bool
    ) {
        guard given.count >= Self.shortestGiven, surname.count >= Self.shortestSurname else { return }
        let folded = append(surname)
        for reading in NameSkeleton.readings(of: given, surname) {
            let skeleton = (
                given: NameSkeleton.letters(of: given, reading), surname: NameSkeleton.letters(of: surname, reading)
            )
            let index = Int32(names.count)
            names.append(
                Name(
                    person: person, given: append(skeleton.given), surname: append(skeleton.surname), folded: folded,
                    isItalian: isItalian))
            for hash in Self.hashes(given: skeleton.given[...], surname: skeleton.surname[...]) {
                let slot = Int(truncatingIfNeeded: hash) & (heads.count - 1)
                entries.append(Entry(hash: hash, name: index, next: heads[slot]))
                heads[slot] = Int32(entries.count - 1)
            }
        }
    }

    /// The one person whose name the query can be, or nil where there is none or more than one.
    func person(_ query: Query) -> UInt32? {
        guard query.given.count >= Self.shortestGiven, query.surname.count >= Self.shortestSurname else { return nil }
        var found: UInt32?
        for reading in NameSkeleton.readings(of: query.given, query.surname) {
            let given = NameSkeleton.letters(of: query.given, reading)
            let surname = NameSkeleton.letters(of: query.surname, reading)
            for hash in Self.hashes(given: given[...], surname: surname[...]) {
                var next = heads[Int(truncatingIfNeeded: hash) & (heads.count - 1)]
                while next >= 0 {
                    let entry = entries[Int(next)]
                    next = entry.next
                    guard entry.hash == hash else { continue }
                    let name = names[Int(entry.name)]
                    guard name.person != found, means(name, query, given: given[...], surname: surname[...]) else {
                        continue
                    }
                    guard found == nil else { return nil }
                    found = name.person
                }
            }
        }
        return found
    }

    /// Whether the query can be this name.
    private func means(
        _ name: Name, _ query: Query, given: ArraySlice<UInt8>, surname: ArraySlice<UInt8>
    ) -> Bool {
        let own = (given: text(name.given), surname: text(name.surname))
        if own.given != given {
            guard !query.isGivenKnown, own.surname == surname,
                min(given.count, own.given.count) >= Self.shortestGiven,
                NameSkeleton.areSpellingsOfOne(given, own.given), !NameSkeleton.differInEnding(given, own.given)
            else { return false }
        }
        if text(name.folded).elementsEqual(query.surname) { return !query.isGivenKnown || !name.isItalian }
        // In Italy one letter sets families apart (Rosi, Rossi, Rosso), and nobody transliterates them.
        guard !query.isSurnameKnown, !name.isItalian else { return false }
        if own.surname == surname { return true }
        // Urban is not Orban, Solano not Solana; but a last vowel may be lost, or a case ending added.
        return min(surname.count, own.surname.count) >= Self.shortestGarbledSurname
            && surname.first == own.surname.first
            && (surname.count != own.surname.count || !NameSkeleton.differInEnding(surname, own.surname))
            && NameSkeleton.areSpellingsOfOne(surname, own.surname)
    }

    private func text(_ range: Range<Int32>) -> ArraySlice<UInt8> {
        letters[Int(range.lowerBound)..<Int(range.upperBound)]
    }

    private mutating func append(_ word: some Collection<UInt8>) -> Range<Int32> {
        let start = Int32(letters.count)
        letters.append(contentsOf: word)
        return start..<Int32(letters.count)
    }

    private static func hashes(given: ArraySlice<UInt8>, surname: ArraySlice<UInt8>) -> [UInt64] {
        [
            hash(1, [], surname), hash(2, given, surname.prefix(2)), hash(3, given, surname.suffix(2)),
        ]
    }

    private static func hash(_ kind: UInt64, _ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325 ^ kind
        for byte in first { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        value = (value ^ 0x20) &* 0x100_0000_01B3
        for byte in second { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return value ^ (value >> 29)
    }
}
