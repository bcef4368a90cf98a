// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Articles
internal import Glibc
internal import Spoglio

struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Add and update articles from files and folders.",
        discussion: """
            Only what is new or changed is read; a run that was interrupted is completed by the next one.

            Examples:
              spoglio index articoli/
              spoglio index --prune articoli/ rassegna.jsonl
              zcat archivio.jsonl.gz | spoglio index -
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("Files and folders; '-' is standard input (JSONL).", valueName: "path"),
        completion: .file())
    var paths: [String]

    @Flag(help: "Drop the articles whose source is gone.")
    var prune = false

    @Flag(help: "Start anew beside the old index and swap it in when it is complete.")
    var rebuild = false

    @Option(help: ArgumentHelp("Read every file as this format: \(ArticleFormat.names).", valueName: "name"))
    var format: String?

    @Option(help: "How many threads build segments.")
    var jobs = 1

    @Flag(help: "Only say what would be done.")
    var dryRun = false

    @Flag(help: "Stop at the first rejected article.")
    var strict = false

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name at least one file or folder") }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64") }
    }

    func run() async throws {
        var options = IndexingOptions()
        if let format {
            do {
                options.format = try ArticleFormat(named: format)
            } catch {
                throw SpoglioError(.request, error.message)
            }
        }
        options.prunes = prune
        options.rebuilds = rebuild
        options.isDryRun = dryRun
        options.isStrict = strict
        options.jobs = jobs
        for path in paths where unsafe path != "-" && access(path, F_OK) != 0 {
            throw SpoglioError(
                .request, "there is no file or folder '\(path)'", hint: "check the name, or the working folder")
        }
        let location = IndexLocation.findOrDefault(named: global.index)
        let writer = try IndexWriter(location, startsAnew: rebuild, isDryRun: dryRun)
        let meter = ProgressMeter(isShown: Console.errorIsTerminal && !global.quiet && !global.json)
        Interruption.install()
        let summary = try await writer.index(paths, options: options, stop: Interruption.flag) { meter.show($0) }
        meter.finish()
        try report(summary, location)
    }

    private func report(_ summary: IndexingSummary, _ location: IndexLocation) throws {
        if global.json {
            JSONOutput.write(summary)
        } else {
            for note in summary.notes { global.note(note) }
            for rejection in summary.rejections where !global.quiet {
                Console.note(
                    "rejected: \(TerminalText.safe(rejection.path)):\(rejection.position): "
                        + TerminalText.safe(rejection.reason))
            }
            let seconds = (summary.seconds * 10).rounded() / 10
            Console.line(
                "\(dryRun ? "would read" : "read") \(summary.read) articles in \(seconds) s: \(summary.added) added, "
                    + "\(summary.updated) updated, \(summary.unchanged) unchanged, \(summary.rejected) rejected; "
                    + "\(summary.removed) removed")
            if !dryRun, !global.quiet { Console.note("index: \(location.path)") }
        }
        if summary.isInterrupted {
            let kept = rebuild ? "the old index is as it was" : "what was read is kept, run the command again to go on"
            if !global.quiet { Console.note("interrupted; \(kept)") }
            throw ExitCode(128 + Interruption.received)
        }
        if summary.rejected > 0 { throw ExitCode(4) }
    }
}

/// SIGINT and SIGTERM as a flag that long work looks at.
enum Interruption {
    static let flag = StopFlag()
    private static let signalReceived = Signal()

    static func install() {
        // Made before a signal can arrive: the handler may do no more than set them.
        _ = (flag, signalReceived)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.signalReceived.store(number)
                Interruption.flag.set()
            }
        }
    }

    static var received: Int32 { signalReceived.load() }
}
