// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
internal import QueryLanguage
internal import Spoglio

struct TimelineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Count the articles that match by year, month or day.",
        discussion: """
            Every period between the first and the last has a row, ten or more without articles one together (each with --json). An article whose date is less precise than the \
            period (a year, when months are asked for) is in none and counts as undated.

            Examples:
              spoglio timeline 'guerra ucraina' --by month
              spoglio timeline 'date:2022-03' --by day --where section=Esteri
              spoglio timeline 'elezioni' --by year --svg elezioni.svg --title 'Le elezioni nei giornali'
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var articles: MatchOptions

    @Option(help: "The periods: year, month or day.")
    var by = CalendarStep.month

    @Option(
        help: ArgumentHelp("Draw it into this file too, as a picture for a report.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var svg: String?

    @Option(help: ArgumentHelp("The title of the picture; without it the query.", valueName: "text"))
    var title: String?

    /// More rows than this are many for a terminal.
    private static let manyRows = 400

    func validate() throws {
        if title != nil, svg == nil { throw ValidationError("--title is the title of the picture of --svg") }
    }

    func run() throws {
        let answer = try global.searcher().timeline(
            TimelineRequest(
                articles.query, match: articles.match, by: by, filters: try articles.parsedFilters()))
        if let svg {
            let chart = TimelineChart(answer, title: title, filters: articles.filters, date: Today.iso8601)
            let file = try ExportFile(svg)
            _ = file.write(chart.svg)
            try file.finish()
        }
        if global.json {
            JSONOutput.write(answer)
        } else {
            for note in answer.notes { global.note(note) }
            let rows = TimelineReport.rows(answer.buckets.map(\.count)).count
            if Console.outputIsTerminal, rows > Self.manyRows, let coarser = by.coarser {
                global.note("\(rows) rows; '--by \(coarser)' has fewer")
            }
            TimelineReport(style: global.style, width: Console.width).write(answer)
        }
        if answer.total == 0 { throw ExitCode(1) }
    }
}

extension CalendarStep: ExpressibleByArgument {
    fileprivate var coarser: Self? {
        switch self {
        case .day: .month
        case .month: .year
        case .year: nil
        }
    }
}
