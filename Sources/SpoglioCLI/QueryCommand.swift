// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

/// The saved queries of an index.
struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "Save queries under a name that other queries can use.",
        discussion: """
            '@name' in a query stands for the saved one, as if it stood there between parentheses; saved queries can \
            name others. They are kept in 'queries.tsv' in the index, a text file that may be edited.

            Examples:
              spoglio query save guerra '(guerra OR conflitto) (ucraina OR kiev)'
              spoglio search '@guerra person:"Elon Musk"'
              spoglio query list
            """,
        subcommands: [QuerySaveCommand.self, QueryListCommand.self, QueryRemoveCommand.self])
}

struct QuerySaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Save a query under a name.",
        discussion: "Example: spoglio query save energia 'gas OR petrolio OR nucleare'")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The name: letters a-z, digits, '-' and '_'.")
    var name: String

    @Argument(help: "The query.")
    var query: String

    @Flag(help: "Replace another query of this name.")
    var replace = false

    func run() throws {
        let outcome = try SavedQueryEditor(global.location()).save(name, query, replaces: replace)
        if global.json { return JSONOutput.write(outcome) }
        for note in outcome.notes { global.note(note) }
        Console.line(
            "'@\(outcome.name)' \(outcome.replaced ? "replaced" : "saved")"
                + global.style.dim(" (\(Counted.articles(outcome.articles)))"))
    }
}

struct QueryListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The saved queries of the index.",
        discussion: "Example: spoglio query list --json")

    @OptionGroup var global: GlobalOptions

    private struct Answer: Encodable {
        var version = 1
        var queries: [SavedQuery]
    }

    func run() throws {
        let queries = try SavedQueryEditor.list(global.location())
        if global.json { return JSONOutput.write(Answer(queries: queries)) }
        let width = queries.map(\.name.count).max() ?? 0
        for saved in queries {
            let gap = String(repeating: " ", count: width - saved.name.count + 2)
            Console.line(global.style.bold("@" + saved.name) + gap + TerminalText.safe(saved.query))
        }
    }
}

struct QueryRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a saved query.",
        discussion: "Example: spoglio query remove energia")

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Its name.")
    var name: String

    private struct Answer: Encodable {
        var version = 1
        var removed: SavedQuery
    }

    func run() throws {
        let removed = try SavedQueryEditor(global.location()).remove(name)
        if global.json { return JSONOutput.write(Answer(removed: removed)) }
        Console.line("'@\(removed.name)' removed" + global.style.dim(" (\(TerminalText.safe(removed.query)))"))
    }
}
