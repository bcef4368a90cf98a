// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

struct SimilarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "Find articles like one, with what they share.",
        discussion: """
            Articles are compared by the words that weigh most in the one given, and by the people, organisations and \
            places that it names.

            Examples:
              spoglio similar wn-0042
              spoglio similar wn-0042 -n 5 --entities 2
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The id of the article.")
    var id: String

    @Option(name: [.customShort("n"), .long], parsing: .unconditional, help: "How many hits to show.")
    var limit = 10

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("What people, organisations and places count against words.", valueName: "weight"))
    var entities = 1.0

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0") }
        guard entities >= 0, entities.isFinite else { throw ValidationError("--entities takes a number from 0") }
    }

    func run() throws {
        let answer = try global.searcher().similar(SimilarRequest(id, limit: limit, entityWeight: entities))
        if global.json {
            JSONOutput.write(answer)
        } else {
            SearchReport(style: global.style).write(answer, facetOrder: [])
        }
        if answer.total == 0 { throw ExitCode(1) }
    }
}
