// SPDX-License-Identifier: GPL-3.0-or-later

/// Words or phrases that stand near each other.
public struct ProximityPattern {
    /// For each operand the phrases it stands for, any of which will do.
    public let operands: [[PhrasePattern]]
    /// How many words apart the outermost operands may be; neighbours are one word apart.
    public let distance: Int
    /// Whether the operands must come in the order given.
    public let isOrdered: Bool

    public init(operands: [[PhrasePattern]], distance: Int, isOrdered: Bool) {
        self.operands = operands
        self.distance = distance
        self.isOrdered = isOrdered
    }
}

extension ForwardColumn {
    /// The places of the operands of every match, one range an operand.
    ///
    /// A match takes one place of each operand in one field, none overlapping another. For operands in any order, the
    /// words from the first to the last, less the words inside the operands but one each, are at most `distance` + 1;
    /// in order, this holds for each operand and the next.
    public func positions(
        of pattern: ProximityPattern, in document: Int, fields: TextFields = .all
    ) throws(ColumnsError) -> [[PositionRange]] {
        try matches(pattern, in: document, fields: fields, first: false)
    }

    /// Whether the document has a match; stops at the first.
    public func contains(
        _ pattern: ProximityPattern, in document: Int, fields: TextFields = .all
    ) throws(ColumnsError) -> Bool {
        try !matches(pattern, in: document, fields: fields, first: true).isEmpty
    }

    private func matches(
        _ pattern: ProximityPattern, in document: Int, fields: TextFields, first: Bool
    ) throws(ColumnsError) -> [[PositionRange]] {
        var found: [[PositionRange]] = []
        for field in [TextFields.title, .body] where fields.contains(field) {
            var places: [[PositionRange]] = []
            for operand in pattern.operands {
                places.append(try positions(of: operand, in: document, fields: field))
                if places.last?.isEmpty ?? true { break }
            }
            guard places.count == pattern.operands.count, places.allSatisfy({ !$0.isEmpty }) else { continue }
            if pattern.isOrdered {
                Self.ordered(places, pattern.distance, first: first, into: &found)
            } else {
                Self.unordered(places, pattern.distance, first: first, into: &found)
            }
            if first, !found.isEmpty { break }
        }
        return found
    }

    /// For each place of the first operand, the chain that takes the nearest next place each time.
    private static func ordered(
        _ places: [[PositionRange]], _ distance: Int, first: Bool, into found: inout [[PositionRange]]
    ) {
        func extend(_ chain: [PositionRange]) -> [PositionRange]? {
            guard chain.count < places.count, let last = chain.last else { return chain }
            for place in places[chain.count] where place.start >= last.end {
                guard Int(place.start) - Int(last.end) + 1 <= distance else { break }
                if let whole = extend(chain + [place]) { return whole }
            }
            return nil
        }
        for start in places[0] {
            if let chain = extend([start]) { found.append(chain) }
            if first, !found.isEmpty { return }
        }
    }

    /// For each place that can be the leftmost, the first choice of the others that fits the window.
    private static func unordered(
        _ places: [[PositionRange]], _ distance: Int, first: Bool, into found: inout [[PositionRange]]
    ) {
        // The words inside operands do not count: so much farther than `distance` may a place lie.
        let longest = places.reduce(0) { $0 + ($1.map { Int($0.end - $0.start) }.max() ?? 0) }
        func choose(_ chosen: [PositionRange?], left: PositionRange) -> [PositionRange]? {
            guard let open = chosen.firstIndex(where: { $0 == nil }) else {
                let ranges = chosen.compactMap(\.self)
                let end = ranges.map { Int($0.end) }.max() ?? 0
                let inside = ranges.reduce(0) { $0 + Int($1.end) - Int($1.start) - 1 }
                return end - 1 - Int(left.start) - inside <= distance ? ranges : nil
            }
            for place in places[open] where place.start >= left.start {
                if Int(place.start) - Int(left.start) > distance + longest { break }
                if chosen.contains(where: { $0.map { $0.start < place.end && place.start < $0.end } ?? false }) {
                    continue
                }
                var next = chosen
                next[open] = place
                if let whole = choose(next, left: left) { return whole }
            }
            return nil
        }
        for (operand, list) in places.enumerated() {
            for left in list {
                var chosen = [PositionRange?](repeating: nil, count: places.count)
                chosen[operand] = left
                if let whole = choose(chosen, left: left) { found.append(whole) }
                if first, !found.isEmpty { return }
            }
        }
    }
}
