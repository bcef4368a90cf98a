// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Articles

/// What works on bytes for speed gives what Unicode's tables give.
@Suite struct TextSearchTests {
    private static let pieces: [String] = [
        " ", "\n", "\t", "\u{B}", "\u{85}", "\u{A0}", "\u{1680}", "\u{2003}", "\u{2028}", "\u{202F}", "\u{205F}",
        "\u{3000}",
        "\u{200B}", "\u{1C}", "\u{2}", "a", "è", "È", "Z", "9", "«", "’", "º", "日", "\u{E2}\u{301}", "©", "🙂",
        "\u{FEFF}",
    ]

    private static func texts(seed: UInt64) -> [String] {
        var random = SeededGenerator(seed: seed)
        return (0..<2_000).map { _ in
            (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
        }
    }

    @Test func wordsAreWhatWhiteSpaceParts() {
        for text in Self.texts(seed: 1) {
            let expected = text.unicodeScalars.split { $0.properties.isWhitespace }.count
            #expect(text[...].wordCount == expected, "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test func trimmingTakesAllWhiteSpaceAtBothEnds() {
        for text in Self.texts(seed: 2) {
            var scalars = text.unicodeScalars[...]
            while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
            while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
            #expect(Array(text.trimmed.utf8) == Array(String(scalars).utf8), "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test(arguments: [
        ("uno - due - tre", " - ", 3, 9), ("uno", "uno", 0, 0), ("perché no", "é", 5, 5), ("aaa", "aa", 0, 1),
        ("", "a", -1, -1), ("a", "", -1, -1), ("ab", "abc", -1, -1), ("abc", "d", -1, -1),
    ])
    func placesAreFoundByTheirBytes(_ text: String, _ part: String, _ first: Int, _ last: Int) {
        func offset(_ range: Range<String.Index>?) -> Int {
            range.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } ?? -1
        }
        #expect(offset(text.firstRange(of: part)) == first && offset(text.lastRange(of: part)) == last)
        if let range = text.firstRange(of: part) { #expect(text[range] == part) }
    }

    @Test(arguments: [
        ("Anna Bruni e Carlo Dini", ["Anna Bruni", "Carlo Dini"]), ("uno - e due;tre", ["uno", "e due", "tre"]),
        ("uno", ["uno"]), ("", [""]), (" e ", ["", ""]), (";;", ["", "", ""]), ("città – e", ["città – e"]),
    ])
    func textsAreCutBetweenSeparators(_ text: String, _ pieces: [String]) {
        #expect(text.pieces(between: [" - ", " e ", ";"].map { Array($0.utf8) }) == pieces)
    }

    @Test(arguments: [
        ("di Anna Bruni e Carlo Dini - Roma", ["Anna Bruni", "Carlo Dini", "Roma"]), ("DI Anna Bruni", ["Anna Bruni"]),
        ("a cura di Anna Bruni | redazione", ["Anna Bruni"]), ("Scritto da x", []), ("di 3 amici", []),
        ("https://example.it", []), ("Anna Bruni½", []), ("di ", []), ("A. Bruni (Ansa)", ["A. Bruni"]),
    ])
    func namesStandBehindTheOpeningOfAByline(_ text: String, _ names: [String]) {
        #expect(PageFields.names(in: text) == names)
    }

    @Test(arguments: [
        ("leggi anche: altro", true), ("leggi anche", true), ("leggi ancheggi", false), ("leggi", false),
        ("più letti", true), ("più lettiè", false), ("più letti»", true),
    ])
    func phrasesStandAsWholeWords(_ text: String, _ isFound: Bool) {
        let phrases = PhraseList(["leggi anche", "più letti"])
        #expect(phrases.hasBeginning(of: PhraseList.lowercased(text)[...]) == isFound)
    }

    @Test func capitalsWithAccentsBecomeSmall() {
        #expect(PhraseList.lowercased("PIÙ LETTI × ÷ È") == Array("più letti × ÷ è".utf8))
        #expect(PhraseList(["diritti"]).occurs(in: Array("tutti i diritti riservati".utf8)[...]))
        #expect(!PhraseList(["diritto"]).occurs(in: Array("tutti i diritti".utf8)[...]))
    }

    @Test func namesAreLookedUpByTheirHashes() {
        var random = SeededGenerator(seed: 3)
        var pairs: [UInt64: Int] = [:]
        for number in 0..<500 { pairs[UInt64.random(in: 1...2_000, using: &random)] = number }
        let table = NameTable(pairs)
        for key in UInt64(1)...2_000 { #expect(table[key] == pairs[key]) }
    }
}
