// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct ScannedTextTests {
    @Test(
        arguments: [
            ("La rivolu-\nzione, è vero,\nvince.", "La rivoluzione,\nè vero,\nvince."),
            ("un accordo anglo-\nitaliano", "un accordo anglo-\nitaliano"), ("per e-\nmail", "per e-\nmail"),
            ("Roma -\nlunedì", "Roma -\nlunedì"), ("la ſtampa coſì", "la stampa così"),
            ("di\nspetto", "di\nspetto"), ("", ""), ("-\n-", "-\n-"), ("a\u{AD}\n", "a\u{AD}\n"),
        ])
    func onlyCertainWordsAreJoined(_ text: String, _ expected: String) {
        #expect(ScannedText(text).text == expected)
    }

    @Test func hyphensThatRecognitionLostAreMadeUpForWhereLinesPartManyWords() {
        let text =
            "la rivolu\nzione del popo\nlo nelle campa\ngne e nelle offi\ncine, contro ogni oppres\nsione. Di\nstruzione"
        #expect(
            ScannedText(text).text
                == "la rivoluzione\ndel popolo\nnelle campagne\ne nelle officine,\ncontro ogni oppressione.\nDistruzione"
        )
        #expect(ScannedText("la rivolu\nzione non è finita").joins == 0)
        // One letter is a word by itself, but none behind an apostrophe.
        #expect(
            ScannedText(text + ", a\nmano, l'e\nstremo saluto").text.hasSuffix(
                "Distruzione,\na\nmano, l'estremo\nsaluto"))
    }

    @Test func linesOnMostPagesAreDroppedButOnce() {
        let pages = (1...4).map {
            "L'ECO DI PROVA - \($0)\n\nTesto \(["uno", "due", "tre", "quattro"][$0 - 1]).\n\nPag. \($0)"
        }
        let text = ScannedText(pages.joined(separator: "\u{0C}")).text
        #expect(text.ranges(of: "L'ECO").count == 1 && text.ranges(of: "Pag.").count == 1)
        for word in ["uno", "due", "tre", "quattro"] { #expect(text.contains("Testo \(word).")) }
    }

    @Test func twoLinesAtTheTopOfEachPageAreDroppedAndTextThatComesTwiceIsNot() {
        let pages = (1...4).map {
            "L'ECO DI PROVA\npag. \($0)\n\nTesto \($0 % 2 == 0 ? "pari" : "dispari").\n\nFine \($0 / 3)."
        }
        let kept = ScannedText.withoutRunningLines(pages)
        #expect(kept.count == 4)
        let text = kept.joined(separator: "\n")
        #expect(text.ranges(of: "L'ECO").count == 1 && text.ranges(of: "pag.").count == 1)
        #expect(text.ranges(of: "Testo").count == 4)
        #expect(ScannedText.withoutRunningLines(["a\nuno", "a\ndue"]) == ["a\nuno", "a\ndue"])
    }

    @Test func aSentenceThatEndsAFewOfManyPagesStays() {
        let pages = (1...100).map {
            "Testo \($0).\n\n" + ([12, 14, 16].contains($0) ? "Il Consiglio approva." : "Riga \($0 * 7)")
        }
        let text = ScannedText.withoutRunningLines(pages).joined(separator: "\n")
        #expect(text.ranges(of: "Il Consiglio approva.").count == 3)
    }

    @Test func leftAndRightPagesHaveHeadsOfTheirOwn() {
        let pages = (1...8).map {
            "\($0 % 2 == 0 ? "Roma, 3 maggio" : "L'ECO DI PROVA") \($0)\n\nTesto \($0 / 2).\n\n— \($0) —"
        }
        let text = ScannedText.withoutRunningLines(pages).joined(separator: "\n")
        #expect(text.ranges(of: "L'ECO").count == 1 && text.ranges(of: "Roma").count == 1)
        #expect(text.ranges(of: "—").count == 2 && text.ranges(of: "Testo").count == 8)
        // Too few to tell, or not every second one.
        for numbers in [[0, 2], [0, 4, 7]] {
            let pages = (0..<8).map {
                "\(numbers.contains($0) ? "CAPITOLO" : "Riga \(Character(Unicode.Scalar(97 + UInt8($0))))")\n\nTesto."
            }
            let text = ScannedText.withoutRunningLines(pages).joined(separator: "\n")
            #expect(text.ranges(of: "CAPITOLO").count == numbers.count)
        }
    }

    @Test func aTitleWithANumberUnderAHeadWithOneStays() {
        let pages = (1...4).map { "GAZZETTA - pagina \($0)\nTitolo della pagina \($0)\nTesto \($0) qui.\nE fine \($0)" }
        let text = ScannedText.withoutRunningLines(pages).joined(separator: "\n")
        #expect(text.ranges(of: "GAZZETTA").count == 1 && text.ranges(of: "Titolo").count == 4)
    }

    @Test func theWordListIsSearched() {
        for word in ["rivoluzione", "Così", "zuppa", "società"] { #expect(WordList.contains(word)) }
        for word in ["", "a", "angloitaliano", "zzz", "rivoluzion"] { #expect(!WordList.contains(word)) }
    }
}
