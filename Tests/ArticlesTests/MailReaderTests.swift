// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct MailReaderTests {
    private static let message = """
        From: =?UTF-8?Q?La_Gazzetta_della_Citt=C3=A0?= <posta@gazzetta.example>
        To: lettori@example.it
        Subject: =?utf-8?B?UGVyY2jDqSBwaW92ZQ==?=
        Date: Thu, 04 Mar 2021 10:00:00 +0100
        Message-ID: <1@gazzetta.example>
        List-Id: Le notizie del mattino <mattino.gazzetta.example>
        Content-Type: multipart/mixed; boundary=x

        --x
        Content-Type: multipart/alternative; boundary=y

        --y
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        La citt=E0 si sveglia.

        --y
        Content-Type: text/html

        <p>La citt&agrave; in HTML</p>
        --y--
        --x
        Content-Type: application/pdf
        Content-Disposition: attachment; filename=a.pdf

        abc
        --x--

        """

    @Test func aMessageIsAnArticle() throws {
        let found = try events(Self.message.utf8, name: "a.eml", as: .mail)
        #expect(found.map(\.summary) == ["? 1: 1 attachment was left out", "+ a.eml"])
        let article = try #require(found.last?.article)
        #expect(article.title == "Perché piove" && article.body == "La città si sveglia.")
        #expect(article.authors == ["La Gazzetta della Città"] && article.source == "Le notizie del mattino")
        #expect(article.date?.description.hasPrefix("2021-03-04") == true && article.dateSource == .field)
        #expect(article.metadata["message_id"] == "1@gazzetta.example")
    }

    @Test func aMessageOfHTMLGivesItsText() throws {
        let text =
            "From: a@b.it\nSubject: Prova\nContent-Type: text/html; charset=utf-8\n\n<h1>Uno</h1><p>Due &egrave; qui"
        let found = try events(text.utf8, name: "a.eml", as: .mail)
        #expect(found.first?.article?.body == "Uno\n\nDue è qui" && found.first?.article?.source == "a@b.it")
    }

    @Test func thePreviewOfANewsletterThatItDoesNotShowIsNoText() throws {
        let text =
            "From: a@b.it\nSubject: Prova\nContent-Type: text/html; charset=utf-8\n\n<div style='Display: none; max-height:0'>In breve<br>"
            + "<img><p>e oltre</p></div><p>Piove <span style=\"visibility:hidden\">no</span>a Fano<img style='display:none'>.</p>"
        let found = try events(text.utf8, name: "a.eml", as: .mail)
        #expect(found.first?.article?.body == "Piove a Fano.")
    }

    @Test func theMessagesOfADigestAreItsText() throws {
        let text = """
            From: a@b.it
            Subject: Rassegna
            Content-Type: multipart/digest; boundary=x

            --x

            From: c@d.it
            Subject: Piove

            Piove sul Po.

            --x

            From: e@f.it
            Subject: Nevica
            Content-Type: text/html

            <p>Nevica a Cuneo.</p>
            --x--

            """
        let found = try events(text.utf8, name: "a.eml", as: .mail)
        #expect(found.map(\.summary) == ["+ a.eml"])
        #expect(found.first?.article?.title == "Rassegna")
        #expect(found.first?.article?.body == "Piove\n\nPiove sul Po.\n\nNevica\n\nNevica a Cuneo.")
    }

    @Test func aLineThatPointsToTheHTMLIsNotTheText() throws {
        let long = (1...20).map { "<p>Il capoverso numero \($0) della notizia.</p>" }.joined()
        let text =
            "From: a@b.it\nContent-Type: multipart/alternative; boundary=y\n\n--y\nContent-Type: text/plain\n\n"
            + "Vedi la versione web.\n\n--y\nContent-Type: text/html\n\n\(long)\n--y--\n"
        let body = try events(text.utf8, name: "a.eml", as: .mail).first?.article?.body
        #expect(body?.hasPrefix("Il capoverso numero 1 della notizia.\n\n") == true)
    }

    @Test func linesOfAFlowedTextArePutTogether() throws {
        let text =
            "From: a@b.it\nContent-Type: text/plain; format=flowed\n\nPiove \nsul Po.\n\n From Fano \ncon furore.\n-- \nUgo\n"
        let found = try events(text.utf8, name: "a.eml", as: .mail)
        #expect(found.first?.article?.body == "Piove sul Po.\n\nFrom Fano con furore.\n-- \nUgo")
    }

    /// The headers are latin-1 as well, against the standard.
    @Test(
        arguments: [
            ("", "WINDOWS-1252"), ("; charset=us-ascii", "WINDOWS-1252"), ("; charset=utf-8", "WINDOWS-1252"),
            ("; charset=x-ignoto", "WINDOWS-1252"), ("; charset=iso-8859-1", "WINDOWS-1252"), ("", "UTF-8"),
            ("; charset=iso-8859-1", "UTF-8"), ("", "MACINTOSH"),
        ])
    func aCharsetThatIsMissingOrWrongIsFoundOut(_ parameter: String, _ encoding: String) throws {
        let text =
            "From: Nicolò <a@b.it>\nSubject: Perché piove\nContent-Type: text/plain\(parameter)\n\nPerché la città è più bella così.\n"
        let found = try events(Charset(name: encoding).encoded(text), name: "a.eml", as: .mail)
        let article = try #require(found.first?.article)
        #expect(article.body == "Perché la città è più bella così." && article.title == "Perché piove")
        #expect(article.authors == ["Nicolò"] && article.metadata["encoding"] == (encoding == "UTF-8" ? nil : encoding))
    }

    @Test(arguments: ["windows-1252", "macintosh"])
    func aPartOfHTMLMayNameItsCharsetItself(_ charset: String) throws {
        let text =
            "From: a@b.it\nContent-Type: text/html\n\n<meta charset=\(charset)><p>Perché la città è più bella così.</p>\n"
        let found = try events(Charset(name: charset.uppercased()).encoded(text), name: "a.eml", as: .mail)
        #expect(found.first?.article?.body == "Perché la città è più bella così.")
    }

    @Test func aDateThatIsNoneIsANote() throws {
        func read(_ date: String) throws -> [ReadingEvent] {
            try events("From: a@b.it\nDate: \(date)\n\nPiove.\n".utf8, name: "a.eml", as: .mail)
        }
        #expect(try read("1 marzo 2021").first?.article?.date?.iso8601 == "2021-03-01")
        #expect(
            try read("ieri sera").map(\.summary)
                == ["? 1: field 'Date' cannot be read as a date: 'ieri sera'; it is kept as metadata", "+ a.eml"])
    }

    @Test func charsetsThatLookLikeASCIIAreBelieved() throws {
        let text = "From: a@b.it\nContent-Type: text/plain; charset=utf-7\n\nCitt+AOA- alta\n"
        #expect(try events(text.utf8, name: "a.eml", as: .mail).first?.article?.body == "Città alta")
    }

    /// Some browsers say so in the language of the system, and the address stands with the page.
    @Test(arguments: [
        ("<Saved by Blink>\nSnapshot-Content-Location: https://x.example/bilancio", ""),
        ("\"Salvato da Windows Internet Explorer 8\"", "Content-Location: https://x.example/bilancio\n"),
    ])
    func aPageThatABrowserSavedIsThatPage(_ sender: String, _ header: String) throws {
        let story =
            "La giunta ha approvato il bilancio del comune dopo una lunga seduta, con i voti della maggioranza e l'astensione di "
            + "due consiglieri dell'opposizione, tra le proteste di chi chiedeva di rinviare la discussione a dopo l'estate."
        let text =
            "From: \(sender)\nSubject: Il bilancio\nDate: Wed, 2 Jan 2019 10:00:00 -0000\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/related; type=\"text/html\"; boundary=B\n\n--B\nContent-Type: text/html\n\(header)\n"
            + "<html><body><nav><a href=/>Home</a> <a href=/c>Cronaca</a></nav><h1>Il bilancio</h1><p>\(story)</p></body></html>\n--B--\n"
        let found = try events(text.utf8, name: "a.mht", as: .mail)
        let article = try #require(found.first?.article)
        #expect(article.title == "Il bilancio" && article.body == story && article.url == "https://x.example/bilancio")
        #expect(article.date?.iso8601 == "2019-01-02" && article.dateSource == .container && found.count == 1)
    }

    @Test(arguments: [
        ("", "Piove.\n\nE tira vento.", 1), ("; charset=iso-8859-1", "Piove.", 2), ("; name=b.txt", "Piove.", 2),
    ])
    func aTextGoesOnBehindAPicture(_ parameter: String, _ body: String, _ others: Int) throws {
        func part(_ type: String, _ text: String) -> String { "--B\nContent-Type: \(type)\n\n\(text)\n" }
        let head = "From: a@x\nSubject: Due parti\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
        let text = head + part("text/plain", "Piove.") + part("image/png", "x")
        let more = part("text/plain" + parameter, "E tira vento.") + "--B--\n"
        let found = try events((text + more).utf8, name: "a.eml", as: .mail)
        #expect(found.first?.summary.hasPrefix("? 1: \(others) attachment") == true)
        #expect(found.last?.article?.body == body)
        // What a mailing list adds follows at once, and is none of the message.
        let list = try events((head + part("text/plain", "Piove.") + more).utf8, name: "a.eml", as: .mail)
        #expect(list.last?.article?.body == "Piove.")
    }

    @Test func pagesInFramesOfASavedPageAreLeftOutWithANote() throws {
        let prose =
            "La giunta ha approvato il bilancio del comune dopo una lunga seduta, con i voti della maggioranza e l'astensione di tre."
        let part =
            "--B\nContent-Type: text/html\n\n<html><body><h1>Il bilancio</h1><p>\(prose)</p></body></html>\n"
        let text =
            "From: <Saved by Blink>\nSubject: Il bilancio\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/related; type=\"text/html\"; boundary=B\n\n\(part)\(part)--B\nContent-Type: text/css\n\nb{}\n--B--\n"
        let found = try events(text.utf8, name: "a.mht", as: .mail).map(\.summary)
        #expect(found == ["? 1: 1 page in a frame was left out", "+ a.mht"])
    }

    @Test func aMailboxIsCutAtItsMessages() throws {
        let plain = "From: a@b.it\nSubject: Prova\n\n>From qui in poi\nsi legge.\n"
        let box =
            "From a@b Mon Jan  1 00:00:00 2024\n\(plain)\nFrom c@d Mon Jan  1 00:00:00 2024\nSubject: Vuoto\n\n\n"
            + "From e@f Mon Jan  1 00:00:00 2024\nniente testata\n\nFrom a@b Mon Jan  1 00:00:00 2024\n\(plain)"
        let found = try events(box.utf8, name: "a.mbox", as: .mail)
        #expect(
            found.map(\.summary) == [
                "+ a.mbox#1", "- 2: the message has no text",
                "- 3: the message has no header, or one that does not end",
                "+ a.mbox#4",
            ])
        #expect(found.first?.article?.body == "From qui in poi\nsi legge.")
    }

    private static func multipart(_ border: String, _ parts: Int, _ lines: String = "") -> String {
        let part = "--x\nContent-Type: text/plain\n\(lines)\nPiove.\n"
        return "Subject: Neve\nContent-Type: multipart/mixed;\n \(border)\n\n"
            + String(repeating: part, count: parts) + "--x--\n"
    }

    @Test(
        arguments: [
            (multipart("boundary=\"x\"", 10_000), "the message has more than 10000 parts"),
            (multipart("boundary=x; a=b", 10_000), "the message has more than 10000 parts"),
            (multipart("boundary*0=x", 10_000), "the message has more than 10000 parts"),
            (multipart("BOUNDARY=x", 9_000), nil),
            (multipart("boundary=y", 20_000), nil),
            (
                multipart("boundary=x", 1_000, String(repeating: "A: b\n", count: 101)),
                "the message has more than 100000 header lines"
            ),
            (
                "Subject: Neve\nContent-Type: message/rfc822\n\n" + String(repeating: "A: b\n", count: 100_000),
                "the message has more than 100000 header lines"
            ),
            (
                "Subject: Neve\nContent-Type: message/rfc822\n\nFrom: " + String(repeating: "a@b.it,", count: 150_000),
                "the message has a header of more than 1048576 bytes"
            ),
            ("Subject: Neve\n\n" + String(repeating: "--\nA: b\n", count: 150_000), nil),
            ("Subject: boundary message/x\n\n" + String(repeating: "--\nA: b\n", count: 150_000), nil),
            (
                "Subject: Neve\nContent-Type: multipart/digest;\n boundary=a\n\n--a\n\nContent-Type: multipart/mixed; "
                    + "boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 10_001),
                "the message has more than 10000 parts"
            ),
        ] as [(String, String?)])
    func whatWouldTakeFarMoreRoomThanItHasBytesIsRefused(_ message: String, _ reason: String?) throws {
        #expect(MailStructure.excess(in: Array(message.utf8)[...]) == reason)
        let returns = message.replacing("\n", with: "\r\n")
        #expect(MailStructure.excess(in: Array(returns.utf8)[...]) == reason)
        if let reason { #expect(try events(message.utf8, as: .mail).map(\.summary) == ["- 1: \(reason)"]) }
    }

    @Test func withoutTheLibraryMailSaysWhatToInstall() {
        #expect(
            MailMessage.unavailable(because: "libgmime-3.0.so.0: cannot open")
                == "mail cannot be read without GMime (libgmime-3.0.so.0: cannot open); "
                + "install it with 'apt-get install libgmime-3.0-0'")
    }
}

extension Charset {
    fileprivate func encoded(_ text: String) -> [UInt8] { self == .utf8 ? Array(text.utf8) : encode(text) }
}
