// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

/// The flags that every command understands.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The folder of the index.",
            discussion: "Without it $SPOGLIO_INDEX, else the nearest .spoglio in the working folder or above.",
            valueName: "dir"),
        completion: .directory)
    var index: String?

    @Flag(help: "Answer with one JSON object.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress and no notes on standard error.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "More notes on standard error.")
    var verbose = false

    @Option(help: "Colours: auto, always or never.")
    var color = Style.Choice.auto

    func location() throws -> IndexLocation { try IndexLocation.find(named: index) }

    func searcher() throws -> Searcher { try Searcher(location()) }

    var style: Style { Style(json ? .never : color) }

    /// Says something on standard error unless `--quiet` is given.
    func note(_ text: String) {
        if !quiet { Self.note(text) }
    }

    /// Says something on standard error with `--verbose`.
    func detail(_ text: @autoclosure () -> String) {
        if verbose { note(text()) }
    }

    /// Says something on standard error.
    static func note(_ text: String) { Console.note("note: " + TerminalText.safe(text)) }
}

extension Style.Choice: ExpressibleByArgument {}
