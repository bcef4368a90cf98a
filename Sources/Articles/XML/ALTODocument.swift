// SPDX-License-Identifier: GPL-3.0-or-later

/// ALTO, the text of a scanned page with the place of each word: a page is an article, a text block a paragraph.
///
/// Of the page only the print space is read where there is one, so that running headers in the margins are not text.
/// Blocks come in the order of the file, or of `IDNEXT` where blocks name the one that follows. The size of the page and
/// the place of each paragraph are metadata: `page` (`WIDTHxHEIGHT`) and `blocks` (`x,y,width,height;…`).
struct ALTODocument: XMLDocument {
    private var file: String?

    var isOneArticle: Bool { true }

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        switch tag.name.local {
        case "alto", "Layout": .container
        case "Page": .record
        case "Description": .description
        default: .ignored
        }
    }

    mutating func describe(_ element: XMLElement) {
        file = element.at("sourceImageInformation", "fileName")?.filledText
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        let blocks = Self.inOrder((record.first("PrintSpace") ?? record).all("TextBlock"))
        var places: [String] = []
        var paragraphs: [String] = []
        for block in blocks {
            let text = Self.text(of: block)
            guard !text.isEmpty else { continue }
            paragraphs.append(text)
            places.append(Self.place(of: block))
        }
        guard !paragraphs.isEmpty else { throw .init(reason: "the page has no text") }
        draft.body = paragraphs.joined(separator: "\n\n")
        if let name = file {
            draft.metadata["image"] = name
            let stem = PathName(name).stem
            draft.takeDate(fromName: stem)
        }
        if let width = record["WIDTH"], let height = record["HEIGHT"] { draft.metadata["page"] = "\(width)x\(height)" }
        draft.metadata["blocks"] = places.joined(separator: ";")
        draft.language = record["LANG"] ?? blocks.lazy.compactMap { $0["LANG"] ?? $0["language"] }.first
        if let number = record["PHYSICAL_IMG_NR"] { draft.metadata["page_number"] = number }
        return [draft]
    }

    /// The place of a block on its page, as `x,y,width,height`.
    private static func place(of block: XMLElement) -> String {
        ["HPOS", "VPOS", "WIDTH", "HEIGHT"].map { block[$0] ?? "" }.joined(separator: ",")
    }

    /// A text block of a page.
    struct Block {
        let text: String
        let place: String
    }

    /// The text blocks of a file by their names.
    static func blocks(of content: [UInt8], _ limits: ReadingLimits) -> [String: Block] {
        let collector = XMLRecordCollector(sizeLimit: limits.line)
        do throws(ArticleDraft.Refusal) {
            try content.parseXML(into: collector, depthLimit: limits.depth)
        } catch {
            return [:]
        }
        var blocks: [String: Block] = [:]
        for case .record(let page, _) in collector.take() where page.local == "Page" {
            for block in page.all("TextBlock") {
                if let id = block["ID"] { blocks[id] = Block(text: text(of: block), place: place(of: block)) }
            }
        }
        return blocks
    }

    /// The words of a block with single spaces; a word that is parted over two lines stands whole.
    private static func text(of block: XMLElement) -> String {
        var words: [String] = []
        var isParted = false
        for line in block.all("TextLine") {
            for element in line.elements where element.local == "String" || element.local == "HYP" {
                let content = element["CONTENT"] ?? ""
                if element.local == "HYP" {
                    // Without the whole word the hyphen is all that tells that it is parted.
                    if let last = words.popLast() {
                        words.append(isParted ? last : last + (content.isEmpty ? "-" : content))
                    }
                    continue
                }
                switch (element["SUBS_TYPE"], element["SUBS_CONTENT"]) {
                case ("HypPart1", let whole?) where !whole.isEmpty:
                    words.append(whole)
                    isParted = true
                case ("HypPart2", _) where isParted: isParted = false
                default:
                    if !content.isEmpty { words.append(content) }
                    isParted = false
                }
            }
        }
        return words.joined(separator: " ").singleLine
    }

    /// Blocks as they name each other; a chain that goes in a circle ends where it meets itself.
    private static func inOrder(_ blocks: [XMLElement]) -> [XMLElement] {
        guard blocks.contains(where: { $0["IDNEXT"] != nil }) else { return blocks }
        var places: [String: Int] = [:]
        for (index, block) in blocks.enumerated() { if let id = block["ID"] { places[id] = index } }
        let followers = Set(blocks.compactMap { $0["IDNEXT"] })
        var taken = Set<Int>()
        var ordered: [XMLElement] = []
        func follow(from start: Int) {
            var next: Int? = start
            while let index = next, taken.insert(index).inserted {
                ordered.append(blocks[index])
                next = blocks[index]["IDNEXT"].flatMap { places[$0] }
            }
        }
        for (index, block) in blocks.enumerated() where !followers.contains(block["ID"] ?? "") { follow(from: index) }
        for index in blocks.indices { follow(from: index) }
        return ordered
    }
}
