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
            ("a.txt", "%PDF-1.4", .supported(.pdf)), ("a.md", "PK\u{3}\u{4}", .supported(.archive)),
            ("a.docx", "x", .supported(.docx)), ("a.jpg", "x", .unsupported("image")),
            ("a.bin", "a\0b", .unsupported("binary")), ("a.txt", "", .empty), ("b.d/a", "x", .supported(.text)),
        ] as [(String, String, ArticleFormat.Detected)])
    func formatsAreRecognised(_ name: String, _ head: String, _ expected: ArticleFormat.Detected) {
        #expect(ArticleFormat.detect(path: PathName(name), head: Array(head.utf8)) == expected)
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
        ("a.txt", "", "the file is empty"),
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
