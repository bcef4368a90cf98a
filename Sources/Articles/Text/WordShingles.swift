// SPDX-License-Identifier: GPL-3.0-or-later

/// The runs of four words of a text, to tell how much of another text is in it.
struct WordShingles {
    private var runs: Set<UInt64> = []
    let wordCount: Int

    init(_ text: String) {
        let words = Self.words(text)
        wordCount = words.count
        Self.forEachRun(words) { runs.insert($0) }
    }

    /// The share of the runs of a text that are in this one, from 0 to 1.
    func share(of text: String) -> Double {
        var all = 0
        var found = 0
        Self.forEachRun(Self.words(text)) { run in
            all += 1
            if runs.contains(run) { found += 1 }
        }
        return all == 0 ? 0 : Double(found) / Double(all)
    }

    /// The hashes of the words; only ASCII letters and digits count, so that accents and quotation marks do not.
    private static func words(_ text: String) -> [UInt64] {
        let empty: UInt64 = 0xCBF2_9CE4_8422_2325
        var words: [UInt64] = []
        var word = empty
        for byte in text.utf8 {
            let low = byte.lowercasedASCII
            if (0x61...0x7A).contains(low) || byte.isDigit {
                word = (word ^ UInt64(low)) &* 0x100_0000_01B3
            } else if word != empty {
                words.append(word)
                word = empty
            }
        }
        if word != empty { words.append(word) }
        return words
    }

    private static func forEachRun(_ words: [UInt64], _ take: (UInt64) -> Void) {
        let length = min(4, words.count)
        guard length > 0 else { return }
        for start in 0...(words.count - length) {
            take(words[start..<(start + length)].reduce(17) { ($0 &* 31) ^ ($0 >> 29) ^ $1 })
        }
    }
}
