// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// The record of an article in the article store, and its fingerprint.
///
/// A record is a version byte, the article's fields but title and body in the order of `appendFields`, and the pieces of
/// title and body as `TextGaps` writes them. A text is its length in UTF-8 bytes plus one (0 for none) as LEB128 and the
/// bytes; a list is its length as LEB128 and its texts.
struct StoredArticle {
    private static let version: UInt8 = 2

    /// The article without title and body.
    var article: Article
    /// What `TextReader` makes title and body of.
    var pieces: ArraySlice<UInt8>

    /// - Parameter pieces: What `TextGaps` wrote for title and body.
    static func encode(_ article: Article, pieces: [UInt8]) -> [UInt8] {
        var record = RecordWriter()
        record.bytes.append(version)
        record.append(article.id)
        appendFields(article, to: &record)
        record.bytes += pieces
        return record.bytes
    }

    private static func appendFields(_ article: Article, to record: inout RecordWriter) {
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
    }

    /// Reads a record; nil where it is none.
    init?(_ bytes: ArraySlice<UInt8>) {
        var record = RecordReader(bytes: bytes)
        guard record.byte() == Self.version, let id = record.text() else { return nil }
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
        article = Article(
            id: id, title: "", body: "", date: date, dateSource: dateSource, section: section, source: source,
            authors: authors, tags: tags, url: url, path: path, position: position, language: language,
            metadata: metadata)
        pieces = record.rest
    }

    /// The same for two articles exactly when an update would change nothing; where it was read does not count.
    ///
    /// It is the checksum of a byte 1, id, title, body and the other fields, as in a record.
    static func fingerprint(_ article: Article) -> UInt64 {
        var article = article
        article.path = ""
        article.position = 0
        var record = RecordWriter()
        record.bytes.append(1)
        record.append(article.id)
        record.append(article.title)
        record.append(article.body)
        appendFields(article, to: &record)
        return Checksum.of(record.bytes)
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

    /// What was not read yet.
    var rest: ArraySlice<UInt8> { bytes[index...] }

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
