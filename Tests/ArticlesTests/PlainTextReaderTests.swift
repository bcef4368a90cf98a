// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct PlainTextReaderTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var section: String?
        let title: String
        var source: String?
        let body: String
        var testDescription: String { text }
    }

    @Test(arguments: [
        Case(
            text: "Cronaca\n\nPiove sul Po da tre giorni - ANSA\n\nUno.\n\nDue.\n", section: "Cronaca",
            title: "Piove sul Po da tre giorni", source: "ANSA", body: "Uno.\n\nDue."),
        Case(
            text: "Politica interna\n\nIl governo cade ancora | la Repubblica\n\nUno.", section: "Politica interna",
            title: "Il governo cade ancora", source: "la Repubblica", body: "Uno."),
        Case(text: "Piove sul Po\n\nUno.\n\nDue.", title: "Piove sul Po", body: "Uno.\n\nDue."),
        Case(text: "Maltempo\n\nPiove ancora.", title: "Maltempo", body: "Piove ancora."),
        Case(
            text: "Maltempo\n\nPiove ancora\ne ancora.\n\nDue.", title: "Maltempo",
            body: "Piove ancora\ne ancora.\n\nDue."),
        Case(text: "Prima riga\nseconda riga\n\nUno.", title: "prova", body: "Prima riga\nseconda riga\n\nUno."),
        Case(text: "Solo una riga.", title: "prova", body: "Solo una riga."),
        Case(text: "\n\n \t\nTitolo lungo tre\n \nUno.\n \n", title: "Titolo lungo tre", body: "Uno."),
        Case(text: "Titolo lungo tre\r\n\r\nUno.\r\nDue.", title: "Titolo lungo tre", body: "Uno.\nDue."),
        Case(text: "Titolo lungo tre\r\rUno.", title: "Titolo lungo tre", body: "Uno."),
        Case(text: "Inter - Milan\n\nUno.", title: "Inter - Milan", body: "Uno."),
        Case(
            text: "Finisce il derby: Milan-Inter 2 - 1\n\nUno.", title: "Finisce il derby: Milan-Inter 2 - 1",
            body: "Uno."),
        Case(
            text: String(repeating: "a", count: 201) + "\n\nUno.", title: "prova",
            body: String(repeating: "a", count: 201) + "\n\nUno."),
        Case(
            text: "Titolo\u{1B}[31m in tre parti\n\nU\u{7}no cit\u{AD}tà.", title: "Titolo [31m in tre parti",
            body: "U no città."),
    ])
    func theLayoutIsUnderstood(_ expected: Case) throws {
        let article = try #require(try article(expected.text, as: .text))
        #expect(article.section == expected.section)
        #expect(article.title == expected.title)
        #expect(article.source == expected.source)
        #expect(article.body == expected.body)
        #expect(article.id == "prova" && article.path == "prova" && article.position == 1)
    }

    @Test(
        arguments: [
            ("19160101-ed-1.txt", "Titolo lungo tre\n\nUno.", "1916-01-01", DateSource.path),
            ("2024-10-25_x.txt", "Titolo lungo tre\n\n3 marzo 2020\n\nUno.", "2020-03-03", .text),
            ("x.txt", "Titolo lungo tre\n\nIl 3 marzo 2020 piove.", nil, nil),
            ("x.txt", "Titolo lungo tre\n\n2020\n\nUno.", nil, nil),
        ] as [(String, String, String?, DateSource?)])
    func datesAreFound(_ name: String, _ text: String, _ date: String?, _ source: DateSource?) throws {
        let article = try #require(try article(text, name: name, as: .text))
        #expect(article.date?.iso8601 == date)
        #expect(article.dateSource == source)
    }

    @Test(arguments: [
        ("", "- 0: the article has no body"),
        ("\u{FEFF}", "- 0: the article has no body"),
        (" \n\n ", "- 0: the article has no body"),
        ("a\0b", "- 0: the file has NUL bytes; it is not a text"),
        (String(repeating: "a", count: 50), "- 0: the article has 50 bytes of text; the limit is 40"),
        (String(repeating: "a", count: 101), "- 0: the file is larger than the limit of 100 bytes"),
    ])
    func badFilesAreOneRejection(_ text: String, _ expected: String) throws {
        let limits = ReadingLimits(file: 100, article: 40)
        #expect(try events(text.utf8, as: .text, limits: limits).map(\.summary) == [expected])
    }
}
