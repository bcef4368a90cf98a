// SPDX-License-Identifier: GPL-3.0-or-later

/// ALTO, the text of a scanned page with the place of each word: a page is an article, a text block a paragraph.
///
/// Of the page only the print space is read where there is one, so that running headers in the margins are not text.
/// Blocks come in the order of the file, or of `IDNEXT` where blocks name the one that follows. The places of the lines are
/// kept (``PageLayout``).
struct ALTODocument: XMLDocument {
    private var description = Description()

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
        description = Description(element)
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        var draft = ArticleDraft()
        let elements = Self.inOrder((record.first("PrintSpace") ?? record).all("TextBlock"))
        var joining = Self.joining(of: record)
        var blocks = elements.map { ALTOBlock($0, &joining) }
        ALTOBlock.join(&blocks, &joining)
        guard blocks.contains(where: { !$0.text.isEmpty }) else { throw .init(reason: "the page has no text") }
        var layout = PageLayout()
        layout.pages = [description.page(record)]
        for block in blocks { layout.add(block, page: 0, isTitle: false) }
        draft.body = blocks.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
        if !layout.boxes.isEmpty { draft.metadata[PageLayout.key] = layout.text }
        if !description.image.isEmpty {
            draft.metadata["image"] = description.image
            draft.takeDate(fromName: PathName(description.image).stem)
        }
        draft.language = record["LANG"] ?? elements.lazy.compactMap { $0["LANG"] ?? $0["language"] }.first
        if let number = record["PHYSICAL_IMG_NR"] { draft.metadata["page_number"] = number }
        return [draft]
    }

    /// What a file says of its pages.
    struct Description {
        var unit = ""
        var image = ""

        init() {}

        init(_ element: XMLElement) {
            unit = element.first("MeasurementUnit")?.text ?? ""
            image = element.at("sourceImageInformation", "fileName")?.text ?? ""
        }

        func page(_ element: XMLElement, file: String = "") -> PageLayout.Page {
            PageLayout.Page(
                id: element["ID"] ?? "", unit: unit, width: ALTOBlock.number(element["WIDTH"]) ?? 0,
                height: ALTOBlock.number(element["HEIGHT"]) ?? 0, file: file, image: image)
        }
    }

    /// What tells of the words that lines of a page part.
    private static func joining(of page: XMLElement) -> WordJoining {
        let lines = page.all("TextLine").map { line in
            line.all("String").map { $0["CONTENT"] ?? "" }.joined(separator: " ")
        }
        return WordJoining(text: lines.joined(separator: "\n"))
    }

    /// The pages of a file and its text blocks, in their order.
    struct Content {
        struct Block {
            let text: ALTOBlock
            /// The place of its page among the pages.
            let page: Int
            /// Whether it stands in the print space, or there is none.
            let isPrinted: Bool
        }

        var pages: [PageLayout.Page] = []
        /// What the first page calls itself by number.
        var number: String?
        var blocks: [Block] = []
        /// By the names of blocks, and of what is composed of several, the places among the blocks.
        var places: [String: [Int]] = [:]
        var joining = WordJoining(text: "")
        var isDamaged = false

        fileprivate mutating func add(_ element: XMLElement, isPrinted: Bool, within names: [String]) {
            for child in element.elements {
                let names = names + (child["ID"].map { [$0] } ?? [])
                guard child.local == "TextBlock" else {
                    add(child, isPrinted: isPrinted || child.local == "PrintSpace", within: names)
                    continue
                }
                for name in names { places[name, default: []].append(blocks.count) }
                blocks.append(Block(text: ALTOBlock(child, &joining), page: pages.count, isPrinted: isPrinted))
            }
        }
    }

    /// What is in a file, of which nothing counts when it is damaged.
    static func content(of bytes: [UInt8], file: String, _ limits: ReadingLimits) -> Content {
        var content = Content()
        let collector = XMLRecordCollector(sizeLimit: limits.line)
        do throws(ArticleDraft.Refusal) {
            try bytes.parseXML(into: collector, depthLimit: limits.depth)
        } catch {
            content.isDamaged = true
            return content
        }
        var description = Description()
        for item in collector.take() {
            switch item {
            case .description(let element) where element.local == "Description": description = Description(element)
            case .record(let page, _) where page.local == "Page":
                content.joining = joining(of: page)
                content.add(page, isPrinted: page.first("PrintSpace") == nil, within: [])
                content.number = content.number ?? page["PRINTED_IMG_NR"] ?? page["PHYSICAL_IMG_NR"]
                content.pages.append(description.page(page, file: file))
            case .refused: content.isDamaged = true
            default: break
            }
        }
        if collector.unfinished != nil || content.pages.isEmpty { content.isDamaged = true }
        return content
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
