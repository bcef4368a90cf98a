// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What `stat` tells of a path.
struct FileStatus: Sendable {
    enum Kind: Sendable {
        case regular, folder, link, fifo, socket, device
    }

    /// Which file or folder it is, whatever its name.
    struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    let kind: Kind
    let identity: Identity
    let size: Int64
    let modificationTime: Int64

    /// Looks at a path without opening it; the failure is the system's `errno`.
    static func of(_ path: PathName, followingLinks: Bool) -> Result<FileStatus, SystemFailure> {
        var status = stat()
        let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
        let result = unsafe followingLinks ? stat(name, &status) : lstat(name, &status)
        return result == 0 ? .success(FileStatus(status)) : .failure(SystemFailure(errno))
    }

    /// Looks at an open file.
    static func of(descriptor: Int32) -> Result<FileStatus, SystemFailure> {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? .success(FileStatus(status)) : .failure(SystemFailure(errno))
    }

    func file(at path: PathName, resolved: PathName? = nil) -> SourceFile {
        SourceFile(
            path: path, resolvedPath: resolved, size: size, modificationTime: modificationTime, inode: identity.inode,
            device: identity.device)
    }

    /// Why a file of this kind is not read, nil for a regular one.
    var refusal: String? {
        switch kind {
        case .regular: nil
        case .folder: "it is a folder"
        case .link: "it is a symbolic link"
        case .fifo: "it is a named pipe; only regular files are read"
        case .socket: "it is a socket; only regular files are read"
        case .device: "it is a device; only regular files are read"
        }
    }

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .device
            }
        identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        size = Int64(status.st_size)
        modificationTime = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }
}

/// A failed system call, or bytes that what stands between them and the file cannot give, such as a decompressor.
struct SystemFailure: Error {
    let number: Int32
    private let text: String?

    init(_ number: Int32) {
        self.number = number
        text = nil
    }

    /// Makes a failure that says itself why.
    init(reason: String) {
        number = EIO
        text = reason
    }

    /// Whether it is about damaged bytes, not the system.
    var isDamage: Bool { text != nil }

    /// Why a file is refused.
    var refusal: String { text ?? "the file cannot be read: \(reason)" }

    /// The system's own words in lower case, such as `permission denied`, or the reason given.
    var reason: String {
        if let text { return text }
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "system error \(number)" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
