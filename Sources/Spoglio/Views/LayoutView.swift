// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles

/// Where the words of an article stand on the scanned pages that they were recognised from.
public struct LayoutView: Sendable, Encodable {
    /// A scanned page; its size is in the unit of all coordinates on it.
    public struct Page: Sendable, Encodable, Equatable {
        public var id: String
        /// `pixel`, `mm10`, `inch1200`, or what else the source says; nil where it says nothing.
        public var unit: String?
        public var width: Int?
        public var height: Int?
        /// The file with its text, where an article is put together from several.
        public var file: String?
        public var image: String?
    }

    /// A line of text, or a block where lines have no place: a rectangle, and what of the article stands in it.
    public struct Box: Sendable, Encodable, Equatable {
        public var field: String
        /// Offsets in Unicode scalars, end exclusive.
        public var start: Int
        public var end: Int
        /// The place of its page in `pages`, counted from 0.
        public var page: Int
        public var x: Int
        public var y: Int
        public var width: Int
        public var height: Int
    }

    /// The pages, in the order in which the article comes to them.
    public var pages: [Page]
    public var boxes: [Box]

    /// Nil where title or body have not the words that places were kept for.
    init?(_ layout: PageLayout, of article: Article) {
        let title = Self.words(of: article.title)
        let body = Self.words(of: article.body)
        guard body.count == layout.bodyWords,
            title.count == layout.titleWords || !layout.boxes.contains(where: \.isInTitle)
        else { return nil }
        pages = layout.pages.map { page in
            func filled(_ text: String) -> String? { text.isEmpty ? nil : text }
            return Page(
                id: page.id, unit: filled(page.unit), width: page.width > 0 ? page.width : nil,
                height: page.height > 0 ? page.height : nil, file: filled(page.file), image: filled(page.image))
        }
        boxes = layout.boxes.compactMap { box in
            let words = (box.isInTitle ? title : body)[box.words]
            guard let first = words.first, let last = words.last else { return nil }
            return Box(
                field: box.isInTitle ? "title" : "body", start: first.lowerBound, end: last.upperBound, page: box.page,
                x: box.x, y: box.y, width: box.width, height: box.height)
        }
    }

    /// What white space parts, in Unicode scalars.
    private static func words(of text: String) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        var offset = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                if let begin = start { words.append(begin..<offset) }
                start = nil
            } else if start == nil {
                start = offset
            }
            offset += 1
        }
        if let begin = start { words.append(begin..<offset) }
        return words
    }
}
