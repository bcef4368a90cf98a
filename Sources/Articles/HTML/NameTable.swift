// SPDX-License-Identifier: GPL-3.0-or-later

/// Values by the hash of a short name, for names that are looked up once an element or oftener.
///
/// The keys are hashes already, so they are spread by a multiplication alone; Swift's dictionaries, which must withstand
/// chosen keys, take five times as long.
struct NameTable<Value: Sendable>: Sendable {
    private var keys: [UInt64]
    private var values: [Value?]
    private let shift: UInt64

    /// - Parameter pairs: Keys, none of them 0, with their values; of two values of a key the last counts.
    init(_ pairs: [UInt64: Value]) {
        let bits = UInt64(64 - (pairs.count * 3).leadingZeroBitCount)
        shift = 64 - bits
        keys = Array(repeating: 0, count: 1 << bits)
        values = Array(repeating: nil, count: 1 << bits)
        for (key, value) in pairs {
            var place = start(key)
            while keys[place] != 0 { place = (place + 1) & (keys.count - 1) }
            (keys[place], values[place]) = (key, value)
        }
    }

    subscript(_ key: UInt64) -> Value? {
        var place = start(key)
        while keys[place] != 0 {
            if keys[place] == key { return values[place] }
            place = (place + 1) & (keys.count - 1)
        }
        return nil
    }

    private func start(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
