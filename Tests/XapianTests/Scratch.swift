// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A directory of its own for one test, removed with everything in it.
final class Scratch {
    let root: String

    init() throws {
        var template = Array(
            "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/xapian-tests.XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SystemError(number: errno) }
        root = String(cString: made)
    }

    deinit {
        Self.removeTree(root)
    }

    private static func removeTree(_ path: String) {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { removeTree("\(path)/\(name)") }
            }
            closedir(directory)
        }
        remove(path)
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func bytes(of name: String) throws -> [UInt8] {
        guard let file = fopen(path(name), "rb") else { throw SystemError(number: errno) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        guard let file = fopen(path(name), "wb") else { throw SystemError(number: errno) }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw SystemError(number: errno) }
    }
}

struct SystemError: Error {
    let number: Int32
}

/// Numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
