// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks for operands in any order within a window that begins with one of them.
///
/// Where every place is of one word, the question is whether the operands can be matched with as many different words:
/// ``WindowMatching`` answers it exactly and in polynomial time. Else one choice is tried after the other.
struct UnorderedSearch {
    private let places: [[PositionRange]]
    private let distance: Int
    private let effort: ProximityEffort
    /// The words inside operands do not count: so much farther than `distance` may a place lie.
    private let slack: Int
    /// For each operand the one before it with the same places, such as the same word twice.
    private let twins: [Int?]
    /// The part of each operand's places that can lie in the window looked at.
    private var windows: [Range<Int>]
    private var chosen: [PositionRange?]
    /// The operands in the order in which places are chosen for them.
    private var order: [Int] = []
    private let hasSingleWords: Bool

    init(_ places: [[PositionRange]], _ pattern: ProximityPattern) {
        self.places = places
        distance = pattern.distance
        effort = pattern.effort
        slack = places.reduce(0) { $0 + ($1.map { Int($0.end - $0.start) - 1 }.max() ?? 0) }
        hasSingleWords = places.allSatisfy { $0.allSatisfy { $0.end - $0.start == 1 } }
        twins = places.indices.map { index in places[..<index].lastIndex { $0 == places[index] } }
        windows = places.map { _ in 0..<0 }
        chosen = places.map { _ in nil }
    }

    /// For each place that can be the leftmost, the first choice of the others that fits the window.
    mutating func matches(first: Bool) throws(ColumnsError) -> [[PositionRange]] {
        var found: [[PositionRange]] = []
        guard places.count - 1 <= distance else { return [] }
        for operand in places.indices where !first || twins[operand] == nil {
            for left in places[operand] where open(left, operand) {
                if let match = try firstMatch(left, operand, first: first) {
                    found.append(match)
                    if first { return found }
                }
            }
        }
        return found
    }

    /// For each place that can be the leftmost, where the shortest match that begins with it ends.
    mutating func shortestEnds() throws(ColumnsError) -> [(start: UInt32, end: UInt32)] {
        var ends: [(UInt32, UInt32)] = []
        guard places.count - 1 <= distance else { return [] }
        for operand in places.indices where twins[operand] == nil {
            for left in places[operand] where open(left, operand) {
                var end: UInt32?
                if hasSingleWords {
                    var matching = WindowMatching(places, windows, left: left, of: operand, distance, effort)
                    end = matching.shortestEnd()
                } else {
                    begin(left, operand)
                    var tries = Self.mostTries
                    _ = try shorten(0, left, &end, &tries)
                }
                if let end { ends.append((left.start, end)) }
            }
        }
        return ends
    }

    /// Whether each other operand has a place in the window that begins at `left`.
    private mutating func open(_ left: PositionRange, _ operand: Int) -> Bool {
        for other in places.indices where other != operand {
            effort.steps += 1
            let first = places[other].firstIndex(from: left.start)
            guard first < places[other].count, Int(places[other][first].start - left.start) <= distance + slack else {
                return false
            }
            let past = UInt32(clamping: Int(left.start) + distance + slack + 1)
            windows[other] = first..<max(first, places[other].firstIndex(from: past))
        }
        return true
    }

    private mutating func firstMatch(
        _ left: PositionRange, _ operand: Int, first: Bool
    ) throws(ColumnsError) -> [PositionRange]? {
        if hasSingleWords {
            var matching = WindowMatching(places, windows, left: left, of: operand, distance, effort)
            return matching.firstChoice(any: first)
        }
        begin(left, operand)
        // Where any match will do, those with the fewest places come first, identical ones still in their order.
        if first { order.sort { (windows[$0].count, $0) < (windows[$1].count, $1) } }
        return try choose(0, left) ? chosen.compactMap(\.self) : nil
    }

    // MARK: One choice after the other

    /// How many places are tried from one leftmost word for the shortest match; then the shortest found so far holds.
    private static let mostTries = 50_000

    private mutating func begin(_ left: PositionRange, _ operand: Int) {
        for index in chosen.indices { chosen[index] = nil }
        chosen[operand] = left
        order = places.indices.filter { $0 != operand }
    }

    /// Whether the place is free, and behind that of an identical operand whose turn came before: to exchange the two
    /// would give the same match again.
    private func isOpen(_ place: PositionRange, for operand: Int) -> Bool {
        if let twin = twins[operand], let other = chosen[twin], place < other { return false }
        return !chosen.contains { $0.map { $0.start < place.end && place.start < $0.end } ?? false }
    }

    private func fits(_ left: PositionRange) -> UInt32? {
        let end = chosen.reduce(0) { max($0, $1?.end ?? 0) }
        let inside = chosen.reduce(0) { $0 + ($1.map { Int($0.end - $0.start) - 1 } ?? 0) }
        return Int(end) - 1 - Int(left.start) - inside <= distance ? end : nil
    }

    private mutating func choose(_ depth: Int, _ left: PositionRange) throws(ColumnsError) -> Bool {
        guard depth < order.count else { return fits(left) != nil }
        let operand = order[depth]
        for index in windows[operand] {
            try effort.tryOne()
            let place = places[operand][index]
            guard isOpen(place, for: operand) else { continue }
            chosen[operand] = place
            if try choose(depth + 1, left) { return true }
            chosen[operand] = nil
        }
        return false
    }

    /// Brings `best` down to the end of the shortest match.
    ///
    /// - Returns: Whether the search goes on.
    private mutating func shorten(
        _ depth: Int, _ left: PositionRange, _ best: inout UInt32?, _ tries: inout Int
    ) throws(ColumnsError) -> Bool {
        guard depth < order.count else {
            if let end = fits(left), end < best ?? .max { best = end }
            return true
        }
        let operand = order[depth]
        for index in windows[operand] {
            let place = places[operand][index]
            guard place.start < best ?? .max else { break }
            guard tries > 0 else { return false }
            tries -= 1
            try effort.tryOne()
            guard place.end < best ?? .max, isOpen(place, for: operand) else { continue }
            chosen[operand] = place
            let goesOn = try shorten(depth + 1, left, &best, &tries)
            chosen[operand] = nil
            if !goesOn { return false }
        }
        return true
    }
}
