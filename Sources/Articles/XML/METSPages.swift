// SPDX-License-Identifier: GPL-3.0-or-later

/// The ALTO files that a METS file names, read when an article first needs them, and which of their blocks articles have.
struct METSPages {
    /// A block that an area names.
    struct Part {
        var block: ALTOBlock
        /// The id of its file, and the place of its page in that.
        let file: String
        let page: Int
        /// The block's place in the file.
        let place: Int
    }

    /// What an area of an article leads to.
    enum Finding {
        case parts([Part])
        /// A file that is missing or cannot be read, and how that is said.
        case lacking(String)
        /// The file has no such block.
        case unknown
        /// No text, such as an image.
        case none
    }

    private struct File {
        let content: ALTODocument.Content
        /// What is wrong with it.
        var flaw: String?
        /// The places of the blocks that articles have.
        var given: Set<Int> = []
        /// Those that articles of an earlier logical structure have.
        var givenBefore: Set<Int> = []
    }

    /// What no article has of a page.
    struct Rest {
        let location: String
        let number: String?
        let parts: [Part]
    }

    private let files: SiblingFiles?
    /// Where the files are, by their ids.
    private var locations: [String: String] = [:]
    private var known: [String: File] = [:]
    /// The ids of the files in the order in which they were first asked for.
    private(set) var order: [String] = []
    private(set) var dependences: [FileDependence] = []
    var limits = ReadingLimits()

    /// The bytes of the files that were read, and of the text that articles have from them.
    private var read = 0
    private var given = 0

    /// How many times the bytes of its files an issue may give as text; a page has far less text than bytes.
    private static let mostUses = 3

    /// More pages than this no issue has.
    private static let mostPages = 2000

    init(files: SiblingFiles?) { self.files = files }

    /// Whether any file could be read.
    var hasText: Bool { known.values.contains { $0.flaw == nil } }

    /// Whether articles name the same blocks so often that an issue would grow out of all proportion to its files.
    var isExhausted: Bool { given > Self.mostUses * read }

    /// Counts what an article has.
    mutating func give(_ parts: [Part]) {
        for part in parts {
            given += part.block.text.utf8.count
            known[part.file]?.given.insert(part.place)
        }
    }

    /// What articles have from now on is not held against others of the same structure.
    mutating func beginFurtherStructure() {
        for id in order {
            let given = known[id]?.given ?? []
            known[id]?.givenBefore = given
        }
    }

    /// Whether articles of an earlier logical structure have more than half of a text.
    func haveMost(of parts: [Part]) -> Bool {
        var (before, all) = (0, 0)
        for part in parts {
            let size = part.block.text.utf8.count
            all += size
            if known[part.file]?.givenBefore.contains(part.place) == true { before += size }
        }
        return before * 2 > all
    }

    mutating func take(_ section: XMLElement) {
        for file in section.all("file") {
            if let id = file["ID"], let place = file.first("FLocat")?["href"] { locations[id] = place }
        }
    }

    /// The names, from the folder of the METS file on, of the files that articles take text from.
    func names(of divisions: [XMLElement]) -> Set<[UInt8]> {
        var names: Set<[UInt8]> = []
        for area in divisions.flatMap({ $0.all("area") }) {
            guard let location = area["FILEID"].flatMap({ locations[$0] }), Self.isText(location),
                let name = SiblingFiles.relativeName(location)
            else { continue }
            names.insert(PathName(bytes: name).tidied.bytes)
        }
        return names
    }

    /// The page that a part stands on.
    func page(of part: Part) -> PageLayout.Page? { known[part.file]?.content.pages[part.page] }

    /// What tells of the words that the lines of a file part.
    func joining(of part: Part) -> WordJoining { known[part.file]?.content.joining ?? WordJoining(text: "") }

    /// What an area names: a block, those from one to another, or all of a file.
    mutating func find(_ area: XMLElement) -> Finding {
        guard let id = area["FILEID"] else { return .none }
        let location = locations[id] ?? id
        if locations[id] != nil, !Self.isText(location) { return .none }
        guard let file = file(id, at: location) else { return .none }
        if let flaw = file.flaw { return .lacking("the ALTO file '\(location.singleLine)' \(flaw)") }
        let content = file.content
        let places: [Int]
        if let begin = area["BEGIN"] {
            guard let named = content.places[begin], let start = named.first, let last = named.last else {
                return .unknown
            }
            let end = area["END"].flatMap { content.places[$0]?.last } ?? last
            places = end > last ? Array(start...end) : named
        } else {
            places = content.blocks.indices.filter { content.blocks[$0].isPrinted }
        }
        return .parts(Self.parts(content, places, id).filter { !$0.block.text.isEmpty })
    }

    private static func parts(_ content: ALTODocument.Content, _ places: [Int], _ file: String) -> [Part] {
        places.map { Part(block: content.blocks[$0].text, file: file, page: content.blocks[$0].page, place: $0) }
    }

    private mutating func file(_ id: String, at location: String) -> File? {
        if let file = known[id] { return file }
        guard known.count < Self.mostPages else { return nil }
        var file = File(content: ALTODocument.Content(), flaw: "is not beside the METS")
        var isThere = false
        if locations[id] != nil, let path = files?.file(of: location) {
            let dependence = FileDependence(path)
            dependences.append(dependence)
            isThere = dependence.isThere
        }
        if locations[id] != nil, let bytes = files?.content(of: location, limit: limits.line) {
            read += bytes.count
            file = File(content: ALTODocument.content(of: bytes, file: location, limits))
            isThere = true
        }
        if isThere, file.content.isDamaged || file.flaw != nil { file.flaw = "cannot be read" }
        known[id] = file
        order.append(id)
        return file
    }

    /// What no article has of a file; nil where that is nothing.
    func rest(of id: String) -> Rest? {
        guard let file = known[id], let location = locations[id], file.flaw == nil else { return nil }
        let rest = file.content.blocks.indices.filter {
            file.content.blocks[$0].isPrinted && !file.given.contains($0)
        }
        let parts = Self.parts(file.content, rest, id)
        guard parts.contains(where: { !$0.block.text.isEmpty }) else { return nil }
        return Rest(location: location, number: file.content.number, parts: parts)
    }

    /// Whether a location may be that of an ALTO file.
    private static func isText(_ location: String) -> Bool {
        let low = location.lowercased()
        return low.hasSuffix(".xml") || low.hasSuffix(".alto")
    }
}
