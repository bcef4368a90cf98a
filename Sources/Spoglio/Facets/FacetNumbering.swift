// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// One numbering of a facet's values over all segments, in the order of their identifiers; made when first needed.
final class FacetNumbering {
    private var known: [Facet: Values] = [:]

    /// The values of one facet.
    struct Values {
        /// By segment, the number in the index of each of its values; empty where there is but one segment, which numbers
        /// for itself. Hidden values have `hidden`.
        fileprivate var numbers: [[UInt32]] = []
        /// Where a value's identifier and label stand: segment and number there.
        fileprivate var places: [(segment: UInt32, value: UInt32)] = []
        /// By segment, the documents of values that are not counted by its column.
        fileprivate(set) var overlays: [[(number: UInt32, documents: [UInt32])]] = []
        /// Identifiers and labels that the columns do not have, or have otherwise.
        fileprivate var given: [UInt32: (id: String, label: String)] = [:]
        var count = 0

        fileprivate static let hidden = UInt32.max

        /// Identifier and label of a value where they are not those of the place in a column.
        func given(_ number: Int) -> (id: String, label: String)? { given[UInt32(number)] }

        func place(of number: Int) -> (segment: Int, value: Int) {
            numbers.isEmpty ? (0, number) : (Int(places[number].segment), Int(places[number].value))
        }

        /// Adds the counts of a segment's values to those of the index.
        func add(_ counts: [UInt32], ofSegment segment: Int, to totals: inout [UInt32]) {
            guard !numbers.isEmpty else {
                totals = counts
                return
            }
            let own = numbers[segment]
            for (value, count) in counts.enumerated() where count > 0 && own[value] != Self.hidden {
                totals[Int(own[value])] += count
            }
        }

        /// The numbers in the index of values of a segment, hidden ones left out.
        func numbers(of values: some Sequence<some BinaryInteger>, inSegment segment: Int) -> [Int] {
            if numbers.isEmpty { return values.map { Int($0) } }
            return values.map { numbers[segment][Int($0)] }.filter { $0 != Self.hidden }.map { Int($0) }
        }

        /// Counts the values that the column of a segment does not count, over documents of it.
        func addOverlay(_ set: DocumentSet, ofSegment segment: Int, to totals: inout [UInt32]) {
            guard !overlays.isEmpty else { return }
            for (number, documents) in overlays[segment] {
                totals[Int(number)] += UInt32(documents.count { set.contains($0) })
            }
        }
    }

    /// - Parameter entities: Those of the facet, where it has any.
    func values(
        of facet: Facet, in segments: [Segment], entities: FacetEntities?
    ) throws(SpoglioError) -> Values {
        if let values = known[facet] { return values }
        var values = Values()
        let entities = entities.flatMap { $0.isTrivial ? nil : $0 }
        if segments.count == 1, entities == nil {
            values.count = try segments[0].column(facet).count
        } else if !segments.isEmpty {
            values = try merge(facet, segments, entities)
        }
        known[facet] = values
        return values
    }

    private struct Entry {
        var id: [UInt8]
        var segment: UInt32
        /// Nil for entities that the segment's column does not count.
        var value: UInt32?
    }

    /// Numbers the identifiers of all segments together, in the order of their bytes.
    private func merge(
        _ facet: Facet, _ segments: [Segment], _ entities: FacetEntities?
    ) throws(SpoglioError) -> Values {
        var values = Values()
        var entries: [Entry] = []
        for (index, segment) in segments.enumerated() {
            let column = try segment.column(facet)
            values.numbers.append([UInt32](repeating: Values.hidden, count: column.count))
            let overlay = entities?.overlays[index]
            column.ids.forEach(in: 0..<column.count) { value, id in
                if overlay?.hidden.contains(UInt32(value)) != true {
                    entries.append(Entry(id: id, segment: UInt32(index), value: UInt32(value)))
                }
            }
            for id in overlay?.documents.keys.sorted() ?? [] {
                entries.append(Entry(id: Array(id.utf8), segment: UInt32(index)))
            }
            if overlay != nil { values.overlays.append([]) }
        }
        entries.sort { left, right in
            left.id == right.id ? left.segment < right.segment : left.id.lexicographicallyPrecedes(right.id)
        }
        var before: [UInt8]?
        for entry in entries {
            if entry.id != before {
                values.places.append((entry.segment, entry.value ?? 0))
                before = entry.id
            }
            let number = UInt32(values.places.count - 1)
            let id = entities.map { _ in String(decoding: entry.id, as: UTF8.self) } ?? ""
            if let entities, values.given[number] == nil, entry.value == nil || entities.givenName(of: id) != nil {
                values.given[number] = (id, try entities.name(of: id) ?? id)
            }
            if let value = entry.value {
                values.numbers[Int(entry.segment)][Int(value)] = number
            } else if let documents = entities?.overlays[Int(entry.segment)].documents[id] {
                values.overlays[Int(entry.segment)].append((number, documents))
            }
        }
        values.count = values.places.count
        return values
    }
}
