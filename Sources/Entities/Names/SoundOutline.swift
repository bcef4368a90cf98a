// SPDX-License-Identifier: GPL-3.0-or-later

/// Which sounds a word has, as bits: enough to see that two words are far apart before their distance is measured.
struct SoundOutline: Sendable, Equatable {
    /// Sounds that cannot be left out without a hard edit.
    private let hard: UInt64
    /// All sounds that one of the word can stand for without a hard edit, itself among them.
    private let soft: UInt64

    init(_ sounds: [UInt8]) {
        var hard: UInt64 = 0
        var soft: UInt64 = 0
        for (place, sound) in sounds.enumerated() {
            if SoundDistance.isHardGap(sound, isLast: place == sounds.count - 1) { hard |= Self.bit(sound) }
            soft |= Self.softBits[Int(sound)]
        }
        self.hard = hard
        self.soft = soft
    }

    /// At least so many of the edits between two words are hard: a sound that the other word has nothing for is left
    /// out or replaced.
    @inline(__always)
    func hardEdits(to other: SoundOutline) -> Int {
        max((hard & ~other.soft).nonzeroBitCount, (other.hard & ~soft).nonzeroBitCount)
    }

    /// Sounds may share a bit: then fewer edits are seen than there are, never more.
    private static func bit(_ sound: UInt8) -> UInt64 { 1 << UInt64(sound & 63) }

    private static let softBits: [UInt64] = (0...255).map { (sound: Int) in
        (0...255).reduce(0) { bits, other in
            SoundDistance.isSoft(UInt8(sound), UInt8(other)) ? bits | bit(UInt8(other)) : bits
        }
    }
}
