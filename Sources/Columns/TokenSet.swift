// SPDX-License-Identifier: GPL-3.0-or-later

/// The tokens of a segment that one word of a query stands for.
public struct TokenSet {
    /// The token numbers, ascending.
    public let tokens: [UInt32]
    /// One bit a token number; empty while a comparison with the only token does.
    private let bits: [UInt64]

    /// The set of these tokens, in any order and with repetitions.
    public init(_ tokens: some Sequence<UInt32>) {
        let sorted = Set(tokens).sorted()
        self.tokens = sorted
        guard sorted.count > 1, let last = sorted.last else {
            bits = []
            return
        }
        var bits = [UInt64](repeating: 0, count: Int(last / 64) + 1)
        for token in sorted { bits[Int(token / 64)] |= 1 << UInt64(token % 64) }
        self.bits = bits
    }

    /// Whether no token of the segment will do.
    public var isEmpty: Bool { tokens.isEmpty }

    /// Whether a token is one of these; constant time.
    @inline(__always)
    public func contains(_ token: UInt32) -> Bool {
        if bits.isEmpty { return tokens.first == token }
        let word = Int(token / 64)
        return word < bits.count && bits[word] >> UInt64(token % 64) & 1 == 1
    }
}
