// SPDX-License-Identifier: GPL-3.0-or-later

/// What the tagger has learned: weights of features and transitions, and what it knows of words.
package struct TaggerModel: Sendable {
    let words: TaggerTable
    let weights: TaggerTable
    /// For each label, the scores of the labels after it; impossible ones lie below all others.
    let transitions: [SIMD8<Int32>]

    static let impossible: Int32 = -1 << 24

    /// The model that the program carries.
    package init() throws(EntityError) {
        try self.init(words: TaggerTable(embedded: .words), weights: TaggerTable(embedded: .weights))
    }

    package init(words: TaggerTable, weights: TaggerTable) throws(EntityError) {
        self.words = words
        self.weights = weights
        guard weights.extraCount == TaggerLabel.count * TaggerLabel.count else {
            throw EntityError(model: TaggerTable.Kind.weights.rawValue, "it has no transitions")
        }
        transitions = (0..<TaggerLabel.count).map { before in
            var row = SIMD8<Int32>(repeating: Self.impossible)
            for after in 0..<TaggerLabel.count
            where TaggerLabel(number: after).mayFollow(TaggerLabel(number: before)) {
                let score = Int32(bitPattern: weights.extra(before * TaggerLabel.count + after))
                row[after] = max(-1 << 16, min(score, 1 << 16))
            }
            return row
        }
    }

    /// The weights of a feature for the labels, zero if it has none.
    @inline(__always)
    func weights(of feature: UInt32) -> SIMD8<Int16> {
        guard let index = weights.find(feature) else { return SIMD8() }
        // Two little-endian words are eight bytes.
        let row = UInt64(weights.word(index)) | UInt64(weights.word(index + 1)) << 32
        return SIMD8<Int16>(truncatingIfNeeded: unsafe unsafeBitCast(row.littleEndian, to: SIMD8<Int8>.self))
    }
}
