// SPDX-License-Identifier: GPL-3.0-or-later

/// The bytes of a page as UTF-8.
///
/// A byte order mark decides, then whether they are UTF-8, then what the page declares, then what its container says,
/// then detection. A declaration under which bytes have no meaning is not believed.
struct HTMLCharset {
    let bytes: [UInt8]
    /// The encoding found, nil for UTF-8.
    let encoding: String?

    /// A page declares its encoding within this many bytes; the standard's 1,024 are too few for real pages.
    private static let headLength = 8 << 10

    init(_ content: [UInt8], hint: String?) {
        let whole = content[...]
        if Charset.announced(by: content) == nil {
            if let wide = Self.unmarkedWide(content) {
                bytes = wide.decode(whole, replacing: true) ?? []
                encoding = wide.name
                return
            }
            if whole.isValidUTF8 {
                // Not copied, as any other way would.
                (bytes, encoding) = (content, nil)
                return
            } else {
                for name in [Self.declared(content.prefix(Self.headLength)), hint] {
                    guard let charset = name.flatMap({ Self.charset(named: $0) }), charset != .utf8,
                        let decoded = charset.decode(whole, replacing: charset == .windows1252),
                        !Self.hasControls(decoded)
                    else { continue }
                    bytes = decoded
                    encoding = charset.name
                    return
                }
            }
        }
        let decoded = DecodedText(whole)
        (bytes, encoding) = (decoded.bytes, decoded.encoding)
    }

    /// UTF-16 without a mark, known by the first `<`.
    private static func unmarkedWide(_ content: [UInt8]) -> Charset? {
        if content.starts(with: [0x3C, 0]) { return Charset(name: "UTF-16LE") }
        if content.starts(with: [0, 0x3C]) { return Charset(name: "UTF-16BE") }
        return nil
    }

    /// C1 controls in number: it was another encoding.
    private static func hasControls(_ text: [UInt8]) -> Bool {
        var controls = 0
        var letters = 1
        for index in text.indices.dropLast() where text[index] >= 0xC2 {
            if text[index] == 0xC2, text[index + 1] < 0xA0 { controls += 1 } else { letters += 1 }
        }
        return controls > 2 && controls * 4 > letters
    }

    /// The encoding of a label, by the WHATWG's standard where this differs from iconv: Latin-1 and ASCII are read as
    /// WINDOWS-1252.
    static func charset(named label: String) -> Charset? {
        let name = label.trimmed.uppercased()
        guard (2...40).contains(name.utf8.count), name.utf8.allSatisfy({ Self.isNameByte($0) }) else { return nil }
        switch name {
        case "UTF-8", "UTF8", "UNICODE-1-1-UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UNICODE": return .utf8
        case "ISO-8859-1", "ISO8859-1", "ISO_8859-1", "LATIN1", "LATIN-1", "US-ASCII", "ASCII", "CP1252",
            "WINDOWS-1252",
            "X-CP1252", "ISO-8859-15", "ANSI":
            return name == "ISO-8859-15" ? Charset(name: name) : .windows1252
        case "X-MAC-ROMAN", "MACROMAN", "MAC", "MACINTOSH", "X-MACROMAN": return .macRoman
        default: return Charset(name: name)
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || byte.isDigit || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x3A
    }

    /// What stands behind `charset=` or `encoding=` in the beginning of a page.
    static func declared(_ head: ArraySlice<UInt8>) -> String? {
        let low = head.map(\.lowercasedASCII)
        for mark in [Array("charset".utf8), Array("encoding".utf8)] {
            var position = 0
            while position + mark.count < low.count {
                defer { position += 1 }
                guard low[position] == mark[0], low[position...].starts(with: mark) else { continue }
                var rest = low[(position + mark.count)...].drop { $0 <= 0x20 }
                guard rest.popFirst() == 0x3D else { continue }
                rest = rest.drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
                let name = rest.prefix { Self.isNameByte($0) || (0x61...0x7A).contains($0) }
                if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
            }
        }
        return nil
    }
}
