// SPDX-License-Identifier: GPL-3.0-or-later

/// The headline as it stands in the page: a level-one heading, the text that the page's title repeats, or where that is
/// the newspaper's name or a label, the heading before the text.
struct Headline {
    let text: String?
    let block: Int?

    init(_ markup: PageMarkup, _ blocks: [PageBlock]) {
        let told = [markup.recordText("headline"), markup.meta("og:title")].compactMap { $0 }
        let mastheads = Set(
            blocks.indices.filter { blocks[$0].isHeading && Self.leadsToFront(blocks[$0], markup.tree) })
        let headings = blocks.indices.filter { index in
            blocks[index].isHeading && !mastheads.contains(index) && Self.level(of: blocks[index], markup.tree) == 1
        }
        let marked = blocks.indices.first { index in
            markup.tree.ancestor(of: blocks[index].node) { markup.tree.has(.itemprop, word: "headline", at: $0) } != nil
        }
        var found: Int?
        for title in told + [markup.pageTitle] where found == nil {
            let key = ArticleParagraphs.key(title)
            found =
                headings.first { Self.stands(blocks[$0].text, for: key) }
                ?? Self.block(like: title, in: blocks, except: mastheads)
        }
        // The name of the paper is often a heading too; it is short and links to the front.
        found =
            found ?? marked
            ?? (headings.count == 1 ? headings.last { blocks[$0].linkShare < 0.9 && !blocks[$0].isAround } : nil)
        found = found ?? headings.last { blocks[$0].linkShare < 0.9 && !blocks[$0].isAround && blocks[$0].size > 15 }
        if told.isEmpty, marked == nil, let below = Self.below(found, markup, blocks) { found = below }
        block = found
        text = found.map { Self.withoutDate(blocks[$0].text) }
    }

    /// The heading before the text, where the page's title says less than it and stands nowhere in the page, or only above a
    /// menu: then it is the newspaper's name, `Stampa articolo` or the like.
    private static func below(_ found: Int?, _ markup: PageMarkup, _ blocks: [PageBlock]) -> Int? {
        let words = markup.pageTitle[...].wordCount
        guard words <= (found == nil ? 3 : 4), let text = blocks.firstIndex(where: { $0.isProse && !$0.isAround }),
            (found ?? -1) < text
        else { return nil }
        let candidates = blocks.indices[((found ?? -1) + 1)..<text].filter { index in
            let block = blocks[index]
            return block.isHeading && !block.isAround && block.linkShare < 0.5 && (8...300).contains(block.size)
        }
        let levels = candidates.map { level(of: blocks[$0], markup.tree) }
        guard let top = zip(levels, candidates).min(by: { $0.0 < $1.0 })?.1, blocks[top].text[...].wordCount > words
        else { return nil }
        guard let found else { return top }
        let isSame = ArticleParagraphs.key(blocks[found].text) == ArticleParagraphs.key(markup.pageTitle)
        return isSame && blocks[found..<top].contains { $0.linkShare > 0.5 } ? top : nil
    }

    /// The level of a heading; one in large letters is of the third.
    private static func level(of block: PageBlock, _ tree: HTMLTree) -> Int {
        let headings: [HTMLTag] = [.h1, .h2, .h3, .h4, .h5, .h6]
        let found = tree.ancestor(of: block.node) { tree.nodes[$0].tag.isHeading }
        return found.flatMap { headings.firstIndex(of: tree.nodes[$0].tag) }.map { $0 + 1 } ?? 3
    }

    /// Whether a block is a link to the front of the site.
    private static func leadsToFront(_ block: PageBlock, _ tree: HTMLTree) -> Bool {
        guard block.linkShare >= 0.9, let link = tree.ancestor(of: block.node, where: { tree.nodes[$0].tag == .a }),
            let address = tree.text(.href, of: link)?.lowercased()
        else { return false }
        var path = address[...]
        if let scheme = path.firstRange(of: "://") {
            path = path[scheme.upperBound...].drop { $0 != "/" }
        }
        return ["", "/", "./", "/index.html", "/index.htm", "/index.php", "index.html", "index.htm", "index.php"]
            .contains(path)
    }

    /// The text of a block without the lines below the first that tell the day and nothing else, as where only line breaks part them.
    private static func withoutDate(_ text: String) -> String {
        let lines = text.split(separator: "\n").enumerated().filter { $0 == 0 || !Dateline.isNothingElse(String($1)) }
        return lines.map(\.element).joined(separator: " ").singleLine
    }

    /// The first short block that says the same as a title, perhaps with more of either.
    static func block(like title: String, in blocks: [PageBlock], except: Set<Int> = []) -> Int? {
        let key = ArticleParagraphs.key(title)
        guard key.count >= 8 else { return nil }
        let fitting = blocks.indices.filter {
            !except.contains($0) && blocks[$0].size <= 300 && stands(blocks[$0].text, for: key)
                // A paragraph may begin as the headline does, and is none.
                && (!blocks[$0].isProse || ArticleParagraphs.key(blocks[$0].text).count < key.count + 16)
        }
        return fitting.first { blocks[$0].isHeading }
            ?? fitting.first { !blocks[$0].isAround && blocks[$0].linkShare < 0.5 }
    }

    private static func stands(_ text: String, for title: [UInt8]) -> Bool {
        let text = ArticleParagraphs.key(text)
        guard text.count >= 8, title.count >= 8 else { return false }
        return title == text || title.starts(with: text) || text.starts(with: title)
            || text.count > title.count && text.count < title.count * 2 && text.suffix(title.count).elementsEqual(title)
            || title.count > text.count && title.suffix(text.count).elementsEqual(text) && text.count * 2 >= title.count
    }
}
