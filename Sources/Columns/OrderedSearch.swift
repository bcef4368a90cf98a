// SPDX-License-Identifier: GPL-3.0-or-later

/// Looks for operands that follow one another, each at most some words behind the one before.
///
/// What can follow a place does not depend on what came before it, so each place is looked at once, from the last operand
/// to the first.
struct OrderedSearch {
    private let places: [[PositionRange]]
    private let distance: Int
    private let effort: ProximityEffort

    init(_ places: [[PositionRange]], _ pattern: ProximityPattern) {
        self.places = places
        distance = pattern.distance
        effort = pattern.effort
    }

    /// For each place of the first operand that begins a chain, the chain that takes the nearest next place each time
    /// from which the rest can be reached.
    mutating func chains(first: Bool) -> [[PositionRange]] {
        // For each place of each operand the place of the next one that its chain goes on with; -1 where there is none.
        var following: [[Int]] = places.map { [Int](repeating: -1, count: $0.count) }
        // The first place at or after each that completes a chain, of the operand that follows.
        var completing = Array(0...(places.last?.count ?? 0))
        for operand in places.indices.dropLast().reversed() {
            let next = places[operand + 1]
            for index in places[operand].indices {
                effort.steps += 1
                let end = places[operand][index].end
                let candidate = completing[next.firstIndex(from: end)]
                guard candidate < next.count, Int(next[candidate].start) - Int(end) + 1 <= distance else { continue }
                following[operand][index] = candidate
            }
            let own = following[operand]
            completing = [Int](repeating: own.count, count: own.count + 1)
            for index in own.indices.reversed() {
                completing[index] = own[index] >= 0 ? index : completing[index + 1]
            }
        }
        var found: [[PositionRange]] = []
        for start in places[0].indices where places.count == 1 || following[0][start] >= 0 {
            var chain = [places[0][start]]
            var index = start
            for operand in places.indices.dropLast() {
                index = following[operand][index]
                chain.append(places[operand + 1][index])
            }
            found.append(chain)
            if first { break }
        }
        return found
    }

    /// For each place of the first operand that begins a chain, where the shortest one ends.
    mutating func shortestEnds() -> [(start: UInt32, end: UInt32)] {
        var ends: [UInt32] = (places.last ?? []).map(\.end)
        for operand in places.indices.dropLast().reversed() {
            let next = places[operand + 1]
            ends = places[operand].map { place in
                var best = UInt32.max
                var index = next.firstIndex(from: place.end)
                while index < next.count, Int(next[index].start) - Int(place.end) + 1 <= distance {
                    effort.steps += 1
                    best = min(best, ends[index])
                    index += 1
                }
                return best
            }
        }
        return zip(places[0], ends).filter { $0.1 != .max }.map { ($0.0.start, $0.1) }
    }
}
