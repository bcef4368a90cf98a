// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
internal import QueryLanguage
internal import Spoglio

struct ConcordanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concordance",
        abstract: "Show every match in its context, one a line, aligned (KWIC).",
        discussion: """
            A match is a word, a phrase, a name found by person:, organisation:, place: or entity:, or what words near \
            each other span, from the first to the last, as short as can be. Matches that overlap are one line, that \
            of the first; of those that begin at one word, of the longest. '--sort left' and 'right' go by the words \
            beside the match, the nearest first, case and accents folded; '--sort date' puts the earliest article \
            first. Without it the order is that of the index.

            Examples:
              spoglio concordance guerra --sort right
              spoglio concordance '"crisi di governo"' --where year=2022 --width 120
              spoglio concordance 'person:"Elon Musk"' --csv > musk.csv
              spoglio concordance 'gas NEAR/5 prezzo' --sort date --limit 20
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var articles: MatchOptions

    @Option(
        help: ArgumentHelp(
            "Columns of a line; without it those of the terminal.",
            discussion: "With --csv and --json left and right have half of it each, without it 80.",
            valueName: "columns"))
    var width: Int?

    @Option(
        name: [.customShort("n"), .long], parsing: .unconditional,
        help: "How many lines to show; without it 100, with --csv all.")
    var limit: Int?

    @Option(help: "Order of the lines: left, right, date or index.")
    var sort = ConcordanceRequest.Order.index

    @Flag(help: "Write a table for a spreadsheet.")
    var csv = false

    private static let widths = 40...(2 * ConcordanceRequest.longestContext)
    private static let contextOfTables = 80

    func validate() throws {
        guard limit ?? 0 >= 0 else { throw ValidationError("--limit takes a number from 0") }
        guard width.map(Self.widths.contains) ?? true else {
            throw ValidationError("--width takes a number from \(Self.widths.lowerBound) to \(Self.widths.upperBound)")
        }
        if csv, global.json { throw ValidationError("--csv and --json exclude each other") }
    }

    func run() throws {
        let layout = ConcordanceLayout(width: max(Self.widths.lowerBound, width ?? Console.width))
        let isTable = csv || global.json
        let context = isTable ? width.map { $0 / 2 } ?? Self.contextOfTables : layout.context
        let concordance = try global.searcher().concordance(
            ConcordanceRequest(
                articles.query, match: articles.match, filters: try articles.parsedFilters(), order: sort,
                limit: limit ?? (csv ? nil : 100), context: context))
        if !global.json { for note in concordance.notes { global.note(note) } }
        let format: ConcordanceFormat =
            csv ? .csv : global.json ? .json : .text(layout, global.style)
        if try format.write(concordance) == 0 { throw ExitCode(1) }
    }
}

extension ConcordanceRequest.Order: ExpressibleByArgument {}
