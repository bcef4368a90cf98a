// SPDX-License-Identifier: GPL-3.0-or-later

internal import Synchronization

/// Which METS files folders have and which pages these cut into articles, found out once for a run and not for every page.
///
/// What is known of a file or folder holds while its size, time and identity are as they were. Some thousand kilobytes are kept
/// at most; what was not asked for the longest goes first.
final class METSCoverage: Sendable {
    private struct Known {
        let size: Int64
        let modificationTime: Int64
        let identity: FileStatus.Identity
        let names: Set<[UInt8]>
        let cost: Int

        init(_ status: FileStatus, _ names: Set<[UInt8]>) {
            size = status.size
            modificationTime = status.modificationTime
            identity = status.identity
            self.names = names
            // What a small array takes beside its bytes.
            cost = names.reduce(256) { $0 + $1.count + 48 }
        }

        func holds(_ status: FileStatus) -> Bool {
            size == status.size && modificationTime == status.modificationTime && identity == status.identity
        }
    }

    private struct State {
        var known: [PathName: Known] = [:]
        /// The paths, that which was asked for last at the end.
        var order: [PathName] = []
        var cost = 0

        mutating func names(of path: PathName, _ status: FileStatus) -> Set<[UInt8]>? {
            guard let found = known[path], found.holds(status) else { return nil }
            if order.last != path, let place = order.lastIndex(of: path) {
                order.remove(at: place)
                order.append(path)
            }
            return found.names
        }

        mutating func keep(_ found: Known, of path: PathName, room: Int) {
            if let former = known[path] {
                cost -= former.cost
                order.removeAll { $0 == path }
                known[path] = nil
            }
            guard found.cost <= room else { return }
            known[path] = found
            order.append(path)
            cost += found.cost
            var kept = 0
            while cost > room, kept < order.count {
                cost -= known.removeValue(forKey: order[kept])?.cost ?? 0
                kept += 1
            }
            order.removeFirst(kept)
        }
    }

    private let state = Mutex(State())
    /// The bytes that are kept.
    private let room: Int

    init(room: Int = 4 << 20) { self.room = room }

    /// How many files and folders are known.
    var count: Int { state.withLock { $0.order.count } }

    /// The names that a file or folder leads to.
    ///
    /// - Parameter find: Finds them out where they are not known; called without a lock.
    func names(of path: PathName, find: () -> Set<[UInt8]>) -> Set<[UInt8]> {
        guard case .success(let status) = FileStatus.of(path, followingLinks: true) else { return find() }
        if let names = state.withLock({ $0.names(of: path, status) }) { return names }
        let found = Known(status, find())
        state.withLock { $0.keep(found, of: path, room: room) }
        return found.names
    }
}
