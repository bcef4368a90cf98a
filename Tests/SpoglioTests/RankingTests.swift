// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

struct RankingTests {
    /// An index of one segment or of several, whose documents keep the order of the model.
    private func fixture(seed: UInt64, segments: Int) async throws -> IndexFixture {
        var corpus = RandomCorpus(seed: seed)
        let fixture = try IndexFixture()
        let articles = (1...40).map { corpus.article("a\($0)") }
        for part in 0..<segments {
            try await fixture.add(Array(articles[part * 40 / segments..<(part + 1) * 40 / segments]))
        }
        return fixture
    }

    @Test(arguments: 1...8)
    func scoresAreThoseOfTheFormula(seed: UInt64) async throws {
        let fixture = try await fixture(seed: seed, segments: seed.isMultiple(of: 2) ? 1 : 3)
        let searcher = try fixture.searcher()
        let ranking = ModelRanking(fixture.model)
        var queries = RandomQueries(seed: seed, hasExpansions: seed.isMultiple(of: 2))
        let order = Dictionary(uniqueKeysWithValues: fixture.model.articles.enumerated().map { ($1.article.id, $0) })
        for _ in 0..<40 {
            let text = queries.query()
            let parsed = try QueryParser.parse(text)
            let scores = try ranking.scores(parsed)
            let hits = try searcher.search(SearchRequest(text, limit: 100, hasSnippets: false)).hits
            #expect(hits.map(\.rank) == hits.indices.map { $0 + 1 })
            for hit in hits {
                let wanted = scores[try #require(order[hit.id])]
                #expect(abs(hit.score - wanted) <= 1e-5 * max(1, wanted), "\(text): \(hit.id)")
            }
            for (hit, next) in zip(hits, hits.dropFirst()) {
                let isTie = hit.score == next.score
                #expect(hit.score > next.score || isTie && order[hit.id, default: 0] < order[next.id, default: 0])
            }
        }
    }

    @Test(arguments: [SearchRequest.Order.relevance, .newest, .oldest])
    func pagesTogetherAreTheWholeAnswer(order: SearchRequest.Order) async throws {
        let fixture = try await fixture(seed: 5, segments: 3)
        let searcher = try fixture.searcher()
        var queries = RandomQueries(seed: 12)
        for text in ["*", "la OR il", "NOT guerra"] + (0..<20).map({ _ in queries.query() }) {
            let whole = try searcher.search(SearchRequest(text, limit: 1_000, order: order, hasSnippets: false))
            #expect(whole.hits.count == whole.total)
            for size in [1, 3, 7] {
                var ids: [String] = []
                for offset in stride(from: 0, through: whole.total + size, by: size) {
                    let page = try searcher.search(
                        SearchRequest(text, limit: size, offset: offset, order: order, hasSnippets: false))
                    #expect(page.total == whole.total)
                    #expect(page.hits.map(\.rank) == page.hits.indices.map { offset + $0 + 1 })
                    ids += page.hits.map(\.id)
                }
                #expect(ids == whole.hits.map(\.id))
            }
        }
    }

    @Test func articlesAreSortedByTheirFirstDayAndUndatedOnesComeLast() async throws {
        let fixture = try await fixture(seed: 6, segments: 3)
        let searcher = try fixture.searcher()
        let articles = fixture.model.articles.enumerated()
        let dated = articles.filter { $0.element.days != nil }
        let undated = articles.filter { $0.element.days == nil }.map(\.element.article.id)
        #expect(dated.count > 10 && undated.count > 1)
        let first = { (entry: (offset: Int, element: ModelArticle)) in entry.element.days?.first ?? "" }
        let oldest = dated.sorted { (first($0), $0.offset) < (first($1), $1.offset) }
        let newest = dated.sorted { first($0) != first($1) ? first($0) > first($1) : $0.offset < $1.offset }
        for (order, wanted) in [(SearchRequest.Order.oldest, oldest), (.newest, newest)] {
            let hits = try searcher.search(SearchRequest("", limit: 100, order: order, hasSnippets: false)).hits
            #expect(hits.map(\.id) == wanted.map(\.element.article.id) + undated)
            #expect(hits.allSatisfy { $0.score == 0 })
        }
    }

    @Test(arguments: [(0, -1), (-1, 0), (10_001, 0)]) func aPageOutOfBoundsIsRefused(limit: Int, offset: Int)
        async throws
    {
        let fixture = try await fixture(seed: 1, segments: 1)
        let searcher = try fixture.searcher()
        let error = #expect(throws: SpoglioError.self) {
            try searcher.search(SearchRequest("", limit: limit, offset: offset))
        }
        #expect(error?.code == .request)
        #expect(error?.message == "a page has 0 to 10000 hits and an offset of 0 or more")
    }

    @Test func aPageBehindTheLastHitIsEmpty() async throws {
        let fixture = try await fixture(seed: 1, segments: 1)
        let searcher = try fixture.searcher()
        for offset in [40, 1_000_000, Int.max] {
            let answer = try searcher.search(SearchRequest("", limit: 10_000, offset: offset))
            #expect(answer.total == 40 && answer.hits.isEmpty)
        }
    }
}
