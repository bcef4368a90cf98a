// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Articles

@Suite struct JSONLinesReaderTests {
    @Test(
        arguments: [
            (#"{"id":"a","body":"Piove."}"#, ["+ a"]),
            (#"{"body":"Piove."}"#, ["+ prova#1"]),
            (#"{"id":12,"body":"Piove."}"#, ["+ 12"]),
            (#"{"id":"a","body":"Piove."}{"body":"Nevica."}"#, ["+ a", "+ prova#1:2"]),
            (#"{"id":"a","body":"Piove."} {"body":"Nev"#, ["+ a", "- 1: the JSON is cut off"]),
            ("\n  \n\r\n{\"body\":\"Piove.\"}\r\n\n", ["+ prova#4"]),
            (#"{"body":"Pio"#, ["- 1: the JSON is cut off"]),
            (#"{"title":"x",body:"Piove."}"#, ["- 1: the JSON is damaged at byte 14: invalid char in json text"]),
            (
                #"{"body":"Piove."}]"#,
                ["+ prova#1", "- 1: the JSON is damaged at byte 18: unallowed token at this point in JSON text"]
            ),
            ("[]", ["- 1: the line is a list; it must be an object"]),
            ("null", ["- 1: the line is null; it must be an object"]),
            ("\"testo\"", ["- 1: the line is a text; it must be an object"]),
            ("12", ["- 1: the line is a number; it must be an object"]),
            ("true", ["- 1: the line is true or false; it must be an object"]),
            ("\0\u{1}{\"body\":\"Piove.\"}", ["- 1: the line has NUL bytes"]),
            (#"{"body":"a\u0000b"}"#, ["- 1: the body has a NUL character"]),
            (#"{"title":"a\u0000b","body":"Piove."}"#, ["- 1: the title has a NUL character"]),
            (#"{"title":"Solo titolo"}"#, ["- 1: the article has no body"]),
            (#"{"title":"Solo titolo","body":null}"#, ["- 1: the article has no body"]),
            (#"{"title":"Solo titolo","body":""}"#, ["- 1: the article has no body"]),
            (#"{"title":"Solo titolo","body":" \n\t "}"#, ["- 1: the article has no body"]),
            (#"{"title":12,"body":"Piove."}"#, ["- 1: field 'title' is a number; it must be a text"]),
            (#"{"body":["Piove.",["x"]]}"#, ["- 1: field 'body' is a list; it must be a text"]),
            (#"{"id":{},"body":"Piove."}"#, ["- 1: field 'id' is an object; it must be a text"]),
            (
                #"{"id":"a","body":"Piove.","date":"31 febbraio 2026"}"#,
                ["? 1: field 'date' cannot be read as a date: '31 febbraio 2026'; it is kept as metadata", "+ a"]
            ),
            (
                #"{"id":"a","body":"Piove.","section":true}"#,
                ["? 1: field 'section' is true or false: 'true'; it is kept as metadata", "+ a"]
            ),
            (
                #"{"id":"a","body":"Piove.","tags":["uno",[2]]}"#,
                ["? 1: field 'tags' has values that are no texts: '[\"uno\",[2]]'; it is kept as metadata", "+ a"]
            ),
            (
                "{\"body\":\"uno\"}\n{guasto\n{\"body\":\"tre\"}",
                [
                    "+ prova#1", "- 2: the JSON is damaged at byte 2: invalid char in json text", "+ prova#3",
                ]
            ),
        ] as [(String, [String])])
    func eachLineIsAnArticleOrOneRejection(_ text: String, _ expected: [String]) throws {
        #expect(try events(text.utf8).map(\.summary) == expected)
    }

    @Test func allFieldsAreTaken() throws {
        let text = #"""
            {"id":"x1","title":"  Il  titolo\nlungo ","body":"Primo.\r\n\r\nSecondo.","date":"2024-10-25",
            "section":"Politica","source":"Il Foglio di Prova","author":["Anna Bianchi","Ugo Neri","Anna Bianchi"],
            "tags":["governo","legge"],"url":"https://esempio.it/1","path":"archivio/1","language":"it",
            "pagina":7,"altro":{"a":[1,"b",null,false]},"vuoto":"","nullo":null}
            """#.filter { $0 != "\n" }
        #expect(
            try events(text.utf8) == [
                .article(
                    Article(
                        id: "x1", title: "Il titolo lungo", body: "Primo.\n\nSecondo.",
                        date: ArticleDate(year: 2024, month: 10, day: 25), dateSource: .field, section: "Politica",
                        source: "Il Foglio di Prova", authors: ["Anna Bianchi", "Ugo Neri"],
                        tags: ["governo", "legge"], url: "https://esempio.it/1", path: "archivio/1",
                        language: "it", metadata: ["pagina": "7", "altro": #"{"a":[1,"b",null,false]}"#]))
            ])
    }

    @Test func italianAndOtherNamesAreUnderstood() throws {
        let text = """
            {"Titolo":"Il titolo","testo":"Piove.","data_pubblicazione":"1° maggio 2020","categoria":"Meteo",\
            "testata":{"@type":"Organization","name":"Il Foglio di Prova"},"autori":"Anna Bianchi, Ugo Neri",\
            "parole_chiave":"pioggia; Po, fiume","indirizzo":"https://esempio.it","lingua":"it","sommario":"In breve."}
            """
        let article = try #require(try article(text, as: .jsonl))
        #expect(article.title == "Il titolo")
        #expect(article.body == "Piove.")
        #expect(article.date?.iso8601 == "2020-05-01")
        #expect(article.section == "Meteo")
        #expect(article.source == "Il Foglio di Prova")
        #expect(article.authors == ["Anna Bianchi", "Ugo Neri"])
        #expect(article.tags == ["pioggia", "Po", "fiume"])
        #expect(article.url == "https://esempio.it")
        #expect(article.language == "it")
        #expect(article.metadata == ["sommario": "In breve."])
    }

    @Test(
        arguments: [
            (#""Anna Bianchi e Ugo Neri""#, ["Anna Bianchi e Ugo Neri"]),
            (#""Bianchi, Anna; Neri, Ugo""#, ["Bianchi, Anna", "Neri, Ugo"]),
            (#""Anna Bianchi, Ugo Neri""#, ["Anna Bianchi", "Ugo Neri"]),
            (#""Bianchi, Anna""#, ["Bianchi, Anna"]),
            (#""De Luca,  Maria Grazia , Neri, Ugo""#, ["De Luca, Maria Grazia", "Neri, Ugo"]),
            (#""Redazione, Ansa""#, ["Redazione", "Ansa"]),
            (#""Redazione, Anna""#, ["Redazione", "Anna"]), (#""Il Post, Marco""#, ["Il Post", "Marco"]),
            (#""Sofia, Marco, Luca, Anna""#, ["Sofia", "Marco", "Luca", "Anna"]),
            (#""Anna Bianchi, Ugo""#, ["Anna Bianchi", "Ugo"]),
            (#""Bianchi, Anna, Redazione""#, ["Bianchi", "Anna", "Redazione"]),
            (#"{"name":"Anna Bianchi"}"#, ["Anna Bianchi"]),
            (#"[{"name":"Anna Bianchi"},"Ugo Neri"]"#, ["Anna Bianchi", "Ugo Neri"]),
            ("null", []), (#""""#, []), ("[]", []),
        ] as [(String, [String])])
    func authorsAreSeparated(_ json: String, _ expected: [String]) throws {
        #expect(try article("{\"body\":\"Piove.\",\"author\":\(json)}", as: .jsonl)?.authors == expected)
    }

    /// A creator has the surname first, as in Dublin Core.
    @Test(arguments: [
        ("Neri, Zeudi", ["Neri, Zeudi"]), ("De Luca, Zeudi", ["De Luca, Zeudi"]), ("Neri, Anna", ["Neri, Anna"]),
        ("Anna Neri, Luca Bianchi", ["Anna Neri", "Luca Bianchi"]), ("Neri, Luca Bianchi", ["Neri", "Luca Bianchi"]),
        ("Anna Neri, Zeudi", ["Anna Neri", "Zeudi"]), ("Neri, Reuters", ["Neri", "Reuters"]),
        ("Ansa, Zeudi", ["Ansa", "Zeudi"]), ("Neri, A.", ["Neri", "A."]), ("Neri, direttore", ["Neri", "direttore"]),
        ("Neri, Zeudi, Bianchi", ["Neri", "Zeudi", "Bianchi"]), ("Comune di Fano, Zeudi", ["Comune di Fano", "Zeudi"]),
    ])
    func aCreatorIsOnePerson(_ text: String, _ expected: [String]) throws {
        #expect(try article("{\"body\":\"Piove.\",\"creator\":\"\(text)\"}", as: .jsonl)?.authors == expected)
        #expect(try article("{\"body\":\"Piove.\",\"author\":\"Neri, Zeudi\"}", as: .jsonl)?.authors.count == 2)
    }

    @Test func theBestNameOfAFieldWinsAndTheOthersAreKept() throws {
        let text = #"{"description":"In breve.","content":"Testo lungo.","body":"Piove.","text":""}"#
        let article = try #require(try article(text, as: .jsonl))
        #expect(article.body == "Piove.")
        #expect(article.metadata == ["description": "In breve.", "content": "Testo lungo."])
    }

    @Test func aLineOverTheLimitIsOneRejectionAndReadingGoesOn() throws {
        let long = "{\"body\":\"" + String(repeating: "a", count: 3_000_000) + "\"}"
        let text = "{\"body\":\"uno\"}\n\(long)\n{\"body\":\"tre\"}\n\(long)"
        let limits = ReadingLimits(line: 1_000_000)
        let found = try events(text.utf8, limits: limits).map(\.summary)
        let refusal = "the line has 3000011 bytes; the limit is 1000000"
        #expect(found == ["+ prova#1", "- 2: \(refusal)", "+ prova#3", "- 4: \(refusal)"])
    }

    @Test func aHundredMegabyteLineIsNeverHeldInMemory() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("lunga.jsonl", "".utf8)
        #expect(truncate(path.display, 100_000_000) == 0)
        guard case .success(var stream) = ByteStream.open(path) else { throw SystemFailure(ENOENT) }
        #expect(try stream.nextLine(limit: 1 << 20) == .tooLong(100_000_000))
        #expect(stream.buffer.count < 4 << 20)
        #expect(try stream.nextLine(limit: 1 << 20) == nil)
    }

    @Test func anArticleOverTheLimitIsRejected() throws {
        let found = try events(#"{"title":"abc","body":"defghijk"}"#.utf8, limits: ReadingLimits(article: 10))
        #expect(found.map(\.summary) == ["- 1: the article has 11 bytes of text; the limit is 10"])
    }

    @Test(arguments: ["[", "{\"a\":"])
    func nestingOverTheLimitIsRejected(_ opening: String) throws {
        let text = String(repeating: opening, count: 100_000) + "\n{\"body\":\"Piove.\"}"
        let found = try events(text.utf8).map(\.summary)
        #expect(found == ["- 1: the JSON is nested deeper than 256 levels", "+ prova#2"])
    }

    @Test func aLineOfCountlessValuesIsCutShort() throws {
        let found = try events(String(repeating: "1 ", count: 5000).utf8).map(\.summary)
        #expect(found.count == 1001)
        #expect(found.last == "- 1: the line holds more than 1000 JSON values")
        let numbers =
            "{\"titolo\":\"Neve\",\"testo\":\"Nevica.\",\"n\":[" + String(repeating: "1,", count: 1_000_000) + "1]}"
        #expect(
            try events((numbers + "\n{\"testo\":\"Piove.\"}").utf8).map(\.summary)
                == ["- 1: the JSON has more than 1000000 values in one record", "+ prova#2"])
    }

    @Test func eachLineHasItsOwnEncoding() throws {
        let line = #"{"body":"Perché la città è così: già più su."}"#
        let bytes =
            [0xEF, 0xBB, 0xBF] + Array(line.utf8) + [0x0A] + Charset.windows1252.encode(line) + [0x0A]
            + Charset.macRoman.encode(line)
        let articles = try events(bytes).compactMap(\.article)
        #expect(articles.map(\.body) == Array(repeating: "Perché la città è così: già più su.", count: 3))
        #expect(articles.map { $0.metadata["encoding"] } == [nil, "WINDOWS-1252", "MACINTOSH"])
    }

    @Test(arguments: [true, false])
    func sixteenBitFilesAreRead(_ bigEndian: Bool) throws {
        let text = "\u{FEFF}{\"body\":\"È così.\"}\n\n{\"body\":\"Già.\"}\n"
        let bytes = text.utf16.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? pair.reversed() : pair
        }
        let articles = try events(bytes).compactMap(\.article)
        #expect(articles.map(\.body) == ["È così.", "Già."])
        #expect(articles.map(\.id) == ["prova#1", "prova#3"])
        let refused = try events(bytes, limits: ReadingLimits(file: 10)).map(\.summary)
        #expect(refused == ["- 0: the file is not UTF-8 and larger than the limit of 10 bytes"])
    }

    @Test func theReceiverCanStop() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.jsonl", String(repeating: "{\"body\":\"Piove.\"}\n", count: 10).utf8)
        var count = 0
        ArticleReader().read(path) { _ in
            count += 1
            return count == 3 ? .stop : .next
        }
        #expect(count == 3)
    }

    @Test(
        arguments: [
            ("<b>Titolo</b> &amp; altro", "Testo.", "Titolo & altro"), ("a < b", "Testo.", "a < b"),
            ("Q&amp;A", "Testo.", "Q&amp;A"), ("L&#8217;anno &quot;nero&quot;", "<p>Testo.</p>", "L’anno \"nero\""),
            ("a < b &amp; c", "<p>Testo.</p>", "a < b &amp; c"), ("R&D e P&L", "<p>Testo.</p>", "R&D e P&L"),
            ("Uno<br>due", "Testo.", "Uno due"), ("<br>", "Testo.", "<br>"), ("x <y> z", "<p>Testo.</p>", "x <y> z"),
        ])
    func aTitleIsHTMLWhereItHasATagOrStandsBesideHTML(_ title: String, _ body: String, _ expected: String) throws {
        let quoted = title.replacing("\"", with: "\\\"")
        let text = "{\"title\":\"\(quoted)\",\"body\":\"\(body)\"}"
        #expect(try article(text, as: .jsonl)?.title == expected)
        #expect(try article(text, as: .json)?.title == expected)
        #expect(try article(text, as: .jsonl)?.body == "Testo.")
    }
}
