// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the files of a corpus below the paths that the user named, one at a time and always in the same order.
///
/// The entries of a folder come in the order of their names' bytes, a folder's content at its place among them.
/// Entries whose name begins with a dot (`.git`, `.spoglio`, `.DS_Store`) are passed over without a word unless the
/// user named them, and so are indexes, whatever they are called, and what a `.spoglioignore` names. A symbolic link to a
/// file inside the tree is read under its own name; one to a folder inside the tree is passed over, since the content is
/// read at its own place; one that leads out of the tree, in a circle or nowhere is a rejection. Paths that the user
/// named are followed wherever they lead. A folder below two of them is walked once.
public struct CorpusWalker: Sequence, IteratorProtocol, Sendable {
    /// What the walk came upon.
    public enum Item: Sendable, Equatable {
        case file(SourceFile)
        /// What cannot be read, and its absolute path.
        case rejection(Rejection, PathName)
    }

    private struct Level {
        let folder: PathName
        let resolved: PathName
        let identity: FileStatus.Identity
        var entries: FolderListing
        let rules: IgnoreRules?
    }

    private var roots: ArraySlice<PathName>
    private var levels: [Level] = []
    private var resolvedRoot: [UInt8] = []
    private var visited: Set<FileStatus.Identity> = []
    /// How many open levels have rules.
    private var ruledLevels = 0
    /// The absolute paths of the folders and files that were named and have been begun.
    public private(set) var begunRoots: [PathName] = []
    /// The absolute paths of folders whose content is not known.
    public private(set) var unreadFolders: [PathName] = []

    private let scope: CorpusScope?
    private let willList: (@Sendable (PathName) -> Void)?
    /// Whether parts of the tree are left out because they are known not to have changed.
    public var isPartial: Bool { scope != nil }

    /// Prepares a walk; nothing is looked at before the first `next`.
    ///
    /// - Parameters:
    ///   - scope: What the walk is confined to; named files and the folders themselves that were named always belong to it.
    ///   - willList: Called with each folder before its entries are looked at.
    public init(_ roots: [PathName], scope: CorpusScope? = nil, willList: (@Sendable (PathName) -> Void)? = nil) {
        self.roots = roots[...]
        self.scope = scope?.withWays()
        self.willList = willList
    }

    /// Prepares a walk over paths as the user typed them.
    public init(paths: [String], scope: CorpusScope? = nil, willList: (@Sendable (PathName) -> Void)? = nil) {
        self.init(paths.map { PathName($0) }, scope: scope, willList: willList)
    }

    /// The next file or rejection; nil at the end.
    public mutating func next() -> Item? {
        while true {
            if levels.isEmpty {
                guard let root = roots.popFirst() else { return nil }
                if let item = visit(root: root.tidied) { return item }
            } else if let entry = levels[levels.count - 1].entries.next() {
                if let item = visit(entry) { return item }
            } else if levels.removeLast().rules != nil {
                ruledLevels -= 1
            }
        }
    }

    private mutating func visit(root path: PathName) -> Item? {
        switch FileStatus.of(path, followingLinks: true) {
        case .failure(let failure):
            return Self.rejection(path, Self.absolute(path), failure.reason)
        case .success(let status):
            let resolved = path.resolved ?? Self.absolute(path)
            resolvedRoot = resolved.bytes
            begunRoots.append(resolved)
            return visit(path, resolved, status)
        }
    }

    private mutating func visit(_ entry: FolderListing.Entry) -> Item? {
        let level = levels[levels.count - 1]
        let path = level.folder.appending(entry.name)
        switch entry.status {
        case .failure(let failure):
            return Self.rejection(path, level.resolved.appending(entry.name), failure.reason)
        case .success(let status):
            if ruledLevels > 0, isIgnored(entry.name, isFolder: status.kind == .folder) { return nil }
            let resolved = level.resolved.appending(entry.name)
            return status.kind == .link ? visit(link: path, resolved) : visit(path, resolved, status)
        }
    }

    /// What the rules of the innermost folder that has a matching one say.
    private func isIgnored(_ name: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        var way = [name]
        for level in levels.reversed() {
            if let verdict = level.rules?.verdict(on: way, isFolder: isFolder) { return verdict }
            way.insert(level.folder.lastComponent, at: 0)
        }
        return false
    }

    private mutating func visit(_ path: PathName, _ resolved: PathName, _ status: FileStatus) -> Item? {
        switch status.kind {
        case .regular: scope?.busy.contains(path) == true ? nil : .file(status.file(at: path, resolved: resolved))
        case .folder: enter(path, resolved, status.identity)
        default: Self.rejection(path, resolved, status.refusal ?? "it is not a regular file")
        }
    }

    private mutating func enter(_ path: PathName, _ resolved: PathName, _ identity: FileStatus.Identity) -> Item? {
        if let outer = levels.first(where: { $0.identity == identity }) {
            return Self.rejection(path, resolved, Self.loop(to: outer.folder))
        }
        if let scope, !levels.isEmpty, !scope.holds(path) { return nil }
        guard visited.insert(identity).inserted else { return nil }
        willList?(path)
        switch FolderListing.of(path) {
        case .failure(let failure):
            unreadFolders.append(resolved)
            return Self.rejection(path, resolved, "the folder cannot be read: \(failure.reason)")
        case .success(let entries):
            if entries.isIndex {
                return levels.isEmpty ? Self.rejection(path, resolved, "it is an index, not articles") : nil
            }
            var rules: IgnoreRules?
            if entries.hasIgnoreFile {
                switch IgnoreRules.read(in: path) {
                case .success(let read): rules = read
                case .failure(let failure):
                    unreadFolders.append(resolved)
                    return Self.rejection(
                        path, resolved, "its '\(IgnoreRules.fileName)' cannot be read: \(failure.reason)")
                }
                ruledLevels += 1
            }
            levels.append(
                Level(folder: path, resolved: resolved, identity: identity, entries: entries, rules: rules))
            return nil
        }
    }

    private func visit(link path: PathName, _ place: PathName) -> Item? {
        guard case .success(let target) = FileStatus.of(path, followingLinks: true),
            let resolved = path.resolved?.bytes
        else { return Self.rejection(path, place, "the symbolic link leads nowhere") }
        if let outer = levels.first(where: { $0.identity == target.identity }) {
            return Self.rejection(path, place, Self.loop(to: outer.folder))
        }
        let inside = resolvedRoot == [0x2F] || resolved.starts(with: resolvedRoot + [0x2F])
        switch target.kind {
        case .regular where inside: return .file(target.file(at: path, resolved: PathName(bytes: resolved)))
        case .folder where inside: return nil
        case .regular, .folder:
            let goal = PathName(bytes: resolved).display
            return Self.rejection(
                path, place, "the symbolic link leads out of the folder, to '\(goal)'; name that path to read it")
        default: return Self.rejection(path, place, target.refusal ?? "it is not a regular file")
        }
    }

    private static func loop(to folder: PathName) -> String {
        "it leads back to '\(folder.display)', which holds it; folders that loop are not followed"
    }

    private static func rejection(_ path: PathName, _ place: PathName, _ reason: String) -> Item {
        .rejection(Rejection(path: path.display, position: 0, reason: reason), place)
    }

    /// The absolute form of a path that leads nowhere.
    private static func absolute(_ path: PathName) -> PathName {
        if path.bytes.first == 0x2F { return path }
        let folder = PathName(bytes: [0x2E]).resolved
        return folder?.appending(path.bytes) ?? path
    }
}
