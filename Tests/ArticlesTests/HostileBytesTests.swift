// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Articles

/// Readers meet bytes that nobody meant: they must come to an end, and every article they give must be sound.
@Suite struct HostileBytesTests {
    private static let seeds: [(ArticleFormat, String)] = [
        (
            .jsonl,
            "{\"id\":\"a\",\"title\":\"Già\",\"body\":\"È così.\\n\\u00e8\",\"tags\":[\"x\",{\"name\":\"y\"}]}\n{\"body\":\"due\"}\n"
        ),
        (.text, "Cronaca\n\nPiove sul Po, perché no - ANSA\n\n3 marzo 2020\n\nÈ così.\r\nFine.\n"),
        (
            .markdown,
            "---\ntitle: Già\ntags: [a, &x b, *x]\ndate: 2024-10-25\n---\n# Uno\n\n<p>due <b>tre</p>\n\n| a |\n|---|\n| è |\n"
        ),
        (
            .markdown,
            "<!--\n.. title: Già\n.. date: 2017-03-16\n-->\n\n<div>uno<br>&egrave;<script>x</script></div>\n\n![a](b) `c`\n"
        ),
    ]

    @Test(arguments: 0..<4)
    func mutatedFilesGiveSoundArticles(_ index: Int) throws {
        let (format, text) = Self.seeds[index]
        var random = SeededGenerator(seed: UInt64(index) + 42)
        for round in 0..<400 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) { Self.mutate(&bytes, &random) }
            try Self.check(events(bytes, as: format), "round \(round)")
        }
    }

    @Test(arguments: ArticleFormat.allCases)
    func randomBytesGiveSoundArticles(_ format: ArticleFormat) throws {
        var random = SeededGenerator(seed: 4711)
        // Each PDF starts another program.
        for round in 0..<(format == .pdf ? 10 : 200) {
            let count = Int.random(in: 0...2000, using: &random)
            let top: UInt8 = round % 2 == 0 ? 255 : 127
            let bytes = (0..<count).map { _ in UInt8.random(in: (round % 3 == 0 ? 0 : 1)...top, using: &random) }
            try Self.check(events(bytes, as: format), "round \(round)")
            _ = ArticleFormat.detect(path: PathName("x"), head: bytes)
        }
    }

    @Test func randomTextsAreDatesOrNot() {
        let parts = [
            "3", "03", "2020", "marzo", "mar", "-", "/", ".", ":", " ", "T", "+", "Z", "ore", "°", ",", "(", "lun",
            "99999999999",
        ]
        var random = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...10, using: &random)).map { _ in
                parts[Int.random(in: 0..<parts.count, using: &random)]
            }.joined()
            if let date = ArticleDate(parsing: text) { #expect(ArticleDate(parsing: date.iso8601) == date) }
            _ = ArticleDate(inFileName: text)
        }
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return bytes.append(UInt8.random(in: 0...255, using: &random)) }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        default: bytes.removeSubrange(place..<end)
        }
    }

    private static func check(_ events: [ReadingEvent], _ comment: Comment) {
        for article in events.compactMap(\.article) {
            #expect(!article.body.isEmpty && !article.id.isEmpty && !article.path.isEmpty, comment)
            #expect((article.date == nil) == (article.dateSource == nil), comment)
            #expect(
                !article.title.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }, comment)
            let isSound = article.body.unicodeScalars.allSatisfy { scalar in
                scalar == "\n" || scalar == "\t" || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)
            }
            #expect(isSound, comment)
            #expect(article.body.cleaned == article.body && article.title.singleLine == article.title, comment)
        }
    }
}
