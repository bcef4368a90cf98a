// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The article of a page, or why there is none.
struct ArticlePage {
    private(set) var draft = ArticleDraft()

    /// Less running text than this is a menu's label or a notice, unless the page says that it is an article or is nothing
    /// but a headline and a sentence.
    private static let leastWords = 25
    private static let leastAnnouncedWords = 8

    init(_ tree: HTMLTree, hints: InputHints, depthLimit: Int) throws(ArticleDraft.Refusal) {
        let markup = PageMarkup(tree, depthLimit: depthLimit)
        let known = markup.recordText("articleBody").flatMap { $0.utf8.count >= 200 ? $0 : nil }
        // A summary belongs to the article, though rarely to its `articleBody`.
        let summary = markup.recordText("description") ?? markup.meta("og:description", "description")
        let shingles = known.map { WordShingles($0 + "\n\n" + (summary ?? "")) }
        var reading = Reading(markup, hints, shingles, usesHints: true)
        if reading.wordCount < Self.leastWords {
            let second = Reading(markup, hints, shingles, usesHints: false)
            if second.wordCount > max(40, reading.wordCount * 2), !second.isFront { reading = second }
        }
        var body = reading.body
        if let known, let shingles { body = Self.completed(reading, known, shingles) }
        try Self.check(body, reading, markup)
        draft.body = body
        take(reading, markup, hints)
    }

    /// The text that the page says it has, where it shows less: a teaser, or a text that a script would have put in. What
    /// stands before it in the page, such as a summary, stays.
    private static func completed(_ reading: Reading, _ known: String, _ shingles: WordShingles) -> String {
        let shown = WordShingles(reading.body)
        guard shown.share(of: known) < 0.75, shingles.wordCount * 5 > reading.wordCount * 3 else { return reading.body }
        let before = reading.paragraphs.prefix { WordShingles(known).share(of: $0) < 0.5 }
        let isBeginning = before.count < reading.paragraphs.count
        return ((isBeginning ? Array(before) : []) + [known]).joined(separator: "\n\n")
    }

    private static func check(
        _ body: String, _ reading: Reading, _ markup: PageMarkup
    ) throws(ArticleDraft.Refusal) {
        let words = body == reading.body ? reading.wordCount : body[...].wordCount
        if words < 150, PageBoilerplate.isAboutCookies(body) {
            throw .init(reason: "the page shows a cookie notice and no article")
        }
        if markup.tree.hasFrames, words < leastWords {
            let frames = markup.tree.frames.map { "'\($0.prefix(120))'" }.joined(separator: ", ")
            throw .init(reason: "the page is a frameset; its text is in \(frames.isEmpty ? "other files" : frames)")
        }
        if reading.isFront || markup.announcesList && reading.longestParagraph < 400 {
            throw .init(reason: "the page is a list of articles, not one")
        }
        if words < (markup.announcesArticle || reading.isBrief ? leastAnnouncedWords : leastWords) {
            throw .init(reason: "the page has no article: its running text has \(words.counted("word", "words"))")
        }
    }

    private mutating func take(_ reading: Reading, _ markup: PageMarkup, _ hints: InputHints) {
        let fields = reading.fields
        draft.title = reading.title
        if let (date, source) = fields.date(near: reading.datelines) { (draft.date, draft.dateSource) = (date, source) }
        draft.section = fields.section(title: reading.title)
        draft.source = fields.source
        draft.authors = fields.authors(near: reading.nearby)
        draft.tags = fields.tags
        draft.language = fields.language
        draft.url = fields.url
        let description =
            markup.recordText("description") ?? markup.meta("og:description", "description", "dc.description")
        if let description = description?.cleaned, !description.isEmpty { draft.metadata["description"] = description }
    }
}

extension ArticlePage {
    /// One way of reading a page: with or without regard to classes.
    private struct Reading {
        let fields: PageFields
        let title: String
        /// The short texts around the headline and at both ends of the body, where date and author stand.
        let nearby: [String]
        /// Of these, what may tell the day: no lines of the headline that say more.
        let datelines: [String]
        let paragraphs: [String]
        let body: String
        let wordCount: Int
        /// Whether it looks like the front of a section.
        let isFront: Bool
        let longestParagraph: Int
        /// Whether a headline and whole sentences are most of what the page shows.
        let isBrief: Bool

        init(_ markup: PageMarkup, _ hints: InputHints, _ known: WordShingles?, usesHints: Bool) {
            let cut = PageBlocks(markup.tree, usesHints: usesHints)
            fields = PageFields(markup: markup, blocks: cut.blocks, hints: hints)
            let headline = Headline(markup, cut.blocks)
            title = fields.title(heading: headline.text)
            let titleBlock = headline.block ?? Headline.block(like: title, in: cut.blocks)
            let finder = ArticleFinder(tree: markup.tree, cut: cut, titleBlock: titleBlock, known: known)
            guard let container = finder.container() else {
                (nearby, datelines, paragraphs, body, wordCount, isFront, longestParagraph) = (
                    [], [], [], "", 0, false, 0
                )
                isBrief = false
                return
            }
            let text = ArticleParagraphs(finder, container: container, title: title)
            paragraphs = text.paragraphs
            body = paragraphs.joined(separator: "\n\n")
            wordCount = body[...].wordCount
            longestParagraph = text.paragraphs.lazy.map(\.utf8.count).max() ?? 0
            isFront = text.linkedHeadings >= 4 && text.proseSize / text.linkedHeadings < 400 && markup.record == nil
            isBrief = wordCount < leastWords && Self.isBrief(cut.blocks, titleBlock, body)
            nearby = Self.nearby(cut.blocks, titleBlock, container, markup.tree).flatMap { text in
                text.has(0x0A) ? text.split(separator: "\n").map { String($0) } : [text]
            }
            let heading = titleBlock.map { cut.blocks[$0].text.split(separator: "\n").map { String($0) } } ?? []
            datelines = nearby.filter { !heading.contains($0) || Dateline.isNothingElse($0) }
        }

        private static func isBrief(_ blocks: [PageBlock], _ title: Int?, _ body: String) -> Bool {
            guard let title, let last = body.utf8.last, last == 0x2E || last == 0x21 || last == 0x3F else {
                return false
            }
            let own = body.utf8.count { $0 > 0x20 } + blocks[title].size
            let shown = blocks.reduce(0) { $0 + $1.size }
            return own * 10 >= shown * 6 && !PageBoilerplate.isNotice(blocks[title].text + " " + body)
        }

        private static func nearby(
            _ blocks: [PageBlock], _ title: Int?, _ container: Int, _ tree: HTMLTree
        ) -> [String] {
            let inside = blocks.indices.filter { tree.isWithin(blocks[$0].node, container) }
            let first = inside.first { blocks[$0].isProse } ?? inside.first ?? 0
            var order: [Int] = []
            if let title { order += Array(title...(title + 10)) }
            order += (max(0, first - 6)...first).reversed()
            if let title { order += (max(0, title - 4)..<title).reversed() }
            order += inside.suffix(4)
            return order.filter { blocks.indices.contains($0) }.map { blocks[$0] }
                .filter { $0.size <= 200 && (!$0.isProse || $0.size <= 100) }.map(\.text)
        }
    }
}
