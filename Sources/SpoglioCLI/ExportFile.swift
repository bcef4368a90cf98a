// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc
internal import Spoglio

/// A file that an export or a picture is written to: it is there when it is complete, and not before.
///
/// The text goes into a file beside it, which takes its name at the end; where that is not reached it is removed, and a file
/// that was there before stays as it was. What is not a regular file, such as a pipe, is written to as it is.
final class ExportFile {
    private let path: String
    /// The file beside it, nil where there is none and after its end.
    private var partial: String?
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var failure: Int32 = 0
    private static let limit = 1 << 16

    /// Opens it for writing; throws `request` where that cannot be.
    init(_ path: String) throws(SpoglioError) {
        self.path = path
        var known = stat()
        let exists = unsafe stat(path, &known) == 0
        if exists, known.st_mode & S_IFMT != S_IFREG {
            partial = nil
            descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
        } else {
            let beside = "\(exists ? Self.target(of: path) : path).\(getpid()).part"
            partial = beside
            descriptor = unsafe open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        }
        guard descriptor >= 0 else {
            partial = nil
            throw SpoglioError(
                .request, "cannot write '\(path)': \(Self.reason(errno))",
                hint: "name a file in a folder that you may write")
        }
    }

    deinit {
        if let partial { unsafe unlink(partial) }
        if descriptor >= 0 { close(descriptor) }
    }

    /// Adds a text.
    ///
    /// - Returns: Whether there is any use in going on.
    func write(_ text: String) -> Bool {
        pending.append(contentsOf: text.utf8)
        return pending.count < Self.limit || flush()
    }

    /// Gives the file its name; throws `system` where not all could be written.
    func finish() throws(SpoglioError) {
        guard flush(), rename() else { throw failed() }
    }

    /// Removes what was written.
    ///
    /// - Returns: What became of it, for a message.
    func discard() -> String {
        guard let partial else { return "what was written is incomplete" }
        unsafe unlink(partial)
        self.partial = nil
        return "the partial file was removed"
    }

    private func flush() -> Bool {
        guard failure == 0 else { return false }
        let isWritten = Console.writeAll(pending, to: descriptor)
        if !isWritten { failure = errno }
        pending.removeAll(keepingCapacity: true)
        return isWritten
    }

    private func rename() -> Bool {
        guard let partial else { return true }
        guard unsafe Glibc.rename(partial, Self.target(of: path)) == 0 else {
            failure = errno
            return false
        }
        self.partial = nil
        return true
    }

    private func failed() -> SpoglioError {
        SpoglioError(
            .system, "cannot write '\(path)': \(Self.reason(failure)); \(discard())",
            hint: "make room there, or name a file elsewhere")
    }

    /// What a symbolic link leads to, else the path itself.
    private static func target(of path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    private static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
