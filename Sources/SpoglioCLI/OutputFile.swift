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
        guard Console.writeAll(Array(text.utf8), to: descriptor) else { throw failure(path) }
    }

    private static func failure(_ path: String) -> SpoglioError {
        let reason = unsafe String(cString: strerror(errno))
        return SpoglioError(
            .request, "cannot write '\(path)': \(reason)", hint: "name a file in a folder that you may write")
    }
}
