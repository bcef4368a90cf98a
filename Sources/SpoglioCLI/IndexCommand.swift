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
            Only what is new or changed is read; a run that was interrupted is completed by the next one. A file that was \
            moved or renamed is known by its content. What a '.spoglioignore' names is passed over; it has the syntax of \
            '.gitignore' and counts for its folder and those below.

            Examples:
              spoglio index articoli/
              spoglio index --prune articoli/ rassegna.jsonl
              spoglio index --dry-run --map title=Occhiello,body=Pezzo tabella.csv
              spoglio index --authority redazione.tsv articoli/
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

    @Option(
        help: ArgumentHelp(
            "A file of people, organisations and places of your own, which the index remembers; may be repeated.",
            valueName: "file"), completion: .file())
    var authority: [String] = []

    @OptionGroup var reading: ReadingOptions

    @Option(
        help: ArgumentHelp(
            "Names that records give to fields, such as title=Titolo,date=Data; kept in the index for these paths, '' forgets it.",
            valueName: "mapping"))
    var map: String?

    @Option(help: "How many threads build segments.")
    var jobs = 1

    @Flag(help: "Only say what would be done, with a table of the files that would be read.")
    var dryRun = false

    @Flag(help: "Stop at the first rejected article, also of a file that has not changed since it was rejected.")
    var strict = false

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name at least one file or folder") }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 64") }
    }

    func run() async throws {
        var options = IndexingOptions()
        try reading.apply(to: &options)
        if let map {
            do throws(ArticlesError) {
                options.mapping = try FieldMapping(parsing: map)
            } catch {
                throw SpoglioError(.request, error.message)
            }
        }
        options.prunes = prune
        options.rebuilds = rebuild
        options.isDryRun = dryRun
        options.isStrict = strict
        options.jobs = jobs
        try Self.checkExistence(of: paths)
        let location = IndexLocation.findOrDefault(named: global.index)
        let writer = try IndexWriter(location, startsAnew: rebuild, isDryRun: dryRun, authorities: authority)
        let revision = await writer.revision
        global.detail("the index is '\(location.path)', revision \(revision)")
        if global.verbose, !global.quiet { options.tell = { GlobalOptions.note($0) } }
        let meter = ProgressMeter(isShown: !global.quiet && !global.json && !global.verbose)
        options.surveys = meter.isShown
        Interruption.install(asJSON: global.json)
        let summary = try await writer.index(paths, options: options, stop: Interruption.flag) { meter.show($0) }
        meter.finish()
        try report(summary, location)
    }

    static func checkExistence(of paths: [String]) throws {
        for path in paths where unsafe path != "-" && access(path, F_OK) != 0 {
            throw SpoglioError(
                .request, "there is no file or folder '\(path)'", hint: "check the name, or the working folder")
        }
    }

    private func report(_ summary: IndexingSummary, _ location: IndexLocation) throws {
        if global.json {
            JSONOutput.write(summary)
        } else {
            for line in PreviewTable.lines(summary.preview ?? []) where !global.quiet { Console.line(line) }
            for note in summary.notes { global.note(note) }
            for rejection in summary.rejections where !global.quiet {
                Console.note("rejected: " + RejectionLine.text(rejection))
            }
            let seconds = (summary.seconds * 10).rounded() / 10
            Console.line(
                "\(dryRun ? "would read" : "read") \(Counted.articles(summary.read)) in \(seconds) s: \(summary.added) added, "
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
