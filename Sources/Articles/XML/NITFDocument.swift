// SPDX-License-Identifier: GPL-3.0-or-later

/// NITF, the News Industry Text Format of the IPTC.
struct NITFDocument: XMLDocument {
    var isOneArticle: Bool { true }

    private static let rules = XMLTextRules(
        blocks: [
            "p", "hl1", "hl2", "hl3", "hl4", "hr", "li", "dt", "dd", "bq", "block", "table", "tr", "pre", "note", "fn",
            "media-caption",
        ], hidden: ["media-metadata", "media-producer", "media-reference", "media-object", "ds", "alt-code"])

    func role(of tag: XMLTag, in path: [String]) -> XMLRole { .record }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        Self.fill(&draft, from: record)
        return [draft]
    }

    /// Takes what NITF says, also where it lies in another document that has not said it.
    static func fill(_ draft: inout ArticleDraft, from nitf: XMLElement) {
        let head = nitf.first("head")
        let data = head?.first("docdata")
        let heading = nitf.at("body", "body.head")
        if draft.title.isEmpty {
            draft.title =
                heading?.at("hedline", "hl1")?.filledText ?? heading?.first("hedline")?.filledText
                ?? head?.first("title")?.text ?? ""
        }
        draft.id = draft.id ?? data?.first("doc-id")?["id-string"]
        for (element, attribute) in [("date.issue", "norm"), ("date.release", "norm")] {
            draft.takeDate(data?.first(element)?[attribute], named: element)
        }
        let publication = head?.first("pubdata")
        draft.takeDate(publication?["date.publication"], named: "date.publication")
        draft.takeDate(heading?.at("dateline", "story.date")?["norm"], named: "story.date")
        draft.source =
            draft.source ?? publication?["name"] ?? heading?.first("distributor")?.filledText
            ?? data?.first("doc.copyright")?["holder"]
        draft.section = draft.section ?? publication?["position.section"]
        if draft.authors.isEmpty {
            draft.authors = (heading?.all("byline") ?? []).compactMap {
                $0.first("person")?.filledText ?? $0.filledText
            }
        }
        let keywords = (data?.all("keyword") ?? []).compactMap { $0["key"] }
        let subjects = (head?.all("tobject.subject") ?? []).compactMap {
            $0["tobject.subject.matter"] ?? $0["tobject.subject.type"]
        }
        draft.tags += keywords + subjects
        draft.language = draft.language ?? nitf["lang"]
        if let place = heading?.at("dateline", "location")?.filledText { draft.metadata["dateline"] = place }
        if let urgency = data?.first("urgency")?["ed-urg"] { draft.metadata["urgency"] = urgency }
        var paragraphs = (heading?.first("abstract")).map { rules.paragraphs(of: $0) } ?? []
        if let subtitle = heading?.at("hedline", "hl2")?.filledText { paragraphs.insert(subtitle, at: 0) }
        for content in nitf.first("body")?.all("body.content") ?? [] { paragraphs += rules.paragraphs(of: content) }
        if let end = nitf.at("body", "body.end", "tagline")?.filledText { paragraphs.append(end) }
        draft.body = paragraphs.joined(separator: "\n\n")
    }
}
