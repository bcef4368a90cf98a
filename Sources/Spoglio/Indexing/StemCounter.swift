// SPDX-License-Identifier: GPL-3.0-or-later

/// Counts the stems of one article after another and turns the counts into impacts.
struct StemCounter {
    /// BM25's usual parameters. The length by which others are judged is fixed, so that a posting never changes.
    static let k1 = 1.2
    static let b = 0.75
    static let typicalLength = 400.0
    /// A word of the title counts as often as this in the body.
    static let titleWeight: UInt32 = 3

    private var frequencies: [UInt32] = []
    private var seen: [UInt32] = []
    private var length = 0.0

    @inline(__always)
    mutating func count(_ stem: UInt32, _ weight: UInt32) {
        let index = Int(stem)
        if index >= frequencies.count {
            frequencies.append(contentsOf: repeatElement(0, count: index + 1_024 - frequencies.count))
        }
        if frequencies[index] == 0 { seen.append(stem) }
        frequencies[index] += weight
        length += Double(weight)
    }

    /// The impact that stands for 1. Xapian stores numbers up to 127 in one byte: the postings are a quarter smaller
    /// than with 255.
    static let fullImpact = 127.0

    /// Gives each stem of the article with its impact, 127 · tf / (tf + k1 · (1 - b + b · length / typical)), and
    /// forgets them.
    @inline(__always)
    mutating func drain(_ body: (_ stem: UInt32, _ impact: UInt32) -> Void) {
        let norm = Self.k1 * (1 - Self.b + Self.b * length / Self.typicalLength)
        for stem in seen {
            let frequency = Double(frequencies[Int(stem)])
            frequencies[Int(stem)] = 0
            body(stem, UInt32(max(1, (Self.fullImpact * frequency / (frequency + norm)).rounded())))
        }
        seen.removeAll(keepingCapacity: true)
        length = 0
    }
}
