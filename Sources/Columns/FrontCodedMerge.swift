// SPDX-License-Identifier: GPL-3.0-or-later

/// Goes through the strings of several front-coded tables in one ascending order, equal ones together, holding one string
/// of each.
struct FrontCodedMerge {
    private var cursors: [FrontCodedTable.Cursor]
    private let counts: [Int]
    /// The tables that have strings left, a heap with the least string first; of equal ones the first table's.
    private var heap: [Int] = []
    /// The string that the merge is at, and by table that has it its number there, tables ascending.
    private(set) var string: [UInt8] = []
    private(set) var places: [(table: Int, index: Int)] = []

    init(_ tables: [FrontCodedTable]) {
        cursors = tables.map { FrontCodedTable.Cursor($0) }
        counts = tables.map(\.count)
        for table in tables.indices where counts[table] > 0 {
            cursors[table].move(to: 0)
            push(table)
        }
    }

    /// Moves to the next string; false at the end.
    mutating func next() -> Bool {
        places.removeAll(keepingCapacity: true)
        guard let first = heap.first else { return false }
        string.removeAll(keepingCapacity: true)
        string += cursors[first].string
        while let table = heap.first, cursors[table].string == string {
            let index = cursors[table].index
            places.append((table, index))
            if index + 1 < counts[table] {
                cursors[table].move(to: index + 1)
                sink(0)
            } else {
                let last = heap.removeLast()
                if !heap.isEmpty {
                    heap[0] = last
                    sink(0)
                }
            }
        }
        return true
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        let (leftString, rightString) = (cursors[left].string, cursors[right].string)
        let shared = min(leftString.count, rightString.count)
        for index in 0..<shared where leftString[index] != rightString[index] {
            return leftString[index] < rightString[index]
        }
        return (leftString.count, left) < (rightString.count, right)
    }

    private mutating func push(_ table: Int) {
        heap.append(table)
        var place = heap.count - 1
        while place > 0, isBefore(heap[place], heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink(_ start: Int) {
        var place = start
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && isBefore(heap[child], heap[least]) {
                least = child
            }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
