// SPDX-License-Identifier: GPL-3.0-or-later

/// The header of a record of a web archive.
struct WARCHeader {
    private(set) var type = ""
    private(set) var address: String?
    private(set) var date: ArticleDate?
    /// The Content-Type of the block.
    private(set) var mediaType = ""
    /// Of the block, in bytes.
    private(set) var length: Int?

    private static let longestLine = 64 << 10
    private static let mostLines = 1000

    /// Takes a header from a stream; nil when none stands there.
    init?(_ stream: inout ByteStream) throws(SystemFailure) {
        guard try Self.begins(stream.peek(Self.signature + 2)) else { return nil }
        var lines = 0
        while let line = try stream.nextLine(limit: Self.longestLine) {
            guard case .range(let range) = line, lines < Self.mostLines else { return nil }
            lines += 1
            let text = String(decoding: stream.buffer[range], as: UTF8.self).trimmed
            if text.isEmpty { return }
            if lines > 1 { take(text) }
        }
        return nil
    }

    private mutating func take(_ line: Substring) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...].trimmed
        switch line[..<colon].lowercased() {
        case "warc-type": type = value.lowercased()
        case "warc-target-uri":
            // Old writers put it in angle brackets.
            address = String(value.hasPrefix("<") && value.hasSuffix(">") ? value.dropFirst().dropLast() : value)
        case "warc-date": date = ArticleDate(parsing: String(value))
        case "content-type": mediaType = value.lowercased()
        case "content-length": length = Int(value).flatMap { $0 >= 0 ? $0 : nil }
        default: break
        }
    }

    /// How long `WARC/0.18` is.
    private static let signature = 9

    /// Whether bytes begin with the line of a version, of drafts too: `WARC/1.1`, `WARC/0.17`.
    private static func begins(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.starts(with: "WARC/".utf8) else { return false }
        let major = bytes.dropFirst(5)
        guard let first = major.first, first.isDigit, major.dropFirst().first == 0x2E else { return false }
        let minor = major.dropFirst(2)
        let digits = minor.prefix(3).prefix(while: \.isDigit).count
        let next = minor.dropFirst(digits).first
        return (1...2).contains(digits) && (next == 0x0D || next == 0x0A)
    }

    /// Goes to the next header; false when there is none.
    static func skipToNext(_ stream: inout ByteStream) throws(SystemFailure) -> Bool {
        while true {
            var rest = try stream.peek(64 << 10)
            let start = rest.startIndex
            let count = rest.count
            while let at = rest.firstIndex(of: 0x57) {
                if begins(rest[at...]) {
                    stream.skip(at - start)
                    return true
                }
                rest = rest[(at + 1)...]
            }
            guard count > signature else { return false }
            stream.skip(count - signature)
            if try stream.peek(signature + 1).count <= signature { return false }
        }
    }
}
