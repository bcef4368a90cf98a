// SPDX-License-Identifier: GPL-3.0-or-later

/// Gathers changes until there has been quiet, so that a file is read when it stops changing and not before.
///
/// Times are seconds by any clock that only goes forward.
public struct ChangeQueue: Sendable {
    private struct Pending {
        var last: Double
        var isOpen: Bool
    }

    /// How long a file must be as it is.
    private let delay: Double
    /// How long one that was not closed by its writer must be.
    private let openDelay: Double
    /// The longest time that others wait for a file that keeps changing.
    private let patience: Double
    private var files: [PathName: Pending] = [:]
    private var folders: Set<PathName> = []
    private var trees: Set<PathName> = []
    private var hasLosses = false
    private var isUnknown = false
    private var first: Double?
    private var last = 0.0

    /// Makes an empty queue.
    public init(delay: Double) {
        self.delay = delay
        openDelay = max(10 * delay, 10)
        patience = max(5 * delay, 5)
    }

    /// Takes a change that was told of at a time.
    public mutating func add(_ change: FolderWatcher.Change, at time: Double) {
        first = first ?? time
        last = time
        switch change {
        case .written(let path): files[path] = Pending(last: time, isOpen: true)
        case .closed(let path): files[path] = Pending(last: time, isOpen: false)
        case .folder(let path): trees.insert(path)
        case .gone(let path):
            files[path] = nil
            trees.remove(path)
            folders.insert(path.parent ?? path)
            hasLosses = true
        case .unknown: isUnknown = true
        }
    }

    /// What to look at now.
    public struct Batch: Sendable, Equatable {
        /// Nil for everything.
        public var scope: CorpusScope?
        /// Whether something is gone.
        public var hasLosses: Bool

        /// All that there is.
        public static let everything = Batch(scope: nil, hasLosses: true)
    }

    /// Whether nothing waits.
    public var isEmpty: Bool { first == nil }

    /// What has been quiet long enough, which is then no longer in the queue; nil while nothing has.
    public mutating func batch(at time: Double) -> Batch? {
        guard let first else { return nil }
        let busy = files.filter { time - $0.value.last < ($0.value.isOpen ? openDelay : delay) }
        let isQuiet = busy.isEmpty && time - last >= delay
        guard isQuiet || time - first >= patience else { return nil }
        let quiet = files.keys.filter { busy[$0] == nil }
        defer {
            files = busy
            (folders, trees, hasLosses, isUnknown) = ([], [], false, false)
            self.first = busy.isEmpty ? nil : time
        }
        if isUnknown { return .everything }
        let places = folders.union(quiet.map { $0.parent ?? $0 })
        if places.isEmpty && trees.isEmpty { return nil }
        return Batch(scope: CorpusScope(folders: places, trees: trees, busy: Set(busy.keys)), hasLosses: hasLosses)
    }
}
