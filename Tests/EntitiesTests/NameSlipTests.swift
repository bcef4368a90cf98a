// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Entities

/// Names a slip of the pen away from known ones: whose they are, the phrase beside them tells.
@Suite struct NameSlipTests {
    static let linked: [(text: String, found: String)] = [
        ("Ieri la premier Giorgia Melloni ha parlato.", "Giorgia Melloni = giorgia-meloni"),
        ("Ieri la premier Giorgia Maloni ha parlato.", "Giorgia Maloni = giorgia-meloni"),
        ("Ieri il presidente della Repubblica Sergio Matarella ha parlato.", "Sergio Matarella = sergio-mattarella"),
        ("Ieri il presidente Sergio Matarella ha parlato.", "Sergio Matarella = sergio-mattarella"),
        ("Ieri il leader della Lega Matteo Salvino ha parlato.", "Matteo Salvino = matteo-salvini"),
        ("Matteo Salvino, segretario della Lega, ha parlato.", "Matteo Salvino = matteo-salvini"),
        ("Ha vinto Sofia Goggai, sciatrice, campionessa olimpica.", "Sofia Goggai = sofia-goggia"),
        ("Il sindaco di Venezia Luigi Brugnrao lo nega.", "Luigi Brugnrao = luigi-brugnaro"),
        ("Esulta il primo ministro indiano Manmohan Singhil, a cena.", "Manmohan Singhil = manmohan-singh"),
        ("In Spagna il socialista Javier Solano, ex ministro, ride.", "Javier Solano = javier-solana"),
    ]

    @Test(arguments: linked)
    func thePhraseBesideANameTellsWhoIsMeant(text: String, found: String) {
        #expect(Fixtures.found(text, kind: .person) == [found])
    }

    @Test(arguments: [
        // Nothing, or too little, is said.
        "Secondo Giorgia Melloni, piove.", "Secondo Matteo Salvino, è tardi.", "Il politico Matteo Salvino è tornato.",
        "Matteo Salvino ha incontrato il segretario della Lega.", "Oggi, con la Lega al governo, parla Matteo Salvino.",
        "Hanno parlato il segretario della Lega Carlo Zanzucchi e Matteo Salvino.",
        "Hanno parlato Matteo Salvino, il segretario della Lega Carlo Zanzucchi e altri.",
        // Something else is said.
        "Il giornalista Matteo Salvino è tornato.", "Il sindaco di Taranto Sergio Matarella è tornato.",
        "Il premier britannico Giorgio Melloni è tornato.", "La ballerina della Scala Giorgia Melloni è tornata.",
        "I candidati: Luca Pastorino, deputato, e Mirella Batini.",
        // Other first names: relatives.
        "Il leader della Lega Mattea Salvini è tornato.", "La premier Giorgio Meloni è tornata.",
        "Il presidente della Repubblica Tommaso Matarella è tornato.",
        "Il leader della Lega Marco Salvino è tornato.", "La premier Lucia Melloni è tornata.",
        // A surname that others have, the same office, and no more.
        "Il calciatore Francesco Tatti gioca.", "Il politico Matteo Rizzi è tornato.",
    ])
    func withoutSuchAPhraseItIsAStranger(text: String) {
        let known = Fixtures.linked(text).filter { $0.kind == .person && $0.isKnown && $0.rule != .full }
        #expect(known.map(\.name) == [])
    }

    @Test(arguments: [
        ("Sergio Matarella", "Sergio Mattarella", NameSlip.unheard), ("Matteo Salvino", "Matteo Salvini", .noticed),
        ("Sofia Goggai", "Sofia Goggia", .noticed), ("Luigi Brugnerro", "Luigi Brugnaro", .noticed),
        ("Mario Rosi", "Mario Rossi", nil), ("Mario Zurlo", "Maria Zurlo", nil), ("Pio Zurlo X", "Pio Zurlo", nil),
        ("Carlo Zanzucchi", "Carlo Zanzottera", nil), ("Giorgio Meloni", "Giorgia Meloni", nil),
        ("Donalda Trump", "Donald Trump", nil), ("Paolo Conte", "Paolo Contini", nil),
    ])
    func slipsOfThePenAreTold(written: String, known: String, slip: NameSlip?) {
        let parts = [written, known].map { NameParts($0, lexicon: .embedded) }
        #expect(NameComparison(left: parts[0], right: parts[1]).slip == slip)
    }

    @Test func lettersAreCountedLikeAnEditDistanceWithSwaps() {
        for (left, right, slips) in [
            ("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "abd", 1), ("abcd", "badc", 2),
            ("abc", "xyz", 3), ("abc", "abcdef", 3),
        ] {
            #expect(NameComparison.slips(Array(left.utf8), Array(right.utf8)) == slips)
            #expect(NameComparison.slips(Array(right.utf8), Array(left.utf8)) == slips)
        }
    }

    /// Two letters of the surname swapped, beside the description of the person and of others.
    @Test func mostAreFoundByTheirDescriptionsAndNoneByThoseOfOthers() {
        let people = Fixtures.authority.allIndices.map(Fixtures.authority.entity).filter {
            $0.kind == .person && $0.country == "IT" && $0.name.split(separator: " ").count == 2
        }
        let sample = stride(from: 0, to: people.count, by: 25).map { people[$0] }
        var counts = (names: 0, right: 0)
        var wrong: [String] = []
        for (number, person) in sample.enumerated() {
            var letters = Array(person.name)
            guard letters.count >= 12, letters[letters.count - 3] != letters[letters.count - 2] else { continue }
            letters.swapAt(letters.count - 3, letters.count - 2)
            let name = String(letters)
            guard Fixtures.authority.entities(named: name).full.isEmpty else { continue }
            counts.names += 1
            let own = Fixtures.linked("Secondo \(name), \(person.description), la giornata è stata lunga.")
            if own.contains(where: { $0.entity == person.id }) { counts.right += 1 }
            let other = sample[(number + 7) % sample.count]
            let others = Fixtures.linked("Secondo \(name), \(other.description), la giornata è stata lunga.")
            if others.contains(where: { $0.entity == person.id }) { wrong.append("\(name), \(other.description)") }
        }
        #expect(counts.names > 50)
        #expect(counts.right * 4 >= counts.names * 3, "\(counts)")
        #expect(wrong == [])
    }
}
