// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct JSONDocumentReaderTests {
    private static let a = #"{"id":"a","body":"Piove."}"#
    private static let b = #"{"body":"Nevica.","tags":[{"name":"x"}],"data":"2020-01-02"}"#

    @Test(
        arguments: [
            ("[\(a),\n\(b)]", ["+ a", "+ prova#2"]), ("\(b)", ["+ prova"]),
            ("{\n \"body\" :\n \"Piove.\"}\n", ["+ prova"]),
            ("\(b)\n\(b)", ["+ prova", "+ prova#2"]),
            (#"{"status":"ok","articles":["# + a + "," + b + #"],"next":null}"#, ["+ a", "+ prova#2"]),
            (#"{"response":{"docs":["# + a + "]}}", ["+ a"]), (#"{"articoli":["# + a + "]}", ["+ a"]),
            (
                #"{"took":3,"hits":{"total":{"value":2},"hits":[{"_index":"n","_id":"e1","_source":"# + b
                    + #"},{"_id":"e2","_source":"# + a + "}]}}",
                ["+ e1", "+ a"]
            ),
            (#"{"title":"T","body":"Piove.","items":[{"x":1}]}"#, ["+ prova"]),
            (
                #"{"articles":["# + a + #",12,null,{"title":"x"}]}"#,
                [
                    "+ a", "- 2: the value is a number; it must be an object",
                    "- 3: the value is null; it must be an object",
                    "- 4: the article has no body",
                ]
            ),
            ("[]", ["- 0: the file has no articles"]), (#"{"articles":[]}"#, ["- 0: the file has no articles"]),
            ("[\(a),\n\(b)", ["+ a", "+ prova#2", "- 3: the JSON is cut off in line 2"]),
            (
                "[\(a),\n{guasto},\(b)]",
                ["+ a", "- 2: the JSON is damaged in line 2: invalid char in json text; nothing behind it is read"]
            ),
            ("", ["- 0: the file has no articles"]), ("12", ["- 1: the value is a number; it must be an object"]),
            (#"{"fattura":1}"#, ["- 1: the article has no body"]),
        ] as [(String, [String])])
    func eachRecordIsAnArticleOrOneRejection(_ text: String, _ expected: [String]) throws {
        #expect(try events(text.utf8, as: .json).map(\.summary) == expected)
    }

    @Test func fieldsAreReadAsInLines() throws {
        let listed = try #require(try article("[\(Self.b)]", as: .json))
        #expect(listed.date?.iso8601 == "2020-01-02" && listed.tags == ["x"] && listed.body == "Nevica.")
        let file = try #require(
            try article(#"{"body":"<p>Uno</p><p>due &amp; tre</p>"}"#, name: "2020-03-04.json", as: .json))
        #expect(file.id == "2020-03-04.json" && file.date?.iso8601 == "2020-03-04" && file.body == "Uno\n\ndue & tre")
    }

    @Test func aMappedWayLeadsIntoObjects() throws {
        let text = #"{"autore":{"nome":"Ada"},"corpo_vero":{"it":"Piove."},"titolo":"no","Occhiello":"Sì"}"#
        let mapping = try FieldMapping(parsing: "body=corpo_vero.it,title=Occhiello")
        for format in [ArticleFormat.json, .jsonl] {
            let found = try events(text.utf8, as: format, mapping: mapping)
            #expect(found.first?.article?.body == "Piove." && found.first?.article?.title == "Sì")
            #expect(found.first?.article?.metadata["titolo"] == "no" && found.first?.article?.authors == ["Ada"])
        }
    }

    @Test func whatIsTooDeepOrTooLargeIsRefused() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(
            try events("[\(Self.a),{\"x\":\(deep)".utf8, as: .json).map(\.summary)
                == ["+ a", "- 2: the JSON is nested deeper than 256 levels; nothing behind it is read"])
        let limits = ReadingLimits(article: 1000, line: 5000)
        let large = "{\"x\":[" + (1...3000).map(String.init).joined(separator: ",") + "],\"body\":\"y\"}"
        #expect(
            try events("[\(Self.a),\(large),\(Self.b)]".utf8, as: .json, limits: limits).map(\.summary)
                == ["+ a", "- 2: the object is larger than the limit of 5000 bytes", "+ prova#3"])
        let long = "[{\"body\":\"\(String(repeating: "a", count: 2 << 20))\"},\(Self.a)]"
        #expect(try events(long.utf8, as: .json).map(\.summary) == ["+ prova#1", "+ a"])
    }

    @Test func strayBytesAndOtherEncodingsAreRead() throws {
        let text = "[{\"title\":\"Perché\",\"body\":\"Così è già più tardi.\"}]"
        for bytes in [
            Charset.windows1252.encode(text), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            [0xFF, 0xFE] + text.utf16.flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] },
        ] {
            let article = try #require(try events(bytes, as: .json).first?.article)
            #expect(article.title == "Perché" && article.body == "Così è già più tardi.")
        }
    }

    @Test func noBytesBreakTheReader() throws {
        let text = Array(#"{"hits":{"hits":[{"_source":{"body":"così è"}}]}}"#.utf8)
        for end in text.indices { _ = try events(text[..<end], as: .json) }
        for index in text.indices {
            for byte in [0, 0x22, 0x5B, 0x7D, 0xFF] as [UInt8] {
                var broken = text
                broken[index] = byte
                #expect(try !events(broken, as: .json).isEmpty)
            }
        }
    }
}
