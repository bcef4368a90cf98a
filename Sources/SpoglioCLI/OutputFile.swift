// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc
internal import Spoglio

/// A file that a user asked for beside the results.
enum OutputFile {
    /// Replaces the file by a text.
    static func write(_ text: String, to path: String) throws(SpoglioError) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path)
            }
            offset += count
        }
    }

    private static func failure(_ path: String) -> SpoglioError {
        let reason = unsafe String(cString: strerror(errno))
        return SpoglioError(
            .request, "cannot write '\(path)': \(reason)", hint: "name a file in a folder that you may write")
    }
}
