// SPDX-License-Identifier: GPL-3.0-or-later

/// A regular file of a corpus, with what tells whether it has changed.
public struct SourceFile: Sendable, Hashable {
    /// As the user named it, or the folder that the user named followed by the way to the file.
    public let path: PathName
    /// In bytes.
    public let size: Int64
    /// In nanoseconds since 1970-01-01T00:00:00Z.
    public let modificationTime: Int64
    public let inode: UInt64
    public let device: UInt64

    /// Makes a file of its parts.
    public init(path: PathName, size: Int64, modificationTime: Int64, inode: UInt64, device: UInt64) {
        self.path = path
        self.size = size
        self.modificationTime = modificationTime
        self.inode = inode
        self.device = device
    }
}
