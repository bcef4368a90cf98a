// SPDX-License-Identifier: GPL-3.0-or-later

internal import CSpoglioData

/// A hash table of the tagger, used where it lies: embedded in the program, or read from a file.
///
/// Little-endian. `SPGLTAG`, a byte for the version of the format, eight bytes for the kind (ASCII padded with spaces),
/// UInt32 number of slots, UInt32 bytes of a slot, UInt64 checksum of all that follows; then a UInt32 number of extra
/// words and these, and the slots. A slot begins with its key; a key of 0 is a free slot. A key is sought from slot
/// key × slots / 2^32 on, downwards and around.
package struct TaggerTable: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Key, value: clusters of words, classes of listed names.
        case words
        /// Key, eight weights of one byte.
        case weights

        var slotWords: Int {
            switch self {
            case .words: 2
            case .weights: 3
            }
        }
        /// Features of the tagger change with this: a model of another version is refused.
        var version: UInt8 { 2 }
    }

    private enum Source: Sendable {
        case embeddedWords, embeddedWeights
        case loaded([UInt32])
    }

    private let source: Source
    private let firstSlot: Int
    private let slotCount: Int
    private let slotWords: Int
    /// A bit for the low bits of each key: most features have no weights, and this says so without a walk through the
    /// table, which does not fit into the near caches.
    private var filter = [UInt64](repeating: 0, count: 1 << 14)
    static let headerWords = 8

    /// The table that the program carries.
    package init(embedded kind: Kind) throws(EntityError) {
        switch kind {
        case .words: try self.init(.embeddedWords, kind, bytes: spoglio_tagger_words_count())
        case .weights: try self.init(.embeddedWeights, kind, bytes: spoglio_tagger_weights_count())
        }
    }

    /// A table from the bytes of a file.
    package init(_ kind: Kind, bytes: [UInt8]) throws(EntityError) {
        var words: [UInt32] = []
        words.reserveCapacity(bytes.count / 4)
        for index in stride(from: 0, to: bytes.count - bytes.count % 4, by: 4) {
            words.append(
                UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
                    | UInt32(bytes[index + 3]) << 24)
        }
        try self.init(.loaded(words), kind, bytes: bytes.count)
    }

    private init(_ source: Source, _ kind: Kind, bytes: Int) throws(EntityError) {
        self.source = source
        slotWords = kind.slotWords
        let count = bytes / 4
        func damaged(_ reason: String) -> EntityError { EntityError(model: kind.rawValue, reason) }
        func word(_ index: Int) -> UInt32 { Self.word(source, index) }
        guard count > Self.headerWords, bytes % 4 == 0 else { throw damaged("it is cut off") }
        let header = Self.header(kind, slots: 0)
        guard word(0) == header[0], word(1) & 0xFF_FFFF == header[1] & 0xFF_FFFF, word(2) == header[2],
            word(3) == header[3]
        else { throw damaged("it is no such table") }
        guard word(1) == header[1] else {
            throw damaged("its version is \(word(1) >> 24), this program reads \(kind.version)")
        }
        slotCount = Int(word(4))
        let extra = Int(word(Self.headerWords))
        firstSlot = Self.headerWords + 1 + extra
        guard Int(word(5)) == slotWords * 4, extra < count, slotCount > 0,
            count == firstSlot + slotCount * slotWords
        else { throw damaged("its length is wrong") }
        var checksum = Checksum()
        for index in Self.headerWords..<count { checksum.add(word(index)) }
        guard UInt64(word(6)) | UInt64(word(7)) << 32 == checksum.value else {
            throw damaged("its checksum is wrong")
        }
        // A search ends at a free slot.
        let slots = stride(from: firstSlot, to: count, by: slotWords)
        guard slots.contains(where: { word($0) == 0 }) else { throw damaged("it has no free slot") }
        for slot in slots {
            let key = word(slot)
            if key != 0 { filter[Self.filterWord(key)] |= 1 << UInt64(key & 63) }
        }
    }

    @inline(__always)
    private static func word(_ source: Source, _ index: Int) -> UInt32 {
        switch source {
        case .embeddedWords: spoglio_tagger_words_at(index)
        case .embeddedWeights: spoglio_tagger_weights_at(index)
        case .loaded(let words): words[index]
        }
    }

    @inline(__always)
    func word(_ index: Int) -> UInt32 { Self.word(source, index) }

    /// One of the words before the slots.
    func extra(_ index: Int) -> UInt32 { word(Self.headerWords + 1 + index) }
    var extraCount: Int { Int(word(Self.headerWords)) }

    /// The index of the first word after a key, or nil where the key is not there.
    @inline(__always)
    func find(_ key: UInt32) -> Int? {
        let key = key == 0 ? 1 : key
        guard filter[Self.filterWord(key)] & (1 << UInt64(key & 63)) != 0 else { return nil }
        var slot = Int(truncatingIfNeeded: (UInt64(key) * UInt64(slotCount)) >> 32)
        while true {
            let index = firstSlot + slot * slotWords
            let found = word(index)
            if found == key { return index + 1 }
            if found == 0 { return nil }
            slot = slot == 0 ? slotCount - 1 : slot - 1
        }
    }

    @inline(__always)
    private static func filterWord(_ key: UInt32) -> Int { Int(key >> 6) & 0x3FFF }

    private static func header(_ kind: Kind, slots: Int) -> [UInt32] {
        var bytes = Array("SPGLTAG".utf8) + [kind.version]
        bytes += Array(kind.rawValue.utf8)
        bytes += Array(repeating: UInt8(ascii: " "), count: 16 - bytes.count)
        var words: [UInt32] = []
        for index in stride(from: 0, to: 16, by: 4) {
            words.append(
                UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
                    | UInt32(bytes[index + 3]) << 24)
        }
        return words + [UInt32(slots), UInt32(kind.slotWords * 4), 0, 0]
    }

    /// The bytes of a table with these entries: key and further words; of a key that comes twice the first counts.
    package static func bytes(_ kind: Kind, extra: [UInt32] = [], entries: [(key: UInt32, words: [UInt32])]) -> [UInt8]
    {
        let slotCount = max(entries.count * 5 / 4, 16)
        var slots = [UInt32](repeating: 0, count: slotCount * kind.slotWords)
        for entry in entries {
            let key = entry.key == 0 ? 1 : entry.key
            var slot = Int((UInt64(key) * UInt64(slotCount)) >> 32)
            while slots[slot * kind.slotWords] != 0, slots[slot * kind.slotWords] != key {
                slot = slot == 0 ? slotCount - 1 : slot - 1
            }
            guard slots[slot * kind.slotWords] == 0 else { continue }
            slots[slot * kind.slotWords] = key
            for (offset, word) in entry.words.enumerated() { slots[slot * kind.slotWords + 1 + offset] = word }
        }
        var header = header(kind, slots: slotCount)
        let body = [UInt32(extra.count)] + extra + slots
        var checksum = Checksum()
        for word in body { checksum.add(word) }
        header[6] = UInt32(truncatingIfNeeded: checksum.value)
        header[7] = UInt32(truncatingIfNeeded: checksum.value >> 32)
        var bytes: [UInt8] = []
        bytes.reserveCapacity((header.count + body.count) * 4)
        for word in header + body {
            for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        return bytes
    }

    /// h = (h XOR word) × 0x9FB21C651E98DF25, rotated left by 29, from h = 0.
    private struct Checksum {
        private(set) var value: UInt64 = 0

        @inline(__always)
        mutating func add(_ word: UInt32) {
            let mixed = (value ^ UInt64(word)) &* 0x9FB2_1C65_1E98_DF25
            value = mixed << 29 | mixed >> 35
        }
    }
}
