// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Synchronization

/// Walks ahead of an indexing run and counts the bytes of the files that it will open.
final class CorpusSurvey: Sendable {
    private let total = Mutex<UInt64?>(nil)
    private let stop = StopFlag()

    /// Nil until all files have been looked at.
    var bytesToRead: UInt64? { total.withLock { $0 } }

    /// Begins beside the caller.
    ///
    /// - Parameter ledgers: What is known of sources; opened once more, since a ledger belongs to one thread.
    init(_ paths: [String], options: IndexingOptions, ledgers: [Manifest.File], in location: IndexLocation) {
        Task.detached(priority: .utility) { [self] in
            // Without what is known, for which the run itself will say why, nothing is estimated.
            guard let known = try? KnownSources(ledgers, in: location) else { return }
            let reading = options.reading
            var bytes: UInt64 = 0
            var counted: Set<UInt64> = []
            var walker = CorpusWalker(paths: paths, scope: options.scope)
            while !stop.isSet, let item = walker.next() {
                guard case .file(let file) = item else { continue }
                let path = file.resolvedPath.bytes
                let hash = Checksum.of(path)
                guard counted.insert(hash).inserted else { continue }
                let entry = known.find(path, hash: hash)
                if let entry, entry.state == .whole, entry.reading == reading, entry.isUnchanged(file) { continue }
                bytes += UInt64(file.size)
            }
            if !stop.isSet { total.withLock { $0 = bytes } }
        }
    }

    func end() { stop.set() }
}
