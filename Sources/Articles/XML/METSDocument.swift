// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// METS, which says how the pages of an issue hang together; their text is in ALTO files beside it.
///
/// Where its logical structure has articles, each is one: the blocks that its areas name, in their order, in the ALTO files
/// in the same folder or below. The title is that of its MODS, its label, or the blocks of its heading; the issue gives the
/// date and the paper. What no article has of a page that articles have text from, such as advertisements, is an article too,
/// the rest of that page. The places of the lines are kept, as those of a page.
///
/// One article at a time is made. Of several logical structures, such as one by articles and one by columns, the later ones give
/// what the earlier ones do not: an article most of whose text these have is left out.
struct METSDocument: XMLDocument {
    private var pages: METSPages
    private let hasFiles: Bool
    private var descriptions: [String: ArticleDraft] = [:]
    /// The first description that has a date is that of the issue.
    private var issue: ArticleDraft?
    private var isCut = false
    /// Whether a logical structure with articles came before the one that is read.
    private var isFurther = false
    /// The articles of the structure that are still to be made, the last first, and how many there were.
    private var divisions: [XMLElement] = []
    private var divisionCount = 0
    /// Refusals, until it is known that any page is there.
    private var held: ArraySlice<ArticleDraft> = []
    private var repeated = 0
    /// The ids of the pages whose rests are still to be given, the last first; nil before the end.
    private var rests: [String]?

    private static let articleTypes: Set<String> = ["article", "articolo", "newsarticle"]
    private static let headingTypes = ["head", "title", "titolo", "overline"]

    /// - Parameter room: The bytes of the ALTO files whose content is kept.
    init(files: SiblingFiles?, room: Int = METSPages.standardRoom) {
        pages = METSPages(files: files, room: room)
        hasFiles = files != nil
    }

    var dependences: [FileDependence] { pages.dependences }

    func role(of tag: XMLTag, in path: [String]) -> XMLRole {
        if path.isEmpty { return .container }
        switch tag.name.local {
        case "fileSec", "dmdSec": return .description
        case "structMap" where tag["TYPE"]?.lowercased().hasPrefix("logical") == true: return .record
        default: return .ignored
        }
    }

    mutating func describe(_ element: XMLElement) {
        if element.local == "fileSec" { return pages.take(element) }
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
        let found = Self.articleDivisions(of: record)
        guard hasFiles, !found.isEmpty else { return [] }
        isFurther = isCut
        if isFurther { pages.beginFurtherStructure() }
        isCut = true
        pages.limits = limits
        divisions = found.reversed()
        divisionCount = found.count
        return []
    }

    mutating func nextArticle() -> ArticleDraft? {
        if pages.hasText, let draft = held.popFirst() { return draft }
        while !divisions.isEmpty {
            if let excess = pages.excess { return leftOut(excess) }
            guard let division = divisions.popLast(), let draft = article(division) else { continue }
            held.append(draft)
            // Where no page is there, one sentence says so.
            if pages.hasText { return held.popFirst() }
        }
        if !pages.hasText, divisionCount > 0 {
            let articles = divisionCount.counted("article", "articles")
            (held, divisionCount) = ([], 0)
            var none = ArticleDraft()
            none.refusal = .init(reason: "the METS names \(articles), whose ALTO files are not beside it")
            return none
        }
        while let id = rests?.popLast() {
            if let rest = pages.rest(of: id) { return draft(of: rest) }
        }
        return nil
    }

    /// Says how many articles are not made, and why.
    private mutating func leftOut(_ excess: String) -> ArticleDraft {
        var rest = ArticleDraft()
        let left = divisions.count.counted("article is", "articles are")
        rest.refusal = .init(reason: "\(left) left out: \(excess)")
        divisions = []
        return rest
    }

    mutating func finish() { if isCut { rests = pages.order.reversed() } }

    var remark: String? {
        guard repeated > 0 else { return nil }
        let articles = repeated.counted("article", "articles")
        return "\(articles) of a further logical structure left out, whose text those before have"
    }

    func refusal(recordCount: Int) -> String? {
        isCut ? nil : "METS has no text of its own; the ALTO files of its pages are read by themselves"
    }

    /// The article of a division; nil where what it names has no text.
    private mutating func article(_ division: XMLElement) -> ArticleDraft? {
        let described = division["DMDID"].flatMap { descriptions[String($0.prefix { $0 != " " })] }
        var draft = ofIssue(described ?? ArticleDraft())
        var parts = Parts()
        collect(division, isHeading: false, &parts)
        if isFurther, pages.haveMost(of: parts.heading + parts.text) {
            repeated += 1
            return nil
        }
        if draft.title.isEmpty { draft.title = division["LABEL"]?.singleLine ?? "" }
        if parts.size > pages.limits.article {
            // Its pages have it among their rests.
            let name = Self.name(of: draft)
            draft.refusal = .init(reason: "\(name) has more than the limit of \(pages.limits.article) bytes of text")
            return draft
        }
        pages.give(parts.heading + parts.text)
        let heading = parts.heading.map(\.block.text).joined(separator: " ")
        if draft.title.isEmpty { draft.title = heading }
        let isTitle = ArticleParagraphs.key(heading) == ArticleParagraphs.key(draft.title)
        parts.join(isTitle: isTitle)
        let joined = parts.heading.map(\.block.text).filter { !$0.isEmpty }.joined(separator: " ")
        let texts = (isTitle ? [] : [joined]) + parts.text.map(\.block.text)
        draft.body = texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
        draft.metadata[PageLayout.key] = layout(of: parts, isTitle: isTitle, title: draft.title)
        guard let flaw = parts.flaw else { return draft.body.isEmpty ? nil : draft }
        let name = Self.name(of: draft)
        if draft.body.isEmpty {
            draft.refusal = .init(reason: "\(name) has no text: \(flaw)")
        } else {
            draft.takeNote("\(name) is not whole: \(flaw)")
        }
        return draft
    }

    private static func name(of draft: ArticleDraft) -> String {
        draft.title.isEmpty ? "an article" : "the article '\(draft.title.prefix(80))'"
    }

    /// A draft with what the issue says where it says nothing itself.
    private func ofIssue(_ draft: ArticleDraft) -> ArticleDraft {
        var draft = draft
        if draft.date == nil { (draft.date, draft.dateSource) = (issue?.date, issue?.dateSource) }
        draft.source = issue.flatMap { $0.title.isEmpty ? nil : $0.title }
        draft.language = draft.language ?? issue?.language
        return draft
    }

    private func draft(of rest: METSPages.Rest) -> ArticleDraft {
        var draft = ofIssue(ArticleDraft())
        let name = SiblingFiles.relativeName(rest.location).map { PathName(bytes: $0).tidied }
        let page = rest.number ?? name?.stem ?? ""
        draft.title = "Resto della pagina \(page)"
        var parts = Parts()
        parts.text = rest.parts
        parts.join(isTitle: false)
        draft.body = parts.text.map(\.block.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
        draft.metadata[PageLayout.key] = layout(of: parts, isTitle: false, title: draft.title)
        draft.metadata["text"] = "rest of page"
        draft.part = name?.display ?? rest.location
        return draft
    }

    /// What the areas of an article name.
    private struct Parts {
        var heading: [METSPages.Part] = []
        var text: [METSPages.Part] = []
        var named: Set<String> = []
        /// The bytes of all text.
        var size = 0
        /// What is missing.
        var lacking: [String] = []
        var unknown = 0

        var flaw: String? {
            let blocks = unknown.counted("block that it names is", "blocks that it names are")
            let flaws = lacking + (unknown > 0 ? [blocks + " not in the ALTO files"] : [])
            return flaws.isEmpty ? nil : flaws.joined(separator: ", ")
        }

        /// Puts words together that are parted between blocks.
        mutating func join(isTitle: Bool) {
            let count = heading.count
            func joined(_ parts: [METSPages.Part]) -> [METSPages.Part] {
                guard let first = parts.first else { return parts }
                var parts = parts
                var blocks = parts.map(\.block)
                var joining = first.joining
                ALTOBlock.join(&blocks, &joining)
                for index in parts.indices { parts[index].block = blocks[index] }
                return parts
            }
            if isTitle {
                (heading, text) = (joined(heading), joined(text))
                return
            }
            let all = joined(heading + text)
            (heading, text) = (Array(all[..<count]), Array(all[count...]))
        }
    }

    /// Where the words stand; those of a title that is worded otherwise than the heading stand nowhere.
    private func layout(of parts: Parts, isTitle: Bool, title: String) -> String? {
        var layout = PageLayout()
        var places: [String: Int] = [:]
        func add(_ part: METSPages.Part, isTitle: Bool) {
            let key = "\(part.pagePlace) \(part.file)"
            let place = places[key] ?? layout.pages.count
            if place == layout.pages.count { layout.pages.append(part.page) }
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

    private mutating func collect(_ element: XMLElement, isHeading: Bool, _ parts: inout Parts) {
        for child in element.elements {
            guard child.local == "area" else {
                let type = child["TYPE"]?.lowercased() ?? ""
                let begins = child.local == "div" && Self.headingTypes.contains { type.hasPrefix($0) }
                collect(child, isHeading: isHeading || begins, &parts)
                continue
            }
            switch pages.find(child) {
            case .parts(let found):
                // The other pages of what is too much have rests too.
                if parts.size > pages.limits.article { continue }
                // A heading is often named again with the text below it.
                let new = found.filter { parts.named.insert("\($0.place) \($0.file)").inserted }
                parts.size += new.reduce(0) { $0 + $1.block.text.utf8.count }
                if isHeading { parts.heading += new } else { parts.text += new }
            case .lacking(let flaw): if !parts.lacking.contains(flaw) { parts.lacking.append(flaw) }
            case .unknown: parts.unknown += 1
            case .none: break
            }
        }
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
}

extension METSDocument {
    /// The METS files near an ALTO file that cut its page into articles, by their names, and the files where these are not
    /// members of an archive.
    static func covering(
        _ page: String, near files: SiblingFiles, limits: ReadingLimits
    ) -> [(name: String, file: PathName?)] {
        var found: [(name: String, file: PathName?)] = []
        let above = files.name.map { "\($0)/\(page)" }
        for (place, name) in [(files, page), (files.above, above ?? page)] {
            for candidate in place.metsNames {
                let pages = place.pages(cutBy: candidate, limit: limits.file) { Self.pages(cutBy: $0, limits) }
                if pages.contains(Array(name.utf8)) { found.append((candidate, place.file(of: candidate))) }
            }
        }
        return found
    }

    /// The names of the files that a METS file takes articles from, from its folder on.
    private static func pages(cutBy content: [UInt8], _ limits: ReadingLimits) -> Set<[UInt8]> {
        let collector = XMLRecordCollector(sizeLimit: limits.line)
        do throws(ArticleDraft.Refusal) {
            try content.parseXML(into: collector, depthLimit: limits.depth)
        } catch {
            return []
        }
        guard collector.root?.name.local == "mets" else { return [] }
        var pages = METSPages(files: nil)
        var names: Set<[UInt8]> = []
        for item in collector.take() {
            switch item {
            case .description(let element): if element.local == "fileSec" { pages.take(element) }
            case .record(let element, _): names.formUnion(pages.names(of: articleDivisions(of: element)))
            case .refused: break
            }
        }
        return names
    }
}
