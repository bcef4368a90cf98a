// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// The record of an article in the article store, and its fingerprint.
///
/// A record is a version byte and the article's fields in the order of `encode`: a text is its length in UTF-8 bytes plus
/// one (0 for none) as LEB128 and the bytes; a list is its length as LEB128 and its texts.
enum StoredArticle {
    private static let version: UInt8 = 1

    static func encode(_ article: Article) -> [UInt8] {
        var record = RecordWriter()
        record.bytes.append(version)
        record.append(article.id)
        record.append(article.title)
        record.append(article.body)
        record.append(article.date?.iso8601)
        record.append(article.dateSource?.rawValue)
        record.append(article.section)
        record.append(article.source)
        record.append(article.authors)
        record.append(article.tags)
        record.append(article.url)
        record.append(article.path)
        record.append(String(article.position))
        record.append(article.language)
        let metadata = article.metadata.sorted { $0.key < $1.key }
        record.append(metadata.flatMap { [$0.key, $0.value] })
        return record.bytes
    }

    static func decode(_ bytes: ArraySlice<UInt8>) -> Article? {
        var record = RecordReader(bytes: bytes)
        guard record.byte() == version, let id = record.text(), let title = record.text(), let body = record.text()
        else {
            return nil
        }
        let date = record.text().flatMap { ArticleDate(parsing: $0) }
        let dateSource = record.text().flatMap { DateSource(rawValue: $0) }
        let section = record.text()
        let source = record.text()
        let authors = record.texts()
        let tags = record.texts()
        let url = record.text()
        guard let path = record.text(), let position = record.text().flatMap({ Int($0) }) else { return nil }
        let language = record.text()
        let pairs = record.texts()
        var metadata: [String: String] = [:]
        for index in stride(from: 0, to: pairs.count - pairs.count % 2, by: 2) {
            metadata[pairs[index]] = pairs[index + 1]
        }
        return Article(
            id: id, title: title, body: body, date: date, dateSource: dateSource, section: section, source: source,
            authors: authors, tags: tags, url: url, path: path, position: position, language: language,
            metadata: metadata)
    }

    /// The same for two articles exactly when an update would change nothing; where it was read does not count.
    static func fingerprint(_ article: Article) -> UInt64 {
        var article = article
        article.path = ""
        article.position = 0
        return Checksum.of(encode(article))
    }
}

struct RecordWriter {
    var bytes: [UInt8] = []

    mutating func append(number: Int) {
        var rest = UInt64(number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func append(_ text: String?) {
        guard let text else { return bytes.append(0) }
        append(number: text.utf8.count + 1)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ texts: [String]) {
        append(number: texts.count)
        for text in texts { append(text) }
    }
}

struct RecordReader {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func byte() -> UInt8? {
        guard index < bytes.endIndex else { return nil }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func number() -> Int? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = byte(), shift < 63 {
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(exactly: value) }
            shift += 7
        }
        return nil
    }

    mutating func text() -> String? {
        guard let length = number(), length > 0, length - 1 <= bytes.endIndex - index else { return nil }
        defer { index += length - 1 }
        return String(decoding: bytes[index..<index + length - 1], as: UTF8.self)
    }

    mutating func texts() -> [String] {
        guard let count = number(), count <= bytes.count else { return [] }
        return (0..<count).compactMap { _ in text() }
    }
}
