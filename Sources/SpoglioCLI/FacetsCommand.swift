// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
internal import QueryLanguage
internal import Spoglio

struct FacetsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facets",
        abstract: "Count what is in the articles that match.",
        discussion: """
            '--sort significance' puts first what the matches have more often than the whole archive, by the \
            log-likelihood ratio G2 (Dunning 1993) with a minus sign where it is rarer; over 10.8 chance is unlikely. \
            '--by date' counts years, with '--where year=2022' its months, with '--where month=2022-10' its days; '--sort name' puts them in \
            the order of time. Several facets take a --by each.

            Examples:
              spoglio facets --by section
              spoglio facets 'guerra ucraina' --by person --limit 30
              spoglio facets --by person --matching mel
              spoglio facets 'terremoto' --by place --sort significance
              spoglio facets terremoto --by person --by place
              spoglio facets --by date --where year=2022 --sort name
              spoglio facets terremoto --by source --stories
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var articles: MatchOptions

    @Option(
        help: ArgumentHelp("The facet to count; repeatable.", valueName: "name"), completion: .list(FacetOption.names))
    var by: [String] = []

    @Option(name: [.customShort("n"), .long], parsing: .unconditional, help: "How many values to show.")
    var limit = 20

    @Option(help: "Order of the values: count, name or significance.")
    var sort = FacetsRequest.Order.count

    @Option(help: ArgumentHelp("Only values with a word that begins so.", valueName: "prefix"))
    var matching: String?

    @Flag(help: "Count stories, of which near-duplicates are one, rather than articles.")
    var stories = false

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0") }
    }

    func run() throws {
        let narrowed = try articles.parsedFilters()
        let facets = try by.isEmpty ? FacetOption.overview : by.map { try FacetOption.facet($0, within: narrowed) }
        let answer = try global.searcher().facets(
            FacetsRequest(
                articles.query, match: articles.match, facets: facets, limit: limit, order: sort,
                prefix: matching, filters: narrowed, countsStories: stories))
        if global.json {
            JSONOutput.write(answer)
        } else {
            for note in answer.notes { global.note(note) }
            Console.line(global.style.dim(SearchReport.articles(answer.total, stories: answer.stories)))
            for facet in facets {
                if let counts = answer.facets[facet.rawValue], !by.isEmpty || counts.distinct > 0 {
                    FacetReport(style: global.style, countsStories: stories).write(facet.rawValue, counts)
                }
            }
        }
        if answer.total == 0 { throw ExitCode(1) }
    }
}

extension FacetsRequest.Order: ExpressibleByArgument {}
