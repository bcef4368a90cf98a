// SPDX-License-Identifier: GPL-3.0-or-later

import CByteSearch
import TestSupport
import Testing

struct ByteSearchTests {
    /// Few values, so that pairs meet; two of them with the high bit.
    private static let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]

    private static func naive(_ bytes: [UInt8], from: Int, _ pairs: [UInt8]) -> Int? {
        (from..<max(from, bytes.count - 1)).first { place in
            bytes[place - 1] < 0x80
                && stride(from: 0, to: pairs.count, by: 2).contains {
                    bytes[place] == pairs[$0] && bytes[place + 1] == pairs[$0 + 1]
                }
        }
    }

    @Test(arguments: 0...spoglio_best_comparison()) func pairsAreFoundWhereAPlainScanFindsThem(comparison: Int32) {
        var random = SeededGenerator(seed: UInt64(comparison) + 5)
        for round in 0..<20_000 {
            // Mostly bytes that are in no pair, so that all lengths are gone through to their end.
            let bytes = (0..<random.number(1...110)).map { _ in
                random.chance(round % 20 + 1) ? random.pick(Self.values) : 0x33
            }
            let pairs = (0..<2 * random.number(1...24)).map { _ in random.pick(Self.values) }
            let from = random.number(1...bytes.count)
            let found = bytes.withUnsafeBufferPointer { buffer -> Int? in
                guard let base = buffer.baseAddress else { return nil }
                let end = base + buffer.count
                return spoglio_find_pairs(base + from, end, pairs, pairs.count / 2, comparison).map { $0 - base }
            }
            #expect(found == Self.naive(bytes, from: from, pairs))
        }
    }
}
