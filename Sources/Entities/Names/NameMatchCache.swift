// SPDX-License-Identifier: GPL-3.0-or-later

private import Synchronization

/// Answers to "whose name is like this one", kept because names repeat from article to article.
///
/// What is kept depends on the authority alone, so that it does not matter who asked first.
final class NameMatchCache: Sendable {
    private let authority: Authority
    private let kept = Mutex(NameMatchTable())
    private let keptThings = Mutex(NameMatchTable())
    /// The words of the language, which are nobody's garbled name.
    private let vocabulary = try? TaggerTable(embedded: .words)
    private let surnames = Mutex<[Authority.Index: [UInt8]]>([:])
    private let described = Mutex<[Authority.Index: [Authority.Index]]>([:])
    private static let mostMatches = 8

    init(authority: Authority) { self.authority = authority }

    /// What is kept of a name; nil for one that nobody asked for.
    func people(_ name: Span<UInt8>) -> [NameIndex.Match]? {
        kept.withLock { $0.matches(of: name) }
    }

    /// The people of the authority whose name, or whose surname where it is one word, is like one written so.
    func people(_ name: Span<UInt8>, parts: NameParts, isSurname: Bool) -> [NameIndex.Match] {
        let names = authority.names
        let matches = Array(
            (isSurname ? names.people(surname: parts) : names.matches(parts)).prefix(Self.mostMatches))
        kept.withLock { $0.keep(matches, of: name) }
        return matches
    }

    /// What is kept of the organisations and places that sound like a name; nil for one that nobody asked for.
    func thing(_ name: Span<UInt8>) -> [NameIndex.Match]? {
        keptThings.withLock { $0.matches(of: name) }
    }

    /// The one organisation or place of the authority that a name sounds like, or none.
    func thing(_ name: Span<UInt8>, parts: NameParts) -> [NameIndex.Match] {
        var matches: [NameIndex.Match] = []
        if let match = authority.things.match(parts), !parts.words.allSatisfy({ isWord($0.folded) }) {
            matches.append(match)
        }
        keptThings.withLock { $0.keep(matches, of: name) }
        return matches
    }

    private func isWord(_ folded: [UInt8]) -> Bool {
        vocabulary?.find(TaggerLexicon.clusterKey(folded)) != nil
    }

    /// Whether the description of one entity names the other.
    func areTied(_ left: Authority.Index, _ right: Authority.Index) -> Bool {
        left != right && (entities(describing: left).contains(right) || entities(describing: right).contains(left))
    }

    private func entities(describing entity: Authority.Index) -> [Authority.Index] {
        if let found = described.withLock({ $0[entity] }) { return found }
        let found = authority.entities(describing: entity)
        described.withLock { $0[entity] = found }
        return found
    }

    /// The sounds of a known person's surname; none for Italians, whose names are not garbled.
    func surnameSounds(of person: Authority.Index) -> [UInt8] {
        if let sounds = surnames.withLock({ $0[person] }) { return sounds }
        let record = authority.records[person.ordinal]
        let isItalian = authority.bytes[record.country].elementsEqual("IT".utf8)
        let sounds =
            isItalian ? [] : NameParts(record.name, lexicon: authority.words).words.last?.sounds ?? []
        surnames.withLock { $0[person] = sounds }
        return sounds
    }
}

/// Matches by the bytes of a name as written: a hash table without an allocation for each name, since most have no match.
private struct NameMatchTable {
    private struct Entry {
        var hash: UInt64
        var start: UInt32
        var length: UInt32
        /// Where its matches are; 0 for none.
        var list: UInt32
    }

    private var slots = [UInt32](repeating: 0, count: 1 << 12)
    private var entries: [Entry] = []
    private var letters: [UInt8] = []
    private var lists: [[NameIndex.Match]] = [[]]
    /// When so many are kept, it begins anew.
    private static let mostKept = 200_000

    func matches(of name: Span<UInt8>) -> [NameIndex.Match]? {
        let entry = slots[slot(of: name, Self.hash(name))]
        return entry == 0 ? nil : lists[Int(entries[Int(entry) - 1].list)]
    }

    mutating func keep(_ matches: [NameIndex.Match], of name: Span<UInt8>) {
        if entries.count >= Self.mostKept { self = Self() }
        if entries.count * 2 >= slots.count { grow() }
        let hash = Self.hash(name)
        let slot = slot(of: name, hash)
        guard slots[slot] == 0 else { return }
        if !matches.isEmpty { lists.append(matches) }
        let list = matches.isEmpty ? 0 : UInt32(lists.count - 1)
        entries.append(Entry(hash: hash, start: UInt32(letters.count), length: UInt32(name.count), list: list))
        for index in name.indices { letters.append(name[index]) }
        slots[slot] = UInt32(entries.count)
    }

    /// The slot of a name, or the free one where it belongs.
    private func slot(of name: Span<UInt8>, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0, !isName(name, hash, entries[Int(slots[slot]) - 1]) { slot = (slot + 1) & mask }
        return slot
    }

    private func isName(_ name: Span<UInt8>, _ hash: UInt64, _ entry: Entry) -> Bool {
        guard entry.hash == hash, Int(entry.length) == name.count else { return false }
        for index in name.indices where letters[Int(entry.start) + index] != name[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }

    private static func hash(_ name: Span<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in name.indices { hash = (hash ^ UInt64(name[index])) &* 0x9FB2_1C65_1E98_DF25 }
        return hash ^ hash >> 29
    }
}
