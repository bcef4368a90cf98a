// SPDX-License-Identifier: GPL-3.0-or-later

internal import CXXHash

/// Gives each distinct byte string a number: 0, 1, 2 … in order of first appearance.
///
/// The strings lie one after another in one buffer; a look-up allocates nothing.
public struct StringInterner {
    private var bytes: [UInt8] = []
    /// End of each string; the beginning is the end of the one before.
    private var ends: [UInt32] = []
    private var tags: [UInt8] = []
    /// Open addressing: string number + 1, or 0; the upper half of the entry holds hash bits.
    private var slots: [UInt64]
    private var mask: Int

    /// Makes an empty set with room for so many strings before it grows.
    public init(minimumCapacity: Int = 1_024) {
        var capacity = 16
        while capacity < minimumCapacity * 2 { capacity *= 2 }
        slots = Array(repeating: 0, count: capacity)
        mask = capacity - 1
    }

    public var count: Int { ends.count }
    /// Memory held, in bytes.
    public var footprint: Int { bytes.capacity + ends.capacity * 4 + tags.capacity + slots.capacity * 8 }

    /// The bytes of a string.
    public func bytes(of number: UInt32) -> ArraySlice<UInt8> { bytes[range(of: number)] }

    /// The tag with which a string was interned.
    public func tag(of number: UInt32) -> UInt8 { tags[Int(number)] }

    private func range(of number: UInt32) -> Range<Int> {
        Int(number == 0 ? 0 : ends[Int(number) - 1])..<Int(ends[Int(number)])
    }

    /// The number of `string`, and whether it is new. The same bytes with another tag are another string.
    public mutating func intern(_ string: Span<UInt8>, tag: UInt8 = 0) -> (number: UInt32, isNew: Bool) {
        string.withUnsafeBufferPointer { intern(buffer: $0, tag: tag) }
    }

    /// The number of `string`, and whether it is new, as for a span.
    public mutating func intern(_ string: [UInt8], tag: UInt8 = 0) -> (number: UInt32, isNew: Bool) {
        string.withUnsafeBufferPointer { intern(buffer: $0, tag: tag) }
    }

    private mutating func intern(buffer: UnsafeBufferPointer<UInt8>, tag: UInt8) -> (number: UInt32, isNew: Bool) {
        let hash = XXH3_64bits_withSeed(buffer.baseAddress, buffer.count, UInt64(tag))
        let high = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = slots[slot]
            let number = UInt32(truncatingIfNeeded: entry) &- 1
            if entry & 0xFFFF_FFFF_0000_0000 == high, tags[Int(number)] == tag, matches(number, buffer) {
                return (number, false)
            }
            slot = (slot + 1) & mask
        }
        let number = UInt32(ends.count)
        bytes.append(contentsOf: buffer)
        ends.append(UInt32(bytes.count))
        tags.append(tag)
        slots[slot] = high | UInt64(number + 1)
        if ends.count * 10 > slots.count * 6 { grow() }
        return (number, true)
    }

    /// The number of `string`, if it was interned.
    public func number(of string: Span<UInt8>, tag: UInt8 = 0) -> UInt32? {
        string.withUnsafeBufferPointer { buffer in
            let hash = XXH3_64bits_withSeed(buffer.baseAddress, buffer.count, UInt64(tag))
            let high = hash & 0xFFFF_FFFF_0000_0000
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 {
                let number = UInt32(truncatingIfNeeded: slots[slot]) &- 1
                if slots[slot] & 0xFFFF_FFFF_0000_0000 == high, tags[Int(number)] == tag, matches(number, buffer) {
                    return number
                }
                slot = (slot + 1) & mask
            }
            return nil
        }
    }

    @inline(__always)
    private func matches(_ number: UInt32, _ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(of: number)
        guard range.count == buffer.count else { return false }
        return bytes.withUnsafeBufferPointer { all in
            for index in 0..<buffer.count where all[range.lowerBound + index] != buffer[index] { return false }
            return true
        }
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: slots.count * 2)
        mask = larger.count - 1
        for number in 0..<UInt32(ends.count) {
            let range = range(of: number)
            let hash = bytes.withUnsafeBytes { all in
                XXH3_64bits_withSeed(
                    all.baseAddress?.advanced(by: range.lowerBound), range.count, UInt64(tags[Int(number)]))
            }
            var slot = Int(truncatingIfNeeded: hash) & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
        }
        slots = larger
    }
}
