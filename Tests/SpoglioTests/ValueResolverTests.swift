// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Spoglio

struct ValueResolverTests {
    private func searcher() async throws -> Searcher {
        let fixture = try IndexFixture()
        let sections = ["Politica", "Politica estera", "Società", "società"]
        try await fixture.add(
            sections.enumerated().map {
                IndexFixture.article("a\($0)", "testo", section: $1, authors: ["Anna Bianchi"])
            })
        try await fixture.add(
            (1...7).map {
                IndexFixture.article("b\($0)", "testo", authors: ["Autore \($0)"], tags: ["vecchia etichetta"])
            })
        try await fixture.add((1...7).map { IndexFixture.article("b\($0)", "altro", authors: ["Autore \($0)"]) })
        return try fixture.searcher()
    }

    @Test func notesSayHowANameWasUnderstood() async throws {
        let searcher = try await searcher()
        let cases: [(query: String, total: Int, notes: [String])] = [
            ("section:politica", 1, []),
            ("section:POLITICA", 1, []),
            ("section:societa", 2, []),
            ("section:\"politica estera\"", 1, []),
            (
                "section:estera", 1,
                ["no section is called 'estera'; took those whose name contains it: 'Politica estera'"]
            ),
            ("section:estere", 0, ["no section is called 'estere'; the nearest known: 'Politica estera'"]),
            (
                "section:plitica", 0,
                ["no section is called 'plitica'; the nearest known: 'Politica', 'Politica estera'"]
            ),
            ("section:cronaca", 0, ["no section is called 'cronaca'"]),
            ("section:Pol*", 2, []),
            ("section:SOCIÉ*", 2, []),
            ("section:xyz*", 0, ["no section matches 'xyz*'"]),
            ("author:bianchi", 4, ["no author is called 'bianchi'; took those whose name contains it: 'Anna Bianchi'"]),
            ("author:\"bianchi anna\"", 0, ["no author is called 'bianchi anna'"]),
            (
                "author:autore", 7,
                [
                    "no author is called 'autore'; took those whose name contains it: "
                        + "'Autore 1', 'Autore 2', 'Autore 3', 'Autore 4', 'Autore 5' and 2 more"
                ]
            ),
            ("tag:\"vecchia etichetta\"", 0, ["no tag is called 'vecchia etichetta'"]),
            ("tag:etichetta", 0, ["no tag is called 'etichetta'"]),
        ]
        for (query, total, notes) in cases {
            let answer = try searcher.search(SearchRequest(query))
            #expect(answer.total == total, "\(query)")
            #expect(answer.notes == notes, "\(query)")
        }
    }

    @Test func aFilterTakesAValueAsAnswersGiveItElseAsAQueryWould() async throws {
        let searcher = try await searcher()
        let cases: [(value: String, total: Int)] = [
            ("società", 1), ("Società", 1), ("SOCIETA", 2), ("estera", 1), ("nessuna", 0),
        ]
        for (value, total) in cases {
            let answer = try searcher.search(SearchRequest("", filters: [.section: [value]]))
            #expect(answer.total == total, "\(value)")
        }
    }

    @Test(arguments: [
        ("sezone", "unknown facet 'sezone'; did you mean 'sezione'?"), ("abcdefgh", "unknown facet 'abcdefgh'"),
    ])
    func anUnknownFacetIsRefusedWithTheNearestKnown(name: String, message: String) {
        let error = #expect(throws: SpoglioError.self) { try Facet(named: name) }
        #expect(error?.code == .request && error?.message == message)
        #expect(
            error?.hint == "facets are section, source, author, tag, language, year, month, day, topic, person, "
                + "organisation, place")
    }
}
