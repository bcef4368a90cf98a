// SPDX-License-Identifier: GPL-3.0-or-later

/// Turns a stream of any encoding into valid UTF-8, chunk by chunk.
///
/// A byte that is no UTF-8 is read as WINDOWS-1252, as where files of two encodings were pasted together. Encodings of
/// single bytes are converted as they come; all others are read as a whole.
struct StreamDecoder {
    private let charset: Charset
    /// The beginning of a character whose end has not come yet.
    private var tail: [UInt8] = []
    /// How many bytes were no UTF-8.
    private(set) var strayBytes = 0

    /// What the text was read as, nil for UTF-8.
    var encoding: String? {
        charset != .utf8 ? charset.name : strayBytes > 0 ? "UTF-8, WINDOWS-1252" : nil
    }

    /// Whether chunks can be decoded as they come.
    let isIncremental: Bool

    /// - Parameter charset: The encoding; one that iconv does not know is taken for UTF-8.
    init(_ charset: Charset) {
        let name = charset.name.uppercased()
        switch name {
        case "UTF-8", "UTF8": self.charset = .utf8
        // As the WHATWG encoding standard has it.
        case "ISO-8859-1", "LATIN1", "ISO8859-1", "ISO_8859-1", "US-ASCII", "ASCII": self.charset = .windows1252
        default: self.charset = charset.decode([0x20, 0x20, 0x20, 0x20], replacing: true) == nil ? .utf8 : charset
        }
        isIncremental =
            self.charset == .utf8
            || ["ISO-8859-", "ISO8859-", "ISO_8859-", "WINDOWS-12", "CP12", "MACINTOSH", "MACROMAN", "KOI8", "LATIN"]
                .contains { name.hasPrefix($0) }
            || self.charset == .windows1252
    }

    /// The encoding of a stream by its first bytes: a byte order mark, else what the XML declaration says.
    ///
    /// - Returns: The encoding, and how many bytes the mark takes.
    static func declared(byXML head: ArraySlice<UInt8>) -> (charset: Charset, markLength: Int) {
        if let announced = Charset.announced(by: head) { return announced }
        if head.starts(with: [0x3C, 0, 0x3F, 0]) { return (Charset(name: "UTF-16LE"), 0) }
        if head.starts(with: [0, 0x3C, 0, 0x3F]) { return (Charset(name: "UTF-16BE"), 0) }
        guard head.starts(with: Array("<?xml".utf8)), let end = head.firstIndex(of: 0x3E) else { return (.utf8, 0) }
        let declaration = String(decoding: head[..<end].prefix(256), as: UTF8.self)
        guard let key = declaration.firstRange(of: "encoding"),
            let quote = declaration[key.upperBound...].firstIndex(where: { $0 == "\"" || $0 == "'" })
        else { return (.utf8, 0) }
        let name = declaration[declaration.index(after: quote)...].prefix { $0 != declaration[quote] }
        // Where the text is good UTF-8 beyond ASCII, a declaration of anything else is wrong.
        let whole = head.dropLast(head.suffix(3).firstIndex { $0 >= 0xC0 }.map { head.endIndex - $0 } ?? 0)
        if whole.contains(where: { $0 >= 0x80 }), whole.isValidUTF8 { return (.utf8, 0) }
        return (Charset(name: String(name)), 0)
    }

    /// The text of the next bytes.
    mutating func decode(_ bytes: ArraySlice<UInt8>, isLast: Bool = false) -> ArraySlice<UInt8> {
        guard charset == .utf8 else { return (charset.decode(bytes, replacing: true) ?? [])[...] }
        var bytes = bytes
        if !tail.isEmpty {
            bytes = (tail + bytes)[...]
            tail = []
        }
        if !isLast, let start = bytes.suffix(3).lastIndex(where: { $0 >= 0xC0 }),
            Self.length(of: bytes[start]) > bytes.endIndex - start
        {
            tail = Array(bytes[start...])
            bytes = bytes[..<start]
        }
        return bytes.isValidUTF8 ? bytes : mended(bytes)[...]
    }

    private mutating func mended(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        var rest = bytes
        while let byte = rest.first {
            let length = Self.length(of: byte)
            let sequence = rest.prefix(length)
            if length == 1 || length > 1 && sequence.count == length && sequence.isValidUTF8 {
                result.append(contentsOf: sequence)
                rest = rest.dropFirst(length)
            } else {
                strayBytes += 1
                result.append(contentsOf: Charset.windows1252.decode([byte], replacing: true) ?? [0x3F])
                rest = rest.dropFirst()
            }
        }
        return result
    }

    /// How long the sequence is that a byte begins, 0 where it begins none.
    private static func length(of byte: UInt8) -> Int {
        byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
    }
}
