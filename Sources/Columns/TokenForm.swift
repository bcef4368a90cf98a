// SPDX-License-Identifier: GPL-3.0-or-later

/// How a token is written, in terms of its folded form: one byte holds its tag (low four bits) and its capitals.
enum TokenForm {
    /// What the capitals of a spelling are.
    enum Capitals: UInt8 {
        /// The spelling is the folded form.
        case none = 0
        /// … with its first letter as a capital.
        case first = 1
        /// … with all letters as capitals.
        case all = 2
        /// The spelling is stored: it has accents, apostrophes or other capitals.
        case stored = 3
    }

    static func capitals(of spelling: [UInt8], folded: [UInt8]) -> Capitals {
        if spelling == folded { return .none }
        for capitals in [Capitals.first, .all] where Self.spelling(folded, capitals) == spelling { return capitals }
        return .stored
    }

    /// An ASCII letter as a capital, any other byte as it is.
    @inline(__always)
    static func upper(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & ~0x20 : byte
    }

    /// The folded form with its capitals; ASCII letters only.
    static func spelling(_ folded: [UInt8], _ capitals: Capitals) -> [UInt8] {
        switch capitals {
        case .none, .stored: return folded
        case .first: return folded.enumerated().map { $0 == 0 ? upper($1) : $1 }
        case .all: return folded.map(upper)
        }
    }

    static func byte(tag: UInt8, capitals: Capitals) -> UInt8 {
        precondition(tag < 16, "tags have four bits")
        return tag | capitals.rawValue << 4
    }

    static func tag(_ byte: UInt8) -> UInt8 { byte & 0x0F }
    static func capitals(_ byte: UInt8) -> Capitals { Capitals(rawValue: byte >> 4 & 3) ?? .stored }
}
