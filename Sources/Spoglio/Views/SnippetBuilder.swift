// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText

/// Cuts the piece of a text that shows best why an article matched.
struct SnippetBuilder {
    /// About how long a snippet is, in bytes of the text.
    private static let length = 240
    /// About how much text stands before the first match.
    private static let lead = 60

    /// A piece of `text` with the matches in it marked; the beginning of the text where there are none.
    ///
    /// - Parameter matches: Ranges of token positions of the text.
    static func snippet(_ text: String, field: Snippet.Field, matches: [PositionRange]) -> Snippet {
        let tokens = Tokenizer().tokens(in: text).filter { !$0.isCompound }
        let ranges = merged(matches, tokens)
        let bytes = Array(text.utf8)
        let window = field == .title ? 0..<bytes.count : window(bytes, tokens, ranges)
        return render(bytes, window, field, ranges)
    }

    /// The whole text as it stands, with the matches in it marked.
    static func whole(_ text: String, field: Snippet.Field, matches: [PositionRange]) -> Snippet {
        let tokens = Tokenizer().tokens(in: text).filter { !$0.isCompound }
        var offsets = ScalarOffsets(Array(text.utf8))
        let ranges = merged(matches, tokens).map {
            offsets.offset(ofByte: $0.lowerBound)..<offsets.offset(ofByte: $0.upperBound)
        }
        return Snippet(field: field, text: text, highlights: ranges)
    }

    /// The matches as ascending byte ranges that do not overlap.
    private static func merged(_ matches: [PositionRange], _ tokens: [Token]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for match in matches.sorted() where match.start < match.end && Int(match.end) <= tokens.count {
            let start = Int(tokens[Int(match.start)].start)
            let end = Int(tokens[Int(match.end) - 1].end)
            if let last = ranges.last, start < last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
            } else {
                ranges.append(start..<end)
            }
        }
        return ranges
    }

    /// The window with the most matches, the earliest of the best.
    private static func window(_ bytes: [UInt8], _ tokens: [Token], _ ranges: [Range<Int>]) -> Range<Int> {
        var best = (start: 0, matches: 0)
        var last = 0
        for (index, range) in ranges.enumerated() {
            last = max(last, index + 1)
            while last < ranges.count, ranges[last].upperBound <= range.lowerBound + length - lead { last += 1 }
            if last - index > best.matches { best = (range.lowerBound, last - index) }
        }
        let wanted = max(0, min(best.start - lead, bytes.count - length))
        // Between words if there is white space, at least between tokens.
        let word = (wanted...max(wanted, best.start)).first { $0 == 0 || bytes[$0 - 1] <= 32 }
        let token = tokens.first { Int($0.start) >= wanted }.map { Int($0.start) }
        let start: Int = word ?? token ?? 0
        var end = min(bytes.count, start + length)
        if end < bytes.count {
            if let space = (start + length / 2..<end + 1).last(where: { bytes[$0] <= 32 }) {
                end = space
            } else if let cut = tokens.first(where: { Int($0.end) > end }), Int(cut.start) < end, Int(cut.start) > start
            {
                end = Int(cut.start)
            }
        }
        // A long match is shown whole.
        if let cut = ranges.first(where: { $0.lowerBound < end && $0.upperBound > end }) {
            let longest = start + 4 * length
            let last = tokens.last { Int($0.end) <= longest }.map { Int($0.end) } ?? end
            end = min(cut.upperBound, last)
        }
        // Nor through a quotation mark or dash of several bytes.
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return start..<max(start, end)
    }

    /// The text of the window with white space collapsed, an ellipsis where text was cut off.
    private static func render(
        _ bytes: [UInt8], _ window: Range<Int>, _ field: Snippet.Field, _ ranges: [Range<Int>]
    ) -> Snippet {
        var text = CollapsedText()
        var highlights: [Range<Int>] = []
        if window.lowerBound > 0 { text.begin(with: "…") }
        var offset = window.lowerBound
        for range in ranges where range.lowerBound >= window.lowerBound && range.lowerBound < window.upperBound {
            text.append(bytes[offset..<range.lowerBound])
            text.endSpace()
            let start = text.length
            let end = min(range.upperBound, window.upperBound)
            text.append(bytes[range.lowerBound..<end])
            highlights.append(start..<text.length)
            offset = end
        }
        text.append(bytes[offset..<window.upperBound])
        if window.upperBound < bytes.count, !bytes[window.upperBound...].allSatisfy({ $0 <= 32 }) {
            text.end(with: " …")
        }
        return Snippet(field: field, text: text.string, highlights: highlights)
    }
}

/// A text whose white space and control characters become single spaces, none at its beginning or end.
private struct CollapsedText {
    private var bytes: [UInt8] = []
    private var isSpacePending = false
    /// In Unicode scalars.
    private(set) var length = 0

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Begins with a mark, and a space behind it.
    mutating func begin(with mark: String) {
        bytes += mark.utf8
        length = mark.unicodeScalars.count
        isSpacePending = true
    }

    /// Ends with a mark; nothing may follow.
    mutating func end(with mark: String) { bytes += mark.utf8 }

    /// Writes the space that is due.
    mutating func endSpace() {
        guard isSpacePending else { return }
        bytes.append(UInt8(ascii: " "))
        length += 1
        isSpacePending = false
    }

    /// Most bytes are ASCII and need no look into Unicode's tables.
    mutating func append(_ part: ArraySlice<UInt8>) {
        var index = part.startIndex
        while index < part.endIndex {
            let byte = part[index]
            if byte < 0x80 {
                if byte <= 0x20 || byte == 0x7F {
                    isSpacePending = length > 0
                } else {
                    endSpace()
                    bytes.append(byte)
                    length += 1
                }
                index += 1
            } else {
                var end = index + 1
                while end < part.endIndex, part[end] >= 0x80 { end += 1 }
                append(String(decoding: part[index..<end], as: UTF8.self).unicodeScalars)
                index = end
            }
        }
    }

    private mutating func append(_ scalars: String.UnicodeScalarView) {
        for scalar in scalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                isSpacePending = length > 0
            } else {
                endSpace()
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                length += 1
            }
        }
    }
}
