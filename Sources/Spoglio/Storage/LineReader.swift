// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import ItalianText

/// Reads what stands around matches; the article read last is kept.
struct LineReader {
    private let context: Int
    private var article: (segment: ObjectIdentifier, document: Int, value: Article, texts: [FieldText])?
    /// White space and combining marks take bytes without taking columns: so many bytes are looked at for a column.
    private static let bytesPerColumn = 8

    init(context: Int) { self.context = context }

    /// A field as bytes, with the bounds of its positions.
    private struct FieldText {
        let bytes: [UInt8]
        let bounds: [Range<Int>]

        init(_ text: String) {
            bytes = Array(text.utf8)
            bounds = Tokenizer().tokens(in: text).filter { !$0.isCompound }.map(\.byteRange)
        }
    }

    /// The line of a match.
    mutating func line(
        _ segment: Segment, _ document: Int, _ range: PositionRange
    ) throws(SpoglioError) -> ConcordanceLine {
        let (article, texts) = try read(segment, document)
        let titleCount = texts[0].bounds.count
        let isTitle = Int(range.start) < titleCount
        let text = texts[isTitle ? 0 : 1]
        let base = isTitle ? 0 : titleCount
        guard range.start < range.end, Int(range.end) - base <= text.bounds.count else {
            throw SpoglioError(.indexDamaged, "a match in '\(article.id)' lies outside its text")
        }
        let start = text.bounds[Int(range.start) - base].lowerBound
        let end = text.bounds[Int(range.end) - base - 1].upperBound
        return ConcordanceLine(
            id: article.id, date: article.date?.iso8601, source: article.source, title: article.title,
            field: isTitle ? .title : .body, left: left(of: start, text.bytes),
            match: Self.plain(text.bytes[start..<end]), right: right(of: end, text.bytes))
    }

    private mutating func read(_ segment: Segment, _ document: Int) throws(SpoglioError) -> (Article, [FieldText]) {
        if let article, article.segment == ObjectIdentifier(segment), article.document == document {
            return (article.value, article.texts)
        }
        let value = try segment.article(document)
        let texts = [FieldText(value.title), FieldText(value.body)]
        article = (ObjectIdentifier(segment), document, value, texts)
        return (value, texts)
    }

    private func left(of end: Int, _ bytes: [UInt8]) -> String {
        var start = max(0, end - Self.bytesPerColumn * (context + 4))
        while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
        let text = Self.plain(bytes[start..<end])
        return String(DisplayWidth.end(of: String(text.drop(while: \.isWhitespace)), columns: context))
    }

    private func right(of start: Int, _ bytes: [UInt8]) -> String {
        var end = min(bytes.count, start + Self.bytesPerColumn * (context + 4))
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        var text = Self.plain(bytes[start..<end])
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(DisplayWidth.beginning(of: text, columns: context))
    }

    /// A piece of a text with runs of white space and control characters as one space.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var isSpaced = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            let next = min(index + length, bytes.endIndex)
            if byte < 0x80 ? byte <= 0x20 || byte == 0x7F : isBlank(bytes[index..<next]) {
                if !isSpaced { text.append(UInt8(ascii: " ")) }
                isSpaced = true
            } else {
                text.append(contentsOf: bytes[index..<next])
                isSpaced = false
            }
            index = next
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a character beyond ASCII is white space or a control character.
    private static func isBlank(_ character: ArraySlice<UInt8>) -> Bool {
        let value = character.dropFirst().reduce(UInt32(character[character.startIndex])) { $0 << 8 | UInt32($1) }
        switch value {
        // U+0080 to U+00A0; U+1680; U+2000 to U+200A, U+2028, U+2029, U+202F; U+205F; U+3000.
        case 0xC280...0xC2A0, 0xE19A80, 0xE28080...0xE2808A, 0xE280A8, 0xE280A9, 0xE280AF, 0xE2819F, 0xE38080:
            return true
        default: return false
        }
    }
}
