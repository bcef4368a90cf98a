// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import QueryLanguage
internal import Spoglio

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every article that matches, as JSONL, CSV or TSV.",
        discussion: """
            The order is that of the index. Lists are joined by '; ' in CSV and TSV. A cell there that begins with \
            = + - @, a tab or a carriage return gets an apostrophe in front, so that no spreadsheet takes it for a \
            formula. TSV writes tabs, line ends and backslashes as \\t \\n \\r \\\\. Standard error gets a line by \
            which the export can be cited. A file that --output names is there when all of it is written; where that \
            fails or is stopped, nothing is left of it, and an older file of that name stays as it was. For Excel \
            set to Italian write --delimiter ';' --bom.

            Examples:
              spoglio export 'guerra ucraina' --output guerra.jsonl
              spoglio export 'person:"Elon Musk"' --format csv --fields id,date,title,source,persons > musk.csv
              spoglio export musk --format csv --delimiter ';' --bom --output excel.csv
              spoglio export --where section=Politica --format tsv --fields id,date
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var articles: MatchOptions

    @Option(help: "jsonl, csv or tsv; without it jsonl.")
    var format: ExportFormat?

    @Option(
        help: ArgumentHelp(
            "What to write of each, with commas between; without it all of "
                + ExportField.standard.map(\.rawValue).joined(separator: ",")
                + ". Also layout, the places of the words on scanned pages.", valueName: "names"))
    var fields: String?

    @Option(help: ArgumentHelp("What parts the cells of CSV: ',', ';' or '|'; without it ','.", valueName: "sign"))
    var delimiter: CSVStyle.Delimiter?

    @Flag(help: "Begin CSV with a byte order mark, by which Excel takes it for UTF-8.")
    var bom = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Where to write it; without it standard output.", valueName: "file"), completion: .file())
    var output: String?

    func validate() throws {
        if global.json, let format, format != .jsonl {
            throw ValidationError("--json is the format jsonl, and --format asks for \(format)")
        }
        guard format == .csv || delimiter == nil && !bom else {
            throw ValidationError("--delimiter and --bom are for --format csv")
        }
    }

    func run() throws {
        let fields = try self.fields.map(Self.parse) ?? ExportField.standard
        let export = try global.searcher().export(
            ExportRequest(
                articles.query, match: articles.match, fields: fields, filters: try articles.parsedFilters()))
        for note in export.notes { global.note(note) }
        global.note(try citation(export))
        let format = format ?? .jsonl
        let layout = self.layout
        if let output {
            // Before there is a file that a signal might leave behind.
            Interruption.install(asJSON: global.json)
            try write(export, format, fields, to: ExportFile(output))
        } else {
            if let head = format.head(fields, layout) { Console.write(head) }
            try export.visit { values in
                Console.write(format.row(values, fields, layout))
                return Console.outputFailure == nil
            }
        }
        if export.total == 0 { throw ExitCode(1) }
    }

    private var layout: CSVStyle { CSVStyle(delimiter: delimiter ?? .comma, hasByteOrderMark: bom) }

    private func write(
        _ export: Export, _ format: ExportFormat, _ fields: [ExportField], to file: ExportFile
    ) throws {
        let layout = self.layout
        var goesOn = file.write(format.head(fields, layout) ?? "")
        try export.visit { values in
            guard goesOn, !Interruption.flag.isSet else { return false }
            goesOn = file.write(format.row(values, fields, layout))
            return goesOn
        }
        if Interruption.flag.isSet {
            global.note("interrupted; \(file.discard())")
            throw ExitCode(128 + Interruption.received)
        }
        try file.finish()
    }

    /// What to cite: what was asked, of what, when.
    private func citation(_ export: Export) throws -> String {
        let total = Counted.articles(export.total)
        let meaning = export.expansion.map { " (that is '\($0)')" } ?? ""
        let asked = (["'\(export.query.parsed)'\(meaning)"] + articles.filters.map { "where '\($0)'" }).joined(
            separator: ", ")
        return "\(total) for \(asked) from index '\(try global.location().path)', revision \(export.index.revision) "
            + "of \(Counted.articles(export.index.articles)), on \(Today.iso8601)"
    }

    private static func parse(_ list: String) throws -> [ExportField] {
        var fields: [ExportField] = []
        for name in list.split(separator: ",", omittingEmptySubsequences: false) {
            let field = try ExportField(named: String(name.filter { $0 != " " }))
            guard !fields.contains(field) else {
                throw SpoglioError(.request, "the field '\(field.rawValue)' is named twice")
            }
            fields.append(field)
        }
        return fields
    }
}

extension ExportFormat: ExpressibleByArgument {}
