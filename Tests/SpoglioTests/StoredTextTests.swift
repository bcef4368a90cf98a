// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

struct StoredTextTests {
    private static let pieces = [
        "la", "La", "guerra", "dell'", "dell’", "dellʼ", "l`", "perché", "perche\u{301}", "PERCHE'", "po'", "po’", "è",
        "U.S.A.", "S.p.A.", "15.000", "1,8", "٣٤", "e-mail", "e\u{2011}mail", "covid-19", "mario@rossi.it",
        "#GasNaturale",
        "https://www.ansa.it/a?b=c&d=e", "www.ansa.it", "𝔄𝔅ℭ", "İstanbul", "ﬁne", "ß", "Łódź", "中文", "a\u{AD}b",
        "x\u{200D}y",
        " ", " ", " ", " ", "", "  ", "\n", "\n\n", "\r\n", "\t", "\u{A0}", "\u{0}", "\u{1B}", "\u{7F}", "\u{85}", ". ",
        ", ",
        "…", " – ", "«", "»", "“", "”", "\"", "'", "’", "(", ")", "👩‍👩‍👧", "🇮🇹", "\u{FFFD}", "\u{FEFF}", "\u{301}",
        "\u{202E}", "_",
        String(repeating: "lunghissimo", count: 40), String(repeating: "9", count: 700),
        String(repeating: "É", count: 150),
    ]

    private static func text(_ random: inout SeededGenerator, _ length: ClosedRange<Int>) -> String {
        random.list(length, of: pieces).joined(separator: random.pick(["", " ", " "]))
    }

    private static func articles(_ ids: Range<Int>, _ random: inout SeededGenerator) -> [Article] {
        ids.map { id in
            IndexFixture.article("a\(id)", text(&random, 0...random.pick([0, 5, 150])), title: text(&random, 0...9))
        }
    }

    private static func check(_ location: IndexLocation, _ wanted: [String: Article]) throws {
        var found = 0
        for segment in try Searcher(location).segments {
            for document in 0..<segment.count where segment.isLive(document) {
                let article = try segment.article(document)
                let original = try #require(wanted[article.id])
                #expect(Array(article.title.utf8) == Array(original.title.utf8))
                #expect(Array(article.body.utf8) == Array(original.body.utf8))
                #expect(try segment.articleWithoutBody(document).title == original.title)
                found += 1
            }
        }
        #expect(found == wanted.count)
    }

    @Test(arguments: UInt64(0)..<4) func everyTextComesBackFromSegmentsAndMergedOnes(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let fixture = try IndexFixture()
        var wanted: [String: Article] = [:]
        for ids in [0..<40, 40..<60, 30..<45] {
            let articles = Self.articles(ids, &random)
            try await fixture.add(articles)
            for article in articles { wanted[article.id] = article }
        }
        try Self.check(fixture.location, wanted)
        try await fixture.compact()
        try Self.check(fixture.location, wanted)
        #expect(try IndexVerifier(fixture.location).verify().problems == [])
    }

    @Test func aDamagedByteMakesShowRefuse() async throws {
        var random = SeededGenerator(seed: 3)
        let fixture = try IndexFixture()
        try await fixture.add(Self.articles(0..<12, &random))
        let copy = IndexLocation(fixture.scratch.path("copy"))
        try Files.copy(fixture.location.path, to: copy.path)
        let wanted = try Searcher(copy).segments[0].article(7)
        for name in [SegmentFile.articles, SegmentFile.forward, SegmentFile.terms] {
            let path = copy.segmentPath(Files.names(in: copy.segmentsPath)[0]) + "/" + name
            let bytes = try Files.read(path)
            var refused = 0
            for _ in 0..<80 {
                let offset = random.number(0...bytes.count - 1)
                try Files.overwrite(path, at: offset, with: bytes[offset] ^ UInt8(random.number(1...255)))
                do {
                    #expect(try Searcher(copy).segments[0].article(7) == wanted)
                } catch {
                    refused += 1
                    #expect(error.exitStatus == 3)
                }
                try Files.overwrite(path, at: offset, with: bytes[offset])
            }
            #expect(refused > 40, "\(name)")
        }
        #expect(try Searcher(copy).segments[0].article(7) == wanted)
    }
}
