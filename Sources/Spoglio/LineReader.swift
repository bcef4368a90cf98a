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
        var text = String.UnicodeScalarView()
        var isSpaced = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if isBlank(scalar) {
                if !isSpaced { text.append(" ") }
                isSpaced = true
            } else {
                text.append(scalar)
                isSpaced = false
            }
        }
        return String(text)
    }

    /// Whether a character is white space or a control character, by Unicode's tables but faster.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
