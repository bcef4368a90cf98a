// SPDX-License-Identifier: GPL-3.0-or-later

/// The parts of a plain text article; blank lines set them off.
///
/// A first block of one or two words is the section if a block of one line, the headline, and a body follow. Without a
/// section, a first block of one line is the headline if a body follows. Without a headline the file's name is the
/// title. A headline has at most 200 characters; what stands behind its last ` - ` or ` | ` is the source. A block that
/// is nothing but a day, right after the headline, dates the article and stays in the body.
struct TextLayout: Equatable {
    private(set) var section: String?
    private(set) var title: String
    private(set) var source: String?
    private(set) var date: ArticleDate?
    private(set) var body: String

    private static let titleLength = 200
    private static let sectionLength = 40

    /// Lays out text with LF line ends.
    init(_ text: String, name: String) {
        title = name
        body = text
        var rest = text[...]
        guard let first = Self.takeBlock(&rest), let line = Self.headline(first) else { return }
        var afterSecond = rest
        if Self.isSection(line), let second = Self.takeBlock(&afterSecond), let headline = Self.headline(second),
            !afterSecond.trimmed.isEmpty
        {
            section = String(line)
            rest = afterSecond
            (title, source) = Self.splitSource(headline)
        } else if !rest.trimmed.isEmpty {
            (title, source) = Self.splitSource(line)
        } else {
            return
        }
        body = String(rest.trimmed)
        if let block = Self.takeBlock(&rest), let found = ArticleDate(parsing: String(block)), found.day != nil {
            date = found
        }
    }

    /// Takes the lines up to the next blank one.
    private static func takeBlock(_ rest: inout Substring) -> Substring? {
        rest = rest.trimmed
        guard !rest.isEmpty else { return nil }
        var end = rest.startIndex
        var lineStart = rest.startIndex
        while lineStart < rest.endIndex {
            let lineEnd = rest.utf8[lineStart...].firstIndex(of: 0x0A) ?? rest.endIndex
            if rest[lineStart..<lineEnd].allSatisfy(\.isWhitespace) { break }
            end = lineEnd
            lineStart = lineEnd == rest.endIndex ? lineEnd : rest.utf8.index(after: lineEnd)
        }
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    private static func headline(_ block: Substring) -> Substring? {
        let line = block.trimmed
        guard !line.utf8.contains(0x0A), line.utf8.count <= titleLength * 4, line.count <= titleLength else {
            return nil
        }
        return line
    }

    private static func isSection(_ line: Substring) -> Bool {
        line.count <= sectionLength && (1...2).contains(line.wordCount) && line.first?.isLetter == true
    }

    /// `Titolo lungo - WSJ`: a source is one to six words, and three words stand before it.
    private static func splitSource(_ headline: Substring) -> (title: String, source: String?) {
        for separator in [" | ", " - ", " – ", " — "] {
            guard let cut = headline.lastRange(of: separator) else { continue }
            let title = headline[..<cut.lowerBound].trimmed
            let source = headline[cut.upperBound...].trimmed
            if title.wordCount >= 3, isSource(source) {
                return (String(title), String(source))
            }
        }
        return (String(headline), nil)
    }

    /// Five or six words may as well be the second half of a headline: only a name has capitals on all but short words.
    private static func isSource(_ text: Substring) -> Bool {
        guard text.first?.isLetter == true else { return false }
        let words = text.split(whereSeparator: \.isWhitespace)
        if words.count <= 4 { return true }
        return words.count <= 6 && words.last?.first?.isUppercase == true
            && words.allSatisfy { $0.count <= 5 || $0.first?.isUppercase == true }
    }
}

extension Substring {
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        ranges(of: text).last
    }
}
