// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import QueryLanguage

/// Every match of a query with its surroundings (key word in context).
///
/// Matches are found in the forward column. In the order of the index what it holds at a time is a bit an article of
/// the index, and one article; in another order the lines that are asked for besides.
public final class Concordance {
    /// The query, the index that answered, and how the query was understood.
    public let query: QueryEcho
    public let index: IndexEcho
    public let notes: [String]
    private let request: ConcordanceRequest
    private let searched: [Searched]
    /// Of so many sorted lines the texts are read at a time.
    private static let chunk = 16_384

    /// A segment with the documents that match.
    private struct Searched {
        let matcher: SegmentMatcher
        let finder: PlaceFinder
        let set: DocumentSet
    }

    init(_ searcher: Searcher, _ request: ConcordanceRequest) throws(SpoglioError) {
        guard request.limit ?? 0 >= 0, (0...ConcordanceRequest.longestContext).contains(request.context) else {
            throw SpoglioError(
                .request,
                "a concordance has 0 or more lines, and 0 to \(ConcordanceRequest.longestContext) columns on each side")
        }
        if request.order != .index, let limit = request.limit, limit > ConcordanceRequest.mostSorted {
            throw Self.tooMany("\(limit) lines are asked for")
        }
        let run = try SearchRun(
            searcher, SearchRequest(request.query, match: request.match, limit: 0, filters: request.filters))
        guard run.expanded.hasPlaces else {
            throw SpoglioError(
                .query, "there is no word in '\(run.echo.parsed)' that lines could be aligned on",
                hint: "add a word, a phrase or a name, as in 'guerra date:2022'; 'spoglio export' gives whole articles")
        }
        query = run.echo
        index = IndexEcho(articles: searcher.articleCount, revision: searcher.revision)
        self.request = request
        var searched: [Searched] = []
        let sets = try run.matchingSets()
        notes = try run.notes(total: sets.reduce(0) { $0 + $1.count })
        for (matcher, set) in zip(run.matchers, sets) where !set.isEmpty {
            searched.append(
                Searched(matcher: matcher, finder: try matcher.placeFinder(run.clause, within: set), set: set))
        }
        self.searched = searched
    }

    private static func tooMany(_ lines: String) -> SpoglioError {
        SpoglioError(
            .request, "\(lines), and at most \(ConcordanceRequest.mostSorted) are sorted",
            hint: "ask for fewer with --limit, narrow the query, or leave out --sort")
    }

    /// Gives the lines in the order asked for, as long as `body` returns true.
    ///
    /// - Returns: The exact totals, all matches counted, if `body` never returned false.
    /// - Throws: `request` where there are more than `ConcordanceRequest.mostSorted` lines to sort and no limit.
    public func visit(_ body: (ConcordanceLine) -> Bool) throws(SpoglioError) -> ConcordanceTotals {
        var totals = ConcordanceTotals()
        guard request.order == .index else {
            let best = try sorted(&totals)
            for start in stride(from: 0, to: best.count, by: Self.chunk) {
                let lines = try read(best[start..<min(best.count, start + Self.chunk)])
                guard lines.allSatisfy(body) else { break }
            }
            return totals
        }
        let limit = request.limit ?? .max
        for entry in searched {
            var reader = LineReader(context: request.context)
            for document in entry.set.documents() {
                let ranges = try entry.matcher.matches(entry.finder, in: Int(document))
                if ranges.isEmpty { continue }
                totals.articles += 1
                for range in ranges.prefix(max(0, limit - totals.lines)) {
                    guard body(try reader.line(entry.matcher.segment, Int(document), range)) else { return totals }
                }
                totals.lines += ranges.count
            }
        }
        return totals
    }

    /// The texts of sorted lines, read in the order of the index, because neighbours are stored together.
    private func read(_ lines: ArraySlice<SortedLine>) throws(SpoglioError) -> [ConcordanceLine] {
        var reader = LineReader(context: request.context)
        var found: [(place: Int, line: ConcordanceLine)] = []
        let inOrder = lines.indices.sorted {
            (lines[$0].segment, lines[$0].document) < (lines[$1].segment, lines[$1].document)
        }
        for place in inOrder {
            let line = lines[place]
            let segment = searched[line.segment].matcher.segment
            found.append((place, try reader.line(segment, Int(line.document), line.range)))
        }
        return found.sorted { $0.place < $1.place }.map(\.line)
    }

    /// The lines that come first.
    private func sorted(_ totals: inout ConcordanceTotals) throws(SpoglioError) -> [SortedLine] {
        let limit = request.limit ?? ConcordanceRequest.mostSorted
        var best: [SortedLine] = []
        for (index, entry) in searched.enumerated() {
            var top = TopLines(count: limit, segment: index)
            let keys = try LineKeys(entry.matcher.segment, request.order)
            for document in entry.set.documents() {
                let ranges = try entry.matcher.matches(entry.finder, in: Int(document))
                if ranges.isEmpty { continue }
                totals.articles += 1
                totals.lines += ranges.count
                if limit > 0 { try keys.offer(ranges, of: Int(document), to: &top) }
            }
            best += top.lines.map { keys.comparable($0) }
            best.sort { $0.precedes($1) }
            best.removeLast(max(0, best.count - limit))
        }
        if request.limit == nil, totals.lines > ConcordanceRequest.mostSorted {
            throw Self.tooMany("there are \(totals.lines) lines")
        }
        return best
    }
}

extension Searcher {
    /// The concordance of a query; no text is read yet.
    ///
    /// - Throws: `query` where the query has no word, phrase or name to align lines on.
    public func concordance(_ request: ConcordanceRequest) throws(SpoglioError) -> Concordance {
        try Concordance(self, request)
    }
}

extension QueryNode {
    /// Whether a match of the query has a place in a text: a word, a phrase or a name that is not excluded.
    fileprivate var hasPlaces: Bool {
        switch form {
        case .word, .phrase, .near: true
        case .field(_, let inner): inner.hasPlaces
        case .and(let nodes), .or(let nodes): nodes.contains(where: \.hasPlaces)
        case .value(let field, _): Facet.facets(of: field).contains(where: \.isOfEntities)
        case .everything, .not, .date, .saved: false
        }
    }
}
