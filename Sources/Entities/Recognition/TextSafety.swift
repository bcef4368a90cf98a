// SPDX-License-Identifier: GPL-3.0-or-later

/// Which bytes a name may hold: neither control characters nor marks that turn the direction of text.
enum TextSafety {
    static let longestName = 200

    /// The offset of the first control or direction character in UTF-8 `bytes`, tabs and line ends aside if `lines`.
    static func firstControl(in bytes: Span<UInt8>, from start: Int, to end: Int, lines: Bool = false) -> Int? {
        var offset = start
        while offset < end {
            let byte = bytes[offset]
            if byte < 0x20 {
                if !lines || (byte != 9 && byte != 10 && byte != 13) { return offset }
            } else if byte == 0x7F {
                return offset
            } else if byte == 0xC2, offset + 1 < end, bytes[offset + 1] < 0xA0 {
                return offset
            } else if byte == 0xE2, offset + 2 < end {
                let mark = (UInt16(bytes[offset + 1]) << 8) | UInt16(bytes[offset + 2])
                switch mark {
                // U+200B-200F, U+2028-202E, U+2060-206F.
                case 0x808B...0x808F, 0x80A8...0x80AE, 0x81A0...0x81AF: return offset
                default: break
                }
            } else if byte == 0xEF, offset + 2 < end, bytes[offset + 1] == 0xBB, bytes[offset + 2] == 0xBF {
                return offset
            } else if byte == 0xD8, offset + 1 < end, bytes[offset + 1] == 0x9C {
                return offset
            }
            offset += 1
        }
        return nil
    }
}
