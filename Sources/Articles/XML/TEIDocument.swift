// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// TEI P4 and P5: a text is an article, or each of its divisions whose type says that it is one, and then one more of all
/// that stands outside of these.
///
/// People, organisations and places that the edition marks are metadata of the article (`persons`, `organisations`,
/// `places`). Of an editor's alternatives the corrected, regularised and expanded form is read; notes that the source has
/// (`place`) stand at the end; the editor's own, running headers and what was struck out are not read.
struct TEIDocument: XMLDocument {
    let isCorpus: Bool
    /// The names that articles of the file have so far.
    private var parts: Set<String> = []

    init(isCorpus: Bool) { self.isCorpus = isCorpus }

    var isOneArticle: Bool { !isCorpus }

    private static let rules = XMLTextRules(
        blocks: [
            "p", "head", "ab", "l", "lg", "item", "list", "sp", "speaker", "stage", "div", "div1", "div2", "div3",
            "div4",
            "cit", "table", "row", "opener", "closer", "signed", "dateline", "byline", "salute", "trailer", "argument",
            "epigraph", "docTitle", "titlePart", "floatingText", "front", "body", "back", "group", "text",
        ],
        hidden: ["fw", "note", "figDesc", "del", "gap", "teiHeader", "graphic"], breaks: [])

    private static let articleTypes: Set<String> = ["article", "articolo", "news", "notizia", "articleitem"]

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        switch tag.name.local {
        case "TEI", "TEI.2": .record
        case "teiCorpus", "teiCorpus.2": .container
        default: .ignored
        }
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        guard let header = record.first("teiHeader"), let text = record.first("text") else {
            throw .init(reason: "the TEI has no \(record.first("text") == nil ? "text" : "teiHeader")")
        }
        let base = Self.described(by: header, record)
        let divisions = Self.articleDivisions(of: text)
        guard !divisions.isEmpty else {
            var draft = base
            draft.part = part(record["id"])
            Self.fill(&draft, with: text)
            if draft.title.isEmpty { draft.title = text.all("head").first?.text ?? "" }
            return [draft]
        }
        var drafts: [ArticleDraft] = []
        for division in divisions {
            var draft = base
            draft.part = part(division["id"])
            draft.section = division["subtype"] ?? base.section
            var content = division
            if let index = content.nodes.firstIndex(where: { Self.isHead($0) }),
                case .element(let head) = content.nodes[index]
            {
                draft.title = Self.rules.paragraphs(of: Self.chosen(head)).joined(separator: " ")
                content.nodes.remove(at: index)
            }
            if let line = division.first("byline")?.filledText {
                draft.authors = [line]
                content = content.without { $0.local == "byline" && $0.text == line }
            }
            let date = division.first("dateline")?.first("date") ?? division.first("opener")?.all("date").first
            if let day = date?["when"].flatMap({ ArticleDate(parsing: $0) }) {
                (draft.date, draft.dateSource) = (day, .field)
            }
            Self.fill(&draft, with: content)
            drafts.append(draft)
        }
        if let rest = rest(of: text, base) { drafts.append(rest) }
        return drafts
    }

    /// What stands outside of the articles.
    private mutating func rest(of text: XMLElement, _ base: ArticleDraft) -> ArticleDraft? {
        var draft = base
        draft.title = base.title.isEmpty ? "Resto" : "\(base.title) (resto)"
        Self.fill(&draft, with: text.without(Self.isArticle))
        draft.part = part("resto")
        draft.metadata["text"] = "rest of file"
        return draft.body.isEmpty ? nil : draft
    }

    /// The name of an article in its file, unless another one has it.
    private mutating func part(_ id: String?) -> String? {
        guard let id, parts.insert(id).inserted else { return nil }
        return id
    }

    private static func isHead(_ node: XMLElement.Node) -> Bool {
        if case .element(let element) = node { element.local == "head" } else { false }
    }

    private static func isArticle(_ element: XMLElement) -> Bool {
        element.local.hasPrefix("div") && element["type"].map { articleTypes.contains($0.lowercased()) } ?? false
    }

    private static func articleDivisions(of element: XMLElement) -> [XMLElement] {
        var found: [XMLElement] = []
        for child in element.elements {
            if isArticle(child) {
                found.append(child)
            } else {
                found += articleDivisions(of: child)
            }
        }
        return found
    }

    private static func described(by header: XMLElement, _ record: XMLElement) -> ArticleDraft {
        var draft = ArticleDraft()
        let file = header.first("fileDesc")
        let titles = file?.first("titleStmt")
        let origin = file?.first("sourceDesc")
        draft.title = titles?.first("title")?.text ?? ""
        draft.authors = (titles?.all("author") ?? []).compactMap(\.filledText)
        draft.source =
            origin?.all("title").first { $0["level"] == "j" }?.filledText
            ?? file?.at("publicationStmt", "publisher")?.filledText
        draft.language =
            header.at("profileDesc", "langUsage", "language")?["ident"] ?? record["lang"]
            ?? record.first("text")?["lang"]
        draft.tags = (header.first("profileDesc")?.all("term") ?? []).compactMap(\.filledText)
        let dates =
            (origin?.all("date") ?? []) + (header.at("profileDesc", "creation")?.all("date") ?? [])
            + (file?.first("publicationStmt")?.all("date") ?? [])
        for date in dates { draft.takeDate(date["when"] ?? date["value"] ?? date.filledText, named: "date") }
        return draft
    }

    private static func fill(_ draft: inout ArticleDraft, with text: XMLElement) {
        let text = chosen(text)
        let notes = text.all("note")
        let printed = notes.filter { $0["place"] != nil }
        let paragraphs = rules.paragraphs(of: text) + printed.flatMap { rules.paragraphs(in: $0) }
        draft.body = paragraphs.joined(separator: "\n\n")
        if printed.count < notes.count {
            let left = (notes.count - printed.count).counted("note of the edition is", "notes of the edition are")
            draft.takeNote("\(left) left out")
        }
        for (names, key) in [
            (["persName"], "persons"), (["orgName"], "organisations"),
            (["placeName", "settlement", "country", "region", "geogName"], "places"),
        ] {
            var seen: Set<String> = []
            let marked = names.flatMap { text.all($0) }.compactMap(\.filledText).filter { seen.insert($0).inserted }
            if !marked.isEmpty { draft.metadata[key] = marked.joined(separator: "; ") }
        }
    }

    /// The element with one of the editor's alternatives, and with line breaks as the spaces that they stand for.
    private static func chosen(_ element: XMLElement) -> XMLElement {
        var result = XMLElement(tag: element.tag)
        for node in element.nodes {
            guard case .element(let child) = node else {
                result.nodes.append(node)
                continue
            }
            switch child.local {
            case "choice":
                let best = ["corr", "reg", "expan"].lazy.compactMap { child.first($0) }.first
                if let best = best ?? child.elements.first(where: { _ in true }) {
                    result.nodes.append(.element(chosen(best)))
                }
            case "lb", "pb", "cb":
                if child["break"] == "no" { result.trimEnd() } else { result.nodes.append(.text(" ")) }
            default: result.nodes.append(.element(chosen(child)))
            }
        }
        return result.joinedAtBreaks
    }
}

extension XMLElement {
    /// The element without some of those in it.
    fileprivate func without(_ isLeftOut: (XMLElement) -> Bool) -> XMLElement {
        var result = XMLElement(tag: tag)
        for node in nodes {
            guard case .element(let child) = node else {
                result.nodes.append(node)
                continue
            }
            if !isLeftOut(child) { result.nodes.append(.element(child.without(isLeftOut))) }
        }
        return result
    }

    /// Marks a place where the words on both sides are one: a word joiner, which ``joinedAtBreaks`` takes away.
    fileprivate mutating func trimEnd() { nodes.append(.text("\u{2060}")) }

    /// The element without the white space and the hyphen around the places where words are one.
    fileprivate var joinedAtBreaks: XMLElement {
        guard nodes.contains(.text("\u{2060}")) else { return self }
        var result = XMLElement(tag: tag)
        var joins = false
        for node in nodes {
            switch node {
            case .text("\u{2060}"):
                joins = true
                if case .text(let before) = result.nodes.last {
                    var kept = before[...]
                    while let last = kept.last, last.isWhitespace { kept.removeLast() }
                    if kept.last == "-" || kept.last == "\u{AD}" { kept.removeLast() }
                    result.nodes[result.nodes.count - 1] = .text(String(kept))
                }
            case .text(let text) where joins:
                result.nodes.append(.text(String(text.drop { $0.isWhitespace })))
                joins = false
            default:
                result.nodes.append(node)
                joins = false
            }
        }
        return result
    }
}
