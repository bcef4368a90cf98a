// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct FrequencyOrderTests {
    @Test(arguments: 1...20) func ranksAreThoseOfSorting(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let greatest = [3, 70_000, Int(UInt32.max)][random.number(0...2)]
        let frequencies = (0..<random.number(0...300)).map { _ in UInt32(random.number(0...greatest)) }
        var wanted = [UInt32](repeating: 0, count: frequencies.count)
        let order = frequencies.indices.sorted { (frequencies[$1], $0) < (frequencies[$0], $1) }
        for (rank, index) in order.enumerated() { wanted[index] = UInt32(rank) }
        var found = frequencies
        FrequencyOrder.rank(&found)
        #expect(found == wanted)
    }
}
