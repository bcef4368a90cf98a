// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

@Suite struct UnknownNameTests {
    static let cases: [(String, [String])] = [
        ("Il sindaco Carlo Zanzucchi parla.", ["Carlo Zanzucchi = person/carlo-zanzucchi"]),
        ("Carlo Zanzucchi parla.", ["Carlo Zanzucchi = person/carlo-zanzucchi"]),
        ("Secondo Zanzucchi piove.", ["Zanzucchi = -"]),
        ("Il Presidente Carlo Zanzucchi parla.", ["Carlo Zanzucchi = person/carlo-zanzucchi"]),
        ("Parla l'on. Carlo Zanzucchi.", ["Carlo Zanzucchi = person/carlo-zanzucchi"]),
        (
            "Con Marcello Dell'Olmo e Anna De' Bardi.",
            [
                "Marcello Dell'Olmo = person/marcello-dell-olmo", "Anna De' Bardi = person/anna-de-bardi",
            ]
        ),
        ("Parla Peter van der Zanden.", ["Peter van der Zanden = person/peter-van-der-zanden"]),
        ("Parla George W. Zander.", ["George W. Zander = person/george-w-zander"]),
        ("Ha visto Zhaiir Zolsonar.", ["Zhaiir Zolsonar = person/zhaiir-zolsonar"]),
        ("Parla Mario Zurlo di Rozzano.", ["Mario Zurlo = person/mario-zurlo"]),
        ("Parlano Mario, Zurlo e gli altri.", ["Mario = -", "Zurlo = -"]),
        ("Il Ministero Sviluppo Economico e la Banca Popolare Zurla.", []),
        ("In via Mario Zurlo, al Liceo Anna Zurlo, premio Carla Zurlo.", []),
        ("La Suzuki Vitara e i Matia Bazar.", []),
        ("Nel Gennaio Duemila", []),
        ("CARLO ZANZUCCHI PARLA A TUTTI", ["CARLO ZANZUCCHI = person/carlo-zanzucchi"]),
        (
            "Mario Luigi Carlo Pietro Paolo Zurlo",
            ["Mario Luigi Carlo Pietro Paolo Zurlo = person/mario-luigi-carlo-pietro-paolo-zurlo"]
        ),
        ("Titolo\n\nUno Due\nTre Quattro", []),
        ("Maria\u{1} Zurlo", ["Maria = -", "Zurlo = -"]),
        ("Maria\u{202E} Zurlo", ["Maria = -", "Zurlo = -"]),
    ]

    @Test(arguments: cases)
    func adjacentCapitalsAreAPersonsName(text: String, expected: [String]) {
        #expect(Fixtures.found(text, kind: .person) == expected)
    }

    @Test func theFormUsedMostIsTheName() {
        let article = ArticleText(body: "Ilon Zusk parla. Ecco ILon Zusk. Ecco Ilon Zusk. Zusk tace.")
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        let linked = EntityLinker(authority: Fixtures.authority).link(recogniser.mentions(in: article), in: article)
        #expect(linked.map(\.name) == Array(repeating: "Ilon Zusk", count: 4))
        #expect(Set(linked.map(\.entity)) == [EntityID("person/ilon-zusk")])
        #expect(linked.map(\.rule) == [.unknown, .unknown, .unknown, .surname])
    }

    @Test func namesOfMoreThanTwoHundredBytesAreNone() {
        let long = String(repeating: "z", count: 120)
        #expect(Fixtures.found("Ecco Maria A\(long) B\(long).").isEmpty)
    }
}
