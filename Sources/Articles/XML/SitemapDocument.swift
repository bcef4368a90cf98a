// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Sitemaps, which name the addresses of pages, and in `news:news` the title and day of each article.
///
/// A sitemap never holds a text: an entry is a short article of its title and the captions of its images, which its
/// metadata say (`text` is `title only`). Bare addresses are one rejection for all.
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
        guard let news = record.first("news"), let title = news.first("title")?.filledText else {
            addresses += 1
            return []
        }
        var draft = ArticleDraft()
        draft.title = try FeedText.line(title, limits: limits)
        let captions = record.all("image").flatMap { $0.all("caption") + $0.all("title") }.compactMap(\.filledText)
        draft.body = ([draft.title] + captions.filter { $0 != title }).joined(separator: "\n\n")
        draft.url = record.first("loc")?.filledText
        draft.id = draft.url
        draft.source = news.at("publication", "name")?.filledText
        draft.language = news.at("publication", "language")?.filledText
        draft.tags = (news.first("keywords")?.filledText ?? "").split(separator: ",").map { String($0.trimmed) }
        draft.takeDate(news.first("publication_date")?.filledText, named: "publication_date")
        draft.metadata["text"] = "title only"
        return [draft]
    }

    func refusal(recordCount: Int) -> String? {
        if isIndex { return "it is an index of \(recordCount) sitemaps, which hold no articles" }
        if addresses > 0 {
            return "a sitemap has no text: it names the addresses of \(addresses.counted("page", "pages"))"
        }
        return recordCount == 0 ? "the sitemap is empty" : nil
    }
}
