// SPDX-License-Identifier: GPL-3.0-or-later

extension ForwardColumn {
    /// The shortest pieces of a document that hold a match of `pattern`: from its first word to its last, ascending.
    ///
    /// A piece that holds another one is left out, as in Clarke, Cormack and Burkowski, *An algebra for structured text
    /// search* (1995): of `gas … gas energia` the second `gas` counts.
    public func spans(
        of pattern: ProximityPattern, in document: Int, fields: TextFields = .all
    ) throws(ColumnsError) -> [PositionRange] {
        var found: [PositionRange] = []
        for field in [TextFields.title, .body] where fields.contains(field) {
            guard let places = try places(of: pattern, in: document, field: field) else { continue }
            found += try Self.shortest(places, pattern)
        }
        return found
    }

    /// The shortest span from each word that one can begin with, those that hold another left out.
    private static func shortest(
        _ places: [[PositionRange]], _ pattern: ProximityPattern
    ) throws(ColumnsError) -> [PositionRange] {
        var ordered = OrderedSearch(places, pattern)
        var unordered = UnorderedSearch(places, pattern)
        var ends: [UInt32: UInt32] = [:]
        for (start, end) in pattern.isOrdered ? ordered.shortestEnds() : try unordered.shortestEnds() {
            ends[start] = min(ends[start] ?? .max, end)
        }
        var shortest: [PositionRange] = []
        // From the right: what begins further left is kept only if it ends further left too.
        for (start, end) in ends.sorted(by: { $0.key > $1.key }) where end < shortest.last?.end ?? .max {
            shortest.append(PositionRange(start, end))
        }
        return shortest.reversed()
    }
}
