// SPDX-License-Identifier: GPL-3.0-or-later

/// Pages of scanned issues and the METS that ties them together, among the members of an archive: they are read only when
/// those that belong together are there.
struct HeldPages {
    struct Member {
        let name: PathName
        /// The name as events carry it.
        let display: String
        let content: [UInt8]
    }

    private(set) var members: [Member] = []
    /// By name the first member that has it.
    private var places: [PathName: Int] = [:]
    /// By folder the names of the members in it that call themselves METS.
    private var namesOfMETS: [PathName: Set<String>] = [:]
    private let coverage = Coverage()

    /// Which pages each METS cuts into articles, found out once and not for every page.
    private final class Coverage {
        var pages: [PathName: Set<[UInt8]>] = [:]
    }

    /// Bytes that are held.
    private(set) var size = 0

    /// Whether the head of a member is that of METS or ALTO.
    static func isPage(_ name: PathName, head: ArraySlice<UInt8>) -> Bool {
        guard name.fileExtension == "xml" else { return false }
        var rest = head
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(start + 1)...]
            guard let first = rest.first, first != UInt8(ascii: "?"), first != UInt8(ascii: "!") else { continue }
            let tag = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
            let local = tag.split(separator: UInt8(ascii: ":")).last ?? []
            return local.elementsEqual("alto".utf8) || local.elementsEqual("mets".utf8)
        }
        return false
    }

    mutating func hold(_ member: Member) {
        let name = member.name.tidied
        if places[name] == nil { places[name] = members.count }
        let last = String(decoding: name.lastComponent, as: UTF8.self)
        if SiblingFiles.isMETSName(last) { namesOfMETS[Self.folder(of: name), default: []].insert(last) }
        members.append(member)
        size += member.content.count
    }

    /// The content of a member; nil when there is none, or it is larger.
    func content(of name: PathName, limit: Int) -> [UInt8]? {
        guard let place = places[name.tidied], members[place].content.count <= limit else { return nil }
        return members[place].content
    }

    /// The names of the members in a folder that call themselves METS.
    func namesOfMETS(in folder: PathName) -> Set<String> { namesOfMETS[folder] ?? [] }

    /// The names of the pages that a METS cuts into articles.
    ///
    /// - Parameter find: Finds them in its content.
    func pages(cutBy name: PathName, limit: Int, find: ([UInt8]) -> Set<[UInt8]>) -> Set<[UInt8]> {
        if let known = coverage.pages[name] { return known }
        let pages = content(of: name, limit: limit).map(find) ?? []
        coverage.pages[name] = pages
        return pages
    }

    /// The folder that a member lies in; `.` for the outermost.
    static func folder(of name: PathName) -> PathName {
        let bytes = name.tidied.bytes
        return PathName(bytes: bytes.lastIndex(of: 0x2F).map { Array(bytes[..<$0]) } ?? [0x2E])
    }

    /// Lets go of the members that another one does not belong to: those outside of the folder of the METS above it, or else
    /// of its own folder; of all where that is none.
    mutating func releaseOthers(than name: PathName) -> [Member] {
        let path = name.tidied.bytes
        let above = namesOfMETS.keys.map { $0.bytes + [0x2F] }.filter { path.starts(with: $0) }
            .max { $0.count < $1.count }
        let near = above ?? Self.folder(of: name).bytes + [0x2F]
        let released = members.filter { !$0.name.tidied.bytes.starts(with: near) }
        let kept = released.isEmpty ? [] : members.filter { $0.name.tidied.bytes.starts(with: near) }
        let all = members
        self = HeldPages()
        for member in kept { hold(member) }
        return released.isEmpty ? all : released
    }
}
