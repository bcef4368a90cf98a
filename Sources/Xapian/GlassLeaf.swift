// SPDX-License-Identifier: GPL-3.0-or-later

/// The items of a leaf of a glass table.
///
/// A block has its level in byte 4, 0 for a leaf, in bytes 9-10 where its directory ends, and from byte 11 on the directory:
/// where each item lies, in two bytes. An item begins with two bytes of marks and length, the length of its key in one byte,
/// and the key; the component of a tag that is not its first is numbered in two bytes more; what remains is the tag.
/// (glass_table.h of libxapian 1.4. All numbers have their high byte first.)
struct GlassLeaf {
    struct Item {
        let key: UnsafeRawBufferPointer
        let tag: UnsafeRawBufferPointer
        /// Whether the tag begins in this item, and whether it ends in it; long tags go over several.
        let isFirst: Bool
        let isLast: Bool
    }

    private static let levelPlace = 4
    private static let directoryEnd = 9
    private static let directoryStart = 11
    /// Bytes before the key, and the marks in the first of them.
    private static let head = 3
    private static let lengthMask = 0x1FFF
    private static let firstComponent: UInt8 = 0x20
    private static let lastComponent: UInt8 = 0x40
    private static let compressed: UInt8 = 0x80

    private let bytes: UnsafeRawBufferPointer
    let count: Int

    /// Nil when the bytes are not those of a leaf.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > Self.directoryStart, bytes[Self.levelPlace] == 0 else { return nil }
        self.bytes = bytes
        let end = Self.number(bytes, Self.directoryEnd)
        guard end >= Self.directoryStart, end <= bytes.count else { return nil }
        count = (end - Self.directoryStart) / 2
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Int {
        Int(bytes[place]) << 8 | Int(bytes[place + 1])
    }

    /// The item with a number; nil where there is none or it does not lie within the block.
    func item(_ index: Int) -> Item? {
        guard index >= 0, index < count else { return nil }
        let start = Self.number(bytes, Self.directoryStart + 2 * index)
        guard start + Self.head <= bytes.count else { return nil }
        let end = start + Self.head + Self.number(bytes, start) & Self.lengthMask
        let isFirst = bytes[start] & Self.firstComponent != 0
        let key = start + Self.head
        let keyEnd = key + Int(bytes[key - 1])
        let tag = keyEnd + (isFirst ? 0 : 2)
        guard tag <= end, end <= bytes.count, bytes[start] & Self.compressed == 0 else { return nil }
        return Item(
            key: UnsafeRawBufferPointer(rebasing: bytes[key..<keyEnd]),
            tag: UnsafeRawBufferPointer(rebasing: bytes[tag..<end]),
            isFirst: isFirst, isLast: bytes[start] & Self.lastComponent != 0)
    }

    /// The number of the first item whose key is not below `key`; nil when an item on the way is none.
    func lowerBound(_ key: [UInt8]) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            guard let item = item(middle) else { return nil }
            if item.key.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
