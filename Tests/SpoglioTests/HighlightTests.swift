// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Spoglio

struct HighlightTests {
    private static let body = "La guerra in Ucraina. L’Ucraina e la guerra: gas, energia e l'e-mail di D'Alema."

    @Test(arguments: [
        ("guerra", ["guerra", "guerra"]),
        ("ucraina", ["Ucraina", "Ucraina"]),
        ("\"la guerra in\"", ["La guerra in"]),
        ("\"la guerra\" gas", ["La guerra", "la guerra", "gas"]),
        ("guerra OR (gas AND petrolio)", ["guerra", "guerra"]),
        ("gas NOT petrolio", ["gas"]),
        ("gas -petrolio", ["gas"]),
        ("ener*", ["energia"]),
        ("enrgia~", ["energia"]),
        ("gas NEAR/2 energia", ["gas", "energia"]),
        ("email", ["e-mail"]),
        ("\"e mail\"", ["e-mail"]),
        ("D'Alema", ["D'Alema"]),
        ("d'alema", ["Alema"]),
        ("alema", ["Alema"]),
        ("=gas", ["gas"]),
        ("section:politica", []),
        ("*", []),
    ])
    func onlyWhatMatchedIsHighlighted(query: String, marked: [String]) async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a1", Self.body, section: "Politica")])
        let hit = try #require(try fixture.searcher().search(SearchRequest(query)).hits.first)
        #expect(hit.snippets.map(\.field) == [.body])
        let snippet = hit.snippets[0]
        #expect(snippet.text == Self.body)
        let scalars = Array(snippet.text.unicodeScalars)
        #expect(snippet.highlights.map { scalars[$0].map { String($0) }.joined() } == marked)
    }

    @Test func aMatchInTheTitleIsShownThere() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a1", "Il gas costa.", title: "Guerra del gas")])
        let searcher = try fixture.searcher()
        let snippets = { (query: String) in try searcher.search(SearchRequest(query)).hits.flatMap(\.snippets) }
        #expect(
            try snippets("gas") == [
                Snippet(field: .title, text: "Guerra del gas", highlights: [11..<14]),
                Snippet(field: .body, text: "Il gas costa.", highlights: [3..<6]),
            ])
        #expect(
            try snippets("guerra body:costa") == [
                Snippet(field: .title, text: "Guerra del gas", highlights: [0..<6]),
                Snippet(field: .body, text: "Il gas costa.", highlights: [7..<12]),
            ])
        #expect(try snippets("costa") == [Snippet(field: .body, text: "Il gas costa.", highlights: [7..<12])])
    }
}
