// SPDX-License-Identifier: GPL-3.0-or-later

/// Phrases in small letters that texts are compared with, by their first byte.
struct PhraseList {
    private var byFirst = [[[UInt8]]](repeating: [], count: 256)

    init(_ phrases: [String]) {
        for phrase in phrases {
            let bytes = Array(phrase.utf8)
            if let first = bytes.first { byFirst[Int(first)].append(bytes) }
        }
    }

    /// Whether the text begins with one of the phrases as a whole word.
    func hasBeginning(of text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        return byFirst[Int(first)].contains { phrase in
            text.starts(with: phrase) && !Self.continues(text.dropFirst(phrase.count))
        }
    }

    /// Whether one of the phrases stands anywhere in the text.
    func occurs(in text: ArraySlice<UInt8>) -> Bool { firstOccurrence(in: text) != nil }

    /// Where the first of the phrases stands in the text.
    func firstOccurrence(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.first { index in
            byFirst[Int(text[index])].contains { text[index...].starts(with: $0) }
        }
    }

    /// Whether a letter comes first; beyond ASCII all are letters that are not in Latin-1's or the general punctuation.
    private static func continues(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let byte = rest.first else { return false }
        return (0x61...0x7A).contains(byte | 0x20) || byte >= 0xC3 && byte != 0xE2
    }

    /// The text with ASCII and the accented letters of Latin-1 in small letters.
    static func lowercased(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        for index in bytes.indices {
            let byte = bytes[index]
            if (0x41...0x5A).contains(byte) {
                bytes[index] = byte | 0x20
            } else if index > 0, bytes[index - 1] == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 {
                bytes[index] = byte + 0x20
            }
        }
        return bytes
    }
}
