// SPDX-License-Identifier: GPL-3.0-or-later

internal import CUtf8proc

/// What a character is to the tokenizer.
enum CharacterClass: UInt8 {
    /// Spaces and everything not named below.
    case separator
    case lower, upper, digit
    /// Combining marks and the soft hyphen: inside a word, never its beginning.
    case mark
    case apostrophe, hyphen
    case fullStop, comma, slash, at, hash, ampersand
    /// `!`, `?`, `…`
    case sentenceEnd
    /// Colons and quotation marks.
    case quote
    case lineBreak
    case otherPunctuation

    var isLetter: Bool { self == .lower || self == .upper }
    var isWordPart: Bool { self == .lower || self == .upper || self == .digit || self == .mark }

    static let ascii: [CharacterClass] = (0..<128).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): .lower
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "'"), UInt8(ascii: "`"): .apostrophe
        case UInt8(ascii: "-"): .hyphen
        case UInt8(ascii: "."): .fullStop
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: "/"): .slash
        case UInt8(ascii: "@"): .at
        case UInt8(ascii: "#"): .hash
        case UInt8(ascii: "&"): .ampersand
        case UInt8(ascii: "!"), UInt8(ascii: "?"): .sentenceEnd
        case UInt8(ascii: ":"), UInt8(ascii: "\""): .quote
        case 10, 13: .lineBreak
        case 33...126: .otherPunctuation
        default: .separator
        }
    }

    /// The class of a scalar beyond ASCII; letters by their Unicode general category.
    static func of(_ scalar: UInt32) -> CharacterClass {
        switch scalar {
        case 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0x02B9, 0x02BB, 0x02BC, 0xFF07: return .apostrophe
        case 0x2010, 0x2011: return .hyphen
        case 0xAD, 0x200C, 0x200D: return .mark
        case 0xAB, 0xBB, 0x201A, 0x201C...0x201F, 0x2039, 0x203A: return .quote
        case 0x2026: return .sentenceEnd
        case 0x85, 0x2028, 0x2029: return .lineBreak
        case 0xAA, 0xBA: return .separator
        case 0x0300...0x036F: return .mark
        case 0xC0...0x024F where scalar != 0xD7 && scalar != 0xF7:
            return utf8proc_islower(Int32(bitPattern: scalar)) != 0 ? .lower : .upper
        default: break
        }
        switch utf8proc_category(Int32(bitPattern: scalar)) {
        case UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LT: return .upper
        case UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LM, UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_NL: return .lower
        case UTF8PROC_CATEGORY_ND: return .digit
        case UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME: return .mark
        case UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PD, UTF8PROC_CATEGORY_PS, UTF8PROC_CATEGORY_PE,
            UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PF, UTF8PROC_CATEGORY_PO:
            return .otherPunctuation
        default: return .separator
        }
    }
}
