// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct DamagedXMLTests {
    private static func item(_ id: String, _ body: String) -> String {
        "<item><guid>\(id)</guid><description>\(body)</description></item>\n"
    }

    private static func feed(_ items: String) -> String { "<rss><channel>\n\(items)</channel></rss>" }

    @Test(
        arguments: [
            (
                "<rss><channel>\n" + item("a", "uno") + "<item><guid>b</guid><desc",
                ["+ a", "- 2: the XML is cut off in the element 'item' that begins in line 3"]
            ),
            ("<rss><channel><title>Pro", ["- 0: the XML is cut off after 0 articles"]),
            (
                feed(item("a", "uno") + item("b", "due & tre") + item("c", "Tizio &amp; Caio")),
                ["+ a", "+ b", "+ c"]
            ),
            (
                feed(item("a", "<b>uno") + item("b", "due")),
                [
                    "? 1: the XML is damaged in line 2: Opening and ending tag mismatch: b line 2 and description",
                    "+ a", "+ b",
                ]
            ),
            (
                feed(item("a", "uno")) + feed(item("b", "due")),
                ["+ a", "- 0: the XML is damaged in line 3: Extra content at the end of the document"]
            ),
            ("", ["- 0: the file is no XML"]), ("  \n ", ["- 0: the file is no XML"]),
            ("ciao a tutti", ["- 0: the file is no XML"]), ("{\"a\":1}", ["- 0: the file is no XML"]),
            (
                "<fattura><riga/></fattura>",
                [
                    "- 0: XML with the root element 'fattura' is not read; read are RSS, Atom, news sitemaps, NITF, NewsML, "
                        + "TEI and ALTO"
                ]
            ),
            ("<mets/>", ["- 0: METS has no text of its own; the ALTO files of its pages are read by themselves"]),
        ])
    func damageIsToldAndTheRestIsRead(_ text: String, _ expected: [String]) throws {
        #expect(try events(text.utf8, as: .xml).map(\.summary) == expected)
    }

    @Test(arguments: [
        ("AT&T assume", "AT&T assume"), ("R&D e Q&A", "R&D e Q&A"), ("Rock & roll", "Rock & roll"),
        ("uno &1 & due, &&", "uno &1 & due, &&"),
        ("Tizio &amp; Caio &egrave; &#233;", "Tizio & Caio è é"),
        ("<![CDATA[AT&T e <b>R&D</b>]]> e AT&T", "AT&T e R&D e AT&T"),
    ])
    func aBareAmpersandIsOneAndTakesNoWordAlong(_ text: String, _ expected: String) throws {
        let found = try events(Self.feed(Self.item("a", text)).utf8, as: .xml)
        #expect(found.last?.article?.body == expected && found.count == 1)
    }

    @Test func ampersandsAreMendedWhereverPiecesEnd() {
        let padding = String(repeating: "parola ", count: 12)
        let text = Array("<a>AT&T &amp; <![CDATA[x&y\(padding)]]>&t\(padding) &lungo.nome; &z</a>&".utf8)
        let expected = Array(
            "<a>AT&amp;T &amp; <![CDATA[x&y\(padding)]]>&amp;t\(padding) &lungo.nome; &amp;z</a>&".utf8)
        for cut in text.indices {
            var mending = BareAmpersands()
            let result = mending.mended(text[..<cut]) + mending.mended(text[cut...], isLast: true)
            #expect(Array(result) == expected, "cut at \(cut)")
        }
    }

    @Test func noEntityOfADocumentIsExpandedAndNoFileRead() throws {
        let laughs = (1...9).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined()
        let text =
            "<!DOCTYPE rss SYSTEM 'file:///etc/hostname' [<!ENTITY l0 'ah'>\(laughs)<!ENTITY f SYSTEM 'file:///etc/passwd'>"
            + "<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'>%p;]>"
            + Self.feed(Self.item("a", "uno &l9; &f; due &egrave;"))
        let found = try events(text.utf8, as: .xml)
        #expect(found.last?.article?.body == "uno   due è")
    }

    @Test func whatIsTooDeepOrTooLargeIsRefused() throws {
        let deep = String(repeating: "<b>", count: 100_000)
        #expect(
            try events(Self.feed(Self.item("a", "uno") + Self.item("b", deep)).utf8, as: .xml).map(\.summary)
                == ["+ a", "- 2: the XML is nested deeper than 256 levels"])
        #expect(
            try events(deep.utf8, as: .xml).map(\.summary) == ["- 0: the XML is nested deeper than 256 levels"])
        var limits = ReadingLimits()
        limits.line = 4096
        limits.article = 1024
        let long = String(repeating: "parola ", count: 1000)
        let items =
            Self.item("a", "uno") + Self.item("b", long) + Self.item("c", String(long.prefix(2000)))
            + Self.item("d", "due")
        #expect(
            try events(Self.feed(items).utf8, as: .xml, limits: limits).map(\.summary) == [
                "+ a", "- 2: the element 'item' is larger than the limit of 4096 bytes",
                "- 3: the article has 2000 bytes of text; the limit is 1024", "+ d",
            ])
    }

    @Test func noBytesBreakTheReader() throws {
        let text = Array(Self.feed(Self.item("a", "così & perché <![CDATA[<p>x</p>]]>") + Self.item("b", "due")).utf8)
        for end in text.indices { _ = try events(text[..<end], as: .xml) }
        for index in stride(from: 0, to: text.count, by: 3) {
            for byte in [0, 0x3C, 0x26, 0xFF] as [UInt8] {
                var broken = text
                broken[index] = byte
                #expect(try !events(broken, as: .xml).isEmpty)
            }
        }
    }

    @Test func aTokenOfTenMegabytesIsRead() throws {
        let word = String(repeating: "a", count: 9 << 20)
        let found = try events(Self.feed(Self.item("a", word) + Self.item("b", "due")).utf8, as: .xml)
        #expect(found.map(\.summary) == ["+ a", "+ b"])
        #expect(found.first?.article?.body.utf8.count == 9 << 20)
    }

    @Test func withoutTheLibraryAFileIsRefusedWithWhatToInstall() {
        #expect(
            XMLParsing.unavailable(because: "libxml2.so.2: non c'è")
                == "its XML cannot be read without libxml2 (libxml2.so.2: non c'è); install it with 'apt-get install libxml2'"
        )
        #expect(XMLParsing.unavailable(because: nil) == "there is not enough memory for its XML")
    }
}
