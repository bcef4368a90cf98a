// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Articles

@Suite struct TextDecodingTests {
    private static let italian = [
        "Perché la città è così: già più su.",
        "È l’università, disse «non c’è più» – e poi… “così” costò 5 €.",
        "Il caffè",
        "perché",
        "La libertà è partecipazione; però nessuno, lassù, sentì. CITTÀ APERTA",
        "DOPO LA CRISI PIÙ DURA: «È FINITA», DICE IL SINDACO. La giunta cadrà lunedì.",
    ]

    @Test(arguments: italian, ["WINDOWS-1252", "MACINTOSH"])
    func italianTextIsRecognised(_ text: String, _ encoding: String) {
        let decoded = DecodedText(Charset(name: encoding).encode(text)[...])
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
        #expect(decoded.encoding == encoding)
    }

    @Test(arguments: [
        "Perché la città è così: già più su.", "perché",
        "La libertà è partecipazione; però nessuno, lassù, sentì. CITTÀ APERTA",
    ])
    func italianTextOfTheYearsOfDOSIsRecognised(_ text: String) {
        let decoded = DecodedText(Charset(name: "IBM850").encode(text)[...])
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text && decoded.encoding == "IBM850")
    }

    @Test(arguments: [
        ("WINDOWS-1251", "Сегодня в Москве прошло заседание правительства, на котором обсуждались вопросы экономики."),
        ("KOI8-R", "Сегодня в Москве прошло заседание правительства, на котором обсуждались вопросы экономики."),
        ("ISO-8859-7", "Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την οικονομία της χώρας μας."),
        ("WINDOWS-1250", "Rząd ogłosił dziś nowe środki dla gospodarki, a społeczeństwo czeka na więcej szczegółów."),
        (
            "WINDOWS-1252",
            "Die Regierung hat heute neue Maßnahmen für die Wirtschaft angekündigt, sagte der Präsident über Österreich."
        ),
        (
            "WINDOWS-1252",
            "Le gouvernement français a annoncé de nouvelles mesures économiques près de l'Élysée, où le président était présent."
        ),
        (
            "WINDOWS-1252",
            "El año pasado la economía española creció más rápido que en los años anteriores, según el señor ministro."
        ),
    ])
    func otherLanguagesStayAsDetected(_ encoding: String, _ text: String) {
        let decoded = DecodedText(Charset(name: encoding).encode(text)[...])
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
    }

    @Test func aMultiByteEncodingStaysAsDetected() throws {
        let shiftJIS: [UInt8] = [
            0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA, 0x82, 0xCC, 0x83, 0x65, 0x83, 0x4C, 0x83, 0x58, 0x83, 0x67, 0x82,
            0xC5, 0x82, 0xB7, 0x81, 0x42, 0x82, 0xB1, 0x82, 0xEA, 0x82, 0xCD, 0x90, 0x56, 0x95, 0xB7, 0x82, 0xCC,
            0x8B, 0x4C, 0x8E, 0x96, 0x82, 0xC5, 0x82, 0xB7, 0x81, 0x42,
        ]
        let decoded = DecodedText(shiftJIS[...])
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == "日本語のテキストです。これは新聞の記事です。")
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x61], "a", nil), ([0xFF, 0xFE, 0xE8, 0], "è", "UTF-16LE"),
            ([0xFE, 0xFF, 0, 0xE8], "è", "UTF-16BE"), ([0xFF, 0xFE, 0, 0, 0xE8, 0, 0, 0], "è", "UTF-32LE"),
            ([0, 0, 0xFE, 0xFF, 0, 0, 0, 0xE8], "è", "UTF-32BE"), ([0xFF, 0xFE], "", "UTF-16LE"),
            ([0xFF, 0xFE, 0x61], "\u{FFFD}", "UTF-16LE"), ([0xFF, 0xFE, 0, 0xD8, 0x61, 0], "\u{FFFD}a", "UTF-16LE"),
            ([], "", nil), ([0xC3, 0xA8, 0x20, 0xE8], "è è", nil),
        ] as [([UInt8], String, String?)])
    func marksDecide(_ bytes: [UInt8], _ text: String, _ encoding: String?) {
        let decoded = DecodedText(bytes[...])
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
        if bytes.count != 4 || bytes[0] != 0xC3 { #expect(decoded.encoding == encoding) }
    }

    @Test func badBytesAmongUTF8AreReadAsWindows1252() {
        let bytes = Array("perché è così ".utf8) + [0xE8, 0x20, 0x92]
        let decoded = DecodedText(bytes[...])
        #expect(String(decoding: decoded.bytes, as: UTF8.self) == "perché è così è ’")
        #expect(decoded.encoding == "UTF-8, WINDOWS-1252")
    }

    @Test func mojibakeInAFileIsRepairedAndNoted() throws {
        for format in [ArticleFormat.text, .markdown] {
            let article = try #require(try article("Lâ€™universitÃ\u{A0}\n\nÃˆ cosÃ¬: la cittÃ\u{A0}\n", as: format))
            #expect(article.body.hasSuffix("È così: la città"))
            #expect(article.metadata["encoding"] == "mojibake repaired")
        }
        let article = try #require(try article(#"{"body":"citt\u00c3\u00a0"}"#, as: .jsonl))
        #expect(article.body == "città")
        #expect(article.metadata["encoding"] == "mojibake repaired")
    }

    @Test func everyDecodingIsValidUTF8() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let count = Int.random(in: 0...400, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(DecodedText(bytes[...]).bytes[...].isValidUTF8)
        }
    }
}
