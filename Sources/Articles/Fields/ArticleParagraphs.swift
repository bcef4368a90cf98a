// SPDX-License-Identifier: GPL-3.0-or-later

/// The paragraphs of the article within its element, without what stands among them that is none of it.
struct ArticleParagraphs {
    private(set) var paragraphs: [String] = []
    /// Bytes of running text among them.
    private(set) var proseSize = 0
    /// Headings that are links, as fronts have them.
    private(set) var linkedHeadings = 0

    init(_ finder: ArticleFinder, container: Int, title: String) {
        let range = finder.cut.blocks.indices.filter {
            finder.tree.isWithin(finder.cut.blocks[$0].node, container)
        }
        let blocks = range.map { finder.cut.blocks[$0] }
        linkedHeadings = blocks.count { $0.isHeading && $0.linkShare > 0.8 && !$0.isAround }
        let titleKey = Self.key(title)
        let headline = range.firstIndex { $0 == finder.titleBlock }
        let whole = blocks.reduce(0) { $0 + ($1.isProse && !$1.isAround && !$1.isCaption ? $1.size : 0) }
        var headings: [String] = []
        var trailing: [String] = []
        for (index, block) in blocks.enumerated() {
            if block.isAround || block.isCaption { continue }
            let text = block.text
            let mayBeTitle = titleKey.count <= text.utf8.count && text.utf8.count <= titleKey.count * 4 + 100
            if index == headline || mayBeTitle && Self.key(text) == titleKey { continue }
            if let headline, index < headline, proseSize == 0, !block.isProse { continue }
            let judged = PageBoilerplate.judge(block)
            if judged == .endsArticle, proseSize * 10 >= whole * 6 { break }
            if judged != .text { continue }
            if block.linkShare > 0.5, block.size < 200 || block.linkShare > 0.8 { continue }
            if block.isHeading {
                headings.append(text)
                continue
            }
            if block.isProse {
                paragraphs += trailing + headings + [text]
                (trailing, headings) = ([], [])
                proseSize += block.size
            } else if proseSize > 0 || block.endsSentence {
                let isLabel = !block.endsSentence && !block.isListItem && block.size < 60
                if isLabel {
                    trailing += headings + [text]
                } else {
                    paragraphs += trailing + headings + [text]
                    trailing = []
                }
                headings = []
            }
        }
    }

    /// What is the same in two spellings of a headline.
    static func key(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { bytes in
            var key: [UInt8] = []
            key.reserveCapacity(bytes.count)
            for index in 0..<bytes.count {
                let byte = unsafe bytes[index].lowercasedASCII
                if (0x61...0x7A).contains(byte) || byte.isDigit { key.append(byte) }
            }
            return key
        }
    }
}
