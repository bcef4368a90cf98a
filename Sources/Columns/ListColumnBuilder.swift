// SPDX-License-Identifier: GPL-3.0-or-later

/// Lists of integers by row, as the end of each row's list and the lists one after another.
struct ListColumnBuilder {
    private var counts: [UInt32]
    private var pairs: [(row: UInt32, value: UInt32)] = []

    init(rows: Int) { counts = Array(repeating: 0, count: rows) }

    mutating func add(_ value: UInt32, toRow row: Int) {
        counts[row] += 1
        pairs.append((UInt32(row), value))
    }

    /// Within a row, values keep the order in which they were added.
    func build() -> (ends: [UInt32], values: [UInt32]) {
        var ends: [UInt32] = []
        ends.reserveCapacity(counts.count)
        var total: UInt32 = 0
        for count in counts {
            ends.append(total)
            total += count
        }
        var values = [UInt32](repeating: 0, count: Int(total))
        for pair in pairs {
            values[Int(ends[Int(pair.row)])] = pair.value
            ends[Int(pair.row)] += 1
        }
        return (ends, values)
    }
}
