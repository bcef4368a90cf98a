// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The right to write an index, held until it is released; the system releases it when the process ends.
struct IndexLock: ~Copyable {
    private let descriptor: Int32

    /// What is locked: everything that is indexed, or what changes beside it: the corrections, the
    /// saved queries, the topics of the user, the marks of searches.
    enum Scope: String, CaseIterable {
        case index = "lock"
        case corrections = "corrections.lock"
        case queries = "queries.lock"
        case topics = "topics.lock"
        case marks = "marks.lock"
    }

    /// - Parameter patience: How long to wait while another process holds the lock.
    /// - Throws: `indexLocked`, naming the process that holds the lock.
    init(
        _ location: IndexLocation, _ scope: Scope = .index, patience: Duration = .zero
    ) throws(SpoglioError) {
        let path = location.path + "/" + scope.rawValue
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            if errno == EACCES || errno == EROFS {
                throw SpoglioError(
                    .indexReadOnly, "the index at '\(location.path)' cannot be written: permission denied")
            }
            throw .system("open", path, errno)
        }
        guard Self.lock(descriptor, patience) else {
            let holder = (try? FileSystem.read(path)).flatMap { $0 }.map {
                String(decoding: $0, as: UTF8.self)
            }
            close(descriptor)
            let pid = holder.flatMap { Int($0.prefix { $0.isNumber }) }.map { " (pid \($0))" } ?? ""
            if scope == .marks {
                throw SpoglioError(
                    .indexLocked,
                    "the marks of the index '\(location.path)' are held by another search with --since-last\(pid)",
                    hint: "try again when it has answered, or stop it")
            }
            throw SpoglioError(
                .indexLocked, "index '\(location.path)' is locked by another writer\(pid)",
                hint: "wait for it or stop it")
        }
        self.descriptor = descriptor
        ftruncate(descriptor, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = unsafe text.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func lock(_ descriptor: Int32, _ patience: Duration) -> Bool {
        let end = ContinuousClock.now + patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < end else { return false }
            usleep(5_000)
        }
        return true
    }

    deinit { close(descriptor) }
}
