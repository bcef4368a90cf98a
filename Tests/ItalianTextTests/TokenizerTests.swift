// SPDX-License-Identifier: GPL-3.0-or-later

import ItalianText
import TestSupport
import Testing

/// A token as `text/folded`, a compound in brackets, an elided one with `~`.
private func sketch(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return Tokenizer().tokens(in: text).map { token in
        let slice = Array(bytes[token.byteRange])
        let folded = String(decoding: Folding.folded(slice.span, kind: token.kind), as: UTF8.self)
        let elided = token.flags.contains(.elided) ? "~" : ""
        return token.isCompound ? "[\(folded)]" : folded + elided
    }.joined(separator: " ")
}

struct TokenizerTests {
    @Test(arguments: [
        ("", ""), ("guerra", "guerra"), ("Le truppe dell'Ucraina.", "le truppe dell~ ucraina"),
        ("all’Ucraina", "all~ ucraina"), ("L`Ucraina", "l~ ucraina [lucraina]"), ("l′uomo lʼuomo", "l~ uomo l~ uomo"),
        ("un'opportunità", "un~ opportunita"), ("c'è d'accordo", "c~ e d~ accordo"),
        ("nell'ex-ministero", "nell~ ex ministero [exministero]"),
        ("Massimo D’Alema", "massimo d~ alema [dalema]"), ("Dell'Utri", "dell~ utri [dellutri]"),
        ("Flann O'Brien", "flann o brien [obrien]"),
        ("De' Longhi e de' Medici", "de longhi [delonghi] e de medici [demedici]"),
        ("perche' E' citta'", "perche e citta"), ("un po' di", "un po di"), ("gli anni '90", "gli anni 90"),
        ("'la citta'", "la citta"), ("Caffe\u{300} CAFFÈ", "caffe caffe"),
        ("1,8 15.000 25% 1.234,56 1.8 1,234,567 15'000", "1,8 15000 25 1234,56 1,8 1234567 15000"),
        ("1.2.3 25/10/2024 0.500", "1.2.3 25 10 2024 0,500"),
        ("U.S.A. N.A.T.O. S.p.A. U.S.A", "usa nato spa usa"), ("E. Morante", "e morante"),
        ("L'O.N.U. dell'U.E.", "l~ onu [lonu] dell~ ue"), ("E.Morante", "e morante"),
        ("e-mail", "e mail [email]"), ("Kim Jong-un", "kim jong un [jongun]"), ("covid-19", "covid 19 [covid19]"),
        ("Kim Jong -in", "kim jong in"), ("2022-23", "2022 23"), ("AT&T", "at t [att]"),
        ("https://www.example.org/a-b?c=1.", "https www example org a b c 1 [https://www.example.org/a-b?c=1]"),
        ("scrivi a mario.rossi@example.it.", "scrivi a mario rossi example it [mario.rossi@example.it]"),
        ("linux.it fine.La pace", "linux it [linux.it] fine la pace"),
        (
            "@mario #GuerraInUcraina #pace",
            "mario [@mario] guerra in ucraina [guerrainucraina] [#guerrainucraina] pace [#pace]"
        ),
        ("rock'n'roll", "rock n roll [rocknroll]"), ("straße Łódź œuvre", "strasse lodz oeuvre"),
        ("Мария Ивановна", "мария ивановна"), ("soft\u{AD}hyphen", "softhyphen"), ("x²", "x"),
        ("a\u{0}b\u{1B}[31m", "a b 31m"),
    ])
    func textIsSplitIntoTheseTokens(text: String, expected: String) {
        #expect(sketch(text) == expected)
    }

    @Test func offsetsPointIntoTheOriginalText() {
        let text = "È l’Ucraina: un'e-mail da U.S.A."
        let bytes = Array(text.utf8)
        let slices = Tokenizer().tokens(in: text).map { String(decoding: bytes[$0.byteRange], as: UTF8.self) }
        #expect(slices == ["È", "l’", "Ucraina", "un'", "e", "mail", "e-mail", "da", "U.S.A."])
    }

    @Test func flagsTellWhatStandsBefore() throws {
        let tokens = Tokenizer().tokens(in: "Ciao, mondo. Ieri\nNATO: «Sì»")
        #expect(
            tokens.map(\.flags) == [
                [.capitalised, .afterLineBreak], [.afterPunctuation], [.capitalised, .afterPunctuation, .afterStop],
                [.capitalised, .allCapitals, .afterLineBreak], [.capitalised, .afterPunctuation, .afterQuote],
            ])
    }

    @Test func bytesThatAreNotTextAreSkipped() {
        let bytes: [UInt8] = [0xFF, 0x61, 0xC3, 0x28, 0x62, 0xE2, 0x80]
        var tokens: [Token] = []
        Tokenizer().tokenize(bytes.span, into: &tokens)
        #expect(tokens.map(\.byteRange) == [1..<2, 4..<5])
    }

    @Test func endlessWordsAreCut() {
        let tokens = Tokenizer().tokens(in: String(repeating: "à", count: 100_000))
        #expect(tokens.count == 1_000)
        #expect(tokens.allSatisfy { $0.end - $0.start == 200 })
    }

    @Test func rangesNeverOverlapAndPositionsAreCounted() {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("aAbèÈ019 '’-.,@#:/&\n\"_w")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? " "
                })
            var end: UInt32 = 0
            var position: UInt32 = 0
            for token in Tokenizer().tokens(in: text) {
                #expect(token.start < token.end && Int(token.end) <= text.utf8.count, "\(text)")
                if token.isCompound {
                    #expect(token.position + UInt32(token.span) == position, "\(text)")
                } else {
                    #expect(token.start >= end && token.position == position, "\(text)")
                    end = token.end
                    position += 1
                }
            }
        }
    }

    @Test func foldingTwiceEqualsOnce() {
        for text in ["Perché", "U.S.A.", "15.000", "D’Alema", "STRASSE", "Ángel", "İstanbul", "ﬁume", "Ünïcödé"] {
            #expect(Folding.folded(Folding.folded(text)) == Folding.folded(text))
        }
    }

    @Test func exactFormsKeepCaseAndAccents() {
        let exact = { (text: String) in
            let bytes = Array(text.utf8)
            return String(decoding: Folding.exact(bytes.span), as: UTF8.self)
        }
        #expect(exact("Perche\u{301}") == "Perché")
        #expect(Array(exact("Perche\u{301}").utf8) == Array("Perch\u{e9}".utf8))
        #expect(exact("dell’") == "dell'")
        #expect(exact("NATO") == "NATO")
    }
}
