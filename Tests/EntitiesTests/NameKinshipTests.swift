// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import TestSupport
import Testing

@Suite struct NameKinshipTests {
    static let spellings: [(String, String)] = [
        ("Zhaiir Zolsonar", "Jair Zolsonaro"), ("Ilon Zusk", "ILon Zusk"), ("Khillari Zlinton", "Hillary Zlinton"),
        ("Dzhulian Zassanzh", "Julian Zassange"), ("Eduard Znouden", "Edward Znowden"),
        ("Andzhela Zerkel", "Angela Zerkel"), ("Frantsisko Zranko", "Francisco Zranco"),
        ("Sergej Zirienko", "Sergey Ziriyenko"), ("Dmitrij Zeskov", "Dmitry Zeskov"),
        ("Aleksandr Zukashenko", "Aleksander Zukascenko"), ("Volodymyr Zelenskij", "Volodymyr Zelensky"),
        ("Petro Zoroscenko", "Petro Zoroshenko"), ("Walter Zisaxon", "Walter Zisaacson"),
        ("Jan Zremmer", "Ian Zremmer"), ("Bernie Zanders'a", "Bernie Zanders"),
        ("Viktor Zanukovich", "Viktor Zanukovic"),
        ("Recep Zerdoghan", "Recep Zerdogan"), ("Mitt Zomni", "Mitt Zomney"), ("Omar al-Zeshir", "Omar Zeshir"),
        ("José Zuarez", "Jose Zuarez"), ("Ursula von der Zeyen", "Ursula Von der Zeyen"),
    ]

    @Test(arguments: spellings)
    func spellingsOfOneNameAreAkinAndShareTheirKey(left: String, right: String) {
        #expect(NameKinship.similarity(left, right, kind: .person) >= NameKinship.accepts)
        #expect(
            NameKinship.similarity(left, right, kind: .person) == NameKinship.similarity(right, left, kind: .person))
        #expect(NameKinship.key(left, kind: .person) == NameKinship.key(right, kind: .person))
    }

    @Test func aNameIsItself() {
        for name in ["Carlo Zanzucchi", "", "X", "\u{202E}", String(repeating: "z", count: 10_000), "Giovanni XXIII"] {
            #expect(NameKinship.similarity(name, name, kind: .person) == 1)
            #expect(NameKinship.key(name, kind: .person) == NameKinship.key(name, kind: .person))
        }
    }

    @Test func keysAreStable() {
        #expect(NameKinship.key("Carlo Zanzucchi", kind: .person) == 13_107_096_610_384_703_814)
        #expect(
            NameKinship.key("Carlo Zanzucchi", kind: .person) != NameKinship.key("Carlo Zanzucchi", kind: .organisation)
        )
        #expect(NameKinship.key("Zanzucchi Carlo", kind: .person) != NameKinship.key("Carlo Zanzucchi", kind: .person))
    }

    @Test(arguments: [
        ("Banca Zurla", "Banco Zurlo", false), ("Kombinat Zhdanov", "Kombinat Zdanov", true),
        ("Gruppo Zerkov", "Gruppo Zerkow", true), ("Circolo Zurlo", "Circolo Zurla", false),
        ("Associazione Zerk", "Associazione Zerk Due", false),
    ])
    func thingsAreAkinWhereEveryWordSoundsAlike(left: String, right: String, areAkin: Bool) {
        #expect((NameKinship.similarity(left, right, kind: .organisation) >= NameKinship.accepts) == areAkin)
    }

    @Test func similarityIsSymmetricAndBounded() {
        var random = SeededGenerator(seed: 7)
        let syllables = [
            "ka", "sho", "dzh", "ov", "i", "ya", "Mc", "le", "ni", "chi", "x", "D'", "al-", "J.", "II", "é",
        ]
        func name() -> String {
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    syllables.randomElement(using: &random) ?? ""
                }.joined()
            }.joined(separator: " ")
        }
        for _ in 0..<2_000 {
            let (left, right) = (name(), name())
            let score = NameKinship.similarity(left, right, kind: .person)
            #expect((0...1).contains(score))
            #expect(score == NameKinship.similarity(right, left, kind: .person), "\(left) / \(right)")
        }
    }
}
