// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
internal import QueryLanguage
internal import Spoglio

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find articles, best first.",
        discussion: """
            Words are all to be found, in any of their forms; "quoted words" side by side as written; AND OR NOT \
            (E O NON), -word, (…), terror*, zelensky~, a NEAR/5 b, field:value, date:2022-05..2022-10.

            Examples:
              spoglio search 'guerra ucraina'
              spoglio search '"Stati Uniti" persona:"Elon Musk"' --facet person --facet year
              spoglio search 'elezioni' --where section=Politica --sort newest
              spoglio search 'terremoto' --collapse
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var articles: MatchOptions

    @Option(name: [.customShort("n"), .long], help: "How many hits to show.")
    var limit = 10

    @Option(help: "How many hits to leave out before.")
    var offset = 0

    @Option(help: "Order of the hits: relevance, newest or oldest.")
    var sort = SearchRequest.Order.relevance

    @Option(
        help: ArgumentHelp("Count a facet; repeatable.", valueName: "name[:count]"),
        completion: .list(FacetOption.names))
    var facet: [String] = []

    @Flag(help: "Only the facts of each article, no text.")
    var noSnippets = false

    @Flag(help: "Of near-duplicates show only the best, with how many copies it has.")
    var collapse = false

    @Flag(help: "Let facets count stories, of which near-duplicates are one.")
    var stories = false

    @Flag(help: "Show how the query was understood.")
    var explain = false

    @Flag(help: "Answer one JSON request a line from standard input.")
    var batch = false

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit takes a number from 0") }
        guard offset >= 0 else { throw ValidationError("--offset takes a number from 0") }
        if batch, !articles.words.isEmpty { throw ValidationError("--batch reads its queries from standard input") }
    }

    func run() throws {
        if batch { return try BatchSession(location: global.location()).run() }
        let request = SearchRequest(
            articles.query, match: articles.match, limit: limit, offset: offset, order: sort,
            facets: try facet.map(FacetOption.parse), filters: try articles.parsedFilters(),
            hasSnippets: !noSnippets, isCollapsed: collapse, countsStories: stories)
        try Self.answer(
            request, from: global.searcher(), json: global.json, SearchReport(style: global.style, explains: explain)
        ) { global.note($0) }
    }

    /// The same for arguments that were read without ArgumentParser.
    static func run(_ search: PlainSearch) throws {
        let request = SearchRequest(search.query.joined(separator: " "))
        let searcher = try Searcher(IndexLocation.find(named: search.index))
        try answer(request, from: searcher, json: search.json, SearchReport(style: Style(.auto))) {
            GlobalOptions.note($0)
        }
    }

    private static func answer(
        _ request: SearchRequest, from searcher: Searcher, json: Bool, _ report: SearchReport, note: (String) -> Void
    ) throws {
        let answer = try searcher.search(request)
        if json {
            JSONOutput.write(answer)
        } else {
            for text in answer.notes { note(text) }
            report.write(answer, facetOrder: request.facets.map(\.facet))
        }
        if answer.total == 0 { throw ExitCode(1) }
    }
}

extension SearchRequest.Order: ExpressibleByArgument {}
