// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads characters out of UTF-8 bytes by offset; invalid bytes read as separators one byte wide.
struct ByteScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    private let ascii: UnsafePointer<CharacterClass>

    init(_ bytes: UnsafeBufferPointer<UInt8>, ascii: UnsafePointer<CharacterClass>) {
        self.bytes = bytes
        self.ascii = ascii
    }

    var count: Int { bytes.count }

    struct Character {
        var kind: CharacterClass
        var width: Int
    }

    /// The character at `offset`; past the end, a line break of width 0.
    @inline(__always)
    func character(at offset: Int) -> Character {
        guard offset < bytes.count else { return Character(kind: .lineBreak, width: 0) }
        let byte = bytes[offset]
        if byte < 0x80 { return Character(kind: ascii[Int(byte)], width: 1) }
        if byte == 0xC3, offset + 1 < bytes.count {
            // U+00C0–U+00FF: nearly every accented letter of Italian.
            let low = bytes[offset + 1]
            if low & 0xC0 == 0x80, low != 0x97, low != 0xB7 {
                return Character(kind: low < 0x9F ? .upper : .lower, width: 2)
            }
        }
        return decoded(at: offset)
    }

    /// Whether a word ends before `offset` whatever follows: not before a sign that may join words, open an address or
    /// close an acronym.
    @inline(__always)
    func endsWord(at offset: Int) -> Bool {
        let byte = bytes[offset]
        guard byte < 0x80, byte != UInt8(ascii: ":") else { return false }
        switch ascii[Int(byte)] {
        case .separator, .comma, .slash, .hash, .sentenceEnd, .quote, .lineBreak, .otherPunctuation: return true
        case .lower, .upper, .digit, .mark, .apostrophe, .hyphen, .fullStop, .at, .ampersand: return false
        }
    }

    @inline(never)
    private func decoded(at offset: Int) -> Character {
        let (scalar, width) = scalar(at: offset)
        guard let scalar else { return Character(kind: .separator, width: 1) }
        return Character(kind: CharacterClass.of(scalar), width: width)
    }

    /// The scalar at `offset` and its length in bytes, or nil where the bytes are not UTF-8.
    func scalar(at offset: Int) -> (UInt32?, Int) {
        let first = bytes[offset]
        let (length, initial, least): (Int, UInt32, UInt32) =
            switch first {
            case 0x00...0x7F: (1, UInt32(first), 0)
            case 0xC2...0xDF: (2, UInt32(first & 0x1F), 0x80)
            case 0xE0...0xEF: (3, UInt32(first & 0x0F), 0x800)
            case 0xF0...0xF4: (4, UInt32(first & 0x07), 0x10000)
            default: (0, 0, 0)
            }
        guard length > 0, offset + length <= bytes.count else { return (nil, 1) }
        var value = initial
        for index in offset + 1..<offset + length {
            let byte = bytes[index]
            guard byte & 0xC0 == 0x80 else { return (nil, 1) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return (nil, 1) }
        return (value, length)
    }
}
