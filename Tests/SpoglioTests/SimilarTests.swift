// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

/// What is like an article, and why.
struct SimilarTests {
    private static let articles = [
        IndexFixture.article(
            "pensioni",
            "Il decreto del governo sulle pensioni divide i sindacati e i lavoratori, dice Carlo Zanzucchi a Milano."),
        IndexFixture.article(
            "sciopero",
            "I sindacati e i lavoratori annunciano lo sciopero contro il decreto del governo sulle pensioni."),
        IndexFixture.article("intervista", "Parla Carlo Zanzucchi: la musica, i viaggi, la famiglia."),
        IndexFixture.article("calcio", "La squadra vince la partita di calcio con due reti."),
        IndexFixture.article("neve", "Cade la neve."),
    ]

    private func fixture(_ batches: Int = 1) async throws -> IndexFixture {
        let fixture = try IndexFixture()
        let size = (Self.articles.count + batches - 1) / batches
        for start in stride(from: 0, to: Self.articles.count, by: size) {
            try await fixture.add(Array(Self.articles[start..<min(Self.articles.count, start + size)]))
        }
        return fixture
    }

    @Test(arguments: [1, 2, 5]) func hitsAreExplainedByWhatTheyShare(batches: Int) async throws {
        let answer = try await fixture(batches).searcher().similar(SimilarRequest("pensioni"))
        #expect(answer.hits.map(\.id).prefix(2) == ["sciopero", "intervista"])
        let words = Set((answer.hits[0].shared ?? []).filter { $0.kind == .word }.map(\.text))
        #expect(words.isSuperset(of: ["decreto", "pensioni", "sindacati"]))
        #expect((answer.hits[1].shared ?? []).filter { $0.kind == .person }.map(\.text) == ["Carlo Zanzucchi"])
        for hit in answer.hits {
            let sum = (hit.shared ?? []).reduce(0) { $0 + $1.score }
            #expect(abs(sum - hit.score) < 0.01, "\(hit.id)")
        }
    }

    @Test func wordsOfASharedNameAreToldWithIt() async throws {
        let searcher = try await fixture().searcher()
        let request = SimilarRequest("pensioni", entityWeight: 1)
        for hit in try searcher.similar(request).hits {
            #expect(!(hit.shared ?? []).contains { ["carlo", "zanzucchi"].contains($0.text) })
        }
        let bare = try searcher.similar(SimilarRequest("pensioni", entityWeight: 0)).hits.first {
            $0.id == "intervista"
        }
        #expect(Set((bare?.shared ?? []).map(\.text)) == ["carlo", "zanzucchi"])
    }

    @Test func functionWordsAreNoReason() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("uno", "La sua bicicletta era presso il mulino."),
            IndexFixture.article("due", "Presso il mulino la bicicletta."),
            IndexFixture.article("tre", "Era presso di lei, la sua."),
        ])
        let answer = try fixture.searcher().similar(SimilarRequest("uno"))
        #expect(answer.hits.map(\.id) == ["due"])
        #expect(Set((answer.hits.first?.shared ?? []).map(\.text)) == ["bicicletta", "mulino"])
    }

    @Test func theWeightOfEntitiesDecidesBetweenWordsAndNames() async throws {
        let searcher = try await fixture().searcher()
        let heavy = try searcher.similar(SimilarRequest("pensioni", entityWeight: 20))
        #expect(heavy.hits.first?.id == "intervista")
        let none = try searcher.similar(SimilarRequest("pensioni", entityWeight: 0))
        #expect(none.hits.allSatisfy { ($0.shared ?? []).allSatisfy { $0.kind == .word } })
    }

    @Test func theArticleItselfAndDeletedOnesAreLeftOut() async throws {
        let fixture = try await fixture(2)
        try await fixture.delete(["sciopero"])
        let answer = try fixture.searcher().similar(SimilarRequest("pensioni", limit: 100))
        #expect(!answer.hits.map(\.id).contains("pensioni"))
        #expect(!answer.hits.map(\.id).contains("sciopero"))
        #expect(answer.total == answer.hits.count)
    }

    @Test func pagesAreCutAndWhatCannotBeAskedIsRefused() async throws {
        let searcher = try await fixture().searcher()
        #expect(try searcher.similar(SimilarRequest("pensioni", limit: 1)).hits.count == 1)
        let cases: [(request: SimilarRequest, message: String)] = [
            (SimilarRequest("boh"), "there is no article 'boh' in this index"),
            (SimilarRequest("neve", limit: -1), "a page has 0 to 10000 hits"),
            (SimilarRequest("neve", entityWeight: -1), "the weight of entities is a number from 0"),
            (SimilarRequest("neve", entityWeight: .nan), "the weight of entities is a number from 0"),
        ]
        for (request, message) in cases {
            let error = #expect(throws: SpoglioError.self) { try searcher.similar(request) }
            #expect(error?.message == message)
        }
    }

    /// The best of random articles are those that summing every term by hand gives.
    @Test(arguments: 1...4) func scoresAreTheSumsOverAllSharedTerms(seed: Int) async throws {
        let fixture = try IndexFixture()
        var random = SeededGenerator(seed: UInt64(seed))
        for batch in 0..<3 {
            try await fixture.add(
                (0..<20).map { number in
                    let words = random.list(5...40, of: RandomCorpus.words)
                    return IndexFixture.article("a\(batch)-\(number)", words.joined(separator: " "))
                })
        }
        let searcher = try fixture.searcher()
        for id in ["a0-0", "a1-7", "a2-19"] {
            let answer = try searcher.similar(SimilarRequest(id, limit: 1_000))
            #expect(answer.hits.map(\.score) == answer.hits.map(\.score).sorted(by: >))
            for hit in answer.hits {
                #expect(abs((hit.shared ?? []).reduce(0) { $0 + $1.score } - hit.score) < 0.05)
                #expect(!(hit.shared ?? []).isEmpty)
            }
        }
    }
}

/// What only one article's names are joined for is joined as everywhere.
struct SimilarNamesTests {
    @Test func namesAreJoinedAsInTheWholeIndex() async throws {
        let fixture = try IndexFixture()
        let names = ["Carlo Zanzucchi", "Karlo Zanzuchi", "Carlo Zanzuchi", "Piero Bastianelli", "Pietro Bastianeli"]
        var random = SeededGenerator(seed: 11)
        for batch in 0..<3 {
            try await fixture.add(
                (0..<15).map {
                    IndexFixture.article(
                        "n\(batch)-\($0)", "Parla \(random.pick(names)). Ascolta \(random.pick(names)). Numero \($0).")
                })
        }
        for article in fixture.model.articles {
            let request = SimilarRequest(article.article.id, limit: 50)
            let alone = try fixture.searcher().similar(request)
            let searcher = try fixture.searcher()
            for facet in Facet.entities { _ = try searcher.entities.entities(of: facet) }
            let whole = try searcher.similar(request)
            #expect(alone.hits.map(\.id) == whole.hits.map(\.id))
            #expect(alone.hits.map(\.shared) == whole.hits.map(\.shared))
        }
    }
}
