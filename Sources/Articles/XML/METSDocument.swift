// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// METS, which says how the pages of an issue hang together; their text is in ALTO files beside it.
///
/// Where its logical structure has articles, each is one: the blocks that its areas name, in their order, in the ALTO files
/// in the same folder or below. The title is that of its MODS, its label, or the blocks of its heading; the issue gives the
/// date and the paper. The places of the lines are kept, as those of a page.
struct METSDocument: XMLDocument {
    let files: SiblingFiles?
    private var locations: [String: String] = [:]
    private var descriptions: [String: ArticleDraft] = [:]
    /// The first description that has a date is that of the issue.
    private var issue: ArticleDraft?
    /// The blocks of the ALTO files read so far.
    private var pages: [String: ALTODocument.Content] = [:]
    private var isCut = false

    private static let articleTypes: Set<String> = ["article", "articolo", "newsarticle"]
    private static let headingTypes = ["head", "title", "titolo", "overline"]
    /// More pages than this no issue has.
    private static let mostPages = 2000

    init(files: SiblingFiles?) { self.files = files }

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        if path.isEmpty { return .container }
        switch tag.name.local {
        case "fileSec", "dmdSec": return .description
        case "structMap" where tag["TYPE"]?.lowercased().hasPrefix("logical") == true: return .record
        default: return .ignored
        }
    }

    mutating func describe(_ element: XMLElement) {
        if element.local == "fileSec" {
            for file in element.all("file") {
                if let id = file["ID"], let place = file.first("FLocat")?["href"] { locations[id] = place }
            }
            return
        }
        guard let id = element["ID"], let mods = element.all("mods").first else { return }
        var draft = ArticleDraft()
        draft.title = mods.at("titleInfo", "title")?.text ?? ""
        draft.authors = mods.elements.filter { $0.local == "name" }.compactMap { name in
            let parts = name.all("namePart").compactMap(\.filledText)
            return parts.isEmpty ? nil : parts.joined(separator: " ")
        }
        draft.language = mods.all("languageTerm").first?.filledText
        draft.takeDate((mods.all("dateIssued") + mods.all("date")).lazy.compactMap(\.filledText).first, named: "date")
        descriptions[id] = draft
        if issue == nil, draft.date != nil { issue = draft }
    }

    mutating func articles(
        of record: XMLElement, limits: ReadingLimits
    ) throws(ArticleDraft.Refusal) -> [ArticleDraft] {
        let divisions = Self.articleDivisions(of: record)
        guard files != nil, !divisions.isEmpty else { return [] }
        isCut = true
        var drafts: [ArticleDraft] = []
        for division in divisions {
            let draft = article(division, limits)
            if !draft.body.isEmpty { drafts.append(draft) }
        }
        if drafts.isEmpty {
            let articles = divisions.count.counted("article", "articles")
            throw .init(reason: "the METS names \(articles), whose ALTO files are not beside it")
        }
        return drafts
    }

    func refusal(recordCount: Int) -> String? {
        isCut ? nil : "METS has no text of its own; the ALTO files of its pages are read by themselves"
    }

    private mutating func article(_ division: XMLElement, _ limits: ReadingLimits) -> ArticleDraft {
        let described = division["DMDID"].flatMap { descriptions[String($0.prefix { $0 != " " })] }
        var draft = described ?? ArticleDraft()
        if draft.date == nil { (draft.date, draft.dateSource) = (issue?.date, issue?.dateSource) }
        draft.source = issue.flatMap { $0.title.isEmpty ? nil : $0.title }
        draft.language = draft.language ?? issue?.language
        var parts = Parts()
        collect(division, isHeading: false, &parts, limits)
        if draft.title.isEmpty { draft.title = division["LABEL"]?.singleLine ?? "" }
        let heading = parts.heading.map(\.block.text).joined(separator: " ")
        if draft.title.isEmpty { draft.title = heading }
        let isTitle = ArticleParagraphs.key(heading) == ArticleParagraphs.key(draft.title)
        let paragraphs = (isTitle || heading.isEmpty ? [] : [heading]) + parts.text.map(\.block.text)
        draft.body = paragraphs.joined(separator: "\n\n")
        draft.metadata[PageLayout.key] = layout(of: parts, isTitle: isTitle, title: draft.title)
        return draft
    }

    /// A block that an area names, and where it is.
    private struct Part {
        let block: ALTOBlock
        let file: String
        let page: Int
    }

    /// What the areas of an article name.
    private struct Parts {
        var heading: [Part] = []
        var text: [Part] = []
    }

    /// Where the words stand; those of a title that is worded otherwise than the heading stand nowhere.
    private func layout(of parts: Parts, isTitle: Bool, title: String) -> String? {
        var layout = PageLayout()
        var places: [String: Int] = [:]
        func add(_ part: Part, isTitle: Bool) {
            guard let page = pages[part.file]?.pages[part.page] else { return }
            let key = "\(part.page) \(part.file)"
            let place = places[key] ?? layout.pages.count
            if place == layout.pages.count { layout.pages.append(page) }
            places[key] = place
            layout.add(part.block, page: place, isTitle: isTitle)
        }
        let titleWords = title[...].wordCount
        if !isTitle || parts.heading.reduce(0, { $0 + $1.block.wordCount }) == titleWords {
            for part in parts.heading { add(part, isTitle: isTitle) }
        }
        for part in parts.text { add(part, isTitle: false) }
        layout.titleWords = titleWords
        return layout.boxes.isEmpty ? nil : layout.text
    }

    private mutating func collect(
        _ element: XMLElement, isHeading: Bool, _ parts: inout Parts, _ limits: ReadingLimits
    ) {
        for child in element.elements {
            if child.local == "area", let file = child["FILEID"], let id = child["BEGIN"] {
                guard let (block, page) = block(id, in: file, limits), !block.text.isEmpty else { continue }
                let part = Part(block: block, file: file, page: page)
                if isHeading { parts.heading.append(part) } else { parts.text.append(part) }
            } else {
                let type = child["TYPE"]?.lowercased() ?? ""
                let begins = child.local == "div" && Self.headingTypes.contains { type.hasPrefix($0) }
                collect(child, isHeading: isHeading || begins, &parts, limits)
            }
        }
    }

    private mutating func block(
        _ id: String, in file: String, _ limits: ReadingLimits
    ) -> (block: ALTOBlock, page: Int)? {
        if let content = pages[file] { return content.blocks[id] }
        guard pages.count < Self.mostPages else { return nil }
        let location = locations[file] ?? ""
        let bytes = files?.content(of: location, limit: limits.line)
        let content = bytes.map { ALTODocument.content(of: $0, file: location, limits) } ?? ALTODocument.Content()
        pages[file] = content
        return content.blocks[id]
    }

    private static func articleDivisions(of element: XMLElement) -> [XMLElement] {
        var found: [XMLElement] = []
        for child in element.elements where child.local == "div" {
            if let type = child["TYPE"], articleTypes.contains(type.lowercased()) {
                found.append(child)
            } else {
                found += articleDivisions(of: child)
            }
        }
        return found
    }

    /// The name of the METS file near an ALTO file that cuts its page into articles, if there is one.
    static func name(coveringPage name: String, near files: SiblingFiles, limits: ReadingLimits) -> String? {
        for place in [files, files.above] {
            for found in place.metsNames.prefix(8) {
                let pages = place.pages(cutBy: found, limit: limits.file) { Self.pages(cutBy: $0, limits) }
                if pages.contains(name) { return found }
            }
        }
        return nil
    }

    /// The names of the files that a METS file takes articles from.
    private static func pages(cutBy content: [UInt8], _ limits: ReadingLimits) -> Set<String> {
        let collector = XMLRecordCollector(sizeLimit: limits.line)
        do throws(ArticleDraft.Refusal) {
            try content.parseXML(into: collector, depthLimit: limits.depth)
        } catch {
            return []
        }
        guard collector.root?.name.local == "mets" else { return [] }
        var document = METSDocument(files: nil)
        var names: Set<String> = []
        for item in collector.take() {
            switch item {
            case .description(let element): document.describe(element)
            case .record(let element, _):
                for area in articleDivisions(of: element).flatMap({ $0.all("area") }) {
                    let location = area["FILEID"].flatMap { document.locations[$0] }
                    guard let name = location.flatMap({ SiblingFiles.relativeName($0) }) else { continue }
                    names.insert(String(decoding: PathName(bytes: name).lastComponent, as: UTF8.self))
                }
            case .refused: break
            }
        }
        return names
    }
}
