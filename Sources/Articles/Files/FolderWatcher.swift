// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Synchronization

/// Tells of changes in folders as the system reports them (inotify(7)).
public final class FolderWatcher: Sendable {
    /// What happened, to a path as the folder was named.
    public enum Change: Sendable, Equatable {
        /// A file was written to; it may be written to again.
        case written(PathName)
        /// A file is complete as far as anyone can tell: whoever wrote it closed it, or it was moved here.
        case closed(PathName)
        /// A folder is new here, with whatever is in it.
        case folder(PathName)
        /// A file or folder is gone from here.
        case gone(PathName)
        /// The rules of a folder changed, or so much happened that the system does not say what: everything is to be
        /// looked at.
        case unknown
    }

    private struct Watched {
        var folder: PathName
        /// The names that matter; nil for all.
        var names: Set<PathName>?
    }

    private let descriptor: Int32
    private let watched = Mutex<[Int32: Watched]>([:])
    private let firstFailure = Mutex<ArticlesError?>(nil)
    private static let mask = UInt32(
        IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF
            | IN_MOVE_SELF)
    private static let folderMark = UInt32(IN_ISDIR)

    /// Asks the system for a queue of changes.
    public init() throws(ArticlesError) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard descriptor >= 0 else { throw Self.failure("folders cannot be watched", errno) }
    }

    deinit { close(descriptor) }

    /// Why a folder could not be watched, if one could not.
    public var failure: ArticlesError? { firstFailure.withLock { $0 } }
    /// How many folders are watched.
    public var count: Int { watched.withLock { $0.count } }

    /// Begins to watch a folder, without those below it; one that is watched already keeps its place under the new name.
    public func watch(folder: PathName) { watch(folder, name: nil) }

    /// Begins to watch the paths among those named that are no folders; folders are watched when they are walked.
    public func watchFiles(named paths: [PathName]) {
        for path in paths.map(\.tidied) where !Self.isFolder(path) { watch(path.parent ?? path, name: path) }
    }

    /// Whether a named folder that is not watched is there, such as one that was removed and made again.
    public func hasUnwatched(_ paths: [PathName]) -> Bool {
        paths.map(\.tidied).contains { path in
            Self.isFolder(path) && !watched.withLock { $0.values.contains { $0.folder == path && $0.names == nil } }
        }
    }

    private static func isFolder(_ path: PathName) -> Bool {
        guard case .success(let status) = FileStatus.of(path, followingLinks: true) else { return false }
        return status.kind == .folder
    }

    private func watch(_ folder: PathName, name: PathName?) {
        let path = folder.bytes.map { CChar(bitPattern: $0) } + [0]
        let number = unsafe inotify_add_watch(
            descriptor, path, Self.mask | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK))
        guard number >= 0 else {
            // A folder that is gone meanwhile, or may not be read, says so when it is walked.
            if errno == ENOSPC || errno == ENOMEM {
                let error = Self.failure("the folder '\(folder.display)' cannot be watched", errno)
                firstFailure.withLock { if $0 == nil { $0 = error } }
            }
            return
        }
        watched.withLock { watched in
            guard let name else {
                watched[number] = Watched(folder: folder, names: nil)
                return
            }
            if let known = watched[number], known.names == nil { return }
            watched[number, default: Watched(folder: folder, names: [])].names?.insert(name)
        }
    }

    private static func failure(_ what: String, _ number: Int32) -> ArticlesError {
        let limit =
            number == ENOSPC ? "the limit of watched folders is reached (sysctl fs.inotify.max_user_watches)" : nil
        return ArticlesError(
            code: .unreadableInput, message: "\(what): \(limit ?? SystemFailure(number).reason)", context: "")
    }

    /// The changes that came, after waiting for the first of them at most so long.
    public func changes(waiting milliseconds: Int32) -> [Change] {
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waited, 1, milliseconds) > 0 else { return [] }
        var changes: [Change] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return changes }
            unsafe buffer.withUnsafeBytes { bytes in
                var offset = 0
                while offset + MemoryLayout<inotify_event>.size <= count {
                    let event = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let start = offset + MemoryLayout<inotify_event>.size
                    let field = unsafe bytes[start..<min(count, start + Int(event.len))]
                    let name = unsafe Array(field).prefix { $0 != 0 }
                    if let change = change(event, Array(name)) { changes.append(change) }
                    offset = start + Int(event.len)
                }
            }
        }
    }

    private func change(_ event: inotify_event, _ name: [UInt8]) -> Change? {
        if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return .unknown }
        let place = watched.withLock { watched in
            if event.mask & UInt32(IN_IGNORED) != 0 { return watched.removeValue(forKey: event.wd) }
            return watched[event.wd]
        }
        guard let place else { return nil }
        if event.mask & UInt32(IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF) != 0 {
            return place.names == nil ? .gone(place.folder) : nil
        }
        if name.elementsEqual(IgnoreRules.fileName.utf8), place.names == nil { return .unknown }
        if name.isEmpty || place.names == nil && name[0] == 0x2E { return nil }
        let path = place.folder.appending(name)
        if let names = place.names, !names.contains(path) { return nil }
        if event.mask & UInt32(IN_DELETE | IN_MOVED_FROM) != 0 { return .gone(path) }
        if event.mask & Self.folderMark != 0 {
            return event.mask & UInt32(IN_CREATE | IN_MOVED_TO | IN_ATTRIB) != 0 ? .folder(path) : nil
        }
        return event.mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_ATTRIB) != 0 ? .closed(path) : .written(path)
    }
}
