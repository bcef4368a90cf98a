// SPDX-License-Identifier: GPL-3.0-or-later

/// The part of a corpus that a walk is confined to, since the rest is known not to have changed.
public struct CorpusScope: Sendable, Equatable {
    /// Folders whose entries are looked at, by the path that a walk gives them.
    public var folders: Set<PathName>
    /// Folders that are looked at with all below them.
    public var trees: Set<PathName>
    /// Files that are left for later, since they are being written.
    public var busy: Set<PathName>

    /// Makes a scope; the folders above those given are added when they are needed.
    public init(folders: Set<PathName> = [], trees: Set<PathName> = [], busy: Set<PathName> = []) {
        self.folders = folders
        self.trees = trees
        self.busy = busy
    }

    /// The scope with the folders that lead to its own.
    func withWays() -> CorpusScope {
        var whole = self
        for folder in folders.union(trees) {
            var path = folder
            while let above = path.parent, whole.folders.insert(above).inserted { path = above }
        }
        return whole
    }

    /// Whether a folder is to be entered.
    func holds(_ folder: PathName) -> Bool {
        if folders.contains(folder) { return true }
        guard !trees.isEmpty else { return false }
        var path: PathName? = folder
        while let place = path {
            if trees.contains(place) { return true }
            path = place.parent
        }
        return false
    }
}

extension PathName {
    /// The path without its last component, as a walk names it: `.` is above `a`, nothing is above `.` and `/`.
    var parent: PathName? {
        guard bytes != [0x2E], bytes != [0x2F], !bytes.isEmpty else { return nil }
        guard let slash = bytes.lastIndex(of: 0x2F) else { return PathName(bytes: [0x2E]) }
        return PathName(bytes: slash == 0 ? [0x2F] : Array(bytes[..<slash]))
    }
}
