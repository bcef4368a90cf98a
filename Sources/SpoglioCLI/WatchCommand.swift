// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Articles
internal import Spoglio

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Follow files and folders, and index what changes in them.",
        discussion: """
            First does what 'spoglio index' does, then waits for changes, in new folders too. A file is read when it stops \
            changing; each commit is a line of output. The index is locked only while it is written. Ends on SIGINT (Ctrl-C) \
            and SIGTERM, with everything read committed.

            Examples:
              spoglio watch articoli/
              spoglio watch --prune --json /srv/agenzie rassegna.jsonl
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"), completion: .file())
    var paths: [String]

    @Flag(help: "Drop the articles whose source is gone.")
    var prune = false

    @OptionGroup var reading: ReadingOptions

    @Option(help: ArgumentHelp("How long a file must not have changed to be read.", valueName: "seconds"))
    var delay = 1.0

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name at least one file or folder") }
        guard !paths.contains("-") else {
            throw ValidationError("standard input cannot be watched; see 'spoglio index -'")
        }
        guard (0.05...3_600).contains(delay) else { throw ValidationError("--delay takes seconds from 0.05 to 3600") }
    }

    func run() async throws {
        var options = IndexingOptions()
        try reading.apply(to: &options)
        try IndexCommand.checkExistence(of: paths)
        let watcher = try opened()
        watcher.watchFiles(named: paths.map { PathName($0) })
        options.willList = { watcher.watch(folder: $0) }
        Interruption.install(asJSON: global.json)
        var session = WatchSession(
            paths: paths, options: options, prunes: prune, location: IndexLocation.findOrDefault(named: global.index),
            global: global)
        try await session.index(.everything)
        if !Interruption.flag.isSet { global.note("watching \(Counted.folders(watcher.count)); Ctrl-C ends") }
        var queue = ChangeQueue(delay: delay)
        let start = ContinuousClock.now
        var lastLook = 0.0
        while !Interruption.flag.isSet {
            if let failure = watcher.failure { throw SpoglioError(.system, failure.message) }
            let changes = watcher.changes(waiting: 100)
            let now = Double(start.duration(to: .now) / .milliseconds(1)) / 1_000
            for change in changes { queue.add(change, at: now) }
            if queue.isEmpty, now - lastLook >= 1 {
                lastLook = now
                // A named folder that was removed tells nothing when it is made again.
                if watcher.hasUnwatched(paths.map { PathName($0) }) { queue.add(.unknown, at: now) }
            }
            if let batch = queue.batch(at: now) { try await session.index(batch) }
        }
        throw ExitCode(128 + Interruption.received)
    }

    private func opened() throws -> FolderWatcher {
        do throws(ArticlesError) {
            return try FolderWatcher()
        } catch {
            throw SpoglioError(.system, error.message)
        }
    }
}
