// SPDX-License-Identifier: GPL-3.0-or-later

/// The ALTO files that a METS file names, read when an article needs them, and which of their blocks articles have.
///
/// The content of those that were needed last is kept, up to a bound; others are read again.
struct METSPages {
    /// A block that an area names.
    struct Part {
        var block: ALTOBlock
        /// The id of its file, the page that it stands on, and the place of that in the file.
        let file: String
        let page: PageLayout.Page
        let pagePlace: Int
        /// What tells of the words that the lines of the file part.
        let joining: WordJoining
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
        /// The bytes of its content.
        var size = 0
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
    /// What is in the files that were needed last, and their ids, that of the last one at the end.
    private var contents: [String: ALTODocument.Content] = [:]
    private var recent: [String] = []
    /// The bytes of these files.
    private var kept = 0
    private let room: Int
    /// The ids of the files in the order in which they were first asked for.
    private(set) var order: [String] = []
    private(set) var dependences: [FileDependence] = []
    var limits = ReadingLimits()

    /// The bytes of the files that were read, and of the text that articles have from them.
    private var read = 0
    private var given = 0
    /// The bytes that were read again.
    private var reread = 0

    /// How many times the bytes of its files an issue may give as text, or have read again; a page has far less text than
    /// bytes, and the pages of an article stand together.
    private static let mostUses = 3

    /// More pages than this no issue has.
    private static let mostPages = 2000

    /// The bytes of the files whose content is kept, which takes about half as much in memory.
    static let standardRoom = 64 << 20

    init(files: SiblingFiles?, room: Int = standardRoom) {
        self.files = files
        self.room = room
    }

    /// Whether any file could be read.
    var hasText: Bool { known.values.contains { $0.flaw == nil } }

    /// Why no more articles are made: the issue would grow out of all proportion to its files, or take as much longer.
    var excess: String? {
        if given > Self.mostUses * read { return "the METS names the same blocks too often" }
        return reread > Self.mostUses * read ? "the METS goes back to other pages too often" : nil
    }

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

    /// What an area names: a block, those from one to another, or all of a file.
    mutating func find(_ area: XMLElement) -> Finding {
        guard let id = area["FILEID"] else { return .none }
        let location = locations[id] ?? id
        if locations[id] != nil, !Self.isText(location) { return .none }
        guard let content = content(of: id, at: location) else { return .none }
        if let flaw = known[id]?.flaw { return .lacking("the ALTO file '\(location.singleLine)' \(flaw)") }
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
        places.map { place in
            let block = content.blocks[place]
            return Part(
                block: block.text, file: file, page: content.pages[block.page], pagePlace: block.page,
                joining: content.joining, place: place)
        }
    }

    /// What is in a file; nothing where it has a flaw, nil where it is not looked at.
    private mutating func content(of id: String, at location: String) -> ALTODocument.Content? {
        if let content = contents[id] {
            if recent.last != id, let place = recent.lastIndex(of: id) {
                recent.remove(at: place)
                recent.append(id)
            }
            return content
        }
        if known[id]?.flaw != nil { return ALTODocument.Content() }
        guard known[id] == nil else {
            // A file that has changed meanwhile is read with its METS by the next run.
            let content = read(location).map { ALTODocument.content(of: $0, file: location, limits) }
            guard let content, !content.isDamaged else {
                known[id]?.flaw = "cannot be read"
                return ALTODocument.Content()
            }
            reread += known[id]?.size ?? 0
            keep(content, of: id)
            return content
        }
        return known.count < Self.mostPages ? firstContent(of: id, at: location) : nil
    }

    private mutating func firstContent(of id: String, at location: String) -> ALTODocument.Content {
        var file = File(flaw: "is not beside the METS")
        var content = ALTODocument.Content()
        var isThere = false
        if locations[id] != nil, let path = files?.file(of: location) {
            let dependence = FileDependence(path)
            dependences.append(dependence)
            isThere = dependence.isThere
        }
        if locations[id] != nil, let bytes = read(location) {
            read += bytes.count
            content = ALTODocument.content(of: bytes, file: location, limits)
            file = File(size: bytes.count)
            isThere = true
        }
        if isThere, content.isDamaged || file.flaw != nil { file.flaw = "cannot be read" }
        known[id] = file
        order.append(id)
        if file.flaw == nil { keep(content, of: id) }
        return content
    }

    private func read(_ location: String) -> [UInt8]? { files?.content(of: location, limit: limits.line) }

    /// Keeps what is in a file, and lets go of what was not needed the longest.
    private mutating func keep(_ content: ALTODocument.Content, of id: String) {
        contents[id] = content
        recent.append(id)
        kept += known[id]?.size ?? 0
        var gone = 0
        while kept > room, gone < recent.count - 1 {
            contents[recent[gone]] = nil
            kept -= known[recent[gone]]?.size ?? 0
            gone += 1
        }
        recent.removeFirst(gone)
    }

    /// What no article has of a file; nil where that is nothing.
    mutating func rest(of id: String) -> Rest? {
        guard known[id]?.flaw == nil, let location = locations[id], let content = content(of: id, at: location),
            let file = known[id]
        else { return nil }
        let rest = content.blocks.indices.filter { content.blocks[$0].isPrinted && !file.given.contains($0) }
        let parts = Self.parts(content, rest, id)
        guard parts.contains(where: { !$0.block.text.isEmpty }) else { return nil }
        return Rest(location: location, number: content.number, parts: parts)
    }

    /// Whether a location may be that of an ALTO file.
    private static func isText(_ location: String) -> Bool {
        let low = location.lowercased()
        return low.hasSuffix(".xml") || low.hasSuffix(".alto")
    }
}
