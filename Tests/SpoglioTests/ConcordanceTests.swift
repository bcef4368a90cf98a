// SPDX-License-Identifier: GPL-3.0-or-later

import ItalianText
import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

struct ConcordanceTests {
    @Test(arguments: 1...12)
    func linesAreThoseOfALookAtEveryArticle(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        var queries = RandomQueries(seed: seed &* 71)
        let fixture = try IndexFixture()
        for batch in 0..<3 { try await fixture.add((0..<40).map { corpus.article("a\(batch * 40 + $0)") }) }
        try await fixture.delete(["a0", "a39", "a40", "a77"])
        let searcher = try fixture.searcher()
        var lineCount = 0
        for _ in 0..<40 {
            let text = queries.query()
            let match: MatchMode = corpus.random.chance(3) ? .any : .all
            let filters = queries.filters()
            let parsed = try QueryParser.parse(text, match: match)
            guard parsed.hasWords else { continue }
            let wanted = try fixture.model.lines(parsed, filters: filters)
            lineCount += wanted.count
            for order in ConcordanceRequest.Order.allCases {
                let limit = corpus.random.pick([nil, 0, 1, 7, 1_000])
                let (lines, totals) = try Self.lines(
                    searcher,
                    ConcordanceRequest(text, match: match, filters: filters, order: order, limit: limit, context: 30))
                let sorted = Self.sorted(wanted, order)
                #expect(totals.lines == wanted.count, "\(text) \(filters)")
                #expect(totals.articles == Set(wanted.map(\.id)).count, "\(text) \(filters)")
                #expect(
                    lines.map { [$0.id, "\($0.field)", $0.match] }
                        == sorted.prefix(limit ?? .max).map { [$0.id, $0.field, Self.spaced($0.match)] },
                    "\(text) \(filters) \(order)")
                for (line, wanted) in zip(lines, sorted) {
                    #expect(DisplayWidth.of(line.left) <= 30 && DisplayWidth.of(line.right) <= 30)
                    #expect(Self.spaced(wanted.before).hasSuffix(Self.spaced(line.left)))
                    #expect(Self.spaced(wanted.behind).hasPrefix(Self.spaced(line.right)))
                    #expect(line.left.isEmpty == wanted.before.isEmpty && line.right.isEmpty == wanted.behind.isEmpty)
                }
            }
        }
        #expect(lineCount > 100)
    }

    private static func lines(
        _ searcher: Searcher, _ request: ConcordanceRequest
    ) throws -> (lines: [ConcordanceLine], totals: ConcordanceTotals) {
        var lines: [ConcordanceLine] = []
        let totals = try searcher.concordance(request).visit { line in
            lines.append(line)
            return true
        }
        return (lines, totals)
    }

    private static func sorted(_ lines: [ModelLine], _ order: ConcordanceRequest.Order) -> [ModelLine] {
        lines.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            switch order {
            case .index: break
            case .left where a.left != b.left: return Self.precedes(a.left, b.left)
            case .right where a.right != b.right: return Self.precedes(a.right, b.right)
            case .date where a.day != b.day: return a.day ?? "~" < b.day ?? "~"
            default: break
            }
            return left.offset < right.offset
        }.map(\.element)
    }

    private static func precedes(_ left: [String], _ right: [String]) -> Bool {
        let bytes = { (words: [String]) in words.prefix(LineKeys.depth).map { Array($0.utf8) } }
        for (a, b) in zip(bytes(left), bytes(right)) where a != b { return a.lexicographicallyPrecedes(b) }
        return min(left.count, LineKeys.depth) < min(right.count, LineKeys.depth)
    }

    private static func spaced(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let body =
        "Il gas costa. Il gas e l'energia costano; «gas naturale», dice l’Ucraina: energia, gas ed energia."

    @Test(arguments: [
        ("gas", ["gas", "gas", "gas", "gas"]),
        ("\"gas naturale\" OR gas", ["gas", "gas", "gas naturale", "gas"]),
        ("\"gas naturale\" OR \"il gas\" OR gas", ["Il gas", "Il gas", "gas naturale", "gas"]),
        ("gas NEAR/2 energia", ["energia costano; «gas", "energia, gas"]),
        ("gas NEAR/3 energia", ["gas e l'energia", "energia, gas"]),
        ("gas ADJ/3 energia", ["gas e l'energia", "gas ed energia"]),
        ("\"energia gas\"~1", ["energia, gas"]),
        ("energia -petrolio", ["energia", "energia", "energia"]),
        ("ener* titolo:costo", ["Costo", "energia", "energia", "energia"]),
        ("enrgia~ AND section:politica", ["energia", "energia", "energia"]),
        ("ucraina OR date:2022", ["Ucraina"]),
        ("@caro", ["Costo", "costa", "costano"]),
    ])
    func matchesThatOverlapAreOneLine(query: String, wanted: [String]) async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a1", Self.body, title: "Costo", date: "2022", section: "Politica"),
            IndexFixture.article("a2", "Altro.", date: "2022"),
        ])
        _ = try SavedQueryEditor(fixture.location).save("caro", "costa body:costa", replaces: false)
        let (lines, totals) = try Self.lines(fixture.searcher(), ConcordanceRequest(query))
        #expect(lines.map(\.match) == wanted)
        #expect(totals == ConcordanceTotals(lines: wanted.count, articles: 1))
    }

    @Test func namesAreMatchesWhateverTheySay() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a1", "Parla Elon Musk. Per Musk è un bene.", date: "2023-02-01"),
            IndexFixture.article("a2", "Ilon Musk tace.", date: "2022"),
        ])
        let (lines, totals) = try Self.lines(
            fixture.searcher(), ConcordanceRequest("person:\"Elon Musk\"", order: .date))
        #expect(lines.map(\.match) == ["Ilon Musk", "Elon Musk", "Musk"])
        #expect(lines.map(\.left) == ["", "Parla ", "Parla Elon Musk. Per "])
        #expect(lines.map(\.date) == ["2022", "2023-02-01", "2023-02-01"])
        #expect(totals == ConcordanceTotals(lines: 3, articles: 2))
    }

    @Test(arguments: ["", "*", "date:2022", "section:politica", "NOT guerra", "date:2022 -guerra"])
    func aQueryWithoutWordsIsRefused(query: String) async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a1", "Altro.")])
        let parsed = try QueryParser.parse(query).description
        #expect(
            throws: SpoglioError(
                .query, "there is no word in '\(parsed)' that lines could be aligned on",
                hint: "add a word, a phrase or a name, as in 'guerra date:2022'; 'spoglio export' gives whole articles")
        ) { try fixture.searcher().concordance(ConcordanceRequest(query)) }
    }

    @Test func tooManyLinesAreNotSorted() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a1", "Altro.")])
        #expect(
            throws: SpoglioError(
                .request, "500001 lines are asked for, and at most 500000 are sorted",
                hint: "ask for fewer with --limit, narrow the query, or leave out --sort")
        ) { try fixture.searcher().concordance(ConcordanceRequest("altro", order: .left, limit: 500_001)) }
    }
}
