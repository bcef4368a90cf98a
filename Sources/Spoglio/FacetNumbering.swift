// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// One numbering of a facet's values over all segments, in the order of their identifiers; made when first needed.
final class FacetNumbering {
    private var known: [Facet: Values] = [:]

    /// The values of one facet.
    struct Values {
        /// By segment, the number in the index of each of its values; empty where there is but one segment.
        fileprivate var numbers: [[UInt32]] = []
        /// Where a value's identifier and label stand: segment and number there.
        fileprivate var places: [(segment: UInt32, value: UInt32)] = []
        var count = 0

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
            for (value, count) in counts.enumerated() where count > 0 { totals[Int(own[value])] += count }
        }
    }

    func values(of facet: Facet, in segments: [Segment]) throws(SpoglioError) -> Values {
        if let values = known[facet] { return values }
        var values = Values()
        if segments.count == 1 {
            values.count = try segments[0].column(facet).count
        } else if !segments.isEmpty {
            values = try merge(facet, segments)
        }
        known[facet] = values
        return values
    }

    /// Walks the identifiers of all segments together; each segment has its own in order.
    private func merge(_ facet: Facet, _ segments: [Segment]) throws(SpoglioError) -> Values {
        var values = Values()
        var entries: [(id: [UInt8], segment: UInt32, value: UInt32)] = []
        for (index, segment) in segments.enumerated() {
            let column = try segment.column(facet)
            values.numbers.append([UInt32](repeating: 0, count: column.count))
            column.ids.forEach(in: 0..<column.count) { value, id in
                entries.append((id, UInt32(index), UInt32(value)))
            }
        }
        entries.sort { left, right in
            left.id == right.id ? left.segment < right.segment : left.id.lexicographicallyPrecedes(right.id)
        }
        var before: [UInt8]?
        for entry in entries {
            if entry.id != before {
                values.places.append((entry.segment, entry.value))
                before = entry.id
            }
            values.numbers[Int(entry.segment)][Int(entry.value)] = UInt32(values.places.count - 1)
        }
        values.count = values.places.count
        return values
    }
}
