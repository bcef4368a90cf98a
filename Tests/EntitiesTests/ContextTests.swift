// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

/// What stands beside a name decides.
@Suite struct ContextTests {
    static let linked: [(String, [String])] = [
        (
            "In Corea del Nord Kim Jong -in apre un parco.", ["Kim Jong -in = kim-jong-un"]
        ),
        (
            "Kim Jong -in apre un parco. Piove ancora. Nessuno lo dice. In Corea del Nord Kim Jong -in ride.",
            ["Kim Jong -in = kim-jong-un", "Kim Jong -in = kim-jong-un"]
        ),
        ("Il presidente dell'Argentina Mileya ha ricevuto in dono una torta.", ["Mileya = javier-milei"]),
        ("Il giornalista Taler Carlson presenta un libro.", ["Taler Carlson = tucker-carlson"]),
        ("Il presidente della Siria Bashara Assad riceve tutti.", ["Bashara Assad = bashar-al-assad"]),
        ("L'ex cancelliere della Germania Gekhard Shreder scrive.", ["Gekhard Shreder = gerhard-schroder"]),
        ("Il presidente dell'Argentina Mileya saluta.", ["Mileya = javier-milei"]),
        ("A cena con Mileya, Argentina, e altri ospiti.", ["Mileya = javier-milei"]),
        ("Negli Stati Uniti il presidente Biden firma. Biden sorride.", ["Biden = joe-biden", "Biden = joe-biden"]),
        ("Il premio va al senatore Bernie Sanders'a, e basta.", ["Bernie Sanders'a = bernie-sanders"]),
        ("Al mercato Si Jinping saluta.", ["Si Jinping = xi-jinping"]),
    ]

    @Test(arguments: linked)
    func contextLinksADoubtfulName(text: String, expected: [String]) {
        #expect(Fixtures.found(text, kind: .person) == expected)
    }

    static let unlinked = [
        "Il fornaio Taler Carlson apre domani.", "Ieri Mileya dormiva.", "Biden tace.", "Il presidente Biden firma.",
        "Il sindaco Biden va negli Stati Uniti.", "Gli Stati Uniti, dice Musk, pagano.", "Rossi torna in Italia.",
        "Il presidente Rossi torna in Italia.", "Franco torna in Spagna.", "Nel parco giocava Kim.",
        "Il presidente Bush e gli Stati Uniti.", "In via Biden, negli Stati Uniti, il presidente tace.",
        "Mele in Argentina, il presidente le compra.",
    ]

    @Test(arguments: unlinked)
    func withoutContextNobodyKnownIsMeant(text: String) {
        #expect(Fixtures.linked(text).filter { $0.kind == .person && $0.isKnown }.map(\.name) == [])
    }

    static let shared = [
        ("Ieri Giuseppe Conte ha parlato a Roma. Poi è arrivato Gualtiero Conte. Conte ha cantato.", "Gualtiero Conte"),
        ("Ieri Gualtiero Conte ha cantato. Poi ha parlato Giuseppe Conte. Conte ha detto di no.", "Giuseppe Conte"),
        ("Ieri Mary Trump ha letto di Donald Trump. Poi Mary Trump ha riso. Trump ha risposto.", "Mary Trump"),
        ("Ieri Mary Trump ha riso con Donald Trump. Trump ha risposto.", "Donald Trump"),
    ]

    /// The one named in full most recently, whether the authority knows the other or not.
    @Test(arguments: shared)
    func aSurnameOfTwoIsTheOneNamedLast(text: String, expected: String) {
        #expect(Fixtures.linked(text).last { $0.kind == .person }?.name == expected)
    }

    @Test func rulesAndScoresSayWhy() {
        let linked = Fixtures.linked(
            "Elon Musk e Ilon Musk, poi Musk e Mask. In Argentina il presidente Mileya, con Carlo Zanzucchi. "
                + "Carlo ride, Zanzucchi no. La NASA tace; Federazione Russa.")
        #expect(
            linked.map { "\($0.name) \($0.rule.rawValue) \($0.score)" } == [
                "Elon Musk full 0.95", "Elon Musk garbled 0.78", "Elon Musk contextual 0.75", "Elon Musk garbled 0.65",
                "Argentina full 0.95", "Javier Milei context 0.72", "Carlo Zanzucchi unknown 0.7",
                "Carlo Zanzucchi first-name 0.65", "Carlo Zanzucchi surname 0.65", "Nasa variant 0.93",
                "Russia variant 0.93",
            ])
        #expect(
            LinkRule.allCases.allSatisfy { $0.rawValue.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) } })
    }

    @Test func aKnownEntityTellsCountryAndDescription() throws {
        let milei = try #require(Fixtures.linked("Parla Javier Milei.").first)
        let entity = try #require(milei.entity.flatMap(Fixtures.authority.entity))
        #expect(milei.isKnown && milei.kind == .person)
        #expect(entity.country == "AR")
        #expect(entity.description == "presidente dell'Argentina")
    }

    @Test func theOrderOfArticlesMakesNoDifference() {
        let texts = [
            "Ilon Musk parla.", "Musk tace.", "Mask dorme, la maschera ride.", "Il presidente dell'Argentina Mileya.",
            "Carlo Zanzucchi e Karlo Zanzukki.", "Zanzukki tace.", "Mileya tace.", "Taler Carlson, Stati Uniti.",
        ]
        let linker = EntityLinker(authority: Fixtures.authority)
        func link(_ text: String, _ linker: EntityLinker) -> [LinkedMention] {
            let article = ArticleText(body: text)
            var recogniser = NameRecogniser(authority: Fixtures.authority)
            return linker.link(recogniser.mentions(in: article), in: article)
        }
        let alone = texts.map { link($0, EntityLinker(authority: Fixtures.authority)) }
        #expect(texts.map { link($0, linker) } == alone)
        #expect(texts.reversed().map { link($0, linker) } == alone.reversed())
    }

    @Test(.enabled(if: Fixtures.noisyNames != nil))
    func namesOfTheSharedListAreResolved() throws {
        let names = try #require(Fixtures.noisyNames)
        for pattern in [
            "Secondo %@ (%#), domani piove.", "Ieri ne parlava %@, %#, in una lunga serata.", "%@ ride: %#.",
        ] {
            let resolved = names.count { name in
                let text = pattern.replacing("%@", with: name.garbled).replacing("%#", with: name.context)
                return Fixtures.linked(text).contains { $0.name == name.truth }
            }
            #expect(resolved >= 30, "\(pattern)")
        }
    }
}
