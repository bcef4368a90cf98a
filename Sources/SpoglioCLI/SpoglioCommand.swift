// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

/// The root of all commands.
struct SpoglioCommand: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "spoglio",
        abstract: "Full-text search for Italian news: words, phrases, people, topics, dates, with exact counts.",
        discussion: """
            Examples:
              spoglio index articoli/
              spoglio search 'guerra ucraina' --facet person
              spoglio search '"la guerra in Ucraina" date:2022-05..2022-10'
              spoglio facets --by section
            Exit status: 0 done, 1 no hits, 2 wrong usage or query, 3 trouble with the index, 4 articles rejected, \
            130/143 interrupted.
            """,
        version: version,
        subcommands: [
            IndexCommand.self, WatchCommand.self, SearchCommand.self, FacetsCommand.self, TimelineCommand.self,
            ConcordanceCommand.self, ShowCommand.self, SimilarCommand.self, AnalyzeCommand.self, AnnotateCommand.self,
            EntityCommand.self, TopicCommand.self, QueryCommand.self,
            ExportCommand.self, DeleteCommand.self, StatsCommand.self, VerifyCommand.self,
            CompactCommand.self,
        ])
}
