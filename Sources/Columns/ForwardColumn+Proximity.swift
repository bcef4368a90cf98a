// SPDX-License-Identifier: GPL-3.0-or-later

/// Words or phrases that stand near each other.
public struct ProximityPattern {
    /// For each operand the phrases it stands for, any of which will do.
    public let operands: [[PhrasePattern]]
    /// How many words apart the outermost operands may be; neighbours are one word apart.
    public let distance: Int
    /// Whether the operands must come in the order given.
    public let isOrdered: Bool
    /// What bounds the work of the query that the pattern is of.
    let effort: ProximityEffort

    public init(
        operands: [[PhrasePattern]], distance: Int, isOrdered: Bool, effort: ProximityEffort = ProximityEffort()
    ) {
        self.operands = operands
        self.distance = distance
        self.isOrdered = isOrdered
        self.effort = effort
    }
}

extension ForwardColumn {
    /// The places of the operands of every match, one range an operand.
    ///
    /// A match takes one place of each operand in one field, none overlapping another. For operands in any order, the
    /// words from the first to the last, less the words inside the operands but one each, are at most `distance` + 1;
    /// in order, this holds for each operand and the next.
    ///
    /// - Throws: `effort` where phrases in any order take more tries than a query may make.
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
            guard let places = try places(of: pattern, in: document, field: field) else { continue }
            if pattern.isOrdered {
                var search = OrderedSearch(places, pattern)
                found += search.chains(first: first)
            } else {
                var search = UnorderedSearch(places, pattern)
                found += try search.matches(first: first)
            }
            if first, !found.isEmpty { break }
        }
        return found
    }

    /// The places of each operand in a field, or nil where one has none.
    func places(
        of pattern: ProximityPattern, in document: Int, field: TextFields
    ) throws(ColumnsError) -> [[PositionRange]]? {
        var places: [[PositionRange]] = []
        for operand in pattern.operands {
            let found = try positions(of: operand, in: document, fields: field)
            if found.isEmpty { return nil }
            places.append(found)
        }
        return places
    }
}

extension [PositionRange] {
    /// The first index of an ascending list whose place does not begin before `start`.
    func firstIndex(from start: UInt32) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
