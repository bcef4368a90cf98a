// SPDX-License-Identifier: GPL-3.0-or-later

/// A regular file of a corpus, with what tells whether it has changed.
public struct SourceFile: Sendable, Hashable {
    /// As the user named it, or the folder that the user named followed by the way to the file.
    public let path: PathName
    /// Absolute and without symbolic links.
    public let resolvedPath: PathName
    /// In bytes.
    public let size: Int64
    /// In nanoseconds since 1970-01-01T00:00:00Z.
    public let modificationTime: Int64
    public let inode: UInt64
    public let device: UInt64

    /// Makes a file of its parts; without a resolved path the other one must be absolute and without links.
    public init(
        path: PathName, resolvedPath: PathName? = nil, size: Int64, modificationTime: Int64, inode: UInt64,
        device: UInt64
    ) {
        self.path = path
        self.resolvedPath = resolvedPath ?? path
        self.size = size
        self.modificationTime = modificationTime
        self.inode = inode
        self.device = device
    }
}
