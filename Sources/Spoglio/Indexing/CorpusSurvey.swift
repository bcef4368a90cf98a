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
    /// What is read all the same since another file takes its text over, or is not since it was only touched or moved, the
    /// run tells when it finds it out.
    ///
    /// - Parameters:
    ///   - check: What tells which sources need not be read.
    ///   - ledgers: What is known of sources; opened once more, since a ledger belongs to one thread.
    init(
        _ paths: [String], scope: CorpusScope?, check: SourceCheck, ledgers: [Manifest.File], in location: IndexLocation
    ) {
        Task.detached(priority: .utility) { [self] in
            // Without what is known, for which the run itself will say why, nothing is estimated.
            guard let known = try? KnownSources(ledgers, in: location) else { return }
            let bytes = count(CorpusWalker(paths: paths, scope: scope), check, known)
            if !stop.isSet { total.withLock { $0 = bytes } }
        }
    }

    private func count(_ walker: CorpusWalker, _ check: SourceCheck, _ known: KnownSources) -> UInt64 {
        var walker = walker
        var bytes: UInt64 = 0
        var counted: Set<UInt64> = []
        while !stop.isSet, let item = walker.next() {
            guard case .file(let file) = item else { continue }
            let path = file.resolvedPath
            let hash = Checksum.of(path.bytes)
            guard counted.insert(hash).inserted else { continue }
            let entry = known.find(path.bytes, hash: hash)
            if let entry, entry.isUnchanged(file), check.isRead(entry, for: path, among: known) { continue }
            bytes += UInt64(file.size)
        }
        return bytes
    }

    func end() { stop.set() }
}
