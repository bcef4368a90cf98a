// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Spoglio

/// Brings an index up to date, one batch of changes after another.
struct WatchSession {
    let paths: [String]
    let options: IndexingOptions
    let prunes: Bool
    let location: IndexLocation
    let global: GlobalOptions
    /// What was refused and said; a file that is looked at again says the same again.
    private var listed: Set<String> = []

    init(paths: [String], options: IndexingOptions, prunes: Bool, location: IndexLocation, global: GlobalOptions) {
        self.paths = paths
        self.options = options
        self.prunes = prunes
        self.location = location
        self.global = global
    }

    /// Indexes a batch, waiting for another writer to end.
    mutating func index(_ batch: ChangeQueue.Batch) async throws {
        var options = options
        options.scope = batch.scope
        options.prunes = prunes && batch.hasLosses
        guard let writer = try await lockedWriter() else { return }
        let before = await writer.revision
        let summary = try await writer.index(paths, options: options, stop: Interruption.flag)
        report(summary, isCommit: summary.revision != before)
    }

    /// A writer that holds the lock of the index; nil if there was a signal before it was free.
    private func lockedWriter() async throws -> IndexWriter? {
        var isSaid = false
        while !Interruption.flag.isSet {
            do throws(SpoglioError) {
                return try IndexWriter(location)
            } catch {
                guard error.code == .indexLocked else { throw error }
                if !isSaid { global.note(error.message + "; waiting for it") }
                isSaid = true
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        return nil
    }

    private mutating func report(_ summary: IndexingSummary, isCommit: Bool) {
        for rejection in summary.rejections where !global.quiet && !global.json {
            let line = RejectionLine.text(rejection)
            if listed.insert(line).inserted { Console.note("rejected: " + line) }
        }
        for note in summary.notes where !global.json { global.note(note) }
        guard isCommit else { return }
        if global.json {
            JSONOutput.write(summary)
        } else {
            Console.line(
                "revision \(summary.revision): \(summary.added) added, \(summary.updated) updated, "
                    + "\(summary.removed) removed, \(summary.rejected) rejected")
        }
        Console.flush()
    }
}
