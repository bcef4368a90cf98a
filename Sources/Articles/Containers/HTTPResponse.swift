// SPDX-License-Identifier: GPL-3.0-or-later

/// An HTTP response as a web archive keeps it.
struct HTTPResponse {
    private let status: Int
    private(set) var mediaType = ""
    private var transferCoding = ""
    private var contentCoding = ""
    private let rawBody: ArraySlice<UInt8>

    /// Parses a response; nil when it is none.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.starts(with: "HTTP/".utf8), let (head, body) = Self.cut(bytes) else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split { $0.isNewline }
        guard let first = lines.first else { return nil }
        let words = first.split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        self.status = status
        rawBody = body
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmed.lowercased()
            switch line[..<colon].lowercased() {
            case "content-type": mediaType = value
            case "transfer-encoding": transferCoding = value
            case "content-encoding": contentCoding = value
            default: break
            }
        }
    }

    /// The head and the body, which the first blank line parts.
    private static func cut(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            let line = bytes[start..<end]
            if line.isEmpty || line.elementsEqual([0x0D]) { return (bytes[..<start], bytes[(end + 1)...]) }
            start = end + 1
        }
        return nil
    }

    /// Why it holds no article, nil where it may.
    var reasonToPassOver: String? {
        if status != 200 { return "responses with another status than 200" }
        if rawBody.isEmpty { return "empty responses" }
        return MediaType.fileExtension(mediaType) == nil ? "responses of other types" : nil
    }

    /// The content as the server had it, and what is wrong with it; archives that have undone the codings but kept the headers
    /// are understood.
    func body(limit: Int) throws(ArticleDraft.Refusal) -> (bytes: ArraySlice<UInt8>, damage: String?) {
        var body = rawBody
        if transferCoding.contains("chunked"), let joined = Self.dechunked(body) { body = joined[...] }
        let unpacked: (bytes: [UInt8], damage: String?)?
        switch contentCoding {
        case "gzip", "x-gzip":
            guard body.starts(with: [0x1F, 0x8B]) else { return (body, nil) }
            unpacked = Inflater.unpacked(body, .gzip, limit: limit)
        case "deflate":
            let isWrapped = body.first.map { $0 & 0x0F == 8 } == true
            unpacked = Inflater.unpacked(body, isWrapped ? .zlib : .none, limit: limit)
        case "", "identity", "none": return (body, nil)
        default:
            throw .init(reason: "the content coding '\(contentCoding.singleLine.prefix(40))' is not supported")
        }
        guard let unpacked else { throw .init(reason: "the response unpacks to more than the limit of \(limit) bytes") }
        guard !unpacked.bytes.isEmpty else {
            throw .init(reason: "the response cannot be unpacked ('\(contentCoding)')")
        }
        return (unpacked.bytes[...], unpacked.damage)
    }

    /// The content of chunks as far as they go; nil when it does not begin with one.
    private static func dechunked(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        var rest = bytes
        var isFirst = true
        while let end = rest.firstIndex(of: 0x0A), end - rest.startIndex < 1000 {
            let digits = rest[..<end].prefix { $0 != 0x0D && $0 != 0x3B && $0 != 0x20 }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
                return isFirst ? nil : output
            }
            if size == 0 { return output }
            isFirst = false
            rest = rest[(end + 1)...]
            output += rest.prefix(size)
            rest = rest.dropFirst(size)
            if rest.first == 0x0D { rest = rest.dropFirst() }
            if rest.first == 0x0A { rest = rest.dropFirst() }
        }
        return isFirst ? nil : output
    }
}
