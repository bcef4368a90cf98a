// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The few calls on files that an index needs, with errors that name the file.
enum FileSystem {
    static func text(of errorNumber: Int32) -> String { unsafe String(cString: strerror(errorNumber)) }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Creates a folder unless it exists.
    static func createFolder(_ path: String) throws(SpoglioError) {
        if unsafe mkdir(path, 0o755) != 0, errno != EEXIST { throw .system("create the folder", path, errno) }
    }

    /// Creates a folder and those above it, each made durable in the one above.
    static func createFolders(_ path: String) throws(SpoglioError) {
        guard !exists(path) else { return }
        let above = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        if above != path, !above.isEmpty { try createFolders(above) }
        try createFolder(path)
        try syncFolder(above)
    }

    /// The names in a folder, sorted, without `.` and `..`; empty if there is no such folder.
    static func names(in path: String) throws(SpoglioError) -> [String] {
        guard let folder = unsafe opendir(path) else {
            if errno == ENOENT { return [] }
            throw .system("read the folder", path, errno)
        }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes the entries of a folder (new, renamed, removed files) durable.
    static func syncFolder(_ path: String) throws(SpoglioError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open the folder", path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("sync the folder", path, errno) }
    }

    static func syncFile(_ path: String) throws(SpoglioError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("sync", path, errno) }
    }

    /// Writes a new file durably; the folder is not synced.
    static func write(_ bytes: [UInt8], to path: String) throws(SpoglioError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system("create", path, errno) }
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("write", path, errno)
            }
            offset += count
        }
        guard fsync(descriptor) == 0 else { throw .system("write", path, errno) }
    }

    /// Writes over some bytes of a file; it is not synced.
    static func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws(SpoglioError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open", path, errno) }
        defer { close(descriptor) }
        let count = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
        guard count == bytes.count else { throw .system("write", path, count < 0 ? errno : ENOSPC) }
    }

    /// Puts a file in the place of another (or of none) durably and at once: whoever reads finds the old or the new one.
    ///
    /// - Parameter folder: Where the file stands.
    static func replace(_ name: String, in folder: String, by bytes: [UInt8]) throws(SpoglioError) {
        let path = folder + "/" + name
        try write(bytes, to: path + ".new")
        try rename(path + ".new", to: path)
        try syncFolder(folder)
    }

    /// The whole file, or nil where there is none.
    static func read(_ path: String) throws(SpoglioError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .system("open", path, errno)
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        // A byte more than the file has, so that its end is seen with the second read.
        var status = stat()
        let expected = unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) + 1 : 0
        var buffer = [UInt8](repeating: 0, count: min(max(expected, 4096), 65_536))
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("read", path, errno)
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    static func rename(_ from: String, to destination: String) throws(SpoglioError) {
        guard unsafe Glibc.rename(from, destination) == 0 else { throw .system("rename", from, errno) }
    }

    /// Removes a file or a folder with everything in it; what does not exist is no error.
    static func remove(_ path: String) throws(SpoglioError) {
        if unsafe unlink(path) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw .system("remove", path, errno) }
        for name in try names(in: path) { try remove(path + "/" + name) }
        guard unsafe rmdir(path) == 0 || errno == ENOENT else { throw .system("remove", path, errno) }
    }

    struct Status: Equatable {
        var bytes: UInt64
        /// Nanoseconds since 1970.
        var modified: Int64
    }

    static func status(_ path: String) throws(SpoglioError) -> Status {
        var result = stat()
        guard unsafe stat(path, &result) == 0 else { throw .system("read", path, errno) }
        return Status(
            bytes: UInt64(result.st_size),
            modified: Int64(result.st_mtim.tv_sec) * 1_000_000_000 + Int64(result.st_mtim.tv_nsec))
    }

    /// The absolute form of a path, links resolved where it exists.
    static func absolute(_ path: String) -> String {
        if let resolved = unsafe realpath(path, nil) {
            defer { unsafe free(resolved) }
            return unsafe String(cString: resolved)
        }
        if path.hasPrefix("/") { return path }
        return currentFolder + "/" + path
    }

    static var currentFolder: String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
