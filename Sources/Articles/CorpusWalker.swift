// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds the files of a corpus below the paths that the user named, one at a time and always in the same order.
///
/// The entries of a folder come in the order of their names' bytes, a folder's content at its place among them.
/// Entries whose name begins with a dot (`.git`, `.spoglio`, `.DS_Store`) are passed over without a word unless the
/// user named them, and so are indexes, whatever they are called. A symbolic link to a file inside the tree is read under its own name; one to a folder inside the
/// tree is passed over, since the content is read at its own place; one that leads out of the tree, in a circle or
/// nowhere is a rejection. Paths that the user named are followed wherever they lead.
public struct CorpusWalker: Sequence, IteratorProtocol, Sendable {
    /// What the walk came upon.
    public enum Item: Sendable, Equatable {
        case file(SourceFile)
        case rejection(Rejection)
    }

    private struct Level {
        let folder: PathName
        let identity: FileStatus.Identity
        var entries: FolderListing
    }

    private var roots: ArraySlice<PathName>
    private var levels: [Level] = []
    private var resolvedRoot: [UInt8] = []
    private var visited: Set<FileStatus.Identity> = []

    /// Prepares a walk; nothing is looked at before the first `next`.
    public init(_ roots: [PathName]) {
        self.roots = roots[...]
    }

    /// Prepares a walk over paths as the user typed them.
    public init(paths: [String]) {
        self.init(paths.map { PathName($0) })
    }

    /// The next file or rejection; nil at the end.
    public mutating func next() -> Item? {
        while true {
            if levels.isEmpty {
                guard let root = roots.popFirst() else { return nil }
                if let item = visit(root: Self.tidied(root)) { return item }
            } else if let name = levels[levels.count - 1].entries.next() {
                if name.first == 0x2E { continue }
                if let item = visit(levels[levels.count - 1].folder.appending(name)) { return item }
            } else {
                levels.removeLast()
            }
        }
    }

    private mutating func visit(root path: PathName) -> Item? {
        switch FileStatus.of(path, followingLinks: true) {
        case .failure(let failure):
            return Self.rejection(path, failure.reason)
        case .success(let status):
            resolvedRoot = FolderListing.resolved(path) ?? path.bytes
            return visit(path, status)
        }
    }

    private mutating func visit(_ path: PathName) -> Item? {
        switch FileStatus.of(path, followingLinks: false) {
        case .failure(let failure): Self.rejection(path, failure.reason)
        case .success(let status) where status.kind == .link: visit(link: path)
        case .success(let status): visit(path, status)
        }
    }

    private mutating func visit(_ path: PathName, _ status: FileStatus) -> Item? {
        switch status.kind {
        case .regular: .file(status.file(at: path))
        case .folder: enter(path, status.identity)
        default: Self.rejection(path, status.refusal ?? "it is not a regular file")
        }
    }

    private mutating func enter(_ path: PathName, _ identity: FileStatus.Identity) -> Item? {
        if let outer = levels.first(where: { $0.identity == identity }) {
            return Self.rejection(path, Self.loop(to: outer.folder))
        }
        guard visited.insert(identity).inserted else { return nil }
        if Self.isIndex(path) { return levels.isEmpty ? Self.rejection(path, "it is an index, not articles") : nil }
        switch FolderListing.of(path) {
        case .failure(let failure):
            return Self.rejection(path, "the folder cannot be read: \(failure.reason)")
        case .success(let entries):
            levels.append(Level(folder: path, identity: identity, entries: entries))
            return nil
        }
    }

    /// Whether a folder holds what an index has at its top.
    private static func isIndex(_ path: PathName) -> Bool {
        guard
            case .success(let manifest) = FileStatus.of(
                path.appending(Array("manifest".utf8)[...]), followingLinks: false),
            case .success(let segments) = FileStatus.of(
                path.appending(Array("segments".utf8)[...]), followingLinks: false)
        else { return false }
        return manifest.kind == .regular && segments.kind == .folder
    }

    private func visit(link path: PathName) -> Item? {
        guard case .success(let target) = FileStatus.of(path, followingLinks: true),
            let resolved = FolderListing.resolved(path)
        else { return Self.rejection(path, "the symbolic link leads nowhere") }
        if let outer = levels.first(where: { $0.identity == target.identity }) {
            return Self.rejection(path, Self.loop(to: outer.folder))
        }
        let inside = resolvedRoot == [0x2F] || resolved.starts(with: resolvedRoot + [0x2F])
        switch target.kind {
        case .regular where inside: return .file(target.file(at: path))
        case .folder where inside: return nil
        case .regular, .folder:
            let goal = PathName(bytes: resolved).display
            return Self.rejection(
                path, "the symbolic link leads out of the folder, to '\(goal)'; name that path to read it")
        default: return Self.rejection(path, target.refusal ?? "it is not a regular file")
        }
    }

    private static func loop(to folder: PathName) -> String {
        "it leads back to '\(folder.display)', which holds it; folders that loop are not followed"
    }

    private static func rejection(_ path: PathName, _ reason: String) -> Item {
        .rejection(Rejection(path: path.display, position: 0, reason: reason))
    }

    /// `./a//b/` and `a/b` give the same ids.
    private static func tidied(_ path: PathName) -> PathName {
        var parts = path.bytes.split(separator: 0x2F)
        parts.removeAll { $0.elementsEqual([0x2E]) }
        let relative = parts.isEmpty ? [] : Array(parts.joined(separator: [0x2F]))
        if path.bytes.first == 0x2F { return PathName(bytes: [0x2F] + relative) }
        return PathName(bytes: relative.isEmpty ? [0x2E] : relative)
    }
}
