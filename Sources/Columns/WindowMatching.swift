// SPDX-License-Identifier: GPL-3.0-or-later

/// Matches operands of one word each with different words of a window: a bipartite matching, found with augmenting paths
/// (Kuhn, *The Hungarian method for the assignment problem*, 1955).
struct WindowMatching {
    private let places: [[PositionRange]]
    private let windows: [Range<Int>]
    private let left: PositionRange
    private let operand: Int
    private let effort: ProximityEffort
    /// The operand that has each word of the window, counted from the leftmost word; -1 for none.
    private var owner: [Int]
    /// The word that each operand has; -1 for none.
    private var slot: [Int]
    /// Words that no path may pass through.
    private var isFixed: [Bool]
    /// The round in which a word was last looked at.
    private var seen: [Int]
    private var round = 0

    /// - Parameter windows: For each operand the places within `distance` of `left`, the place of `operand`.
    init(
        _ places: [[PositionRange]], _ windows: [Range<Int>], left: PositionRange, of operand: Int, _ distance: Int,
        _ effort: ProximityEffort
    ) {
        self.places = places
        self.windows = windows
        self.left = left
        self.operand = operand
        self.effort = effort
        let words = windows.indices.reduce(0) { most, index in
            guard index != operand, let last = windows[index].last else { return most }
            return max(most, Int(places[index][last].start - left.start))
        }
        owner = [Int](repeating: -1, count: words + 1)
        seen = owner
        slot = [Int](repeating: -1, count: places.count)
        isFixed = [Bool](repeating: false, count: words + 1)
        owner[0] = operand
        slot[operand] = 0
        isFixed[0] = true
    }

    private func word(_ operand: Int, _ index: Int) -> Int { Int(places[operand][index].start - left.start) }

    /// The choice that gives each operand in turn the first place with which the others can still be placed; nil where
    /// there is none.
    ///
    /// - Parameter any: Whether any choice will do.
    mutating func firstChoice(any: Bool) -> [PositionRange]? {
        for other in places.indices where other != operand {
            round += 1
            guard augment(other) else { return nil }
        }
        if !any {
            for other in places.indices where other != operand { prefer(other) }
        }
        return slot.map { PositionRange(left.start + UInt32($0), left.start + UInt32($0) + 1) }
    }

    /// Gives an operand a word, taking it from another one that can have another.
    private mutating func augment(_ operand: Int) -> Bool {
        for index in windows[operand] {
            effort.steps += 1
            let word = word(operand, index)
            if isFixed[word] || seen[word] == round { continue }
            seen[word] = round
            if owner[word] >= 0, !augment(owner[word]) { continue }
            owner[word] = operand
            slot[operand] = word
            return true
        }
        return false
    }

    /// Moves an operand of a whole matching to the first word that leaves one, and fixes it there.
    private mutating func prefer(_ operand: Int) {
        let old = slot[operand]
        for index in windows[operand] {
            effort.steps += 1
            let word = word(operand, index)
            if isFixed[word] { continue }
            if word == old { break }
            let holder = owner[word]
            owner[old] = -1
            owner[word] = operand
            isFixed[word] = true
            round += 1
            if holder < 0 || augment(holder) {
                slot[operand] = word
                return
            }
            isFixed[word] = false
            owner[word] = holder
            owner[old] = operand
        }
        isFixed[old] = true
    }

    /// The end of the shortest window in which all operands can be placed; nil where there is none.
    mutating func shortestEnd() -> UInt32? {
        var open = places.count - 1
        guard open > 0 else { return left.end }
        var holders = [[Int]](repeating: [], count: owner.count)
        for other in places.indices where other != operand {
            for index in windows[other] { holders[word(other, index)].append(other) }
        }
        for word in 1..<max(owner.count, 1) where !holders[word].isEmpty {
            round += 1
            // A word more places at most one operand more.
            if place(word, holders) { open -= 1 }
            if open == 0 { return left.start + UInt32(word) + 1 }
        }
        return nil
    }

    /// Gives a word to an operand without one, along a path of operands that exchange theirs.
    private mutating func place(_ word: Int, _ holders: [[Int]]) -> Bool {
        seen[word] = round
        for candidate in holders[word] {
            effort.steps += 1
            let former = slot[candidate]
            if former >= 0, seen[former] == round || !place(former, holders) { continue }
            owner[word] = candidate
            slot[candidate] = word
            return true
        }
        return false
    }
}
