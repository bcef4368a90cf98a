// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Glibc
internal import Spoglio

/// A whole text from a file or standard input.
enum InputText {
    private static let longest = 64 << 20

    static func read(_ path: String) throws -> String {
        let bytes = try readBytes(path)
        guard !bytes.prefix(1_024).contains(0) || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        else { throw SpoglioError(.request, "'\(path)' is no text: it has NUL bytes") }
        return String(decodingAny: bytes)
    }

    static func readBytes(_ path: String) throws -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SpoglioError(.request, "cannot open '\(path)': \(unsafe String(cString: strerror(errno)))")
        }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw SpoglioError(.request, "cannot read '\(path)': \(unsafe String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= longest else {
                throw SpoglioError(.request, "'\(path)' is longer than \(longest) bytes")
            }
        }
        return bytes
    }
}
