// SPDX-License-Identifier: GPL-3.0-or-later

extension ForwardColumn {
    /// How many places are tried from one leftmost word; beyond it the shortest match found so far holds.
    private static let mostSteps = 50_000

    /// The shortest pieces of a document that hold a match of `pattern`: from its first word to its last, ascending.
    ///
    /// A piece that holds another one is left out, as in Clarke, Cormack and Burkowski, *An algebra for structured text
    /// search* (1995): of `gas … gas energia` the second `gas` counts.
    public func spans(
        of pattern: ProximityPattern, in document: Int, fields: TextFields = .all
    ) throws(ColumnsError) -> [PositionRange] {
        var found: [PositionRange] = []
        for field in [TextFields.title, .body] where fields.contains(field) {
            var places: [[PositionRange]] = []
            for operand in pattern.operands {
                places.append(try positions(of: operand, in: document, fields: field))
                if places.last?.isEmpty ?? true { break }
            }
            guard places.count == pattern.operands.count, places.allSatisfy({ !$0.isEmpty }) else { continue }
            found += Self.shortest(places, pattern)
        }
        return found
    }

    /// The shortest span from each word that one can begin with, those that hold another left out.
    private static func shortest(_ places: [[PositionRange]], _ pattern: ProximityPattern) -> [PositionRange] {
        var ends: [UInt32: UInt32] = [:]
        for (operand, list) in places.enumerated() where operand == 0 || !pattern.isOrdered {
            for left in list {
                var search = SpanSearch(places, pattern, steps: mostSteps)
                let end =
                    pattern.isOrdered ? search.end(after: left) : search.end(ofSpanFrom: left, operand: operand)
                if let end { ends[left.start] = min(ends[left.start] ?? .max, end) }
            }
        }
        var shortest: [PositionRange] = []
        // From the right: what begins further left is kept only if it ends further left too.
        for (start, end) in ends.sorted(by: { $0.key > $1.key }) where end < shortest.last?.end ?? .max {
            shortest.append(PositionRange(start, end))
        }
        return shortest.reversed()
    }
}

/// Looks for the shortest match of a proximity pattern that begins at a certain place.
private struct SpanSearch {
    private let places: [[PositionRange]]
    private let distance: Int
    /// The words inside operands do not count: so much farther than `distance` may a place lie.
    private let longest: Int
    private var steps: Int
    private var best: UInt32?

    init(_ places: [[PositionRange]], _ pattern: ProximityPattern, steps: Int) {
        self.places = places
        self.steps = steps
        distance = pattern.distance
        longest = places.reduce(0) { $0 + ($1.map { Int($0.end - $0.start) }.max() ?? 0) }
    }

    /// Operands in their order, each at most `distance` behind the one before.
    mutating func end(after first: PositionRange) -> UInt32? {
        extend(to: 1, last: first)
        return best
    }

    private mutating func extend(to operand: Int, last: PositionRange) {
        guard operand < places.count else {
            best = last.end
            return
        }
        for place in places[operand] where place.start >= last.end {
            guard Int(place.start) - Int(last.end) + 1 <= distance, place.start < best ?? .max, steps > 0 else { break }
            guard place.end < best ?? .max else { continue }
            steps -= 1
            extend(to: operand + 1, last: place)
        }
    }

    /// Operands in any order, none left of `left`, which is that of `operand`.
    mutating func end(ofSpanFrom left: PositionRange, operand: Int) -> UInt32? {
        var chosen = [PositionRange?](repeating: nil, count: places.count)
        chosen[operand] = left
        choose(chosen, left: left)
        return best
    }

    private mutating func choose(_ chosen: [PositionRange?], left: PositionRange) {
        guard let open = chosen.firstIndex(where: { $0 == nil }) else {
            let ranges = chosen.compactMap(\.self)
            let end = ranges.map(\.end).max() ?? 0
            let inside = ranges.reduce(0) { $0 + Int($1.end) - Int($1.start) - 1 }
            if Int(end) - 1 - Int(left.start) - inside <= distance, end < best ?? .max { best = end }
            return
        }
        for place in places[open] where place.start >= left.start {
            guard Int(place.start) - Int(left.start) <= distance + longest, place.start < best ?? .max, steps > 0
            else { break }
            guard place.end < best ?? .max else { continue }
            if chosen.contains(where: { $0.map { $0.start < place.end && place.start < $0.end } ?? false }) { continue }
            steps -= 1
            var next = chosen
            next[open] = place
            choose(next, left: left)
        }
    }
}
