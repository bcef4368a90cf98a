// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers from 0 on, found by the hash of what they stand for.
struct PackedSlots {
    /// Numbers plus one; 0 where free.
    private var slots = [UInt32](repeating: 0, count: 64)
    private var count = 0

    var footprint: Int { slots.capacity * 4 }

    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x9FB2_1C65_1E98_DF25 }
        return hash ^ hash >> 29
    }

    func number(hash: UInt64, where isMeant: (UInt32) -> Bool) -> UInt32? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            if isMeant(slots[slot] - 1) { return slots[slot] - 1 }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// - Parameter hashOf: The hash of what a number stands for, asked for when the table grows.
    mutating func insert(_ number: UInt32, hash: UInt64, hashOf: (UInt32) -> UInt64) {
        if (count + 1) * 4 > slots.count * 3 {
            let old = slots
            slots = [UInt32](repeating: 0, count: old.count * 2)
            for entry in old where entry != 0 { place(entry, hash: hashOf(entry - 1)) }
        }
        place(number + 1, hash: hash)
        count += 1
    }

    private mutating func place(_ entry: UInt32, hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = entry
    }
}
