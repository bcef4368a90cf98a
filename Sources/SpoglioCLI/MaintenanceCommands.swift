// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Figures about the index.",
        discussion: """
            With --rejected: which articles and files were refused, where and why. One is listed until a run finds it \
            mended or gone; of standard input, what its last reading refused.

            Examples:
              spoglio stats --json
              spoglio stats --rejected
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(help: "List what was refused and why.")
    var rejected = false

    func run() throws {
        if rejected { return try listRejected() }
        let statistics = try global.searcher().statistics()
        if global.json { return JSONOutput.write(statistics) }
        let rows: [(String, String)] = [
            ("articles", "\(statistics.articles)"), ("from", statistics.oldest ?? "-"),
            ("to", statistics.newest ?? "-"),
            ("undated", "\(statistics.undated)"), ("distinct words", "\(statistics.terms)"),
            ("words", "\(statistics.tokens)"), ("entities", "\(statistics.entities)"),
            ("segments", "\(statistics.segments)"), ("revision", "\(statistics.revision)"),
        ]
        for (name, value) in rows { Console.line(Self.row(name, value)) }
        for (name, bytes) in statistics.bytes.sorted(by: { $0.key < $1.key }) {
            Console.line(Self.row("bytes, \(name)", Self.size(bytes)))
        }
    }

    /// A number of bytes, from a thousand on with what it is in the next larger unit: `1234567 (1.2 MB)`.
    static func size(_ bytes: UInt64) -> String {
        guard bytes >= 1_000 else { return "\(bytes)" }
        var (value, unit) = (Double(bytes), "")
        // What would be shown as 1000.0 is one of the next unit.
        for next in ["kB", "MB", "GB", "TB"] where unit.isEmpty || value >= 999.95 {
            (value, unit) = (value / 1_000, next)
        }
        return "\(bytes) (\((value * 10).rounded() / 10) \(unit))"
    }

    private func listRejected() throws {
        let sources = try global.searcher().rejectedSources()
        if global.json { return JSONOutput.write(sources) }
        for rejection in sources.rejections { Console.line(RejectionLine.text(rejection)) }
        if sources.rejections.isEmpty { global.note("nothing is rejected") }
    }

    private static func row(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 24 - name.count)) + value
    }
}

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove every stored byte against its checksum, and the parts against each other.",
        discussion: "Example: spoglio verify && tar cf copia.tar .spoglio")

    @OptionGroup var global: GlobalOptions

    /// Set by the command itself for its child process, in which libxapian reads one file.
    @Option(name: .customLong("postings"), help: .hidden)
    var postings: String?

    func run() throws {
        if let postings {
            if let fault = IndexVerifier.postingsFault(postings) {
                Console.line(fault)
                throw ExitCode(1)
            }
            return
        }
        let report = try IndexVerifier(global.location()) { ChildProcess.postingsFault($0) }.verify()
        if global.json {
            JSONOutput.write(report)
        } else {
            for problem in report.problems { Console.line(TerminalText.safe(problem)) }
            Console.line(report.ok ? "the index is sound" : "problems: \(report.problems.count)")
        }
        if !report.ok { throw ExitCode(3) }
    }
}

struct CompactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact", abstract: "Join all segments into one and drop what was deleted.",
        discussion: "Example: spoglio compact")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let writer = try IndexWriter(global.location(), creates: false)
        let (before, after) = try await writer.compact()
        if global.json {
            JSONOutput.write(["version": 1, "segments_before": before, "segments": after])
        } else {
            Console.line("segments: \(before) before, \(after) now")
        }
    }
}

struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Remove the articles that match a query.",
        discussion: """
            Examples:
              spoglio delete 'section:Meteo date:2019' --dry-run
              spoglio delete 'id:abc-123' --yes
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Which articles to remove; '*' is every article.")
    var query: String

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Only say how many there are.")
    var dryRun = false

    func validate() throws {
        // What a script meant to put here may be missing.
        if query.allSatisfy(\.isWhitespace) {
            throw ValidationError("the query is empty; '*' removes every article")
        }
    }

    func run() async throws {
        if dryRun { return report(matching: try matching(), removed: 0) }
        let writer = try IndexWriter(global.location(), creates: false)
        let count = try matching()
        guard count > 0 else { return report(matching: count, removed: 0) }
        if !yes {
            // A program that reads JSON is not asked in words.
            if !global.json { Console.progress("remove \(Counted.articles(count))? [y/N] ") }
            guard let answer = readLine()?.lowercased() else {
                if !global.json { Console.progress("\n") }
                throw SpoglioError(
                    .request, "nobody answered whether to remove \(Counted.articles(count)); nothing was removed",
                    hint: "say --yes where nobody can be asked")
            }
            guard ["y", "yes", "s", "si", "sì"].contains(answer) else {
                return report(matching: count, removed: 0)
            }
        }
        report(matching: count, removed: try await writer.delete(query))
    }

    /// How many articles match, having told how the query was understood.
    private func matching() throws -> Int {
        let answer = try global.searcher().search(SearchRequest(query, limit: 0))
        for note in answer.notes { global.note(note) }
        return answer.total
    }

    private func report(matching: Int, removed: Int) {
        if global.json {
            JSONOutput.write(["version": 1, "matching": matching, "removed": removed])
        } else {
            Console.line("\(Counted.articles(matching)) \(matching == 1 ? "matches" : "match"), \(removed) removed")
        }
    }
}
