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
    /// How many names are tried that files of killed runs, or others, may have.
    private static let mostLeftovers = 16

    /// Opens it for writing; throws `request` where that cannot be.
    init(_ path: String) throws(SpoglioError) {
        self.path = path
        var known = stat()
        let exists = unsafe stat(path, &known) == 0
        if exists, known.st_mode & S_IFMT != S_IFREG {
            partial = nil
            descriptor = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)
        } else {
            (descriptor, partial) =
                exists ? Self.open(beside: Self.target(of: path), 0o600) : Self.open(beside: path, 0o666)
            if exists, descriptor >= 0 { Self.take(known, for: descriptor) }
        }
        guard descriptor >= 0 else {
            partial = nil
            throw SpoglioError(
                .request, "cannot write '\(path)': \(Self.reason(errno))",
                hint: "name a file in a folder that you may write")
        }
    }

    /// A new file beside the one of a path; never one that is there, whatever it leads to.
    private static func open(beside path: String, _ mode: mode_t) -> (descriptor: Int32, name: String?) {
        for number in 1...mostLeftovers {
            let name = "\(path).\(getpid())\(number == 1 ? "" : "-\(number)").part"
            let descriptor = unsafe Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            if descriptor >= 0 { return (descriptor, name) }
            if errno != EEXIST { break }
        }
        return (-1, nil)
    }

    /// Gives the new file the owner, as far as that is allowed, and the permissions of the one that it will replace.
    private static func take(_ known: stat, for descriptor: Int32) {
        var new = stat()
        if unsafe fstat(descriptor, &new) == 0, new.st_uid != known.st_uid || new.st_gid != known.st_gid {
            _ = fchown(descriptor, known.st_uid, known.st_gid)
        }
        _ = fchmod(descriptor, known.st_mode & 0o777)
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
        let target = Self.target(of: path)
        // After a power failure the name must not stand for a file without its content.
        guard fsync(descriptor) == 0, unsafe Glibc.rename(partial, target) == 0 else {
            failure = errno
            return false
        }
        self.partial = nil
        let folder = target.lastIndex(of: "/").map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let opened = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if opened >= 0 {
            _ = fsync(opened)
            close(opened)
        }
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
