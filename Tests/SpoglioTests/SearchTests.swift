// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Columns
import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

/// Random queries over random articles, answered as a look at every token would.
struct SearchTests {
    private static let facets: [Facet] = [.section, .source, .author, .tag, .language, .year, .month, .day]

    @Test(arguments: 1...24)
    func answersAreThoseOfALookAtEveryToken(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        var queries = RandomQueries(seed: seed &* 31)
        let fixture = try IndexFixture()
        let articles = (1...corpus.random.number(1...45)).map { corpus.article("a\($0)") }
        // Odd seeds make one segment, even ones many, of which some are merged on the way.
        let batch = seed.isMultiple(of: 2) ? corpus.random.number(2...8) : articles.count
        for start in stride(from: 0, to: articles.count, by: batch) {
            try await fixture.add(Array(articles[start..<min(articles.count, start + batch)]))
        }
        try check(fixture, &queries, "added")
        try await fixture.add(
            articles.filter { _ in corpus.random.chance(4) }.map { corpus.article($0.id) }
                + [corpus.article("a77"), corpus.article("a77"), articles[0]])
        try await fixture.delete(articles.map(\.id).filter { _ in corpus.random.chance(4) })
        try check(fixture, &queries, "updated")
        try await fixture.compact()
        try check(fixture, &queries, "compacted")
        #expect(try IndexVerifier(fixture.location).verify().problems == [])
    }

    private func check(_ fixture: IndexFixture, _ queries: inout RandomQueries, _ state: String) throws {
        let searcher = try fixture.searcher()
        #expect(searcher.articleCount == fixture.model.articles.count)
        for _ in 0..<20 {
            let text = queries.query()
            let filters = queries.filters()
            let match = queries.random.pick(MatchMode.allCases)
            let parsed = try QueryParser.parse(text, match: match)
            let request = SearchRequest(
                text, match: match, limit: 1_000, facets: Self.facets.map { ($0, 100) }, filters: filters,
                hasSnippets: false)
            let answer = try searcher.search(request)
            let wanted = try fixture.model.matching(parsed, filters: filters)
            let place: Comment = "\(state): \(text) \(match) \(filters)"
            #expect(answer.total == wanted.count, place)
            #expect(answer.hits.map(\.id).sorted() == wanted.map(\.article.id).sorted(), place)
            for facet in Self.facets {
                let over = try fixture.model.matching(parsed, filters: filters, except: facet)
                let counts = fixture.model.counts(facet, over: over, selectedBy: parsed, filters)
                #expect(answer.facets[facet.rawValue] == counts, place)
            }
        }
    }

    @Test func whatIsNoOperatorIsNoted() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "la guerra e la pace")])
        let searcher = try fixture.searcher()
        let note = "'|' is no operator and was passed over; write OR between words any of which will do"
        #expect(try searcher.search(SearchRequest("guerra | pace")).notes == [note])
        #expect(try searcher.facets(FacetsRequest("guerra | pace", facets: [.section])).notes == [note])
    }

    @Test func aWordThatStandsForTooManySaysWhatToDo() {
        func advice(_ form: ExpansionClause.Form, _ text: String) -> String {
            ExpansionClause(form: form, fields: .all, text: text).advice
        }
        #expect(advice(.wildcard([]), "w12*") == "write more letters before the wildcard")
        #expect(
            advice(.fuzzy([], edits: 2), "w12ab3q~")
                == "allow one edit with 'w12ab3q~1', or write the word without '~'")
        #expect(advice(.fuzzy([], edits: 1), "w12~") == "write the word without '~'")
    }

    @Test func aQueryThatTakesTooManyTriesIsRefused() {
        let error = SpoglioError(ColumnsError(.effort, "troppo", path: ""))
        #expect(error.code == .query && error.exitStatus == 2 && error.message == "troppo")
        #expect(error.hint == "shorten the distance, or put fewer phrases near each other")
    }
}
