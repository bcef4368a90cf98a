// SPDX-License-Identifier: GPL-3.0-or-later

/// Spells tokens one after the other and remembers those of late, since few words make most of a text.
struct SpellingReader {
    private static let slotCount = 1_024
    private static let longestKept = 32

    private let terms: TermDictionary
    // By the low bits of a token's number. An empty slot has the number of one that belongs into the next.
    private var tokens = (1...UInt32(slotCount)).map { $0 }
    private var lengths = [UInt8](repeating: 0, count: slotCount)
    private var bytes = [UInt8](repeating: 0, count: slotCount * longestKept)

    init(_ terms: TermDictionary) { self.terms = terms }

    /// Appends the spelling of a token; false where there is no such token.
    @inline(__always)
    mutating func append(_ token: UInt32, to text: inout [UInt8]) -> Bool {
        let slot = Int(token) & (Self.slotCount - 1)
        guard tokens[slot] == token else { return look(up: token, slot, &text) }
        let start = slot * Self.longestKept
        text.append(contentsOf: bytes[start..<start + Int(lengths[slot])])
        return true
    }

    @inline(never)
    private mutating func look(up token: UInt32, _ slot: Int, _ text: inout [UInt8]) -> Bool {
        let before = text.count
        guard terms.appendSpelling(ofToken: token, to: &text) else { return false }
        let length = text.count - before
        guard length <= Self.longestKept else { return true }
        let start = slot * Self.longestKept
        for index in 0..<length { bytes[start + index] = text[before + index] }
        lengths[slot] = UInt8(length)
        tokens[slot] = token
        return true
    }
}
