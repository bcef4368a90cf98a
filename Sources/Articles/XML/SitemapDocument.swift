// SPDX-License-Identifier: GPL-3.0-or-later

/// Sitemaps, which name the addresses of pages and in `news:news` their titles, but never hold a text.
///
/// An article has a body, so each title is a rejection that says where its text is, and bare addresses are one for all.
struct SitemapDocument: XMLDocument {
    let isIndex: Bool
    private var addresses = 0

    init(isIndex: Bool) {
        self.isIndex = isIndex
    }

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        path.isEmpty ? .container : ["url", "sitemap"].contains(tag.name.local) ? .record : .ignored
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        guard let title = record.at("news", "title")?.filledText else {
            addresses += 1
            return []
        }
        let address = record.first("loc")?.text ?? ""
        throw .init(reason: "a sitemap has no text: '\(title.prefix(120))' is at '\(address.prefix(300))'")
    }

    func refusal(recordCount: Int) -> String? {
        if isIndex { return "it is an index of \(recordCount) sitemaps, which hold no articles" }
        if addresses > 0 { return "a sitemap has no text: it names the addresses of \(addresses) pages" }
        return recordCount == 0 ? "the sitemap is empty" : nil
    }
}
