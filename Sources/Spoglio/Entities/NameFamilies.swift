// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

/// The spellings of one name among the values of an index, joined.
///
/// Only names that no authority has are joined. Whether two are depends on these two alone, so that the order in which
/// articles came does not matter: names of one key (`NameKinship.key`) that are similar enough belong together, and so do
/// those that a chain of such pairs connects.
struct NameFamilies {
    /// By value, the identifier of its family: the first of its identifiers in the order of bytes. Values without kin are
    /// left out; the head itself is in it.
    private(set) var heads: [String: String] = [:]
    /// By family, the name that most articles use.
    private(set) var names: [String: String] = [:]

    /// No name has more than one spelling.
    init() {}

    init(_ kin: ValueKin, _ numbers: ValueNumbers, _ columns: [FacetColumn]) {
        var sizes: [UInt32: Int] = [:]
        for member in kin.members { sizes[member.head, default: 0] += 1 }
        for member in kin.members where sizes[member.head, default: 0] > 1 {
            let head = Self.id(member.head, numbers, columns)
            heads[Self.id(member.number, numbers, columns)] = head
            if member.number == member.head { names[head] = Self.label(member.name, numbers, columns) }
        }
    }

    fileprivate static func id(_ number: UInt32, _ numbers: ValueNumbers, _ columns: [FacetColumn]) -> String {
        let place = numbers.place(of: Int(number))
        return columns[place.segment].ids.text(at: place.value)
    }

    fileprivate static func label(_ number: UInt32, _ numbers: ValueNumbers, _ columns: [FacetColumn]) -> String {
        let place = numbers.place(of: Int(number))
        return columns[place.segment].labels.text(at: place.value)
    }
}

/// Finds the spellings of one name among all values of a facet, which a commit does once for all that read it.
struct NameJoiner {
    private let segments: [Segment]
    private let columns: [FacetColumn]
    private let numbers: ValueNumbers
    /// Of more names under one key only neighbours in the order of their names are compared.
    private static let mostCompared = 64

    init(_ facet: Facet, _ segments: [Segment], _ numbers: ValueNumbers) throws(SpoglioError) {
        self.segments = segments
        self.numbers = numbers
        var columns: [FacetColumn] = []
        for segment in segments { columns.append(try segment.column(facet)) }
        self.columns = columns
    }

    /// - Parameter known: Groups of an earlier commit; the names of one that is as it was are not compared again.
    func join(reusing known: ValueKin?) -> ValueKin {
        var knownGroups: [UInt64: Int] = [:]
        for (index, hash) in (known?.hashes ?? []).enumerated() { knownGroups[hash] = index }
        let groups = groupsByKey()
        let places = places(of: groups)
        var kin = ValueKin()
        for group in groups {
            let live = group.filter { number in (places[number] ?? []).contains { isLive($0) } }
            guard live.count > 1 else { continue }
            let hash = hash(of: live)
            let heads =
                if let known, let index = knownGroups[hash], known.group(index).count == live.count {
                    Self.heads(of: known.group(index))
                } else { heads(of: live) }
            kin.append(members(live, heads, places), hash: hash)
        }
        return kin
    }

    /// The values that share a key, ascending; groups in the order of their first values.
    private func groupsByKey() -> [[UInt32]] {
        var firsts = KeyTable(capacity: numbers.count)
        var further: [UInt64: Set<UInt32>] = [:]
        numbers.forEachValue { number, segment, value in
            let key = columns[segment].hasKinships ? columns[segment].kinship(of: value) : 0
            guard key != 0, let first = firsts.insert(key, UInt32(number)), first != UInt32(number) else { return }
            further[key, default: [first]].insert(UInt32(number))
        }
        return further.values.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func places(of groups: [[UInt32]]) -> [UInt32: [(segment: Int, value: Int)]] {
        var isWanted = [Bool](repeating: false, count: numbers.count)
        for number in groups.joined() { isWanted[Int(number)] = true }
        var places: [UInt32: [(segment: Int, value: Int)]] = [:]
        numbers.forEachValue { number, segment, value in
            if isWanted[number] { places[UInt32(number), default: []].append((segment, value)) }
        }
        return places
    }

    private func isLive(_ place: (segment: Int, value: Int)) -> Bool {
        segments[place.segment].isLive(value: place.value, in: columns[place.segment])
    }

    /// What decides which members of a group are one: identifiers and labels.
    private func hash(of group: [UInt32]) -> UInt64 {
        var bytes: [UInt8] = []
        for number in group {
            let place = numbers.place(of: Int(number))
            bytes += columns[place.segment].ids.bytes(at: place.value)
            bytes.append(0)
            bytes += columns[place.segment].labels.bytes(at: place.value)
            bytes.append(0)
        }
        return Checksum.of(bytes)
    }

    /// By member the place in the group of the first one of its family.
    private static func heads(of group: ArraySlice<ValueKin.Member>) -> [Int] {
        let numbers = group.map(\.number)
        return group.map { numbers.firstIndex(of: $0.head) ?? 0 }
    }

    private func heads(of group: [UInt32]) -> [Int] {
        let names = group.map { NameKinship.Name(NameFamilies.label($0, numbers, columns)) }
        var head = Array(group.indices)
        func root(_ index: Int) -> Int { head[index] == index ? index : root(head[index]) }
        for left in group.indices {
            for right in group.indices.dropFirst(left + 1).prefix(Self.mostCompared) where root(left) != root(right) {
                let similarity = NameKinship.similarity(names[left], names[right], kind: .person)
                guard similarity >= NameKinship.accepts else { continue }
                head[max(root(left), root(right))] = min(root(left), root(right))
            }
        }
        return group.indices.map(root)
    }

    private func members(
        _ group: [UInt32], _ heads: [Int], _ places: [UInt32: [(segment: Int, value: Int)]]
    ) -> [ValueKin.Member] {
        var names: [Int: Int] = [:]
        for family in Dictionary(grouping: group.indices, by: { heads[$0] }).values where family.count > 1 {
            let entries = family.map { index in
                let articles = (places[group[index]] ?? []).reduce(0) { sum, place in
                    sum + segments[place.segment].liveCount(value: place.value, in: columns[place.segment])
                }
                return (index: index, articles: articles, name: NameFamilies.label(group[index], numbers, columns))
            }
            let best = entries.max { ($0.articles, $1.name) < ($1.articles, $0.name) }
            for index in family { names[index] = best?.index }
        }
        return group.indices.map {
            ValueKin.Member(number: group[$0], head: group[heads[$0]], name: group[names[$0] ?? $0])
        }
    }
}

/// The first value of each key, by open addressing: keys are hashes already.
private struct KeyTable {
    private var keys: [UInt64]
    private var numbers: [UInt32]
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < 2 * capacity { size *= 2 }
        keys = Array(repeating: 0, count: size)
        numbers = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// Notes a number under a key that has none; else returns the one that it has.
    mutating func insert(_ key: UInt64, _ number: UInt32) -> UInt32? {
        var slot = Int(truncatingIfNeeded: key) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return numbers[slot] }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        numbers[slot] = number
        return nil
    }
}
