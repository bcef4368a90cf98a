// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The files in the folder of a file and below it, for documents whose text is in others; of a member of an archive, those
/// members that are held.
///
/// A reference never leads out of the folder, neither by its name nor by a symbolic link.
struct SiblingFiles {
    private let folder: PathName
    /// What takes the place of the file system.
    private let members: HeldPages?
    /// What a run knows of METS files.
    private let coverage: METSCoverage

    /// The files beside one.
    init(of file: PathName, coverage: METSCoverage = METSCoverage()) {
        self.coverage = coverage
        let slash = file.bytes.lastIndex(of: 0x2F)
        folder = PathName(bytes: slash.map { $0 == 0 ? [0x2F] : Array(file.bytes[..<$0]) } ?? [0x2E])
        members = nil
    }

    /// The members beside one of an archive.
    init(of name: PathName, among members: HeldPages) {
        self.init(folder: HeldPages.folder(of: name), members: members, coverage: METSCoverage())
    }

    private init(folder: PathName, members: HeldPages?, coverage: METSCoverage) {
        self.folder = folder
        self.members = members
        self.coverage = coverage
    }

    /// Those one folder further up.
    var above: SiblingFiles {
        let folder = members == nil ? folder.appending("..".utf8) : HeldPages.folder(of: folder)
        return SiblingFiles(folder: folder, members: members, coverage: coverage)
    }

    /// What the folder is called; nil for the outermost of an archive.
    var name: String? {
        let path = members == nil ? folder.resolved : folder
        let last = path.map { String(decoding: $0.lastComponent, as: UTF8.self) }
        return last == "." ? nil : last
    }

    /// The content of the file that a document refers to by a relative address; nil when there is none, or it is larger.
    func content(of reference: String, limit: Int) -> [UInt8]? {
        guard let name = Self.relativeName(reference) else { return nil }
        let path = folder.appending(name)
        if let members { return members.content(of: path, limit: limit) }
        guard let place = Self.resolved(path), let root = Self.resolved(folder),
            place.starts(with: root + (root.last == 0x2F ? [] : [0x2F])),
            case .success(var stream) = ByteStream.open(path)
        else { return nil }
        return try? stream.rest(limit: limit)
    }

    /// The file that a document refers to, there or not; nil for what is no file here.
    func file(of reference: String) -> PathName? {
        guard members == nil, let name = Self.relativeName(reference), let folder = folder.resolved else { return nil }
        let path = folder.appending(name).tidied
        return path.resolved ?? path
    }

    /// An issue has fewer files; a folder of all pages of an archive is not looked through for each of them.
    private static let mostEntries = 4_000

    /// The names of the first XML files in the folder that call themselves METS.
    var metsNames: [String] {
        if let members { return Array(members.namesOfMETS(in: folder).sorted().prefix(Self.mostMETS)) }
        let names = coverage.names(of: folder) { Set(namesFound.map { Array($0.utf8) }) }
        return names.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// More issues in one folder are not looked at for each of its pages.
    private static let mostMETS = 64

    private var namesFound: [String] {
        guard let entries = unsafe opendir(folder.bytes.map { CChar(bitPattern: $0) } + [0]) else { return [] }
        defer { unsafe closedir(entries) }
        var names: [String] = []
        for _ in 0..<Self.mostEntries {
            guard let entry = unsafe readdir(entries) else { break }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
            }
            if Self.isMETSName(name) { names.append(name) }
        }
        return Array(names.sorted().prefix(Self.mostMETS))
    }

    /// The names of the pages that one of these METS files cuts into articles.
    ///
    /// - Parameter find: Finds them in its content.
    func pages(cutBy name: String, limit: Int, find: ([UInt8]) -> Set<[UInt8]>) -> Set<[UInt8]> {
        guard let members else {
            return coverage.names(of: folder.appending(name.utf8)) { content(of: name, limit: limit).map(find) ?? [] }
        }
        return members.pages(cutBy: folder.appending(name.utf8), limit: limit, find: find)
    }

    /// Whether a file calls itself METS.
    static func isMETSName(_ name: String) -> Bool {
        let low = name.lowercased()
        return low.hasSuffix(".xml") && low.firstRange(of: "mets") != nil
    }

    /// The bytes of a relative address without its escapes; nil for what is none, or leads upwards.
    static func relativeName(_ reference: String) -> [UInt8]? {
        var text = reference[...]
        for prefix in ["file://", "./"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
        guard !text.isEmpty, !text.hasPrefix("/"), !text.contains("://") else { return nil }
        var name: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                name.append(byte)
                continue
            }
            name.append(value)
            rest = rest.dropFirst(2)
        }
        guard !name.contains(0), !name.split(separator: 0x2F).contains(where: { $0.elementsEqual("..".utf8) }) else {
            return nil
        }
        return name
    }

    private static func resolved(_ path: PathName) -> [UInt8]? {
        let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
        guard let found = unsafe realpath(name, nil) else { return nil }
        defer { unsafe free(found) }
        return Array(unsafe String(cString: found).utf8)
    }
}
