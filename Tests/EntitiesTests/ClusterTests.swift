// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import ItalianText
import Testing

/// What one article calls by several names is one.
@Suite struct ClusterTests {
    /// Links an article whose recogniser found these stretches.
    private func link(_ text: String, _ stretches: [(String, EntityKind)]) -> [String] {
        let article = ArticleText(body: text)
        var mentions: [Mention] = []
        var searched = text.startIndex
        for (stretch, kind) in stretches {
            guard let range = text[searched...].firstRange(of: stretch) else { continue }
            searched = range.upperBound
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            let bytes = start..<start + stretch.utf8.count
            let covered = article.body.tokens.filter {
                !$0.isCompound && bytes.contains(Int($0.start)) && Int($0.end) <= bytes.upperBound
            }
            guard let first = covered.first, let last = covered.last else { continue }
            mentions.append(
                Mention(
                    field: .body, positions: Int(first.position)..<Int(last.position) + 1, byteRange: bytes, kind: kind,
                    rule: .unknownName, candidates: []))
        }
        return EntityLinker(authority: Fixtures.authority).link(mentions, in: article).map {
            "\(article.surface(of: $0.mention)) = \($0.entity?.text ?? "-")"
        }
    }

    @Test func anAcronymAndItsExpansionAreOne() {
        #expect(
            link(
                "L'Unione Coltivatori Zurliani protesta; la Ucz si dice pronta.",
                [("Unione Coltivatori Zurliani", .organisation), ("Ucz", .organisation)])
                == [
                    "Unione Coltivatori Zurliani = organisation/unione-coltivatori-zurliani",
                    "Ucz = organisation/unione-coltivatori-zurliani",
                ])
        #expect(
            link(
                "La Nasa tace. Parla il National Aeronautics Space Administration.",
                [("Nasa", .organisation), ("National Aeronautics Space Administration", .organisation)])
                == ["Nasa = nasa", "National Aeronautics Space Administration = nasa"])
    }

    @Test func stretchesThatAnyRecogniserFindsAreLinked() {
        #expect(
            link(
                "Elon Musk a Roma. Musk con Zurlo, Carlo Zanzucchi e Zanzucchi. La Zurlo Spa di Zurlonia.",
                [
                    ("Elon Musk", .person), ("Roma", .place), ("Musk", .person), ("Zurlo", .person),
                    ("Carlo Zanzucchi", .person), ("Zanzucchi", .person), ("Zurlo Spa", .organisation),
                    ("Zurlonia", .place),
                ]) == [
                    "Elon Musk = elon-musk", "Roma = roma", "Musk = elon-musk", "Zurlo = -",
                    "Carlo Zanzucchi = person/carlo-zanzucchi", "Zanzucchi = person/carlo-zanzucchi",
                    "Zurlo Spa = organisation/zurlo-spa", "Zurlonia = place/zurlonia",
                ])
    }

    static let clusters: [(String, [String])] = [
        (
            "Ieri Karlo Zanzukki, poi Karlo Zanzukki, infine Carlo Zanzucchi.",
            [
                "Karlo Zanzukki = person/karlo-zanzukki", "Karlo Zanzukki = person/karlo-zanzukki",
                "Carlo Zanzucchi = person/karlo-zanzukki",
            ]
        ),
        (
            "Il regista Zoran Zerkovic parla. Poi Zerkovich tace.",
            ["Zoran Zerkovic = person/zoran-zerkovic", "Zerkovich = person/zoran-zerkovic"]
        ),
        (
            "Il sindaco Carlo Zanzucchi. Oggi Carlo tace, ma papa Carlo e don Carlo no.",
            [
                "Carlo Zanzucchi = person/carlo-zanzucchi", "Carlo = person/carlo-zanzucchi", "Carlo = -", "Carlo = -",
            ]
        ),
        (
            "Ilon Musk parla. ILon Musk ride, Mask tace.",
            ["Ilon Musk = elon-musk", "ILon Musk = elon-musk", "Mask = elon-musk"]
        ),
        (
            "Sergey Kiriyenko parla. Kiriyenko tace.",
            ["Sergey Kiriyenko = sergej-kirienko", "Kiriyenko = sergej-kirienko"]
        ),
    ]

    @Test(arguments: clusters)
    func spellingsOfOneArticleAreOne(text: String, expected: [String]) {
        #expect(Fixtures.found(text, kind: .person) == expected)
    }

    static let hostile: [String] = [
        "Mario\u{7}Zurlo", "Mario \u{202E}Zurlo", "Mario\u{200F} Zurlo", "Mario \u{0}Zurlo", "Mario\u{2066} Zurlo",
        "Mario " + String(repeating: "z", count: 10_000), String(repeating: "Zurlo ", count: 60),
    ]

    @Test(arguments: hostile)
    func namesThatCouldHarmAreLeftOut(name: String) {
        #expect(link("Ieri \(name) parlava.", [(name, .person)]).allSatisfy { $0.utf8.count <= 220 })
        #expect(!link("Ieri \(name) parlava.", [(name, .person)]).contains { $0.hasPrefix(name) })
        #expect(Fixtures.found("Ieri \(name) parlava.").allSatisfy { $0.utf8.count <= 420 })
    }

    @Test(.enabled(if: Fixtures.referenceArticle != nil))
    func theReferenceArticleNamesSixteenPeople() throws {
        let text = try #require(Fixtures.referenceArticle)
        let linked = Fixtures.linked(text)
        var counts: [String: Int] = [:]
        for mention in linked where mention.entity != nil {
            counts["\(mention.kind.rawValue) \(mention.name)", default: 0] += 1
        }
        let people = counts.keys.filter { $0.hasPrefix("person ") }.map { $0.dropFirst(7) }.sorted()
        #expect(
            people == [
                "Alexander Lukashenko", "Bashar al-Assad", "Dmitrij Peskov", "Donald Trump", "Elon Musk", "Ian Bremmer",
                "Jair Bolsonaro", "Javier Milei", "Joe Biden", "Kim Jong-un", "Ramzan Kadyrov", "Sergej Kirienko",
                "Tucker Carlson", "Vladimir Putin", "Walter Isaacson", "Xi Jinping",
            ])
        #expect(counts["person Elon Musk", default: 0] >= 40)
        for name in [
            "SpaceX", "Nato", "Nasa", "Pentagono", "Casa Bianca", "Cremlino", "Wall Street Journal", "Starlink",
        ] {
            #expect(counts.keys.contains { $0.lowercased() == "organisation \(name)".lowercased() }, "\(name)")
        }
        for name in ["Russia", "Ucraina", "Crimea", "Taiwan", "Cina", "Stati Uniti"] {
            #expect(counts["place \(name)"] != nil, "\(name)")
        }
        #expect(!linked.contains { $0.name == "Marte" && $0.kind == .person })
    }
}
