// SPDX-License-Identifier: GPL-3.0-or-later

internal import CUtf8proc

/// The forms of a token that searches compare.
///
/// Both are functions of the token's bytes and kind alone, so that a dictionary computes them once for each spelling.
public enum Folding {
    /// The folded form: lower case, no accents, no apostrophes, hyphens or dots; numbers without thousands separators.
    ///
    /// `Perché`, `perche'` → `perche`; `U.S.A.` → `usa`; `e-mail` → `email`; `15.000` → `15000`; `1.8` → `1,8`.
    /// Never longer than three times the bytes; empty where the token holds nothing but marks.
    public static func folded(_ token: Span<UInt8>, kind: Token.Kind) -> [UInt8] {
        token.withUnsafeBufferPointer { bytes in
            switch kind {
            case .number: NumberForm.normalised(bytes)
            case .url: lowercased(bytes)
            case .word, .acronym: foldedWord(bytes)
            }
        }
    }

    /// The folded form of a whole token as text.
    public static func folded(_ text: String, kind: Token.Kind = .word) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: folded(bytes.span, kind: kind), as: UTF8.self)
    }

    /// The exact form: the token as written, in NFC, with one kind of apostrophe and hyphen.
    public static func exact(_ token: Span<UInt8>) -> [UInt8] {
        token.withUnsafeBufferPointer { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count)
            if bytes.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "`") }) {
                result.append(contentsOf: bytes)
            } else {
                let composed = mapped(bytes, UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue)
                composed.withUnsafeBufferPointer { composed in
                    forEachScalar(composed) { scalar, range in
                        switch scalar {
                        case 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0x02B9, 0x02BB, 0x02BC, 0xFF07:
                            result.append(UInt8(ascii: "'"))
                        case 0x2010, 0x2011: result.append(UInt8(ascii: "-"))
                        case 0xAD: break
                        default: result.append(contentsOf: composed[range])
                        }
                    }
                }
            }
            return result
        }
    }

    private static func foldedWord(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                result.append(byte)
            // A sign that makes a tag or handle another word than its name.
            case UInt8(ascii: "#"), UInt8(ascii: "@"): result.append(byte)
            case 0x80...: return foldedBeyondASCII(bytes)
            default: break
            }
        }
        return result
    }

    private static func foldedBeyondASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let options =
            UTF8PROC_STABLE.rawValue | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_STRIPMARK.rawValue
            | UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue
        var result: [UInt8] = []
        mapped(bytes, options).withUnsafeBufferPointer { mapped in
            forEachScalar(mapped) { scalar, range in
                switch scalar {
                case 0xF8: result.append(UInt8(ascii: "o"))
                case 0x111: result.append(UInt8(ascii: "d"))
                case 0x142: result.append(UInt8(ascii: "l"))
                case 0x131: result.append(UInt8(ascii: "i"))
                case 0xE6: result.append(contentsOf: "ae".utf8)
                case 0x153: result.append(contentsOf: "oe".utf8)
                case 0xF0: result.append(UInt8(ascii: "d"))
                case 0xFE: result.append(contentsOf: "th".utf8)
                case 0..<0x80:
                    switch UInt8(scalar) {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "@"):
                        result.append(UInt8(scalar))
                    default: break
                    }
                default:
                    if CharacterClass.of(scalar).isLetter || CharacterClass.of(scalar) == .digit {
                        result.append(contentsOf: mapped[range])
                    }
                }
            }
        }
        return result
    }

    private static func lowercased(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        bytes.allSatisfy { $0 < 0x80 }
            ? bytes.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
            : mapped(bytes, UTF8PROC_STABLE.rawValue | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_COMPOSE.rawValue)
    }

    /// `bytes` through utf8proc; unchanged where they are not UTF-8.
    private static func mapped(_ bytes: UnsafeBufferPointer<UInt8>, _ options: UInt32) -> [UInt8] {
        var output: UnsafeMutablePointer<UInt8>?
        let length = utf8proc_map(bytes.baseAddress, bytes.count, &output, utf8proc_option_t(rawValue: options))
        guard length >= 0, let output else { return Array(bytes) }
        defer { output.deallocate() }
        return Array(UnsafeBufferPointer(start: output, count: length))
    }

    private static func forEachScalar(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt32, Range<Int>) -> Void) {
        CharacterClass.ascii.withUnsafeBufferPointer { ascii in
            guard let table = ascii.baseAddress else { return }
            let scanner = ByteScanner(bytes, ascii: table)
            var offset = 0
            while offset < bytes.count {
                let (scalar, width) = scanner.scalar(at: offset)
                if let scalar { body(scalar, offset..<offset + width) }
                offset += width
            }
        }
    }
}
