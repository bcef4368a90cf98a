// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

/// What matches have more often than the archive comes first, by Dunning's log-likelihood ratio.
struct SignificanceTests {
    /// The three bigrams that the paper with the measure ranks highest, and what it says of them.
    @Test(arguments: [(110, 2442, 111, 29114, 270.72), (29, 13, 123, 31612, 263.90), (31, 23, 139, 31584, 256.84)])
    func theMeasureIsThatOfThePaper(both: Int, first: Int, second: Int, neither: Int, wanted: Double) {
        let value = Significance.signed(
            found: both, of: both + first, archive: both + second, of: both + first + second + neither)
        #expect(abs(value - wanted) < 0.01)
    }

    @Test func aValueAsFrequentAsEverywhereSaysNothing() {
        #expect(Significance.signed(found: 5, of: 10, archive: 50, of: 100) == 0)
        #expect(Significance.signed(found: 100, of: 100, archive: 100, of: 100) == 0)
        #expect(Significance.signed(found: 1, of: 10, archive: 50, of: 100) < 0)
    }

    @Test(arguments: 1...10)
    func theOrderIsThatOfALookAtEveryArticle(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        var queries = RandomQueries(seed: seed &* 91)
        let fixture = try IndexFixture()
        try await fixture.add((0..<30).map { corpus.article("a\($0)") })
        try await fixture.add((30..<50).map { corpus.article("a\($0)") })
        try await fixture.delete(["a1", "a33"])
        let searcher = try fixture.searcher()
        let facets: [Facet] = [.section, .source, .author, .tag, .year, .month, .day]
        for _ in 0..<10 {
            let text = queries.query()
            let filters = queries.filters()
            let answer = try searcher.facets(
                FacetsRequest(text, facets: facets, limit: 100, order: .significance, filters: filters))
            for facet in facets {
                let parsed = try QueryParser.parse(text)
                let matching = try fixture.model.matching(parsed, filters: filters, except: facet)
                let all = fixture.model.counts(facet, over: fixture.model.articles)
                let archive = Dictionary(uniqueKeysWithValues: all.values.map { ($0.id, $0.count) })
                let counts = fixture.model.counts(facet, over: matching, selectedBy: parsed, filters)
                let wanted = counts.values.map { value in
                    let inArchive = archive[value.id] ?? 0
                    return FacetCounts.Value(
                        id: value.id, value: value.value, count: value.count, archive: inArchive,
                        significance: Self.byEntropy(
                            value.count, matching.count, inArchive, fixture.model.articles.count),
                        selected: value.selected)
                }.sorted { left, right in
                    let ranks = (left.significance ?? 0, right.significance ?? 0)
                    if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
                    return left.count != right.count ? left.count > right.count : left.id < right.id
                }
                #expect(answer.facets[facet.rawValue]?.values == wanted, "\(facet): \(text) \(filters)")
            }
        }
    }

    /// The same measure by another formula, from the entropies of the table and its margins.
    private static func byEntropy(_ found: Int, _ matches: Int, _ archive: Int, _ articles: Int) -> Double {
        func plogp(_ numbers: Int...) -> Double {
            numbers.reduce(0) { $0 + ($1 == 0 ? 0 : Double($1) * log(Double($1))) }
        }
        let cells = plogp(found, matches - found, archive - found, articles - matches - archive + found)
        let margins = plogp(matches, articles - matches) + plogp(archive, articles - archive)
        let value = max(0, (2 * (cells - margins + plogp(articles)) * 1_000).rounded() / 1_000)
        return Double(found) / Double(matches) < Double(archive) / Double(articles) && value > 0 ? -value : value
    }
}
