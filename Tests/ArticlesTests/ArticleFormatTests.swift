// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct ArticleFormatTests {
    @Test(
        arguments: [
            ("a.txt", "Piove.", .supported(.text)), ("a.TXT", "{\"a\":1}", .supported(.text)),
            ("a", "Piove.", .supported(.text)), ("a.log", "Piove.", .supported(.text)),
            ("a.md", "<!-- x -->", .supported(.markdown)), ("a.markdown", "x", .supported(.markdown)),
            ("a.jsonl", "guasto", .supported(.jsonl)), ("a.ndjson", "{}", .supported(.jsonl)),
            ("a.json", "{\"a\":1}\n{\"a\":2}", .supported(.jsonl)),
            ("a.json", "\u{FEFF}\n{\"a\":1}", .supported(.json)),
            ("a.json", "{\n \"a\": 1\n}", .supported(.json)), ("a.json", "[{\"a\":1}]", .supported(.json)),
            ("a", "[{\"a\":1}]", .supported(.json)), ("a", "{\n \"a\": 1\n}", .supported(.json)),
            ("a", "[Roma] Piove", .supported(.text)),
            ("a", "{\"a\":1}\n", .supported(.jsonl)), ("a.txt", " <!DOCTYPE HTML><p>", .supported(.html)),
            ("a.html", "x", .supported(.html)), ("a", "<!-- x -->\n<head>", .supported(.html)),
            ("a", "<?xml version='1.0'?><!DOCTYPE html><html>", .supported(.html)),
            ("a", "<?xml version", .supported(.xml)),
            ("a.xml", "x", .supported(.xml)), ("a.rss", "x", .supported(.xml)), ("a", " <rss>", .supported(.xml)),
            ("a.csv", "x", .supported(.csv)), ("a.tab", "x", .supported(.tsv)),
            ("a.mht", "x", .supported(.mail)),
            ("a.txt", "%PDF-1.4", .supported(.pdf)), ("a.md", "PK\u{3}\u{4}", .supported(.archive)),
            ("a.docx", "x", .supported(.docx)), ("a.jpg", "x", .unsupported("image")),
            ("style.css", "body{}", .unsupported("stylesheet")), ("a.js", "var a", .unsupported("script")),
            ("gtm.js.download", "var a", .unsupported("script")), ("a.download", "Piove.", .supported(.text)),
            ("a.woff2", "x", .unsupported("font")),
            ("a.txt", "Titolo\tData\tTesto\nUno\t3/3/2020\tPiove.\n", .supported(.csv)),
            ("a.txt", "sep=;\n\"Titolo\";\"Testo\"\n\"Uno\";\"Piove.\"\n", .supported(.csv)),
            ("a.txt", "Titolo\tData\nUno\t3/3/2020\n", .supported(.text)),
            ("a.txt", "Testo; titolo\nUna riga senza altro.\n", .supported(.text)),
            ("a.bin", "a\0b", .unsupported("binary")), ("a.txt", "", .empty), ("b.d/a", "x", .supported(.text)),
        ] as [(String, String, ArticleFormat.Detected)])
    func formatsAreRecognised(_ name: String, _ head: String, _ expected: ArticleFormat.Detected) {
        #expect(ArticleFormat.detect(path: PathName(name), head: Array(head.utf8)) == expected)
    }

    private static let headers = "From: a@b.it\nSubject: Prova\nDate: Mon, 1 Mar 2021 10:00:00 +0100\n"

    @Test(
        arguments: [
            ("Inbox", "From - Mon Mar 01 10:00:00 2021\nX-Mozilla-Status: 0001\n\(headers)\nPiove.\n", true),
            ("2021-March.txt", "From a at b.it  Mon Mar  1 10:00:00 2021\n\(headers)\nPiove.\n", true),
            ("1614589200.M1P1.host:2,S", "Return-Path: <a@b.it>\r\n\(headers)\r\nPiove.\r\n", true),
            ("a", "Received: from a\n\tby b; Mon, 1 Mar 2021\n\(headers)\nPiove.", true),
            ("a", "\(headers)MIME-Version: 1.0\n\nPiove.", true),
            ("a.md", "\(headers)MIME-Version: 1.0\n\nPiove.", false),
            ("a", "\(headers)\nPiove.", false), ("a", "\(headers)La pioggia cade.\nMIME-Version: 1.0\n\nPiove.", false),
            ("a", "From Rome at 10:00 the news:\nall quiet.\n", false), ("a", "From Rome\n\(headers)\nPiove.", false),
            ("a", "Roma: piove\nMilano: nevica\nMessage-ID: 1\n\nFine.", false), ("a", "Message-ID: 1\n", false),
        ])
    func mailIsKnownByItsHeadersAndNoArticleTakenForIt(_ name: String, _ text: String, _ isMail: Bool) {
        let found = ArticleFormat.detect(path: PathName(name), head: Array(text.utf8))
        #expect((found == .supported(.mail)) == isMail)
    }

    @Test func anUnknownFormatNameSaysWhatIsKnown() {
        #expect {
            try ArticleFormat(named: "yaml")
        } throws: { error in
            let expected =
                "format 'yaml' is not known; known are text, markdown, jsonl, json, csv, tsv, html, xml, archive, compressed, warc, mail, pdf, docx, odt, epub"
            return (error as? ArticlesError)?.message == expected && (error as? ArticlesError)?.code == .unknownFormat
        }
        #expect((try? ArticleFormat(named: "JSONL")) == .jsonl)
    }
}

@Suite struct ArticleReaderTests {
    @Test(arguments: [
        (
            "a.rtf", "{\\rtf1",
            "format 'rtf' is not supported; supported are text, markdown, jsonl, json, csv, tsv, html, xml, archive, compressed, warc, mail, pdf, docx, odt, epub"
        ),
        ("a.txt", "", "the file is empty"), ("a.csv", "titolo,testo\n", "the file has no articles"),
        ("a.jsonl", "\n \n", "the file has no articles"),
        (
            "a.xlsx", "PK\u{3}\u{4}",
            "format 'xlsx' is not supported; spreadsheets are not read; save it as CSV, each sheet as a file"
        ),
        (
            "a", "PK\u{3}\u{4}" + String(repeating: ".", count: 26) + "[Content_Types].xml … ppt/presentation.xml",
            "format 'pptx' is not supported; presentations are not read; save it as PDF"
        ),
        (
            "a.rar", "Rar!\u{1A}\u{07}\0",
            "format 'rar' is not supported; it is an archive that is not read; unpack it, or save it as ZIP"
        ),
        (
            "a.arc", "filedesc://a.arc 0.0.0.0 20020315100000 text/plain 76\n",
            "format 'arc' is not supported; web archives of before WARC are not read; make a WARC of it, as with 'warcio recompress'"
        ),
    ])
    func aFileThatIsNotReadIsOneRejection(_ name: String, _ text: String, _ reason: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(name, text.utf8)
        var found: [ReadingEvent] = []
        ArticleReader().read(path) { event in
            found.append(event)
            return .next
        }
        #expect(found == [.rejection(Rejection(path: path.display, position: 0, reason: reason))])
    }

    /// A note says nothing of where the text of a file is; what was noted is part of the reason.
    @Test func aFileOfWhichThereAreOnlyNotesIsRejected() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.csv", "Elenco;;\ntitolo;testo;data\n".utf8)
        let request = "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
        try folder.write("a.warc", request.utf8)
        try Samples.make(
            in: folder,
            """
            with zipfile.ZipFile('a.zip', 'w') as z: z.writestr('.nascosto', 'Piove.')
            with zipfile.ZipFile('b.zip', 'w') as z:
                z.writestr('a.csv', open('a.csv').read())
                z.writestr('uno.txt', 'Piove.')
            """)
        for (name, note) in [
            ("a.csv", "1 row before the header was passed over"), ("a.warc", "records passed over: 1 request"),
            ("a.zip", "1 member whose name begins with a dot was passed over"),
        ] {
            #expect(
                reading(name, in: folder).map(\.placed).map { $0.replacing(#/:\d+: /#, with: ": ") }
                    == ["? \(name): \(note)", "- \(name): the file has no articles; \(note)"])
        }
        let header = "1 row before the header was passed over"
        #expect(
            reading("b.zip", in: folder).map(\.placed) == [
                "? b.zip!/a.csv:1: \(header)", "- b.zip!/a.csv:0: the file has no articles; \(header)",
                "+ b.zip!/uno.txt",
            ])
        // Who reads no further is told nothing more.
        var found: [String] = []
        ArticleReader().read(PathName(folder.path + "/a.csv")) { event in
            found.append(event.summary)
            return .stop
        }
        #expect(found == ["? 1: \(header)"])
    }

    @Test func ofStandardInputNotesAloneAreARejectionAndNothingIsNone() throws {
        #expect(
            try events("Elenco;;\ntitolo;testo;data\n".utf8, name: "-", as: .csv).map(\.summary) == [
                "? 1: 1 row before the header was passed over",
                "- 0: the file has no articles; 1 row before the header was passed over",
            ])
        #expect(try events("".utf8, name: "-").isEmpty)
    }

    @Test func anArchiveOf7ZipSaysSo() throws {
        let found = ArticleFormat.detect(path: PathName("a"), head: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4])
        #expect(found == .unsupported("7z"))
        #expect(
            ArticleFormat.refusal(ofUnsupported: "7z")
                == "format '7z' is not supported; it is an archive that is not read; unpack it, or save it as ZIP")
    }

    @Test(arguments: [
        ("a.xls", "format 'xls' is not supported; spreadsheets are not read; save it as CSV, each sheet as a file"),
        ("a.doc", "format 'doc' is not supported; documents of Word 97-2003 are not read; save it as DOCX"),
        ("a.ppt", "format 'ppt' is not supported; presentations are not read; save it as PDF"),
        ("a.msg", "format 'msg' is not supported; messages of Outlook are not read; save it as EML"),
    ])
    func aFileOfAnOldOfficeProgramSaysHowToSaveIt(_ name: String, _ reason: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(name, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        #expect(reading(name, in: folder).map(\.summary) == ["- 0: \(reason)"])
    }

    @Test(arguments: [
        ("/dev/null", "it is a device; only regular files are read"), ("/", "it is a folder"),
        ("/non/esiste", "the file cannot be opened: no such file or directory"),
    ])
    func whatIsNotAFileIsOneRejection(_ path: String, _ reason: String) {
        var found: [ReadingEvent] = []
        ArticleReader().read(PathName(path)) { event in
            found.append(event)
            return .next
        }
        #expect(found == [.rejection(Rejection(path: path, position: 0, reason: reason))])
    }

    @Test func aForcedFormatIsTaken() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.xml", "{\"body\":\"Piove.\"}".utf8)
        var found: [String] = []
        ArticleReader(forcing: .jsonl).read(path) { event in
            found.append(event.summary)
            return .next
        }
        #expect(found == ["+ \(path.display)#1"])
    }

    @Test func aDescriptorThatCannotBeReadIsAnError() {
        #expect(
            throws: ArticlesError(
                code: .unreadableInput, message: "'-' cannot be read: bad file descriptor", context: "-")
        ) {
            try ArticleReader().read(descriptor: 9999) { _ in .next }
        }
    }
}
