// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// One numbering of a facet's values over all segments, in the order of their identifiers, as counts are made with it.
final class FacetNumbering {
    private let stored: IndexValues
    private var known: [Facet: Values] = [:]
    /// Used by one count after another.
    private var counter = ValueCounter(capacity: 0)

    init(_ stored: IndexValues) { self.stored = stored }

    /// The values of one facet, with what joining and corrections change.
    struct Values {
        /// The numbers of what the columns have.
        let numbers: ValueNumbers
        /// Numbers of values that the columns count, but that stand for no entity of their own any more.
        fileprivate(set) var hidden: Set<Int> = []
        /// By segment, the documents of values that are not counted by its column.
        fileprivate(set) var overlays: [[(number: Int, documents: [UInt32])]] = []
        /// Identifiers and labels that the columns do not have, or have otherwise.
        fileprivate var given: [Int: (id: String, label: String)] = [:]
        /// Of identifiers that no column has, in their order, how many of the columns' stand before each. Their numbers
        /// while counting come after all others.
        fileprivate var further: [Int] = []

        /// Numbers while counting are below this.
        var count: Int { numbers.count + further.count }

        /// The place of a value among all identifiers, by its number while counting.
        func rank(of number: Int) -> Int {
            if further.isEmpty { return number }
            if number >= numbers.count { return further[number - numbers.count] + number - numbers.count }
            return number + further.count { $0 <= number }
        }

        /// Counts by rank in place of number.
        func ranked(_ counts: [(number: Int, count: Int)]) -> [(number: Int, count: Int)] {
            further.isEmpty ? counts : counts.map { (rank(of: $0.number), $0.count) }
        }

        /// The number while counting of the value at a place.
        private func number(ofRank rank: Int) -> Int {
            var before = 0
            for (index, place) in further.enumerated() {
                if place + index == rank { return numbers.count + index }
                if place + index < rank { before += 1 }
            }
            return rank - before
        }

        /// Identifier and label of a value where they are not those of the place in a column.
        func given(rank: Int) -> (id: String, label: String)? { given.isEmpty ? nil : given[number(ofRank: rank)] }

        /// Segment and number there of a value that a column has.
        func place(ofRank rank: Int) -> (segment: Int, value: Int) { numbers.place(of: number(ofRank: rank)) }

        /// The ranks of values of a segment, hidden ones left out.
        func ranks(of values: some Sequence<some BinaryInteger>, inSegment segment: Int) -> [Int] {
            values.map { numbers.number(of: Int($0), inSegment: segment) }.filter { !hidden.contains($0) }
                .map { rank(of: $0) }
        }
    }

    /// - Parameter entities: Those of the facet, where it has any.
    func values(
        of facet: Facet, in segments: [Segment], entities: FacetEntities?
    ) throws(SpoglioError) -> Values {
        if let values = known[facet] { return values }
        var values = Values(numbers: try stored.numbers(of: facet))
        if let entities, !entities.isTrivial { try add(entities, of: facet, segments, to: &values) }
        known[facet] = values
        return values
    }

    /// What counts are gathered in; whoever is done with it sets it back.
    func counter(for values: Values) -> ValueCounter {
        if counter.capacity < values.count { counter = ValueCounter(capacity: values.count) }
        return counter
    }

    private func add(
        _ entities: FacetEntities, of facet: Facet, _ segments: [Segment], to values: inout Values
    ) throws(SpoglioError) {
        var columns: [FacetColumn] = []
        for segment in segments { columns.append(try segment.column(facet)) }
        let ids = Set(entities.overlays.flatMap(\.documents.keys))
        var numberOfID: [String: Int] = [:]
        var further: [(place: Int, id: String)] = []
        for id in ids {
            if let number = Self.number(of: Array(id.utf8), columns, values.numbers) {
                numberOfID[id] = number
            } else {
                further.append((Self.place(of: Array(id.utf8), columns, values.numbers), id))
            }
        }
        further.sort { $0.place == $1.place ? $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) : $0.place < $1.place }
        values.further = further.map(\.place)
        for (index, entry) in further.enumerated() { numberOfID[entry.id] = values.numbers.count + index }
        for (id, number) in numberOfID { values.given[number] = (id, try entities.name(of: id) ?? id) }
        for (segment, overlay) in entities.overlays.enumerated() {
            for value in overlay.hidden {
                values.hidden.insert(values.numbers.number(of: Int(value), inSegment: segment))
            }
            values.overlays.append(
                overlay.documents.compactMap { id, documents in numberOfID[id].map { ($0, documents) } })
        }
    }

    /// The number of an identifier that a column has.
    private static func number(of id: [UInt8], _ columns: [FacetColumn], _ numbers: ValueNumbers) -> Int? {
        for (segment, column) in columns.enumerated() {
            if let value = column.ids.index(of: id) { return numbers.number(of: value, inSegment: segment) }
        }
        return nil
    }

    /// How many identifiers of the columns stand before one.
    private static func place(of id: [UInt8], _ columns: [FacetColumn], _ numbers: ValueNumbers) -> Int {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            let place = numbers.place(of: middle)
            if columns[place.segment].ids.bytes(at: place.value).lexicographicallyPrecedes(id) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
