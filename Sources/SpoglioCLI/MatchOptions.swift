// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
internal import QueryLanguage
internal import Spoglio

/// Which articles a command is about; its help says what it does with them.
struct MatchOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Which articles; '*' or nothing is every article.", valueName: "query"))
    var words: [String] = []

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only articles with this value of a facet, or of this date; repeatable.", valueName: "field=value"))
    var filters: [String] = []

    @Option(help: "Whether all plain words are to be found, or any.")
    var match = MatchMode.all

    /// The words of the query as one.
    var query: String { words.joined(separator: " ") }

    func parsedFilters() throws -> [Facet: [String]] { try FacetOption.filters(filters) }
}

extension MatchMode: ExpressibleByArgument {}
