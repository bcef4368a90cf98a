// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

/// Texts in which capitals say little.
@Suite struct NoiseTests {
    static let phrases = [
        "Gli Users Groups si incontrano a ottobre, con i volontari di Common Voice.",
        "Partecipa anche tu a Common Voice: presta la tua voce.",
        "Il bando Connecting Europe Facility scade domani.", "La giornata Porte Aperte è sabato.",
        "Il Freedom Policy Meeting si tiene in primavera.",
        "Un convegno su Didattica Aperta e Amministrazione Digitale.",
        "Il Contribution Policy Template è pubblico.", "Arriva il Black Friday, poi il Cyber Monday.",
        "Il Manuale Operativo è in Rete.", "Scarica Visual Studio Code e Google Chrome.",
    ]

    @Test(arguments: phrases) func namesOfThingsAreNoPeople(text: String) {
        #expect(Fixtures.found(text, kind: .person) == [])
    }

    static let foreign = [
        "The Quick Brown Fox jumps over the Lazy Dog, and Nobody Knows Why. Free Software For Everybody is a Good Thing.",
        "Die Regierung hat am Montag einen neuen Plan für die Wirtschaft vorgestellt. Der Minister sprach am Abend.",
        "Le gouvernement a présenté lundi un nouveau plan pour l'économie. Le ministre a parlé dans la salle.",
        "El gobierno presentó el lunes un nuevo plan para la economía. El ministro habló por la noche.",
        "Das Haus, der Garten, die Straße und der Baum stehen im Regen, während die Kinder auf dem Weg zur Schule sind.",
    ]

    @Test(arguments: foreign) func anotherLanguageGivesNoFloodOfPeople(text: String) {
        // A single word of which nothing is known is a mention of nobody.
        #expect(Fixtures.linked(text).count { $0.kind == .person && $0.entity != nil } <= 1)
    }

    @Test func aHeadlineInCapitalsStillGivesNames() {
        let found = Fixtures.found(
            title: "ELON MUSK INCONTRA GIORGIA MELONI A PALAZZO CHIGI", "Si è parlato della NASA. Il vertice è a Roma.")
        for expected in ["ELON MUSK = elon-musk", "GIORGIA MELONI = giorgia-meloni", "Roma = roma"] {
            #expect(found.contains(expected), "\(found)")
        }
    }

    @Test func aTextWithoutCapitalsNamesNobodyNew() {
        let text = "ieri il ministro ha parlato di economia con i sindaci di molte città, poi è tornato a casa."
        #expect(Fixtures.found(text) == [])
    }

    @Test func theReferenceArticleWithoutCapitalsOrInCapitalsDoesNotFlood() throws {
        guard let article = Fixtures.referenceArticle else { return }
        #expect(Fixtures.found(article.lowercased()).count <= 5)
        let shouted = Fixtures.linked(article.uppercased())
        #expect(shouted.contains { $0.entity?.text == "elon-musk" })
        let unknown = Set(shouted.filter { $0.kind == .person && !$0.isKnown }.map(\.name))
        #expect(unknown.count <= 20, "\(unknown)")
    }

    @Test func anArticleOnACarnivalHasAMaskAndNoMusk() {
        let found = Fixtures.linked(
            """
            A Viareggio è tornato il carnevale. La maschera più bella è quella di Burlamacco, ma anche la maschera di
            Arlecchino ha avuto applausi. La Maschera d'oro va ai bambini. «La maschera è la nostra vita», dice il sindaco.
            """)
        #expect(found.allSatisfy { $0.entity?.text != "elon-musk" })
    }
}
