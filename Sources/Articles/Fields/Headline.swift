// SPDX-License-Identifier: GPL-3.0-or-later

/// The headline as it stands in the page: a level-one heading, or the text that the page's title repeats.
struct Headline {
    let text: String?
    let block: Int?

    init(_ markup: PageMarkup, _ blocks: [PageBlock]) {
        let told = [markup.recordText("headline"), markup.meta("og:title"), markup.pageTitle].compactMap { $0 }
        let headings = blocks.indices.filter { index in
            blocks[index].isHeading
                && markup.tree.ancestor(of: blocks[index].node) { markup.tree.nodes[$0].tag == .h1 } != nil
        }
        let marked = blocks.indices.first { index in
            markup.tree.ancestor(of: blocks[index].node) { markup.tree.has(.itemprop, word: "headline", at: $0) } != nil
        }
        var found: Int?
        for title in told where found == nil {
            let key = ArticleParagraphs.key(title)
            found = headings.first { Self.stands(blocks[$0].text, for: key) } ?? Self.block(like: title, in: blocks)
        }
        // The name of the paper is often a heading too; it is short and links to the front.
        found =
            found ?? marked
            ?? (headings.count == 1 || told.isEmpty
                ? headings.last { blocks[$0].linkShare < 0.9 && !blocks[$0].isAround } : nil)
        found = found ?? headings.last { blocks[$0].linkShare < 0.9 && !blocks[$0].isAround && blocks[$0].size > 15 }
        block = found
        text = found.map { Self.withoutDate(blocks[$0].text) }
    }

    /// The text of a block without the lines below the first that tell the day and nothing else, as where only line breaks part them.
    private static func withoutDate(_ text: String) -> String {
        let lines = text.split(separator: "\n").enumerated().filter { $0 == 0 || !Dateline.isNothingElse(String($1)) }
        return lines.map(\.element).joined(separator: " ").singleLine
    }

    /// The first short block that says the same as a title, perhaps with more of either.
    static func block(like title: String, in blocks: [PageBlock]) -> Int? {
        let key = ArticleParagraphs.key(title)
        guard key.count >= 8 else { return nil }
        let fitting = blocks.indices.filter { blocks[$0].size <= 300 && stands(blocks[$0].text, for: key) }
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
