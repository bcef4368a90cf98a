// SPDX-License-Identifier: GPL-3.0-or-later

internal import CByteSearch
internal import CXXHash
internal import Glibc

/// Gives each distinct byte string a number: 0, 1, 2 … in order of first appearance.
///
/// The strings lie one after another in one buffer; a look-up allocates nothing. A slot of the hash table holds a string
/// of up to sixteen bytes whole: for nearly all words of a language, one look at one cache line is all.
public struct StringInterner {
    /// One entry of the table, open addressing; `number` is the string's plus one, or 0 in an empty slot.
    private struct Slot {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        var number: UInt32 = 0
        var length: UInt32 = 0
    }

    private var bytes: [UInt8] = []
    /// End of each string; the beginning is the end of the one before.
    private var ends: [UInt32] = []
    private var tags: [UInt8] = []
    private var slots: [Slot]
    private var mask: Int

    /// Makes an empty set with room for so many strings before it grows.
    public init(minimumCapacity: Int = 1_024) {
        var capacity = 16
        while capacity < minimumCapacity * 2 { capacity *= 2 }
        slots = Array(repeating: Slot(), count: capacity)
        mask = capacity - 1
    }

    public var count: Int { ends.count }

    /// How many strings the table may hold: half of its slots, so that a look-up is short; more where doubling it takes
    /// more room than a document has in all.
    private var room: Int { slots.count < 1 << 21 ? slots.count / 2 : slots.count / 8 * 7 }

    /// Memory held, in bytes.
    public var footprint: Int {
        bytes.capacity + ends.capacity * 4 + tags.capacity + slots.capacity * MemoryLayout<Slot>.stride
    }

    /// The bytes of a string.
    public func bytes(of number: UInt32) -> ArraySlice<UInt8> { bytes[range(of: number)] }

    /// The tag with which a string was interned.
    public func tag(of number: UInt32) -> UInt8 { tags[Int(number)] }

    @inline(__always)
    private func range(of number: UInt32) -> Range<Int> {
        Int(number == 0 ? 0 : ends[Int(number) - 1])..<Int(ends[Int(number)])
    }

    /// The number of `string`, and whether it is new. The same bytes with another tag are another string.
    @inline(__always)
    public mutating func intern(_ string: Span<UInt8>, tag: UInt8 = 0) -> (number: UInt32, isNew: Bool) {
        string.withUnsafeBufferPointer { intern(buffer: $0, tag: tag) }
    }

    /// The number of `string`, and whether it is new, as for a span.
    public mutating func intern(_ string: [UInt8], tag: UInt8 = 0) -> (number: UInt32, isNew: Bool) {
        string.withUnsafeBufferPointer { intern(buffer: $0, tag: tag) }
    }

    /// Lets the processor fetch what a look-up of `string` will read; worthwhile some strings before it.
    ///
    /// The table is larger than the caches next to the processor, and most of a look-up is waiting for its slot.
    @inline(__always)
    public func prefetch(_ string: Span<UInt8>, tag: UInt8 = 0) {
        string.withUnsafeBufferPointer { buffer in
            let index = Int(truncatingIfNeeded: Key(buffer, tag: tag).hash) & mask
            slots.withUnsafeBufferPointer { slots in
                guard let slot = UnsafeRawPointer(slots.baseAddress.map { $0 + index }) else { return }
                spoglio_prefetch(slot.assumingMemoryBound(to: UInt8.self), 1)
                spoglio_prefetch((slot + MemoryLayout<Slot>.size - 1).assumingMemoryBound(to: UInt8.self), 1)
            }
        }
    }

    /// What of a string a slot holds, and where its search begins.
    private struct Key {
        /// The first and the last eight bytes; of a shorter string all bytes, and 0. The bytes between are not here.
        let head: UInt64
        let tail: UInt64
        /// Length in the low bits, tag in the high byte.
        let length: UInt32
        let hash: UInt64

        /// Reads without a loop: the lengths of words are what a processor guesses worst.
        @inline(__always)
        init(_ buffer: UnsafeBufferPointer<UInt8>, tag: UInt8) {
            let count = buffer.count
            length = UInt32(truncatingIfNeeded: count) & 0xFF_FFFF | UInt32(tag) << 24
            guard let base = UnsafeRawPointer(buffer.baseAddress), count > 0 else {
                (head, tail, hash) = (0, 0, UInt64(tag))
                return
            }
            if count >= 8 {
                head = base.loadUnaligned(as: UInt64.self)
                tail = (base + (count &- 8)).loadUnaligned(as: UInt64.self)
            } else if count >= 4 {
                let last = UInt64((base + (count &- 4)).loadUnaligned(as: UInt32.self))
                head = UInt64(base.loadUnaligned(as: UInt32.self)) | last &<< (UInt64(count &- 4) &* 8)
                tail = 0
            } else {
                // One to three bytes: the first, the middle one and the last, which may be the same.
                let middle = UInt64(buffer[count &>> 1]) &<< (UInt64(count &>> 1) &* 8)
                head = UInt64(buffer[0]) | middle | UInt64(buffer[count &- 1]) &<< (UInt64(count &- 1) &* 8)
                tail = 0
            }
            if count <= 16 {
                let product = (head ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
                    by: tail ^ UInt64(length) &* 0xBF58_476D_1CE4_E5B9)
                hash = product.high ^ product.low
            } else {
                hash = XXH3_64bits_withSeed(base, count, UInt64(tag))
            }
        }
    }

    private mutating func intern(buffer: UnsafeBufferPointer<UInt8>, tag: UInt8) -> (number: UInt32, isNew: Bool) {
        let key = Key(buffer, tag: tag)
        let slot = slot(of: key, buffer)
        let number = slots[slot].number
        if number != 0 { return (number &- 1, false) }
        let fresh = UInt32(ends.count)
        bytes.append(contentsOf: buffer)
        ends.append(UInt32(bytes.count))
        tags.append(tag)
        slots[slot] = Slot(head: key.head, tail: key.tail, number: fresh + 1, length: key.length)
        if ends.count > room { grow() }
        return (fresh, true)
    }

    /// The number of `string`, if it was interned.
    public func number(of string: Span<UInt8>, tag: UInt8 = 0) -> UInt32? {
        string.withUnsafeBufferPointer { buffer in
            let number = slots[slot(of: Key(buffer, tag: tag), buffer)].number
            return number == 0 ? nil : number - 1
        }
    }

    /// The slot that holds a string, or the empty one where it would go.
    @inline(__always)
    private func slot(of key: Key, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
        slots.withUnsafeBufferPointer { slots in
            var index = Int(truncatingIfNeeded: key.hash) & mask
            while slots[index].number != 0 {
                let slot = slots[index]
                if slot.head == key.head, slot.tail == key.tail, slot.length == key.length,
                    buffer.count <= 16 || matches(slot.number &- 1, buffer)
                {
                    break
                }
                index = (index &+ 1) & mask
            }
            return index
        }
    }

    private func matches(_ number: UInt32, _ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(of: number)
        guard range.count == buffer.count, let wanted = buffer.baseAddress else { return false }
        return bytes.withUnsafeBufferPointer { all in
            all.baseAddress.map { memcmp($0 + range.lowerBound, wanted, range.count) == 0 } ?? false
        }
    }

    private mutating func grow() {
        var larger = [Slot](repeating: Slot(), count: slots.count * 2)
        let mask = larger.count - 1
        for number in 0..<UInt32(ends.count) {
            let key = bytes.withUnsafeBufferPointer {
                Key(UnsafeBufferPointer(rebasing: $0[range(of: number)]), tag: tags[Int(number)])
            }
            var index = Int(truncatingIfNeeded: key.hash) & mask
            while larger[index].number != 0 { index = (index + 1) & mask }
            larger[index] = Slot(head: key.head, tail: key.tail, number: number + 1, length: key.length)
        }
        slots = larger
        self.mask = mask
    }
}
