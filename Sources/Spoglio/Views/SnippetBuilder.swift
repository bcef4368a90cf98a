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
        var text = String.UnicodeScalarView()
        var highlights: [Range<Int>] = []
        var length = 0
        var isSpacePending = false
        func append(_ part: Range<Int>) {
            for scalar in String(decoding: bytes[part], as: UTF8.self).unicodeScalars {
                if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                    isSpacePending = length > 0
                    continue
                }
                if isSpacePending {
                    text.append(" ")
                    length += 1
                    isSpacePending = false
                }
                text.append(scalar)
                length += 1
            }
        }
        if window.lowerBound > 0 {
            text.append("…")
            length = 1
            isSpacePending = true
        }
        var offset = window.lowerBound
        for range in ranges where range.lowerBound >= window.lowerBound && range.lowerBound < window.upperBound {
            append(offset..<range.lowerBound)
            if isSpacePending {
                text.append(" ")
                length += 1
                isSpacePending = false
            }
            let start = length
            let end = min(range.upperBound, window.upperBound)
            append(range.lowerBound..<end)
            highlights.append(start..<length)
            offset = end
        }
        append(offset..<window.upperBound)
        if window.upperBound < bytes.count, !bytes[window.upperBound...].allSatisfy({ $0 <= 32 }) {
            text.append(contentsOf: " …".unicodeScalars)
        }
        return Snippet(field: field, text: String(text), highlights: highlights)
    }
}
