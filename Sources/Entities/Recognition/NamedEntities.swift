// SPDX-License-Identifier: GPL-3.0-or-later

/// Whom and what an article names in full, and so by which short forms it may name them again.
struct NamedEntities {
    private let authority: Authority
    private var entities: Set<Authority.Index> = []
    /// Surnames by the hash of the first word that must be there.
    private var surnames: [UInt64: [Entry]] = [:]

    /// The names of unknown persons as hashes of their words, by the hash of the last one.
    private var unknownNames: [UInt64: [[UInt64]]] = [:]

    private struct Entry {
        var surname: Surname
        /// None for unknown persons.
        var candidates: [Authority.Index]
    }

    /// Distinct surnames that begin with one word; more are not told apart.
    private static let mostSurnamesOfAWord = 16

    init(authority: Authority) {
        self.authority = authority
    }

    var isEmpty: Bool { entities.isEmpty && surnames.isEmpty }

    func contains(_ entity: Authority.Index) -> Bool { entities.contains(entity) }

    mutating func insert(_ entity: Authority.Index) {
        guard entities.insert(entity).inserted, let surname = authority.surnames[entity.ordinal] else { return }
        insert(surname, candidate: entity)
    }

    /// Takes in the name of an unknown person.
    mutating func insert(unknownName name: [NameWord]) {
        guard let last = name.last else { return }
        let words = name.map(\.hash)
        if unknownNames[last.hash, default: []].count < Self.mostSurnamesOfAWord,
            !unknownNames[last.hash, default: []].contains(words)
        {
            unknownNames[last.hash, default: []].append(words)
        }
        if let surname = Surname(of: name) { insert(surname, candidate: nil) }
    }

    /// The full name that ends with a short form, where the article has it elsewhere: `Ilon Musk` opening a sentence.
    func unknownName(endingWith words: Range<Int>, in pass: inout NamePass) -> Range<Int>? {
        guard let names = unknownNames[pass.hash(at: words.upperBound - 1)] else { return nil }
        for name in names where name.count > words.count && name.count <= words.upperBound {
            let first = words.upperBound - name.count
            guard pass.words[first].isCapitalised else { continue }
            if matches(name[...], at: first, in: &pass) { return first..<words.upperBound }
        }
        return nil
    }

    private mutating func insert(_ surname: Surname, candidate: Authority.Index?) {
        guard let first = surname.required.first else { return }
        var entries = surnames[first] ?? []
        if let index = entries.firstIndex(where: { $0.surname.words == surname.words }) {
            if let candidate { entries[index].candidates.append(candidate) }
        } else if entries.count < Self.mostSurnamesOfAWord {
            entries.append(Entry(surname: surname, candidates: candidate.map { [$0] } ?? []))
        }
        surnames[first] = entries
    }

    /// The longest surname of a named person whose first required word is at `start`.
    func surname(at start: Int, in pass: inout NamePass) -> (words: Range<Int>, candidates: [Authority.Index])? {
        guard !surnames.isEmpty, let entries = surnames[pass.hash(at: start)] else { return nil }
        var best: (words: Range<Int>, candidates: [Authority.Index])?
        for entry in entries {
            let end = start + entry.surname.required.count
            guard end <= pass.count, matches(entry.surname.required, at: start, in: &pass) else { continue }
            let first = firstWord(of: entry.surname, at: start, in: &pass)
            guard let longest = best, first..<end == longest.words else {
                if (end - first) > best?.words.count ?? 0 { best = (first..<end, entry.candidates) }
                continue
            }
            best?.candidates += entry.candidates
        }
        return best
    }

    private func matches(_ words: ArraySlice<UInt64>, at start: Int, in pass: inout NamePass) -> Bool {
        var index = start
        for word in words {
            guard !pass.words[index].isCovered, pass.hash(at: index) == word, index == start || pass.isAdjacent(index)
            else { return false }
            index += 1
        }
        return true
    }

    /// Takes in the particles that stand before the surname, if all of them do.
    private func firstWord(of surname: Surname, at start: Int, in pass: inout NamePass) -> Int {
        let first = start - surname.optional
        guard surname.optional > 0, first >= 0 else { return start }
        for offset in 0..<surname.optional {
            guard !pass.words[first + offset].isCovered, pass.hash(at: first + offset) == surname.words[offset],
                pass.isAdjacent(first + offset + 1)
            else { return start }
        }
        return first
    }
}
