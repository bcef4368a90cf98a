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
    /// Of more names under one key only neighbours in the order of their names are compared.
    private static let mostCompared = 64

    private struct Member {
        var id: String
        var name: String
        var articles: Int
    }

    /// - Parameter wanted: Only families of these keys; nil for all.
    init(_ facet: Facet, _ segments: [Segment], keys wanted: Set<UInt64>? = nil) throws(SpoglioError) {
        var entries: [(key: UInt64, segment: UInt32, value: UInt32)] = []
        for (index, segment) in segments.enumerated() {
            let column = try segment.column(facet)
            guard column.hasKinships else { continue }
            for value in 0..<column.count {
                let key = column.kinship(of: value)
                guard key != 0, wanted?.contains(key) ?? true, segment.isLive(value: value, in: column) else {
                    continue
                }
                entries.append((key, UInt32(index), UInt32(value)))
            }
        }
        entries.sort { ($0.key, $0.segment, $0.value) < ($1.key, $1.segment, $1.value) }
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 { try join(entries[start..<end], facet, segments) }
            start = end
        }
    }

    /// Whether the entries are one value in several segments, as most are.
    private func areOne(
        _ entries: ArraySlice<(key: UInt64, segment: UInt32, value: UInt32)>, _ facet: Facet, _ segments: [Segment]
    ) throws(SpoglioError) -> Bool {
        guard entries.count <= segments.count else { return false }
        var first: [UInt8] = []
        var id: [UInt8] = []
        for entry in entries {
            id.removeAll(keepingCapacity: true)
            guard try segments[Int(entry.segment)].column(facet).ids.append(Int(entry.value), to: &id) else {
                return false
            }
            if first.isEmpty { first = id } else if first != id { return false }
        }
        return true
    }

    private mutating func join(
        _ entries: ArraySlice<(key: UInt64, segment: UInt32, value: UInt32)>, _ facet: Facet, _ segments: [Segment]
    ) throws(SpoglioError) {
        guard try !areOne(entries, facet, segments) else { return }
        var byID: [String: Member] = [:]
        for entry in entries {
            let column = try segments[Int(entry.segment)].column(facet)
            let id = column.ids.text(at: Int(entry.value))
            let articles = segments[Int(entry.segment)].liveCount(value: Int(entry.value), in: column)
            let name = column.labels.text(at: Int(entry.value))
            byID[id, default: Member(id: id, name: name, articles: 0)].articles += articles
        }
        guard byID.count > 1 else { return }
        let members = byID.values.sorted { $0.id < $1.id }
        var head = Array(members.indices)
        func root(_ index: Int) -> Int { head[index] == index ? index : root(head[index]) }
        for left in members.indices {
            for right in members.indices.dropFirst(left + 1).prefix(Self.mostCompared) where root(left) != root(right) {
                let similarity = NameKinship.similarity(members[left].name, members[right].name, kind: .person)
                guard similarity >= NameKinship.accepts else { continue }
                head[max(root(left), root(right))] = min(root(left), root(right))
            }
        }
        for family in Dictionary(grouping: members.indices, by: root).values where family.count > 1 {
            let kin = family.sorted().map { members[$0] }
            for member in kin { heads[member.id] = kin[0].id }
            let best = kin.max { ($0.articles, $1.name) < ($1.articles, $0.name) }
            names[kin[0].id] = best?.name
        }
    }
}
