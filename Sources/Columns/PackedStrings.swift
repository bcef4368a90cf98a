// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers and strings one after another in one buffer: numbers in LEB128, strings in UTF-8 behind their length.
struct PackedStrings {
    private var bytes: [UInt8] = []

    var count: Int { bytes.count }
    var footprint: Int { bytes.capacity }

    mutating func append(number: UInt32) {
        var rest = number
        while rest >= 0x80 {
            bytes.appendFrugally(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.appendFrugally(UInt8(truncatingIfNeeded: rest))
    }

    mutating func append(_ string: String) {
        append(number: UInt32(string.utf8.count))
        for byte in string.utf8 { bytes.appendFrugally(byte) }
    }

    mutating func append(_ strings: [String]) {
        append(number: UInt32(strings.count))
        for string in strings { append(string) }
    }

    /// Each reading function moves `place` behind what it read.
    func number(at place: inout Int) -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        repeat {
            value |= UInt32(bytes[place] & 0x7F) << shift
            shift += 7
            place += 1
        } while bytes[place - 1] >= 0x80
        return value
    }

    func utf8(at place: inout Int) -> ArraySlice<UInt8> {
        let count = Int(number(at: &place))
        place += count
        return bytes[place - count..<place]
    }

    func string(at place: inout Int) -> String { String(decoding: utf8(at: &place), as: UTF8.self) }

    func strings(at place: inout Int) -> [String] {
        let count = number(at: &place)
        return (0..<count).map { _ in string(at: &place) }
    }

    func skip(_ place: inout Int) {
        let count = Int(number(at: &place))
        place += count
    }

    func isString(_ string: String, at place: Int) -> Bool {
        var place = place
        return utf8(at: &place).elementsEqual(string.utf8)
    }
}

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

extension Array {
    /// Appends, and where there is no room makes a quarter more of it, not as much again.
    mutating func appendFrugally(_ element: Element) {
        if count == capacity { reserveCapacity(count + count / 4 + 64) }
        append(element)
    }
}
