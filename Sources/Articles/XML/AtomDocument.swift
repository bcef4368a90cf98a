// SPDX-License-Identifier: GPL-3.0-or-later

/// Atom 1.0 (RFC 4287) and 0.3.
struct AtomDocument: XMLDocument {
    private var source: String?
    private var language: String?
    private var author: [String] = []

    private static let rules = XMLTextRules(
        blocks: [
            "address", "article", "blockquote", "dd", "div", "dt", "figure", "figcaption", "h1", "h2", "h3", "h4",
            "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
        ], hidden: ["script", "style"])

    init(language: String?) {
        self.language = language
    }

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        if path.isEmpty { return .container }
        if tag.name.local == "entry" { return .record }
        return ["title", "author"].contains(tag.name.local) ? .description : .ignored
    }

    mutating func describe(_ element: XMLElement) {
        switch element.local {
        case "title":
            let title = try? Self.text(of: element, limits: ReadingLimits()).singleLine
            source = title.flatMap { $0.isEmpty ? nil : $0 } ?? element.filledText
        default: if let name = element.first("name")?.filledText { author.append(name) }
        }
        language = language ?? element["lang"]
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        draft.id = record.first("id")?.filledText
        draft.source = record.at("source", "title")?.filledText ?? source
        draft.language = record["lang"] ?? record.first("content")?["lang"] ?? language
        if let title = record.first("title") {
            draft.title = try Self.text(of: title, limits: limits).singleLine
        }
        for name in ["published", "issued", "updated", "modified"] {
            draft.takeDate(record.first(name)?.filledText, named: name)
        }
        for element in record.elements {
            switch element.local {
            case "author": if let name = element.first("name")?.filledText { draft.authors.append(name) }
            case "category": if let term = element["label"] ?? element["term"] { draft.tags.append(term) }
            case "link" where draft.url == nil && (element["rel"] ?? "alternate") == "alternate":
                draft.url = element["href"]
            default: break
            }
        }
        if draft.authors.isEmpty { draft.authors = author }
        let summary = try record.first("summary").map { (element) throws(ArticleDraft.Refusal) in
            try Self.text(of: element, limits: limits)
        }
        let content = try record.first("content").map { (element) throws(ArticleDraft.Refusal) in
            try Self.text(of: element, limits: limits)
        }
        if let content, !content.singleLine.isEmpty {
            draft.body = content
            if let summary { try draft.keep(summary: summary, limits: limits) }
        } else {
            draft.body = summary ?? ""
        }
        return [draft]
    }

    private static func text(of element: XMLElement, limits: ReadingLimits) throws(ArticleDraft.Refusal) -> String {
        switch element["type"] ?? "text" {
        case "html", "text/html": return try FeedText.paragraphs(element.rawText, limits: limits)
        case "xhtml", "application/xhtml+xml": return rules.paragraphs(of: element).joined(separator: "\n\n")
        default:
            return element.elements.contains { _ in true }
                ? rules.paragraphs(of: element).joined(separator: "\n\n") : element.rawText
        }
    }
}
