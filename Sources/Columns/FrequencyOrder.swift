// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers by falling frequency, found by counting: most frequencies are small and few differ.
enum FrequencyOrder {
    private static let counted = 1 << 16

    /// Replaces each frequency by its place among all, the greatest first, equal ones in their order.
    static func rank(_ frequencies: inout [UInt32]) {
        // By frequency how many have it, then the next place of such a one.
        var small = [UInt32](repeating: 0, count: counted)
        var great: [UInt32: UInt32] = [:]
        for frequency in frequencies {
            if frequency < counted { small[Int(frequency)] += 1 } else { great[frequency, default: 0] += 1 }
        }
        var next: UInt32 = 0
        for frequency in great.keys.sorted(by: >) {
            let count = great[frequency] ?? 0
            great[frequency] = next
            next += count
        }
        for frequency in small.indices.reversed() {
            let count = small[frequency]
            small[frequency] = next
            next += count
        }
        for index in frequencies.indices {
            let frequency = frequencies[index]
            if frequency < counted {
                frequencies[index] = small[Int(frequency)]
                small[Int(frequency)] += 1
            } else {
                frequencies[index] = great[frequency] ?? 0
                great[frequency, default: 0] += 1
            }
        }
    }
}
