// SPDX-License-Identifier: GPL-3.0-or-later

/// RSS 0.9x, 1.0 and 2.0, with the elements of Dublin Core, `content:encoded` Media RSS, podcasts and
/// exports of WordPress that feeds use.
struct RSSDocument: XMLDocument {
    private var source: String?
    private var language: String?

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        if path.isEmpty { return .container }
        if tag.name.local == "item" { return .record }
        let isInChannel = path.last == "channel"
        if tag.name.local == "channel", !isInChannel { return .container }
        return isInChannel && ["title", "language"].contains(tag.name.local) ? .description : .ignored
    }

    mutating func describe(_ element: XMLElement) {
        switch element.local {
        case "title":
            guard element.tag.name.space.isEmpty || source == nil, let text = element.filledText else { return }
            source = (try? FeedText.line(text, limits: ReadingLimits())) ?? text
        case "language": language = element.filledText ?? language
        default: break
        }
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        draft.source = source
        draft.language = language
        var description = ""
        var encoded = ""
        var summary = ""
        for element in record.elements {
            let kind = Kind(element.tag.name)
            switch (kind, element.local) {
            case (.own, "title"): draft.title = try FeedText.line(element.rawText, limits: limits)
            case (.dublinCore, "title") where draft.title.isEmpty:
                draft.title = try FeedText.line(element.rawText, limits: limits)
            case (.content, "encoded"): encoded = element.rawText
            case (.own, "description"), (.atom, "summary"), (.atom, "content"):
                if element.rawText.utf8.count > description.utf8.count { description = element.rawText }
            case (.media, "description") where description.isEmpty: description = element.rawText
            case (.own, "pubDate"), (.dublinCore, "date"), (.atom, "published"), (.atom, "updated"):
                draft.takeDate(element.filledText, named: element.local)
            case (.own, "category") where element["domain"] == "category" && draft.section == nil:
                if let text = element.filledText { draft.section = try FeedText.line(text, limits: limits) }
            case (.podcast, "summary"), (.podcast, "subtitle"):
                if element.rawText.utf8.count > summary.utf8.count { summary = element.rawText }
            case (.podcast, "author") where draft.authors.isEmpty:
                if let name = element.filledText { draft.authors.append(name) }
            case (.wordPress, "status"):
                if let status = element.filledText, status != "publish" { draft.metadata["status"] = status }
            case (.own, "category"), (.dublinCore, "subject"):
                if let text = element.filledText { draft.tags.append(try FeedText.line(text, limits: limits)) }
            case (.dublinCore, "creator"), (.own, "author"), (.atom, "author"):
                if let name = Self.author(element) { draft.authors.append(name) }
            case (.own, "guid"):
                draft.id = element.filledText
                if draft.url == nil, element["isPermaLink"] != "false", let id = draft.id, id.hasPrefix("http") {
                    draft.url = id
                }
            case (.own, "link"): draft.url = element.filledText ?? draft.url
            case (.atom, "link") where draft.url == nil && (element["rel"] ?? "alternate") == "alternate":
                draft.url = element["href"]
            case (.own, "source"): draft.source = element.filledText ?? draft.source
            case (.dublinCore, "language"): draft.language = element.filledText ?? draft.language
            default: break
            }
        }
        if draft.id == nil { draft.id = record["about"] ?? draft.url }
        if description.singleLine.isEmpty { description = summary }
        let isWhole = !encoded.singleLine.isEmpty
        draft.body = FeedText.withoutOrigin(try FeedText.paragraphs(isWhole ? encoded : description, limits: limits))
        if isWhole { try draft.keep(summary: description, limits: limits) }
        return [draft]
    }

    /// `indirizzo@esempio.it (Nome Cognome)` is how RSS wants an author to be written.
    private static func author(_ element: XMLElement) -> String? {
        guard let text = element.first("name")?.filledText ?? element.filledText else { return nil }
        guard text.contains("@"), let open = text.firstIndex(of: "("), text.last == ")" else { return text }
        let name = text[text.index(after: open)...].dropLast().trimmed
        return name.isEmpty ? text : String(name)
    }

    /// Whose an element is.
    private enum Kind {
        case own, dublinCore, content, atom, media, podcast, wordPress, other

        init(_ name: XMLName) {
            let space = name.space.lowercased()
            self =
                switch space {
                case "", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/": .own
                case "dc", "dcterms", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/": .dublinCore
                case "content", "http://purl.org/rss/1.0/modules/content/": .content
                case "atom", "http://www.w3.org/2005/atom": .atom
                case "media", "http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss": .media
                case "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd": .podcast
                default:
                    space.contains("backend.userland.com/rss")
                        ? .own : space.hasPrefix("http://wordpress.org/export/") ? .wordPress : .other
                }
        }
    }
}

extension ArticleDraft {
    /// Keeps the short form of a text that is there in full.
    mutating func keep(summary: String, limits: ReadingLimits) throws(Refusal) {
        let text = try FeedText.line(summary, limits: limits)
        if !text.isEmpty { metadata["description"] = text }
    }
}
