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
        let blocks = elements.map { ALTOBlock($0) }.filter { !$0.text.isEmpty }
        guard !blocks.isEmpty else { throw .init(reason: "the page has no text") }
        var layout = PageLayout()
        layout.pages = [description.page(record)]
        for block in blocks { layout.add(block, page: 0, isTitle: false) }
        draft.body = blocks.map(\.text).joined(separator: "\n\n")
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

    /// The pages of a file, and its text blocks by their names with the places of their pages among these.
    struct Content {
        var pages: [PageLayout.Page] = []
        var blocks: [String: (block: ALTOBlock, page: Int)] = [:]
    }

    /// What is in a file, of which nothing counts when it is damaged.
    static func content(of bytes: [UInt8], file: String, _ limits: ReadingLimits) -> Content {
        let collector = XMLRecordCollector(sizeLimit: limits.line)
        do throws(ArticleDraft.Refusal) {
            try bytes.parseXML(into: collector, depthLimit: limits.depth)
        } catch {
            return Content()
        }
        var content = Content()
        var description = Description()
        for item in collector.take() {
            switch item {
            case .description(let element) where element.local == "Description": description = Description(element)
            case .record(let page, _) where page.local == "Page":
                for element in page.all("TextBlock") {
                    if let id = element["ID"] { content.blocks[id] = (ALTOBlock(element), content.pages.count) }
                }
                content.pages.append(description.page(page, file: file))
            default: break
            }
        }
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
