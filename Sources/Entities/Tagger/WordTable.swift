// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The folded words of all names, numbered; look-up by bytes without a String.
struct WordTable: Sendable {
    typealias WordID = UInt32
    static let none = WordID.max

    private var slots: [WordID]
    private var mask: Int
    private var hashes: [UInt64] = []
    private var starts: [UInt32] = [0]
    private var letters: [UInt8] = []
    private(set) var classes: [WordClass] = []

    init(capacity: Int) {
        var size = 1_024
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: Self.none, count: size)
        mask = size - 1
    }

    var count: Int { hashes.count }

    mutating func insert(_ word: FoldedWord) -> WordID {
        if count * 2 >= slots.count { grow() }
        var slot = Int(truncatingIfNeeded: word.hash) & mask
        while slots[slot] != Self.none {
            let id = slots[slot]
            if hashes[Int(id)] == word.hash, matches(id, word.bytes) { return id }
            slot = (slot + 1) & mask
        }
        let id = WordID(count)
        slots[slot] = id
        hashes.append(word.hash)
        letters.append(contentsOf: word.bytes)
        starts.append(UInt32(letters.count))
        classes.append([])
        return id
    }

    func find(_ word: FoldedWord) -> WordID {
        var slot = Int(truncatingIfNeeded: word.hash) & mask
        while slots[slot] != Self.none {
            let id = slots[slot]
            if hashes[Int(id)] == word.hash, matches(id, word.bytes) { return id }
            slot = (slot + 1) & mask
        }
        return Self.none
    }

    mutating func add(_ kind: WordClass, to id: WordID) {
        classes[Int(id)].insert(kind)
    }

    func classes(of id: WordID) -> WordClass {
        id == Self.none ? [] : classes[Int(id)]
    }

    func hash(of id: WordID) -> UInt64 { hashes[Int(id)] }

    func bytes(of id: WordID) -> ArraySlice<UInt8> {
        letters[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])]
    }

    func length(of id: WordID) -> Int { Int(starts[Int(id) + 1] - starts[Int(id)]) }

    private func matches(_ id: WordID, _ word: [UInt8]) -> Bool {
        let start = Int(starts[Int(id)])
        guard Int(starts[Int(id) + 1]) - start == word.count else { return false }
        for index in word.indices where letters[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: Self.none, count: slots.count * 2)
        mask = slots.count - 1
        for (id, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != Self.none { slot = (slot + 1) & mask }
            slots[slot] = WordID(id)
        }
    }
}

/// A folded word in memory that is used again for the next one.
struct FoldedWord {
    private(set) var bytes: [UInt8] = []
    private(set) var hash: UInt64 = 0

    /// Folds the bytes of `token` as `Folding.folded` does; letters of ASCII without a call.
    mutating func fold(_ text: [UInt8], _ start: Int, _ end: Int, kind: Token.Kind) {
        bytes.removeAll(keepingCapacity: true)
        var offset = start
        if kind == .word || kind == .acronym {
            fast: while offset < end {
                let byte = text[offset]
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "@"):
                    bytes.append(byte)
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
                case 0x80...: break fast
                default: break
                }
                offset += 1
            }
        }
        if offset < end {
            // An apostrophe of three bytes at the end (D’) is the commonest case by far.
            if end - offset == 3, text[offset] == 0xE2, text[offset + 1] == 0x80, text[offset + 2] == 0x99 {
                rehash()
                return
            }
            bytes = Folding.folded(text.span.extracting(start..<end), kind: kind)
        }
        rehash()
    }

    private mutating func rehash() {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // The low bits choose the slot: let the high ones take part.
        hash = value ^ (value >> 29)
    }
}
