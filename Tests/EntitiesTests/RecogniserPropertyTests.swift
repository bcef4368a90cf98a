// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import ItalianText
import TestSupport
import Testing

@Suite struct RecogniserPropertyTests {
    static let pieces = [
        "Vladimir", "Putin", "PUTIN", "la", "maschera", "Musk", "Elon", "Kim", "Jong-un", "D'", "D’Alema", "De", "di",
        "von", "der", "Leyen", "al-", "Assad", "NATO", "U.S.A.", "Stati", "Uniti", "d'America", "Roma", "Prato", "a",
        "via", "Ministero", "Presidente", ".", ",", "!", "\n", "\u{0}", "\u{202E}", "é", "È", "«", "»", "\"", "(",
        "15.000", "#Roma", "@musk", "http://x.it/Roma", "🙂", "e\u{301}", "W.", "XVI", "Papa", "Il", "Cavaliere", "-",
    ]

    @Test(arguments: 0..<200)
    func tokenSoupKeepsRangesApartAndTrue(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func soup(_ count: Int) -> String {
            (0..<count).map { _ in
                (Self.pieces.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
            }.joined()
        }
        let article = ArticleText(title: soup(12), body: soup(150))
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        let mentions = recogniser.mentions(in: article)
        for (before, after) in zip(mentions, mentions.dropFirst()) where before.field == after.field {
            #expect(before.positions.upperBound <= after.positions.lowerBound)
            #expect(before.byteRange.upperBound <= after.byteRange.lowerBound)
        }
        for mention in mentions {
            let plain = article[mention.field].tokens.filter { !$0.isCompound }
            #expect(!mention.positions.isEmpty && mention.positions.upperBound <= plain.count)
            #expect(Int(plain[mention.positions.lowerBound].start) == mention.byteRange.lowerBound)
            #expect(Int(plain[mention.positions.upperBound - 1].end) == mention.byteRange.upperBound)
            #expect(Int(plain[mention.positions.lowerBound].position) == mention.positions.lowerBound)
            #expect(mention.candidates == mention.candidates.sorted())
        }
        let linker = EntityLinker(authority: Fixtures.authority)
        let linked = linker.link(mentions, in: article)
        for (before, after) in zip(linked, linked.dropFirst()) where before.mention.field == after.mention.field {
            #expect(before.mention.positions.upperBound <= after.mention.positions.lowerBound)
        }
        #expect(linked.allSatisfy { !$0.name.isEmpty && $0.entity?.text.isEmpty != true && (0...1).contains($0.score) })
        #expect(!linked.contains { $0.name.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E } })
    }

    @Test func mentionsDoNotDependOnTheArticlesBefore() {
        let texts = [
            "Elon Musk parla. Musk tace.", "Musk tace.", "Carlo Zanzucchi parla.", "Zanzucchi tace.", "",
            "Il Cavaliere Silvio Berlusconi, a Prato.",
        ]
        var shared = NameRecogniser(authority: Fixtures.authority)
        for text in texts + texts.reversed() {
            var fresh = NameRecogniser(authority: Fixtures.authority)
            let article = ArticleText(title: text, body: text)
            #expect(shared.mentions(in: article) == fresh.mentions(in: article))
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["Zanzucchi ", "Mario Rossi ", "Mario Rossi. Rossi. ", "De ", "San ", "Musk "])
    func longRunsOfCapitalsAreReadInLinearTime(piece: String) {
        let article = ArticleText(body: String(repeating: piece, count: 20_000))
        var recogniser = NameRecogniser(authority: Fixtures.authority)
        let mentions = recogniser.mentions(in: article)
        let linked = EntityLinker(authority: Fixtures.authority).link(mentions, in: article)
        #expect(linked.count <= 40_000)
    }

    @Test(.enabled(if: Fixtures.referenceArticle != nil))
    func referenceArticleNamesItsPeopleAndOrganisations() throws {
        let text = try #require(Fixtures.referenceArticle)
        let found = Set(Fixtures.found(text))
        for expected in [
            "Vladimir Putin = vladimir-putin", "Donald Trump = donald-trump", "Dmitry Peskov = dmitrij-peskov",
            "Ramzan Kadyrov = ramzan-kadyrov", "NASA = nasa", "NATO = nato", "Pentagono = pentagono",
            "Casa Bianca = casa-bianca", "Cremlino = cremlino", "SpaceX = spacex", "Federazione Russa = russia",
            "Crimea = crimea", "Taiwan = taiwan", "Ilon Musk = elon-musk", "Musk = elon-musk",
        ] {
            #expect(found.contains(expected), "\(expected)")
        }
    }
}
