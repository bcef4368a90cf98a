// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

public struct SystemError: Error {
    public let action: String
    public let number: Int32

    /// The error that a call just left behind.
    public init(_ action: String) {
        self.action = action
        number = errno
    }
}

/// A folder of its own for one test, removed with everything in it.
public final class Scratch: Sendable {
    public let root: String

    public init() throws {
        var template = Array(
            "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/spoglio-tests.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SystemError("make a folder") }
        root = String(cString: made)
    }

    deinit { Files.remove(root) }

    public func path(_ name: String) -> String { root + "/" + name }
}

/// The calls on files that tests need.
public enum Files {
    public static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw SystemError("open \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    public static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        guard let file = fopen(path, "wb") else { throw SystemError("create \(path)") }
        defer { fclose(file) }
        let bytes = Array(bytes)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw SystemError("write \(path)") }
    }

    /// Writes one byte in place; the time of modification becomes one that no commit recorded.
    public static func overwrite(_ path: String, at offset: Int, with byte: UInt8) throws {
        let descriptor = open(path, O_WRONLY)
        guard descriptor >= 0 else { throw SystemError("open \(path)") }
        defer { close(descriptor) }
        var byte = byte
        guard pwrite(descriptor, &byte, 1, offset) == 1 else { throw SystemError("write \(path)") }
        let times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
        futimens(descriptor, times)
    }

    public static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Every file below a folder, folders left out.
    public static func all(below path: String) -> [String] {
        names(in: path).flatMap { name -> [String] in
            let inner = path + "/" + name
            return isFolder(inner) ? all(below: inner) : [inner]
        }
    }

    public static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    public static func remove(_ path: String) {
        if isFolder(path) { for name in names(in: path) { remove(path + "/" + name) } }
        Glibc.remove(path)
    }

    /// Copies a folder with everything in it.
    public static func copy(_ source: String, to destination: String) throws {
        if isFolder(source) {
            mkdir(destination, 0o755)
            for name in names(in: source) { try copy(source + "/" + name, to: destination + "/" + name) }
        } else {
            try write(read(source), to: destination)
        }
    }
}
