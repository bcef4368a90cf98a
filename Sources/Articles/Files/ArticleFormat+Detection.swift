// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleFormat {
    /// What a file is, as far as its name and its beginning tell.
    public enum Detected: Sendable, Equatable {
        case supported(ArticleFormat)
        /// The name of a format that is recognised but has no reader.
        case unsupported(String)
        case empty
    }

    /// As many bytes of the beginning as ``detect(path:head:)`` wants to see.
    public static let headLength = 16 << 10

    /// Recognises the format of a file.
    ///
    /// The signature of a binary format decides first, then the extension, then what the text begins with.
    public static func detect(path: PathName, head: some BidirectionalCollection<UInt8>) -> Detected {
        if head.isEmpty { return .empty }
        let mark = Charset.announced(by: head)
        if mark == nil, let office = unreadOfficeFile(path: path, head: head) { return .unsupported(office) }
        if mark == nil, let container = container(path: path, head: head) { return .supported(container) }
        if mark == nil, let binary = signatures.first(where: { head.starts(with: $0.bytes) }) {
            return .unsupported(binary.name)
        }
        let fileExtension = path.fileExtension
        let named = fileExtension == "json" ? nil : allCases.first { $0.fileExtensions.contains(fileExtension) }
        if let named, named != .text { return .supported(named) }
        let text = DecodedText(Array(head)[...]).bytes
        if named == .text { return asText(text) }
        if fileExtension == "json" { return .supported(hasObjectsInLines(text) ? .jsonl : .json) }
        if let name = unsupportedExtensions[fileExtension] { return .unsupported(name) }
        // Browsers that save a page with all that belongs to it name its scripts so.
        if fileExtension == "download", path.bytes.suffix(12).elementsEqual(".js.download".utf8) {
            return .unsupported("script")
        }
        if text.contains(0) { return .unsupported("binary") }
        if isJSONLines(text) { return .supported(.jsonl) }
        return isJSONDocument(text) ? .supported(.json) : asText(text)
    }

    private static func asText(_ text: [UInt8]) -> Detected {
        let start = String(decoding: text.drop { $0 <= 0x20 }.prefix(64), as: UTF8.self).lowercased()
        if looksLikeHTML(text) { return .supported(.html) }
        if looksLikeMail(text) { return .supported(.mail) }
        if looksLikeTable(text) { return .supported(.csv) }
        return start.hasPrefix("<?xml") || start.hasPrefix("<rss") || start.hasPrefix("<feed")
            ? .supported(.xml) : .supported(.text)
    }

    /// Whether a text begins with what only HTML begins with, behind declarations and comments.
    static func looksLikeHTML(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        while true {
            rest = rest.drop { $0 <= 0x20 }
            let start = String(decoding: rest.prefix(64), as: UTF8.self).lowercased()
            if start.hasPrefix("<!doctype html") || start.hasPrefix("<!doctype \"html") { return true }
            if ["<html", "<head", "<body", "<frameset", "<title>", "<meta "].contains(where: { start.hasPrefix($0) }) {
                return true
            }
            guard start.hasPrefix("<!--") || start.hasPrefix("<?xml") || start.hasPrefix("<!doctype") else {
                return false
            }
            guard let end = rest.firstIndex(of: 0x3E) else { return false }
            var after = rest.index(after: end)
            if start.hasPrefix("<!--") {
                guard let close = Self.endOfComment(rest) else { return false }
                after = close
            }
            rest = rest[after...]
        }
    }

    private static func endOfComment(_ text: ArraySlice<UInt8>) -> Int? {
        var position = text.startIndex + 4
        while position + 2 < text.endIndex {
            if text[position] == 0x2D, text[position + 1] == 0x2D, text[position + 2] == 0x3E { return position + 3 }
            position += 1
        }
        return nil
    }

    /// Whether a text begins with a list of objects, or with an object over several lines.
    private static func isJSONDocument(_ text: [UInt8]) -> Bool {
        let start = text.drop { $0 <= 0x20 }
        let next = start.dropFirst().first { $0 > 0x20 }
        return start.first == 0x5B && next == 0x7B || start.first == 0x7B && next == 0x22
    }

    /// Whether each of the first two lines that are not blank begins an object, and the first holds all of one.
    private static func hasObjectsInLines(_ text: [UInt8]) -> Bool {
        guard isJSONLines(text) else { return false }
        let lines = text.drop { $0 <= 0x20 }
        guard let end = lines.firstIndex(of: 0x0A) else { return false }
        return lines[end...].first { $0 > 0x20 } == 0x7B
    }

    /// Whether the first line that is not blank is a JSON object of its own, or the beginning of a very long one.
    private static func isJSONLines(_ text: [UInt8]) -> Bool {
        let start = text.drop { $0 <= 0x20 }
        guard start.first == 0x7B else { return false }
        guard let end = start.firstIndex(of: 0x0A) else { return start.dropFirst().contains { $0 > 0x20 } }
        return start[..<end].last { $0 > 0x20 } == 0x7D
    }

    private static let signatures: [(bytes: [UInt8], name: String)] = [

        ([0x89, 0x50, 0x4E, 0x47], "image"), ([0xFF, 0xD8, 0xFF], "image"), (Array("GIF8".utf8), "image"),
        ([0x49, 0x49, 0x2A, 0], "image"), ([0x4D, 0x4D, 0, 0x2A], "image"), ([0x7F, 0x45, 0x4C, 0x46], "binary"),
        (Array("SQLite format 3".utf8), "sqlite"),
        (Array("{\\rtf".utf8), "rtf"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
        (Array("Rar!\u{1A}\u{07}".utf8), "rar"), (Array("filedesc:".utf8), "arc"),
    ]

    private static let unsupportedExtensions: [String: String] = {
        let table = [
            "rtf": ["rtf"], "script": ["js", "mjs"], "stylesheet": ["css"],
            "font": ["woff", "woff2", "ttf", "otf", "eot"],
            "image": ["jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "svg", "bmp", "ico", "avif"],
            "audio": ["mp3", "wav", "ogg", "m4a"], "video": ["mp4", "avi", "mov", "mkv", "webm"],
        ]
        var names: [String: String] = [:]
        for (name, extensions) in table {
            for fileExtension in extensions { names[fileExtension] = name }
        }
        return names
    }()
}
