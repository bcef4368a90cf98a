// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import QueryLanguage
internal import Topics

/// One search over the segments of a searcher.
struct SearchRun {
    private let searcher: Searcher
    private let request: SearchRequest
    private let parsed: QueryNode
    /// What the query means, saved queries put in.
    let expanded: QueryNode
    let clause: Clause
    let matchers: [SegmentMatcher]
    private let filters: [Facet: Clause]
    private let selection: FacetSelection
    private let notes: [String]
    /// What the query itself matches, by segment, filters left aside.
    private let matches: [DocumentSet]

    init(_ searcher: Searcher, _ request: SearchRequest) throws(SpoglioError) {
        self.searcher = searcher
        self.request = request
        guard request.limit >= 0, request.limit <= SearchRequest.largestPage, request.offset >= 0 else {
            throw SpoglioError(
                .request, "a page has 0 to \(SearchRequest.largestPage) hits and an offset of 0 or more",
                hint: "use 'spoglio export' for every match")
        }
        do {
            parsed = try QueryParser.parse(request.query, match: request.match)
        } catch {
            throw SpoglioError(error, in: request.query)
        }
        var compiler = try QueryCompiler(text: request.query, resolver: ValueResolver(searcher))
        expanded = try SavedQueries.expand(parsed, from: request.query) { () throws(SpoglioError) in
            try SavedQueries.read(searcher.location)
        }
        clause = try compiler.compile(expanded)
        var resolver = ValueResolver(searcher)
        var filters: [Facet: Clause] = [:]
        var selection = compiler.selection
        for (facet, values) in request.filters {
            let clauses = try Self.filter(facet, values, &resolver)
            for (value, clause) in zip(values, clauses) {
                if case .values(let meant) = clause { selection.add(meant) }
                if facet == .topic { try selection.add(topic: value, meaning: clause, searcher.topics.user()) }
            }
            filters[facet] = .or(clauses)
        }
        self.filters = filters
        self.selection = selection
        var notes = QueryParser.notes(on: request.query) + compiler.notes + resolver.notes
        if request.facets.contains(where: { $0.facet == .topic }) { notes += try searcher.topics.faults() }
        self.notes = notes
        let stemmer = try ItalianStemmer()
        let effort = ProximityEffort()
        matchers = searcher.segments.enumerated().map {
            SegmentMatcher($1, stemmer: stemmer, entities: (searcher.entities, $0), effort: effort)
        }
        try Self.checkExpansions(clause, matchers)
        var matches: [DocumentSet] = []
        for matcher in matchers {
            let new = try request.since.map { (since) throws(SpoglioError) in
                try matcher.segment.documents.documents(since: UInt32(clamping: since))
            }
            matches.append(try matcher.documents(clause, within: new))
        }
        self.matches = matches
    }

    /// What each value of a filter asks for: it is taken as written where a value has just this identifier, else like a
    /// name in a query.
    private static func filter(
        _ facet: Facet, _ values: [String], _ resolver: inout ValueResolver
    ) throws(SpoglioError) -> [Clause] {
        if let step = facet.step {
            for value in values where !step.isKey(value) {
                throw SpoglioError(
                    .request, "'\(value)' is no \(facet.rawValue)", hint: "write it as in '\(step.example)'")
            }
            return values.map { .values([facet: [$0]]) }
        }
        var clauses: [Clause] = []
        for value in values {
            let clause: Clause =
                facet == .topic
                ? try resolver.topics(value, isWildcard: false)
                : .values([facet: try resolver.filter(value, in: facet)])
            clauses.append(clause)
        }
        return clauses
    }

    /// Refuses wildcards and fuzzy words that stand for too many words over all segments.
    static func checkExpansions(_ clause: Clause, _ matchers: [SegmentMatcher]) throws(SpoglioError) {
        switch clause {
        case .expansion(let expansion):
            var forms: Set<[UInt8]> = []
            for matcher in matchers {
                let terms = try matcher.segment.terms
                for form in try matcher.bound(expansion).expansion { forms.insert(terms.folded.bytes(at: form)) }
                guard forms.count <= SegmentMatcher.expansionLimit else {
                    throw SpoglioError(
                        .query,
                        "'\(expansion.text)' stands for more than \(SegmentMatcher.expansionLimit) words of this index",
                        hint: expansion.advice)
                }
            }
        case .and(let clauses), .or(let clauses):
            for clause in clauses { try checkExpansions(clause, matchers) }
        case .not(let clause): try checkExpansions(clause, matchers)
        case .near(let near):
            for clause in near.operands.joined() { try checkExpansions(clause, matchers) }
        default: break
        }
    }

    /// The matches that pass the filters, those on `facet` left aside.
    private func filtered(except facet: Facet? = nil) throws(SpoglioError) -> [DocumentSet] {
        let active = filters.filter { $0.key != facet }.map(\.value)
        guard !active.isEmpty else { return matches }
        var result: [DocumentSet] = []
        for (matcher, set) in zip(matchers, matches) {
            result.append(try matcher.documents(.and(active), within: set))
        }
        return result
    }

    func answer() throws(SpoglioError) -> SearchAnswer {
        let found = try filtered()
        let total = Self.total(found)
        return SearchAnswer(
            query: echo,
            index: IndexEcho(articles: searcher.articleCount, revision: searcher.revision), total: total,
            stories: try request.isCollapsed ? searcher.stories().count(found) : nil, offset: request.offset,
            limit: request.limit, hits: try hits(found, total), facets: try facetCounts(found),
            notes: try notes(total: total), tookMicroseconds: 0)
    }

    func ranked() throws(SpoglioError) -> RankedMatches {
        let found = try filtered()
        let total = Self.total(found)
        return RankedMatches(
            total: total,
            matches: try best(found, total).dropFirst(request.offset).map {
                .init(segment: $0.reference.segment, document: Int($0.reference.document), score: $0.score)
            }, facets: try facetCounts(found))
    }

    /// What the user should know about how the query was understood, and if nothing matches, what may be misspelt in it.
    func notes(total: Int) throws(SpoglioError) -> [String] {
        guard total == 0, let note = try SpellingSuggestion(searcher, request, matchers).note(for: parsed) else {
            return notes
        }
        return notes + [note]
    }

    /// How many articles match and pass the filters.
    func total() throws(SpoglioError) -> Int { Self.total(try filtered()) }

    /// The query as written and as understood.
    var echo: QueryEcho { QueryEcho(text: request.query, parsed: parsed.description) }

    /// The query with what its saved queries stand for; nil where it names none.
    var expansion: String? { parsed.namesSavedQueries ? expanded.description : nil }

    private var counter: FacetCounter { FacetCounter(searcher) }

    private static func total(_ found: [DocumentSet]) -> Int { found.reduce(0) { $0 + $1.count } }

    private func facetCounts(_ found: [DocumentSet]) throws(SpoglioError) -> [String: FacetCounts] {
        var facets: [String: FacetCounts] = [:]
        for (facet, count) in request.facets {
            let sets = filters[facet] == nil ? found : try filtered(except: facet)
            let counts = try counter.count(facet, over: sets, stories: stories(request.countsStories))
            facets[facet.rawValue] = try withParents(counts.top(count, selected: selection[facet]), facet)
        }
        return facets
    }

    func facets(_ facetsRequest: FacetsRequest) throws(SpoglioError) -> FacetsAnswer {
        let found = try filtered()
        var facets: [String: FacetCounts] = [:]
        for facet in facetsRequest.facets {
            let sets = filters[facet] == nil ? found : try filtered(except: facet)
            var counts = try counter.count(facet, over: sets, stories: stories(facetsRequest.countsStories))
            if let prefix = facetsRequest.prefix { try counts.keep(matching: prefix) }
            if facetsRequest.order == .significance {
                guard !facetsRequest.countsStories else {
                    throw SpoglioError(
                        .request, "significance compares articles, not stories", hint: "leave out --stories")
                }
                let all = searcher.segments.map { $0.live ?? .all(universe: $0.count) }
                counts.compare(
                    over: Self.total(sets), with: try counter.count(facet, over: all), over: Self.total(all))
            }
            facets[facet.rawValue] = try withParents(
                counts.top(facetsRequest.limit, order: facetsRequest.order, selected: selection[facet]), facet)
        }
        return FacetsAnswer(
            query: echo, total: Self.total(found),
            stories: try stories(facetsRequest.countsStories)?.count(found), facets: facets,
            notes: try notes(total: Self.total(found)))
    }

    private func stories(_ areCounted: Bool) throws(SpoglioError) -> Stories? {
        try areCounted ? searcher.stories() : nil
    }

    /// The counts of topics with the topic that each lies in.
    private func withParents(_ counts: FacetCounts, _ facet: Facet) throws(SpoglioError) -> FacetCounts {
        guard facet == .topic else { return counts }
        let tree = try TopicDirectory.tree()
        var counts = counts
        for index in counts.values.indices {
            counts.values[index].parent = tree[TopicCode(counts.values[index].id)]?.parent?.text
        }
        return counts
    }

    func timeline(by step: CalendarStep) throws(SpoglioError) -> TimelineAnswer {
        let found = try filtered()
        let counts = try counter.count(step.facet, over: found)
        return TimelineAnswer(
            query: echo,
            index: IndexEcho(articles: searcher.articleCount, revision: searcher.revision), by: step,
            total: Self.total(found), undated: counts.missing, imprecise: counts.missing - counts.dateless,
            buckets: try counts.buckets(by: step), notes: try notes(total: Self.total(found)))
    }

    /// The places of a document that match, or nil where it does not match.
    func places(in segment: Segment, _ document: Int) throws(SpoglioError) -> [PositionRange]? {
        try matchers.first { $0.segment === segment }?.highlights(clause, in: document)
    }

    /// The matching sets, for callers that walk over every match.
    func matchingSets() throws(SpoglioError) -> [DocumentSet] { try filtered() }

    /// The best matches, with of each story only the best; as many as the page needs.
    private func best(
        _ found: [DocumentSet], _ total: Int
    ) throws(SpoglioError) -> [(reference: DocumentReference, score: Double)] {
        guard request.limit > 0, request.offset < total else { return [] }
        guard request.isCollapsed else { return try best(min(total, request.offset + request.limit), of: found) }
        let stories = try searcher.stories()
        let further = stories.repeated(in: found).reduce(0) { $0 + $1.count - 1 }
        var seen: Set<Int> = []
        let wanted = min(total, request.offset + request.limit + further)
        let distinct = try best(wanted, of: found).filter { entry in
            stories.story(of: entry.reference).map { seen.insert($0).inserted } ?? true
        }
        return Array(distinct.prefix(request.offset + request.limit))
    }

    private func best(
        _ count: Int, of found: [DocumentSet]
    ) throws(SpoglioError) -> [(reference: DocumentReference, score: Double)] {
        switch request.order {
        case .relevance:
            let ranking = Ranking(matchers)
            return try ranking.best(count, of: found, by: ranking.terms(clause))
        case .newest, .oldest:
            return try byDate(count, found, newest: request.order == .newest)
        }
    }

    private func hits(_ found: [DocumentSet], _ total: Int) throws(SpoglioError) -> [Hit] {
        var hits: [Hit] = []
        for (index, entry) in try best(found, total).enumerated().dropFirst(request.offset) {
            var hit = try hit(
                entry.reference, rank: index + 1, score: request.order == .relevance ? entry.score : 0)
            if request.isCollapsed { hit.copies = try searcher.stories().copies(of: entry.reference).count }
            hits.append(hit)
        }
        return hits
    }

    /// By date, articles without one at the end either way; equal dates in the order of the index.
    private func byDate(
        _ count: Int, _ found: [DocumentSet], newest: Bool
    ) throws(SpoglioError) -> [(reference: DocumentReference, score: Double)] {
        var top = TopHits(count: count)
        for (index, matcher) in matchers.enumerated() where !found[index].isEmpty {
            let periods = try matcher.segment.periods
            for document in found[index].documents() {
                let period = periods.period(of: Int(document))
                let day = Double(period.first)
                let score = period.isDated ? newest ? day : -day : -Double.infinity
                top.offer(DocumentReference(segment: index, document: document), score: score)
            }
        }
        return top.sorted()
    }

    private func hit(_ reference: DocumentReference, rank: Int, score: Double) throws(SpoglioError) -> Hit {
        let matcher = matchers[reference.segment]
        let document = Int(reference.document)
        let article =
            try request.hasSnippets
            ? matcher.segment.article(document) : matcher.segment.articleWithoutBody(document)
        var snippets: [Snippet] = []
        if request.hasSnippets {
            let places = try matcher.highlights(clause, in: document) ?? []
            snippets = ArticleHighlights(article, places: places).snippets()
        }
        return Hit(article, rank: rank, score: score, snippets: snippets)
    }
}

extension Hit {
    init(_ article: Article, rank: Int, score: Double, snippets: [Snippet]) {
        self.init(
            id: article.id, rank: rank, score: score, title: article.title, date: article.date?.iso8601,
            section: article.section, source: article.source, authors: article.authors, tags: article.tags,
            url: article.url, path: article.path, snippets: snippets)
    }

    /// A hit without snippets.
    init(_ segment: Segment, _ reference: DocumentReference, rank: Int, score: Double) throws(SpoglioError) {
        let article = try segment.articleWithoutBody(Int(reference.document))
        self.init(article, rank: rank, score: score, snippets: [])
    }
}
