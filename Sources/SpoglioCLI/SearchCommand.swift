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
              spoglio search topic:giustizia --since-last
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var articles: MatchOptions

    @Option(
        name: [.customShort("n"), .long], parsing: .unconditional,
        help: "How many hits to show; 10 if nothing is said, with --since-last all.")
    var limit: Int?

    @Option(parsing: .unconditional, help: "How many hits to leave out before.")
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

    @Flag(
        help: ArgumentHelp(
            "Only what came or changed since the last call.",
            discussion: """
                For a cron job. The index keeps a mark of how far was answered, named like the query and its filters; \
                '--since-last=NAME' names another. The first call answers everything.
                """))
    var sinceLast = false

    @Option(help: ArgumentHelp("The mark of --since-last.", valueName: "name", visibility: .hidden))
    var mark: String?

    @Flag(help: "Answer one JSON request a line from standard input.")
    var batch = false

    func validate() throws {
        guard limit ?? 0 >= 0 else { throw ValidationError("--limit takes a number from 0") }
        guard offset >= 0 else { throw ValidationError("--offset takes a number from 0") }
        if batch, sinceLast { throw ValidationError("--since-last answers one query, not --batch") }
        if sinceLast, offset > 0 {
            throw ValidationError("--since-last begins with the first new article; leave out --offset")
        }
        if mark != nil, !sinceLast { throw ValidationError("--mark names the mark of --since-last, which is missing") }
        if batch, !articles.words.isEmpty { throw ValidationError("--batch reads its queries from standard input") }
    }

    func run() throws {
        if batch { return try BatchSession(location: global.location()).run() }
        var request = SearchRequest(
            articles.query, match: articles.match, limit: limit ?? SearchRequest.standardPage, offset: offset,
            order: sort,
            facets: try facet.map(FacetOption.parse), filters: try articles.parsedFilters(),
            hasSnippets: !noSnippets, isCollapsed: collapse, countsStories: stories)
        let report = SearchReport(style: global.style, explains: explain)
        guard sinceLast else {
            let answer = try global.searcher().search(request)
            detail(answer)
            Self.write(answer, json: global.json, report, facets: request.facets.map(\.facet)) { global.note($0) }
            if answer.total == 0 { throw ExitCode(1) }
            return
        }
        let mark = try SearchMark(global.location(), named: mark ?? wholeSearch)
        let searcher = try global.searcher()
        request.limit = limit ?? SearchRequest.largestPage
        let begin = since(mark, searcher)
        request.since = begin.revision
        var answer = try searcher.search(request)
        var notes = [begin.note].compactMap(\.self)
        detail(answer)
        let shown = answer.hits.count
        if shown < answer.stories ?? answer.total {
            notes.append(
                "\(shown) of \(Counted.articles(answer.total)) are shown; the others will not count as new again")
        }
        if global.json { notes.forEach(global.note) }
        answer.notes += notes
        Self.write(answer, json: global.json, report, facets: request.facets.map(\.facet)) { global.note($0) }
        // What could not be handed over comes again the next time.
        Console.flush()
        if Console.outputFailure == nil { try mark.advance(to: searcher.revision, search: wholeSearch) }
        if answer.total == 0 { throw ExitCode(1) }
    }

    /// What `--verbose` says of an answer.
    private func detail(_ answer: SearchAnswer) {
        global.detail("the query was understood as: \(answer.query.parsed)")
        global.detail(
            "index '\(((try? global.location().path) ?? ""))', revision \(answer.index.revision), "
                + "\(Counted.articles(answer.index.articles)); \(answer.tookMicroseconds / 1000) ms")
    }

    /// The query and its filters: what makes two calls the same.
    private var wholeSearch: String {
        ([articles.query.isEmpty ? "*" : articles.query] + articles.filters.sorted()).joined(separator: " ")
    }

    /// The commit after which articles are new, nil where all are, and what to say of that.
    private func since(_ mark: SearchMark, _ searcher: Searcher) -> (revision: Int?, note: String?) {
        guard let revision = mark.revision else {
            return (nil, "there was no mark '\(mark.name)': everything is answered, and the mark begins here")
        }
        guard revision <= searcher.revision else {
            return (nil, "the mark '\(mark.name)' is of an index that was begun anew: everything is answered")
        }
        if let before = mark.search, before != SearchMark.line(wholeSearch) {
            return (
                revision,
                "the mark '\(mark.name)' was last used for another search, '\(before)': only what is new since then is answered"
            )
        }
        return (revision, nil)
    }

    /// The same for arguments that were read without ArgumentParser.
    static func run(_ search: PlainSearch) throws {
        let request = SearchRequest(search.query.joined(separator: " "))
        let searcher = try Searcher(IndexLocation.find(named: search.index))
        KeptToTheEnd.keep(searcher)
        let answer = try searcher.search(request)
        write(answer, json: search.json, SearchReport(style: Style(.auto)), facets: []) { GlobalOptions.note($0) }
        if answer.total == 0 { throw ExitCode(1) }
    }

    private static func write(
        _ answer: SearchAnswer, json: Bool, _ report: SearchReport, facets: [Facet], note: (String) -> Void
    ) {
        if json { return JSONOutput.write(answer) }
        for text in answer.notes { note(text) }
        report.write(answer, facetOrder: facets)
    }
}

extension SearchRequest.Order: ExpressibleByArgument {}
