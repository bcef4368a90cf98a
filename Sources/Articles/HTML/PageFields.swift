// SPDX-License-Identifier: GPL-3.0-or-later

/// Chooses an article's fields among what the page says of them, the most reliable place first.
struct PageFields {
    let markup: PageMarkup
    let blocks: [PageBlock]
    let hints: InputHints
    /// The page's own address: canonical, OpenGraph, JSON-LD, then what the container says.
    let url: String?
    /// The day on which the page was collected.
    private let collected: ArticleDate?
    /// The paper: publisher, site name, what stands behind the title, the host.
    let source: String?

    init(markup: PageMarkup, blocks: [PageBlock], hints: InputHints) {
        (self.markup, self.blocks, self.hints) = (markup, blocks, hints)
        let original = Self.url(markup, hints).map { PageOrigin.original(of: $0) }
        url = original?.url
        collected = hints.date ?? original?.date
        source = Self.source(markup, host: url.flatMap { Self.host(of: $0) })
    }

    // MARK: Title

    /// The headline; one in the head of the page that is cut short or has the paper's name behind it gives way to the
    /// heading that it stands for.
    func title(heading: String?) -> String {
        let told = [
            markup.recordText("headline"), markup.meta("og:title", "twitter:title"), markup.recordText("name"),
            markup.meta("dc.title", "dcterms.title"), markup.property("headline"),
        ].compactMap { $0 }.first { !$0.trimmed.isEmpty }
        guard let told else { return heading ?? partInPage ?? Self.withoutSite(markup.pageTitle, site: source) }
        let bare = Self.withoutSite(told.singleLine, site: source)
        guard let heading else { return bare }
        let key = ArticleParagraphs.key(bare)
        let headingKey = ArticleParagraphs.key(heading)
        let isSame = headingKey.starts(with: key) || key.starts(with: headingKey)
        return isSame && headingKey.count >= 8 ? heading : bare
    }

    /// The part of the page's title, between separators, that the page repeats in its text.
    private var partInPage: String? {
        let parts = markup.pageTitle.pieces(between: Self.titleSeparators).filter { !$0.isEmpty }
        guard parts.count > 1 else { return nil }
        if let whole = parts.first(where: { part in
            let key = ArticleParagraphs.key(part)
            return key.count >= 8 && part[...].wordCount >= 2
                && blocks.contains { $0.size <= 300 && $0.linkShare < 0.5 && ArticleParagraphs.key($0.text) == key }
        }) {
            return whole.singleLine
        }
        let longest = parts.max { $0.utf8.count < $1.utf8.count } ?? ""
        let key = ArticleParagraphs.key(longest)
        guard key.count >= 15,
            blocks.contains(where: { $0.size <= 300 && ArticleParagraphs.key($0.text).contains(key) })
        else { return nil }
        return longest.singleLine
    }

    private static let titleSeparators = [" | ", " - ", " – ", " — ", " :: ", " » ", " « "].map { Array($0.utf8) }

    /// The title without ` - Paper`, ` | Section | Paper` and the like.
    static func withoutSite(_ title: String, site: String?) -> String {
        var title = title.singleLine
        let siteKey = site.map { ArticleParagraphs.key($0) } ?? []
        for separator in [" | ", " - ", " – ", " — ", " · ", " « ", " » ", " :: ", " / "] {
            while let range = title.lastRange(of: separator) {
                let tail = title[range.upperBound...]
                let key = ArticleParagraphs.key(String(tail))
                let isSite =
                    !siteKey.isEmpty && (key == siteKey || key.starts(with: siteKey) || siteKey.starts(with: key))
                guard
                    isSite || (separator != " - " && separator != " / ")
                        || tail.wordCount <= 4 && tail.first?.isUppercase == true,
                    title[..<range.lowerBound].wordCount >= 2
                else { break }
                title = String(title[..<range.lowerBound])
            }
        }
        for separator in [" - ", " | ", " – ", ": "] where !siteKey.isEmpty {
            guard let range = title.firstRange(of: separator) else { continue }
            if ArticleParagraphs.key(String(title[..<range.lowerBound])) == siteKey {
                title = String(title[range.upperBound...])
            }
        }
        return title
    }

    // MARK: Date

    /// The day of publication and where it stands, from structured data down to the text around the headline.
    func date(near nearby: [String]) -> (ArticleDate, DateSource)? {
        let candidates: [(DateSource, () -> [String?])] = [
            (
                .jsonLD,
                { ["datePublished", "dateCreated", "uploadDate"].map { markup.recordText($0) } }
            ),
            (
                .openGraph,
                {
                    [
                        markup.meta(
                            "article:published_time", "og:published_time", "og:article:published_time",
                            "article:published")
                    ]
                }
            ),
            (
                .dublinCore,
                {
                    [
                        "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
                        "dc.date.created",
                        "dc:date", "dc.issued", "dc:issued", "dc:created", "dcterms:issued", "dcterms:date",
                        "dcterms:created",
                    ].map { markup.meta($0) }
                }
            ),
            (
                .meta,
                {
                    [
                        "datepublished", "publication_date", "publicationdate", "publish-date", "publish_date",
                        "pubdate",
                        "parsely-pub-date",
                        "sailthru.date", "cxenseparse:recs:publishtime", "date", "data", "article.published",
                        "dateofpublication",
                    ].map { markup.meta($0) }
                }
            ),
            (.time, { timeTexts }),
            (.microdata, { ["datepublished", "datecreated"].map { markup.property($0) } }),
        ]
        for (source, texts) in candidates {
            for case let text? in texts() {
                if let date = ArticleDate(parsing: text) ?? ArticleDate(within: text) { return (date, source) }
            }
        }
        if let date = url.flatMap({ ArticleDate(inURL: $0) }) {
            if date.day != nil { return (date, .url) }
            if let finer = Dateline.date(in: nearby) { return (finer, .text) }
            return (date, .url)
        }
        return Dateline.date(in: nearby).map { ($0, .text) } ?? collected.map { ($0, .container) }
    }

    /// The `time` elements, those marked as the publication's first; those of teasers and comments do not count.
    private var timeTexts: [String?] {
        let tree = markup.tree
        let outside = markup.times.filter { node in
            tree.ancestor(of: node) { PageBlocks.isAside(tree, $0) } == nil
        }
        let marked = outside.filter {
            tree.value(.pubdate, of: $0) != nil || tree.has(.itemprop, word: "datePublished", at: $0)
                || tree.has(.class, word: "published", at: $0) || tree.has(.class, word: "entry-date", at: $0)
        }
        return (marked + outside.prefix(1)).map { markup.value(of: $0) }
    }

    // MARK: The others

    private static func url(_ markup: PageMarkup, _ hints: InputHints) -> String? {
        let own = [markup.canonical, markup.meta("og:url")] + (markup.record.map { LinkedData.urls(of: $0) } ?? [])
        return own.compactMap { $0 }.first { $0.hasPrefix("http://") || $0.hasPrefix("https://") } ?? hints.url
    }

    private static func source(_ markup: PageMarkup, host: String?) -> String? {
        let publisher = markup.record?["publisher"].flatMap { markup.linked.resolved($0.items.first ?? $0).scalarText }
        let told = [
            publisher.map { PageMarkup.plain($0) }, markup.names(of: "publisher").first, markup.meta("og:site_name"),
            markup.meta("dc.publisher", "dcterms.publisher"),
            markup.meta("application-name", "publisher"), sourceInTitle(markup.pageTitle),
            sourceBefore(markup.recordText("headline") ?? markup.meta("og:title"), in: markup.pageTitle), host,
        ]
        return told.compactMap { $0?.singleLine }.first { !$0.isEmpty && !$0.has("://") }
    }

    private static func sourceInTitle(_ title: String) -> String? {
        for separator in [" | ", " - ", " – ", " — ", " :: ", " « ", " » "] {
            guard let range = title.lastRange(of: separator) else { continue }
            let tail = title[range.upperBound...].trimmed
            if (1...5).contains(tail.wordCount), tail.first?.isUppercase == true,
                title[..<range.lowerBound].wordCount >= 3
            {
                return String(tail)
            }
        }
        return nil
    }

    /// What stands before the headline in the page's title, `Il Diario: ` or the like.
    private static func sourceBefore(_ headline: String?, in title: String) -> String? {
        guard let key = headline.map({ ArticleParagraphs.key($0) }), key.count >= 8 else { return nil }
        for separator in [": ", " | ", " - ", " – "] {
            guard let range = title.firstRange(of: separator),
                ArticleParagraphs.key(String(title[range.upperBound...])) == key
            else { continue }
            return String(title[..<range.lowerBound].trimmed)
        }
        return nil
    }

    private static func host(of url: String) -> String? {
        guard let start = url.firstRange(of: "://") else { return nil }
        let host = url[start.upperBound...].prefix { $0 != "/" && $0 != ":" && $0 != "?" }
        return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
    }

    var language: String? {
        let told = [
            markup.recordText("inLanguage"), markup.language, markup.meta("og:locale"), markup.meta("content-language"),
            markup.meta("dc.language", "dcterms.language", "language"),
        ]
        return told.compactMap { $0 }.first { (2...12).contains($0.utf8.count) }
            .map { String($0.map { $0 == "_" ? "-" : $0 }) }
    }

    var tags: [String] {
        let lists: [[String]] = [
            (markup.record?["keywords"]?.items ?? []).compactMap(\.scalarText).map { PageMarkup.plain($0) },
            markup.metaList("article:tag"), markup.metaList("news_keywords"), markup.metaList("keywords"),
            markup.metaList("dc.subject"), markup.tagLinks.map { markup.tree.line(of: $0, limit: 100) },
        ]
        guard let found = lists.first(where: { $0.contains { !$0.isEmpty } }) else { return [] }
        return found.flatMap { $0.split { $0 == "," || $0 == ";" }.map { String($0.trimmed) } }
            .filter { !$0.isEmpty && $0.utf8.count <= 100 }
    }
}
