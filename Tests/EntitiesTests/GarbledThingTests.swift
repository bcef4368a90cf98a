// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import Testing

/// Organisations and places under names that sound like theirs.
@Suite struct GarbledThingTests {
    static let garbled: [(text: String, name: String, id: String)] = [
        ("Negli Stati Uniti il Pentagone non risponde.", "Pentagone", "pentagono"),
        ("In Russia il Kremlino non risponde.", "Kremlino", "cremlino"),
        ("La società Spaceiks lancia un razzo dagli Stati Uniti.", "Spaceiks", "spacex"),
        ("Le navi sono in Krymea, in Ucraina.", "Krymea", "crimea"),
        ("Le navi russe lasciano Sebastopol. La Krymea è ucraina.", "Krymea", "crimea"),
        ("In Russia Gasprom alza i prezzi.", "Gasprom", "gazprom"),
        ("La Russia ha annesso la Krymea nel 2014.", "Krymea", "crimea"),
        // What somebody's description names, and what describes somebody.
        ("Elon Musk ha detto che Spaceiks lancia un razzo.", "Spaceiks", "spacex"),
        ("Ilon Musk ha detto che Spaceiks lancia un razzo.", "Spaceiks", "spacex"),
    ]

    @Test(arguments: garbled)
    func aGarbledNameBesideItsCountryMeansTheOneThingSpeltLikeIt(text: String, name: String, id: String) {
        #expect(Fixtures.found(text).contains("\(name) = \(id)"))
    }

    @Test(arguments: [
        ("A Mosca Pentagone e Stati Uniti hanno parlato.", ["Mosca = mosca", "Pentagone = pentagono"]),
        ("Il Kremlino Krymea vuole, e l'Ucraina no, con la Russia.", ["Kremlino = cremlino", "Krymea = crimea"]),
    ])
    func twoNamesSideBySideAreTwo(text: String, expected: [String]) {
        #expect(Array(Fixtures.found(text).prefix(2)) == expected)
    }

    @Test(arguments: ["Pentagone", "Kremlino", "Spaceiks", "Krymea"])
    func withoutASignItIsNotLinked(name: String) {
        let known = Fixtures.linked("Ieri \(name) è arrivato, dicono tutti.").filter(\.isKnown)
        #expect(known.map(\.name) == [])
    }

    /// Countries, cities and companies whose names are alike, each beside the other.
    static let different: [(String, String)] = [
        ("Iran", "Iraq"), ("Austria", "Australia"), ("Niger", "Nigeria"), ("Slovacchia", "Slovenia"),
        ("Guinea", "Guinea-Bissau"), ("Guinea", "Guinea Equatoriale"), ("Papua Nuova Guinea", "Guinea"),
        ("Corea del Nord", "Corea del Sud"), ("Mauritania", "Mauritius"), ("Paraguay", "Uruguay"),
        ("Lettonia", "Lituania"), ("Svezia", "Svizzera"), ("Gambia", "Zambia"), ("India", "Indonesia"),
        ("Libia", "Libano"), ("Liberia", "Libia"), ("Tunisi", "Tunisia"), ("Algeri", "Algeria"), ("Mali", "Malta"),
        ("Malawi", "Malesia"), ("Georgia", "Germania"), ("Dominica", "Repubblica Dominicana"),
        ("Macedonia", "Moldavia"),
        ("Kuwait", "Kosovo"), ("Cile", "Cina"), ("Sudan", "Sudafrica"), ("Oman", "Amman"),
        ("Bucarest", "Budapest"), ("Kiev", "Kiel"), ("Vienna", "Vilnius"), ("Airbus", "Airbnb"), ("Ubs", "Ups"),
    ]

    @Test(arguments: different)
    func namesThatAreAlikeStayTwo(left: String, right: String) {
        let text = "Il vertice tra \(left) e \(right) è a Ginevra. Per \(left) e \(right) è tardi."
        let linked = Fixtures.linked(text)
        let bytes = Array(text.utf8)
        func entities(of name: String) -> Set<EntityID> {
            Set(
                linked.filter { String(decoding: bytes[$0.mention.byteRange], as: UTF8.self) == name }
                    .compactMap(\.entity))
        }
        #expect(entities(of: left).isDisjoint(with: entities(of: right)))
        #expect(!entities(of: left).isEmpty)
        #expect(linked.allSatisfy { $0.rule != .garbled && $0.rule != .context })
    }

    /// Words and names of others that sound nearly like a country's or an institution's, beside it.
    static let others: [(String, besides: String)] = [
        ("Guineo", "Guinea"), ("Irania", "Iran"), ("Georgina", "Georgia"), ("Austrina", "Austria"),
        ("Nigerna", "Nigeria"), ("Slovenski", "Slovenia"), ("Slovacchini", "Slovacchia"), ("Iramo", "Iran"),
        ("Australda", "Australia"), ("Libanna", "Libano"), ("Parigina", "Parigi"), ("Berlinda", "Berlino"),
        ("Londrina", "Londra"), ("Kremlinga", "Cremlino"), ("Pentagramma", "Pentagono"), ("Torchiani", "Turchia"),
        ("Polonara", "Polonia"), ("Serbina", "Serbia"), ("Croazzani", "Croazia"), ("Cubana", "Cuba"),
    ]

    @Test(arguments: others)
    func aNameThatIsOnlyAlikeIsNotLinked(name: String, besides: String) {
        for text in ["Ieri \(name) era in \(besides).", "A \(name) e in \(besides) piove.", "La \(name) e \(besides)."]
        {
            let wrong = Fixtures.linked(text).filter { $0.rule == .garbled || $0.rule == .context }
            #expect(wrong.map(\.name) == [], "\(text)")
        }
    }

    @Test func whatIsLikeTwoIsLikeNone() throws {
        let authority = try Fixtures.authority(
            "zurlandia\tplace\tZurlandia\t\t\tZU\tStato", "zurlendia\tplace\tZurlendia\t\t\tZU\tStato",
            "kaspovia\tplace\tKaspovia\t\t\tKA\tStato", "zurla\tplace\tZurla\t\t\tZU\tcapitale",
            "kaspo\tplace\tKaspo\t\t\tKA\tcapitale")
        #expect(
            Fixtures.found("Da Zurla a Zurlondia, da Kaspo a Caspovia.", in: authority).filter { $0.contains("ov") }
                == ["Caspovia = kaspovia"])
        let found = Fixtures.found("Da Zurla a Zurlondia.", in: authority)
        #expect(!found.contains { $0.hasPrefix("Zurlondia = zurl") })
    }

    @Test func somebodyOfTheArticleIsNoPlace() {
        let linked = Fixtures.linked("Mario Pentagoni lavora negli Stati Uniti. Pentagoni tace.")
        #expect(linked.allSatisfy { $0.entity?.text != "pentagono" })
    }
}
