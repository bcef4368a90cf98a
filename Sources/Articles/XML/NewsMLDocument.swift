// SPDX-License-Identifier: GPL-3.0-or-later

/// NewsML-G2 of the IPTC: a `newsItem`, or a message with several, with NITF, HTML or plain text inside.
struct NewsMLDocument: XMLDocument {
    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        switch tag.name.local {
        case "newsItem": .record
        case "newsMessage", "itemSet": .container
        default: .ignored
        }
    }

    static let rules = XMLTextRules(
        blocks: [
            "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "div", "blockquote", "section", "article",
            "table", "tr", "pre", "figure", "figcaption", "block", "paragraph", "para",
        ], hidden: ["head", "script", "style", "media-metadata", "media-reference"])

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        let item = record.first("itemMeta")
        let content = record.first("contentMeta")
        draft.id = record["guid"]
        draft.language = content?.first("language")?["tag"] ?? record["lang"]
        for (element, name) in [
            (content, "contentCreated"), (item, "firstCreated"), (content, "contentModified"), (item, "versionCreated"),
        ] {
            draft.takeDate(element?.first(name)?.filledText, named: name)
        }
        draft.title = content?.first("headline")?.text ?? ""
        draft.source =
            Self.name(content?.first("infoSource")) ?? Self.name(item?.first("provider"))
            ?? content?.first("creditline")?.filledText
        if let line = content?.first("by")?.filledText {
            draft.authors = [line]
        } else {
            draft.authors = (content?.all("creator") ?? []).compactMap { Self.name($0) }
        }
        draft.tags = (content?.all("keyword") ?? []).compactMap(\.filledText)
        for subject in content?.all("subject") ?? [] {
            guard let name = Self.name(subject) else { continue }
            draft.tags.append(name)
        }
        draft.url = item?.all("link").first { $0["rel"]?.hasSuffix("canonical") == true }?["href"]
        for (element, key) in [("slugline", "slugline"), ("dateline", "dateline"), ("urgency", "urgency")] {
            if let text = content?.first(element)?.filledText { draft.metadata[key] = text }
        }
        if let service = Self.name(item?.first("service")) { draft.section = service }
        try fillText(&draft, record, limits)
        if draft.title.isEmpty { draft.title = item?.first("title")?.text ?? "" }
        if draft.body.isEmpty, let text = content?.first("description")?.filledText { draft.body = text }
        return [draft]
    }

    private func fillText(
        _ draft: inout ArticleDraft, _ record: XMLElement, _ limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) {
        for element in record.first("contentSet")?.elements.map({ $0 }) ?? [] {
            switch element.local {
            case "inlineXML":
                if let nitf = element.first("nitf") {
                    NITFDocument.fill(&draft, from: nitf)
                } else {
                    let paragraphs = Self.rules.paragraphs(of: element)
                    // The page of an item begins with its headline.
                    let key = ArticleParagraphs.key(draft.title)
                    let repeats = paragraphs.count > 1 && !key.isEmpty && ArticleParagraphs.key(paragraphs[0]) == key
                    draft.body = paragraphs.dropFirst(repeats ? 1 : 0).joined(separator: "\n\n")
                }
            case "inlineData" where (element["contenttype"] ?? "text").hasPrefix("text"):
                draft.body = try FeedText.paragraphs(element.rawText, limits: limits)
            default: continue
            }
            if !draft.body.isEmpty { return }
        }
    }

    /// The name of a concept, or the text that stands for it.
    private static func name(_ element: XMLElement?) -> String? {
        element?.first("name")?.filledText ?? element?.filledText ?? element?["literal"]
    }
}

/// NewsML 1.x: each `NewsItem` with its lines and its text.
struct OldNewsMLDocument: XMLDocument {
    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        path.isEmpty ? .container : tag.name.local == "NewsItem" ? .record : .ignored
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        func text(_ name: String) -> String? { record.all(name).lazy.compactMap(\.filledText).first }
        draft.id = text("PublicIdentifier") ?? text("NewsItemId")
        draft.title = text("HeadLine") ?? ""
        draft.source = text("ProviderName") ?? text("ProviderId") ?? text("CreditLine")
        draft.authors = text("ByLine").map { [$0] } ?? []
        draft.language = record.all("Language").lazy.compactMap { $0["FormalName"] }.first
        draft.tags = record.all("KeywordLine").compactMap(\.filledText)
        if let place = text("DateLine") { draft.metadata["dateline"] = place }
        for name in ["DateId", "FirstCreated", "ThisRevisionCreated"] { draft.takeDate(text(name), named: name) }
        for content in record.all("DataContent") {
            if let nitf = content.first("nitf") {
                NITFDocument.fill(&draft, from: nitf)
            } else {
                let isTree = content.elements.contains { _ in true }
                draft.body =
                    isTree
                    ? NewsMLDocument.rules.paragraphs(of: content).joined(separator: "\n\n")
                    : try FeedText.paragraphs(content.rawText, limits: limits)
            }
            if !draft.body.isEmpty { break }
        }
        return [draft]
    }
}
