// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

@Suite struct FullFormTests {
    static let cases: [(String, [String])] = [
        ("Il leader Kim Jong-un ha visitato la base.", ["Kim Jong-un = kim-jong-un"]),
        ("Ha replicato Massimo D’Alema.", ["Massimo D’Alema = massimo-d-alema"]),
        ("Ha replicato Massimo D'Alema.", ["Massimo D'Alema = massimo-d-alema"]),
        ("Il vertice della NATO e quello dell'FMI.", ["NATO = nato", "FMI = fondo-monetario-internazionale"]),
        ("Il vertice della Nato e quello del Fmi.", ["Nato = nato", "Fmi = fondo-monetario-internazionale"]),
        ("Il vertice della nato e quello del fmi.", []),
        (
            "Il Fondo monetario internazionale prevede un calo.",
            [
                "Fondo monetario internazionale = fondo-monetario-internazionale"
            ]
        ),
        ("Le truppe della Federazione Russa in Ucraina.", ["Federazione Russa = russia", "Ucraina = ucraina"]),
        ("Il voto negli U.S.A. e negli USA.", ["U.S.A. = stati-uniti", "USA = stati-uniti"]),
        ("Il sostegno dell’Ucraina e dell'Italia.", ["Ucraina = ucraina", "Italia = italia"]),
        ("Sono stati arrestati; uniti nella protesta.", []),
        ("Stati, Uniti", []),
        (
            "Lo scrive la Repubblica, non il Corriere della Sera.",
            [
                "Repubblica = la-repubblica", "Corriere della Sera = corriere-della-sera",
            ]
        ),
        ("Il presidente della Repubblica parla.", []),
        (
            "Il Consiglio di sicurezza dell'Onu si riunisce.",
            [
                "Consiglio di sicurezza dell'Onu = consiglio-di-sicurezza-dell-onu"
            ]
        ),
        ("Papa Benedetto XVI a Ginevra.", ["Benedetto XVI = benedetto-xvi", "Ginevra = ginevra"]),
        ("Ieri papa Francesco ha parlato.", ["Francesco = papa-francesco"]),
        ("Lo disse papa Ratzinger.", ["Ratzinger = benedetto-xvi"]),
        ("Il terremoto all'Aquila; il sindaco dell’Aquila.", ["Aquila = l-aquila", "Aquila = l-aquila"]),
        ("Una nave alla Spezia, un aereo dal Cairo.", ["Spezia = la-spezia", "Cairo = il-cairo"]),
        (
            "Abita in via Roma, vicino a piazza Italia.",
            ["via Roma = place/via-roma", "piazza Italia = place/piazza-italia"]
        ),
        ("Ricoverato all'ospedale Enrico Fermi.", []),
    ]

    @Test(arguments: cases)
    func authorityNamesAreFoundByTheirCapitals(text: String, expected: [String]) {
        #expect(Fixtures.found(text) == expected)
    }

    static let ambiguous: [(String, [String])] = [
        ("Prato fiorito, Massa critica, Fermo restando.", []),
        ("Como si dice.", []),
        ("Un incendio a Prato e uno in provincia di Potenza.", ["Prato = prato", "Potenza = potenza"]),
        ("Il comune di Como e quello di Fermo.", ["Como = como", "Fermo = fermo"]),
        ("Il volo per Riga parte.", ["Riga = riga"]),
        ("LA MASSA SCENDE IN PIAZZA OGGI", []),
        ("La barca è a Porto Cervo.", ["Porto Cervo = place/porto-cervo"]),
    ]

    @Test(arguments: ambiguous)
    func placesThatAreWordsNeedAPreposition(text: String, expected: [String]) {
        #expect(Fixtures.found(text, kind: .place) == expected)
    }

    @Test func headlinesInCapitalsStillNameTheKnown() {
        #expect(
            Fixtures.found(title: "VLADIMIR PUTIN INCONTRA LA NATO A MOSCA", "")
                == ["VLADIMIR PUTIN = vladimir-putin", "NATO = nato", "MOSCA = mosca"])
    }

    @Test func theLongestFormWins() throws {
        let authority = try Fixtures.authority(
            "milano\tplace\tMilano\t\t\tIT\tx", "milano-finanza\torganisation\tMilano Finanza\t\t\tIT\tx")
        #expect(
            Fixtures.found("Secondo Milano Finanza, a Milano piove.", in: authority)
                == ["Milano Finanza = milano-finanza", "Milano = milano"])
    }

    @Test func whatTheTokenizerDropsDoesNotMakeAnotherName() throws {
        let authority = try Fixtures.authority(
            "opec\torganisation\tOPEC\t\t\t\tx", "opec-plus\torganisation\tOPEC+\tOpec Plus\t\t\tx")
        #expect(Fixtures.found("La riunione dell'OPEC", in: authority) == ["OPEC = opec"])
        #expect(Fixtures.found("La riunione di Opec Plus", in: authority) == ["Opec Plus = opec-plus"])
    }

    @Test func sharedFullFormsKeepAllCandidates() throws {
        let authority = try Fixtures.authority(
            "a\tperson\tMario Rossi\t\t\tIT\tsindaco", "b\tperson\tMario  Rossi\t\t\tIT\tpoeta")
        var recogniser = NameRecogniser(authority: authority)
        let article = ArticleText(body: "Parla Mario Rossi.")
        let mentions = recogniser.mentions(in: article)
        #expect(mentions.map(\.candidates.count) == [2])
        #expect(EntityLinker(authority: authority).link(mentions, in: article).map(\.score) == [0.8])
    }
}
