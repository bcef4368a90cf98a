// SPDX-License-Identifier: GPL-3.0-or-later

/// Text of feeds, tables and records, which may be HTML though nothing says so.
enum FeedText {
    /// Whether a text has a tag or a reference of HTML.
    static func looksLikeHTML(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            let isLetter = (0x61...0x7A).contains(byte | 0x20)
            if previous == 0x3C, isLetter || byte == 0x2F || byte == 0x21 { return true }
            if previous == 0x26, isLetter || byte == 0x23 { return true }
            previous = byte
        }
        return false
    }

    /// Whether a text has a closing tag, or a tag that needs none.
    static func hasTags(_ text: String) -> Bool {
        guard text.has(0x3C) else { return false }
        var rest = text.utf8[...]
        while let start = rest.firstIndex(of: 0x3C) {
            let tag = rest[start...].dropFirst().prefix(3).map { $0 | 0x20 }
            if tag.count > 1, tag[0] == 0x2F, (0x61...0x7A).contains(tag[1]) { return true }
            if tag == Array("br>".utf8) || tag == Array("br/".utf8) || tag.starts(with: Array("p>".utf8)) {
                return true
            }
            rest = rest[start...].dropFirst()
        }
        return false
    }

    /// Whether a text has a whole reference of HTML such as `&amp;` or `&#8217;`.
    static func hasReference(_ text: String) -> Bool {
        text.split(separator: "&", omittingEmptySubsequences: false).dropFirst().contains { rest in
            guard let end = rest.firstIndex(of: ";") else { return false }
            var name = rest[..<end].utf8[...]
            if name.first == UInt8(ascii: "#") { name.removeFirst() }
            return !name.isEmpty
                && name.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
        }
    }

    /// The paragraphs of a text, with a blank line between those of HTML.
    static func paragraphs(_ text: String, limits: ReadingLimits) throws(ArticleDraft.Refusal) -> String {
        guard looksLikeHTML(text) else { return text }
        let blocks = try HTMLText.blocks(ofHTML: Array(text.utf8), depthLimit: limits.depth)
        return blocks.map(\.text).joined(separator: "\n\n")
    }

    /// A text without the last paragraph with which WordPress says where it comes from.
    static func withoutOrigin(_ text: String) -> String {
        guard let start = text.lastRange(of: "\n\n"), start.lowerBound > text.startIndex else { return text }
        let last = text[start.upperBound...].trimmed
        guard last.utf8.count <= 400 else { return text }
        let low = last.lowercased()
        let isOrigin =
            (low.hasPrefix("l’articolo ") || low.hasPrefix("l'articolo ")) && low.has(" proviene da ")
            || low.hasPrefix("the post ") && low.has(" appeared first on ")
        return isOrigin ? String(text[..<start.lowerBound]) : text
    }

    /// A text of one line without tags.
    static func line(_ text: String, limits: ReadingLimits) throws(ArticleDraft.Refusal) -> String {
        try paragraphs(text, limits: limits).singleLine
    }
}

extension ArticleDraft {
    /// Takes the text out of a title or body that is HTML, which one with a closing tag or a line break of HTML is. Beside
    /// such a body a title with a reference is HTML too.
    mutating func readEmbeddedHTML(limits: ReadingLimits) throws(Refusal) {
        guard title.utf8.count + body.utf8.count <= limits.article else { return }
        let isMarked = FeedText.hasTags(body)
        if FeedText.hasTags(title) || isMarked && !title.utf8.contains(0x3C) && FeedText.hasReference(title) {
            let line = try FeedText.line(title, limits: limits)
            if !line.isEmpty { title = line }
        }
        if isMarked { body = try FeedText.paragraphs(body, limits: limits) }
    }

    /// Takes a date that a document names, or notes that it is none.
    mutating func takeDate(_ text: String?, named name: String) {
        guard date == nil, let text, !text.singleLine.isEmpty else { return }
        if let found = ArticleDate(parsing: text.singleLine) {
            (date, dateSource) = (found, .field)
        } else {
            takeNote(of: name, text: text, flaw: "cannot be read as a date")
        }
    }
}
