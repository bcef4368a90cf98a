// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

struct SpellingSuggestionTests {
    private static func fixture() async throws -> IndexFixture {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article(
                "a1", "La guerra in Ucraina: perché l’Ucraina resiste.", title: "Guerra", date: "2022"),
            IndexFixture.article("a2", "Guerra del gas, dice Zelensky. Guerre, guerriglia.", section: "Esteri"),
            IndexFixture.article("a3", "Gverra, un refuso. Il NON voto.", date: "2023"),
        ])
        try await fixture.add((1...30).map { IndexFixture.article("m\($0)", "Il mercato della carne \($0).") })
        try await fixture.add([IndexFixture.article("r1", "Il mercayo è chiuso.")])
        return fixture
    }

    @Test(arguments: [
        ("gverta", "'gverta' occurs nowhere; did you mean 'Gverra'? (1 article)"),
        ("Zelinsky", "'Zelinsky' occurs nowhere; did you mean 'Zelensky'? (1 article)"),
        ("perchhe", "'perchhe' occurs nowhere; did you mean 'perché'? (1 article)"),
        ("dell'Ucriana", "'Ucriana' occurs nowhere; did you mean 'dell'Ucraina'? (1 article)"),
        ("carme", "'carme' occurs nowhere; did you mean 'carne'? (30 articles)"),
        ("crane", "'crane' occurs nowhere; did you mean 'carne'? (30 articles)"),
        ("guerta ucriana", "'guerta' and 'ucriana' occur nowhere; did you mean 'guerra Ucraina'? (1 article)"),
        ("\"la guerta in ucraina\"", "'guerta' occurs nowhere; did you mean '\"la guerra in ucraina\"'? (1 article)"),
        ("\"ucraina guerta\"~6", "'guerta' occurs nowhere; did you mean '\"ucraina guerra\"~6'? (1 article)"),
        ("~\"guerte in\"", "'guerte' occurs nowhere; did you mean '~\"Guerre in\"'? (1 article)"),
        ("=Guerta", "'Guerta' occurs nowhere; did you mean '=Guerra'? (2 articles)"),
        ("titolo:guerta", "'guerta' occurs nowhere; did you mean 'titolo:guerra'? (1 article)"),
        ("guerta -gas", "'guerta' occurs nowhere; did you mean 'guerra -gas'? (1 article)"),
        (
            "(zzyyxxw OR guerta) date:2022",
            "'guerta' occurs nowhere; did you mean '(zzyyxxw OR guerra) date:2022'? (1 article)"
        ),
        ("gas NEAR/9 zelenski", "'zelenski' occurs nowhere; did you mean 'gas NEAR/9 Zelensky'? (1 article)"),
        ("mercayo carne", "'mercayo' occurs next to nowhere; did you mean 'mercato carne'? (30 articles)"),
        ("nonn voto", "'nonn' occurs nowhere; did you mean 'non voto'? (1 article)"),
    ])
    func aWordThatNoArticleHasIsCorrected(query: String, note: String) async throws {
        let searcher = try await Self.fixture().searcher()
        let answer = try searcher.search(SearchRequest(query))
        #expect(answer.total == 0)
        #expect(answer.notes == [note])
    }

    @Test(arguments: [
        "guerra carne", "guerta carne", "gazz", "gvr", "qwertyuiop", "-guerta date:1999", "guert*", "guertona~1",
        "a1234", "1234567", "section:guerta", "date:1999", "gverra zelensky",
    ])
    func whatWouldNotHelpIsNotSuggested(query: String) async throws {
        let searcher = try await Self.fixture().searcher()
        let answer = try searcher.search(SearchRequest(query))
        #expect(answer.total == 0)
        #expect(!answer.notes.contains { $0.contains("did you mean") }, "\(answer.notes)")
    }

    @Test func filtersHoldForSuggestionsToo() async throws {
        let searcher = try await Self.fixture().searcher()
        let notes = { (section: String) in
            try searcher.search(SearchRequest("guerta", filters: [.section: [section]])).notes
        }
        #expect(try notes("Esteri") == ["'guerta' occurs nowhere; did you mean 'guerra'? (1 article)"])
        #expect(try notes("Sport") == ["no section is called 'Sport'"])
    }

    @Test(arguments: 1...6)
    func everySuggestionHasTheHitsThatItPromises(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        let fixture = try IndexFixture()
        for batch in 0..<2 { try await fixture.add((0..<20).map { corpus.article("a\(batch * 20 + $0)") }) }
        let searcher = try fixture.searcher()
        var suggested = 0
        for _ in 0..<60 {
            var words = corpus.random.list(1...2, of: RandomCorpus.words)
            var letters = Array(words[0])
            guard letters.count > 4 else { continue }
            letters[corpus.random.number(1...letters.count - 1)] = corpus.random.pick(["x", "z", "a", "e"])
            words[0] = String(letters)
            let request = SearchRequest(words.joined(separator: " "), match: .all)
            guard let answer = try? searcher.search(request) else { continue }
            guard answer.total == 0, let note = answer.notes.first(where: { $0.contains("did you mean '") }) else {
                continue
            }
            suggested += 1
            let query = try #require(note.firstRange(of: "did you mean '")).upperBound
            let end = try #require(note.ranges(of: "'? (").last).lowerBound
            let total = try searcher.search(SearchRequest(String(note[query..<end]))).total
            #expect(total > 0 && note.contains("(\(total) article"), "\(note)")
        }
        #expect(suggested > 0)
    }
}
