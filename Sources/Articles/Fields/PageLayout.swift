// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the words of an article stand on the scanned pages that they were recognised from.
///
/// It goes with the article as a text among its metadata (`layout`), lines of fields with tabs between them: first
/// `layout`, 1, the number of words of the title and of the body; then for each page `page`, id, unit, width, height, file
/// and image; then for each box `title` or `body`, the number of its page, its first word, how many it holds, x, y, width
/// and height. Words are what white space parts; pages and words are counted from 0.
public struct PageLayout: Sendable, Equatable {
    /// A scanned page.
    public struct Page: Sendable, Equatable {
        public var id: String
        /// What coordinates are counted in: `pixel`, `mm10` (tenths of millimetres) or `inch1200`; empty where it is not said.
        public var unit: String
        /// The size, 0 where it is not said.
        public var width: Int
        public var height: Int
        /// The file with the page's text, where that is not the article's own; empty for none.
        public var file: String
        /// The name of the image, empty for none.
        public var image: String
    }

    /// A rectangle of a page, and the words of one text that stand in it.
    public struct Box: Sendable, Equatable {
        public var isInTitle: Bool
        /// The page's place among ``PageLayout/pages``.
        public var page: Int
        /// A word that is parted over two lines belongs to the boxes of both.
        public var words: Range<Int>
        public var x: Int
        public var y: Int
        public var width: Int
        public var height: Int
    }

    /// The name that it has among an article's metadata.
    public static let key = "layout"

    /// The pages, in the order in which the article comes to them.
    public var pages: [Page] = []
    public var boxes: [Box] = []
    /// How many words title and body have.
    public var titleWords = 0
    public var bodyWords = 0

    /// Makes an empty one.
    public init() {}

    /// Reads it from its text; nil where that is something else.
    public init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        let head = lines.popFirst()?.split(separator: "\t") ?? []
        guard head.count == 4, head[0] == "layout", head[1] == "1", let title = Int(head[2]), let body = Int(head[3])
        else { return nil }
        (titleWords, bodyWords) = (title, body)
        for line in lines {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard let kind = fields.first else { return nil }
            switch kind {
            case "page":
                guard fields.count == 7, let width = Int(fields[3]), let height = Int(fields[4]) else { return nil }
                pages.append(
                    Page(
                        id: String(fields[1]), unit: String(fields[2]), width: width, height: height,
                        file: String(fields[5]), image: String(fields[6])))
            case "title", "body":
                let numbers = fields.dropFirst().compactMap { Int($0) }
                let isInTitle = kind == "title"
                guard fields.count == 8, numbers.count == 7, let box = Box(isInTitle, numbers),
                    box.page < pages.count, box.words.upperBound <= (isInTitle ? title : body)
                else { return nil }
                boxes.append(box)
            default: return nil
            }
        }
    }

    /// The text that it is read from.
    public var text: String {
        var text = "layout\t1\t\(titleWords)\t\(bodyWords)"
        for page in pages {
            let names = [page.file, page.image].map(\.singleLine).joined(separator: "\t")
            text += "\npage\t\(page.id.singleLine)\t\(page.unit.singleLine)\t\(page.width)\t\(page.height)\t\(names)"
        }
        for box in boxes {
            text += "\n\(box.isInTitle ? "title" : "body")\t\(box.page)\t\(box.words.lowerBound)\t\(box.words.count)"
            text += "\t\(box.x)\t\(box.y)\t\(box.width)\t\(box.height)"
        }
        return text
    }
}

extension PageLayout.Box {
    /// Takes page, first word, number of words, x, y, width and height.
    fileprivate init?(_ isInTitle: Bool, _ numbers: [Int]) {
        guard numbers.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }) else { return nil }
        self.init(
            isInTitle: isInTitle, page: numbers[0], words: numbers[1]..<(numbers[1] + numbers[2]), x: numbers[3],
            y: numbers[4], width: numbers[5], height: numbers[6])
    }
}
