// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

@Suite struct ShortFormTests {
    static let cases: [(String, [String])] = [
        ("Elon Musk arriva. Musk parla.", ["Elon Musk = elon-musk", "Musk = elon-musk"]),
        ("Musk parla.", ["Musk = -"]),
        ("Musk parla. Poi Elon Musk tace.", ["Musk = elon-musk", "Elon Musk = elon-musk"]),
        (
            "Silvio Berlusconi parla. Il Cavaliere tace.",
            [
                "Silvio Berlusconi = silvio-berlusconi", "Cavaliere = silvio-berlusconi",
            ]
        ),
        ("Il Cavaliere tace.", []),
        (
            "Ursula von der Leyen parla. Poi von der Leyen tace.",
            [
                "Ursula von der Leyen = ursula-von-der-leyen", "von der Leyen = ursula-von-der-leyen",
            ]
        ),
        ("Massimo D’Alema parla; tace D'Alema.", ["Massimo D’Alema = massimo-d-alema", "D'Alema = massimo-d-alema"]),
        (
            "Luigi Di Maio parla. Tace Di Maio e non Maio.",
            ["Luigi Di Maio = luigi-di-maio", "Di Maio = luigi-di-maio", "Maio = -"]
        ),
        (
            "Bashar al-Assad parla. Assad tace, al-Assad parte.",
            [
                "Bashar al-Assad = bashar-al-assad", "Assad = bashar-al-assad", "al-Assad = bashar-al-assad",
            ]
        ),
        (
            "Carlo Zanzucchi parla. Poi Zanzucchi tace.",
            [
                "Carlo Zanzucchi = person/carlo-zanzucchi", "Zanzucchi = person/carlo-zanzucchi",
            ]
        ),
        ("Donald Trump davanti alla Trump Tower.", ["Donald Trump = donald-trump"]),
        ("Una maschera. Elon Musk tace. Maschera", ["Elon Musk = elon-musk"]),
    ]

    @Test(arguments: cases)
    func shortFormsCountBesideTheFullOne(text: String, expected: [String]) {
        #expect(Fixtures.found(text, kind: .person) == expected)
    }

    static let siblings: [(String, [String])] = [
        (
            "George Floyd è morto. Parla il fratello Terrence Floyd. Floyd era di Houston.",
            [
                "George Floyd = george-floyd", "Terrence Floyd = person/terrence-floyd",
                "Floyd = person/terrence-floyd",
            ]
        ),
        (
            "Silvio Berlusconi con Marina Berlusconi.",
            [
                "Silvio Berlusconi = silvio-berlusconi", "Marina Berlusconi = marina-berlusconi",
            ]
        ),
        (
            "Bill Clinton e Hillary Clinton. Clinton parla. Bill Clinton tace. Clinton ride.",
            [
                "Bill Clinton = bill-clinton", "Hillary Clinton = hillary-clinton", "Clinton = hillary-clinton",
                "Bill Clinton = bill-clinton", "Clinton = bill-clinton",
            ]
        ),
        (
            "Matteo Renzi vede Tiziano Zurlo. Poi Giacomo Renzi parte.",
            [
                "Matteo Renzi = matteo-renzi", "Tiziano Zurlo = person/tiziano-zurlo",
                "Giacomo Renzi = person/giacomo-renzi",
            ]
        ),
    ]

    @Test(arguments: siblings)
    func peopleOfOneSurnameStayApart(text: String, expected: [String]) {
        #expect(Fixtures.found(text, kind: .person) == expected)
    }

    @Test func aShortFormInTheTitleJoinsTheNameInTheBody() {
        #expect(
            Fixtures.found(title: "Musk compra tutto", "L'imprenditore Elon Musk compra.")
                == ["Musk = elon-musk", "Elon Musk = elon-musk"])
    }

    @Test func sharedShortFormsAreLessCertain() throws {
        let authority = try Fixtures.authority(
            "a\tperson\tAnna Rossi\t\tRossi\tIT\tx", "b\tperson\tAldo Rossi\t\tRossi\tIT\tx")
        let article = ArticleText(body: "Anna Rossi e Aldo Rossi. Rossi parla.")
        var recogniser = NameRecogniser(authority: authority)
        let linked = EntityLinker(authority: authority).link(recogniser.mentions(in: article), in: article)
        #expect(linked.map(\.score) == [0.95, 0.95, 0.6])
        #expect(linked.last?.entity == EntityID("b"))
        #expect(linked.last?.rule == .contextual)
    }
}
