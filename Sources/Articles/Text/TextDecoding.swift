// SPDX-License-Identifier: GPL-3.0-or-later

extension String {
    /// The text that bytes hold in an encoding that is found out.
    public init(decodingAny bytes: [UInt8]) { self.init(decoding: DecodedText(bytes[...]).bytes, as: UTF8.self) }
}

/// Bytes of any encoding turned into UTF-8.
struct DecodedText: Equatable {
    /// Valid UTF-8 without a byte order mark.
    var bytes: [UInt8]
    /// The encoding found, nil for UTF-8.
    var encoding: String?

    /// Decodes by the byte order mark, as UTF-8 when it is valid, else by detection.
    ///
    /// UTF-8 with a few bad bytes among good sequences stays UTF-8: the bad bytes are read as WINDOWS-1252, which is
    /// what files pasted together of two encodings need.
    init(_ content: ArraySlice<UInt8>) {
        var content = content
        if let (charset, length) = Charset.announced(by: content) {
            content = content.dropFirst(length)
            if charset != .utf8 {
                bytes = charset.decode(content, replacing: true) ?? []
                encoding = charset.name
                return
            }
        }
        if content.isValidUTF8 {
            bytes = Array(content)
        } else if let mended = Self.mended(content) {
            bytes = mended
            encoding = "UTF-8, WINDOWS-1252"
        } else {
            let charset = CharsetDetection.charset(of: content)
            bytes = charset.decode(content, replacing: true) ?? Array(String(decoding: content, as: UTF8.self).utf8)
            encoding = charset.name
        }
    }

    /// The content with each byte that is no UTF-8 read as WINDOWS-1252, or nil when these are more than the good sequences.
    private static func mended(_ content: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var good = 0
        var bad = 0
        var rest = content
        while let byte = rest.first {
            let length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 0
            let sequence = rest.prefix(length)
            if length == 1 {
                result.append(byte)
                rest.removeFirst()
            } else if length > 1, sequence.count == length, sequence.isValidUTF8 {
                good += 1
                result.append(contentsOf: sequence)
                rest = rest.dropFirst(length)
            } else {
                bad += 1
                result.append(contentsOf: Charset.windows1252.decode([byte], replacing: true) ?? [0x3F])
                rest.removeFirst()
            }
            if bad > good + 64 { return nil }
        }
        return good >= bad ? result : nil
    }
}

extension ArraySlice<UInt8> {
    var isValidUTF8: Bool {
        (try? UTF8Span(validating: span)) != nil
    }
}
