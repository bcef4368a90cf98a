// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct CSVReaderTests {
    private static let rows = [
        ["titolo", "data", "testo", "autori"], ["Neve a Fano", "03/03/2020", "Nevica da ieri.", "A. Bruni"],
        ["Pioggia", "4 marzo 2020", "Piove,\npiove ancora; \"forte\".", ""],
    ]

    private static func table(_ delimiter: String, _ end: String, quoteAll: Bool) -> String {
        rows.map { row in
            row.map { cell in
                let needed = cell.contains { "\n\";,\t|".contains($0) }
                return quoteAll || needed ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: delimiter)
        }.joined(separator: end) + end
    }

    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n"])
    func theDelimiterAndTheQuotingAreFoundOut(_ delimiter: String, _ end: String) throws {
        for quoteAll in [true, false] {
            for prefix in ["", "\u{FEFF}", "sep=\(delimiter)\(end)"] {
                let found = try events((prefix + Self.table(delimiter, end, quoteAll: quoteAll)).utf8, as: .csv)
                let offset = prefix.hasPrefix("sep") ? 1 : 0
                #expect(found.map(\.summary) == ["+ prova#\(2 + offset)", "+ prova#\(3 + offset)"])
                let articles = found.compactMap(\.article)
                #expect(articles.map(\.title) == ["Neve a Fano", "Pioggia"])
                #expect(articles.map(\.body) == ["Nevica da ieri.", "Piove,\npiove ancora; \"forte\"."])
                #expect(articles.map { $0.date?.iso8601 } == ["2020-03-03", "2020-03-04"])
                #expect(articles.first?.authors == ["A. Bruni"])
            }
        }
    }

    @Test(
        arguments: [
            (
                "Titolo;Data;Testo\na;44635;uno\nb;44636.5;due\nc;;tre\n", ["2022-03-15", "2022-03-16", "-"],
                "column 'Data' is read as days of a spreadsheet (44635 is 2022-03-15)"
            ),
            (
                "title,date,text\na,03/04/2022,uno\nb,03/25/2022 10:00,due\n", ["2022-03-04", "2022-03-25"],
                "column 'date' is read with the month before the day (03/25/2022)"
            ),
            ("title,date,text\na,03/04/2022,uno\nb,25/03/2022,due\n", ["2022-04-03", "2022-03-25"], nil),
            ("title,date,text\na,03/04/2022,uno\n", ["2022-04-03"], nil),
            // A number of another kind among them: they are none.
            ("title,date,text\na,44635,uno\nb,12022,due\n", ["-", "-"], nil),
        ] as [(String, [String], String?)])
    func howAColumnWritesItsDaysIsFoundOut(_ text: String, _ dates: [String], _ note: String?) throws {
        let found = try events(text.utf8, as: .csv)
        #expect(found.compactMap(\.article).map { $0.date?.iso8601 ?? "-" } == dates)
        #expect(
            found.map(\.summary).filter { $0.hasPrefix("?") && $0.hasSuffix(")") }
                == (note.map { ["? 1: \($0)"] } ?? []))
    }

    @Test func singleQuotesAreFoundOut() throws {
        let found = try events("'titolo','testo'\n'Uno','Piove, dice \"lui\"'\n".utf8, as: .csv).compactMap(\.article)
        #expect(found.map(\.body) == ["Piove, dice \"lui\""] && found.map(\.title) == ["Uno"])
    }

    @Test(
        arguments: [
            (
                "titolo,testo\na,uno\nb\nc,tre,x\nd,quattro\n",
                [
                    "+ prova#2", "- 3: the row has 1 cell; the table has 2 columns",
                    "- 4: the row has 3 cells; the table has 2 columns", "+ prova#5",
                ]
            ),
            ("titolo;testo\n\n;\na;uno\n;due\nc;\n", ["+ prova#4", "+ prova#5", "- 6: the article has no body"]),
            (
                "titolo,testo\na,\"uno\nb,due\nc,tre\n",
                ["- 2: a cell that is opened by a quote in this row is never closed", "+ prova#3", "+ prova#4"]
            ),
            (
                "titolo,data,testo\na,ieri,uno\n",
                ["? 2: field 'data' cannot be read as a date: 'ieri'; it is kept as metadata", "+ prova#2"]
            ),
            ("titolo,testo\n", []),
            ("", ["- 0: the table has no rows"]), ("\n\n", ["- 0: the table has no rows"]),
            (
                "Occhiello,Pezzo\na,b\n",
                [
                    "- 0: no column is the text of the articles; the columns are 'Occhiello', 'Pezzo'; name it with --map body=COLUMN"
                ]
            ),
            ("titolo,testo\na,u\0o\nb,due\n", ["- 2: the body has a NUL character", "+ prova#3"]),
            ("testo\nuno\ndue\n", ["+ prova#2", "+ prova#3"]),
            ("titolo,testo,\na,uno,\n", ["+ prova#2"]),
            ("titolo,testo\na,uno,\nb,due,,\n", ["+ prova#2", "+ prova#3"]),
            ("titolo,testo,\na,uno\nb\n", ["+ prova#2", "- 3: the row has 1 cell; the table has 3 columns"]),
            (
                "esportato il 3 maggio\n\ntitolo,testo\na,uno\n",
                ["? 1: 1 row before the header was passed over", "+ prova#4"]
            ),
            (
                "Neve a Fano,2020-03-03,Nevica da ieri sera.\n",
                [
                    "- 0: the table has no header, its first row is an article; number its columns with --map title=1,date=2,body=3"
                ]
            ),
            ("titolo,testo\ra,uno\rb,\"due\ndi più\"\rc,tre\r", ["+ prova#2", "+ prova#3", "+ prova#4"]),
            ("titolo,testo\na,uno\rb,due\nc,tre\n", ["+ prova#2", "+ prova#2:2", "+ prova#3"]),
        ] as [(String, [String])])
    func aBadRowIsARejectionWithItsLine(_ text: String, _ expected: [String]) throws {
        #expect(try events(text.utf8, as: .csv).map(\.summary) == expected)
    }

    @Test func manyOpenQuotesEndTheReading() throws {
        let text = "titolo,testo\n" + (1...40).map { "a,\"uno \($0)" }.joined(separator: "\n") + "\nb,\"due"
        let found = try events(text.utf8, as: .csv).map(\.summary)
        #expect(found.count < 42 && !found.isEmpty)
    }

    @Test func aColumnIsMappedByNameOrNumber() throws {
        func read(_ text: String, _ map: String) throws -> [ReadingEvent] {
            try events(text.utf8, as: .csv, mapping: FieldMapping(parsing: map))
        }
        let named = try read(
            "Occhiello,Pezzo,Quando\nUno,Piove.,2020-01-02\n", "title=Occhiello,body=Pezzo,date=Quando")
        #expect(named.first?.article?.title == "Uno" && named.first?.article?.date?.iso8601 == "2020-01-02")
        let numbered = try read("Uno,Piove.\nDue,Nevica.\n", "title=1,body=2")
        #expect(numbered.map(\.summary) == ["+ prova#1", "+ prova#2"])
        #expect(numbered.compactMap(\.article).map(\.title) == ["Uno", "Due"])
        let preferred = try read("titolo,testo,corpo vero\nUno,breve,Piove.\n", "body=corpo vero")
        #expect(preferred.first?.article?.body == "Piove." && preferred.first?.article?.metadata == ["testo": "breve"])
    }

    @Test func whereColumnsAreNumberedNoArticleIsTakenForARowBeforeTheHeader() throws {
        let table = "Uno;Piove da ieri;2020-01-01\ntitolo;testo;2020-01-03\nTre;Nevica da ieri;2020-01-02\n"
        let numbers = try FieldMapping(parsing: "title=1,body=2,date=3")
        let numbered = try events(table.utf8, as: .csv, mapping: numbers).compactMap(\.article)
        #expect(numbered.map(\.title) == ["Uno", "titolo", "Tre"])
        // A name of the mapping stands in a header only.
        let mixed = "Elenco;;\nTitolo;Pezzo;Quando\nTre;Nevica da ieri;2020-01-02\n"
        let names = try FieldMapping(parsing: "title=1,body=Pezzo,date=Quando")
        let named = try events(mixed.utf8, as: .csv, mapping: names).compactMap(\.article)
        #expect(named.map(\.body) == ["Nevica da ieri"])
    }

    @Test func otherEncodingsAreRead() throws {
        let text = "titolo;testo\nPerché;Così è «più» caffè – già.\n"
        for bytes in [
            Charset.windows1252.encode(text),
            [0xFF, 0xFE] + text.utf16.flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] },
        ] {
            let article = try #require(try events(bytes, as: .csv).first?.article)
            #expect(article.title == "Perché" && article.body == "Così è «più» caffè – già.")
            #expect(article.metadata["encoding"] != nil)
        }
    }

    @Test func aLargeCellIsReadAndALargerOneRefused() throws {
        let text =
            "titolo,testo\na,\"" + String(repeating: String(repeating: "lunga ", count: 50) + "\n", count: 3000)
            + "\"\nb,due\n"
        let found = try events(text.utf8, as: .csv)
        #expect(found.map(\.summary) == ["+ prova#2", "+ prova#3003"])
        let limits = ReadingLimits(article: 1000, line: 2000)
        let refused = try events(text.utf8.prefix(40_000) + Array("\"\nb,due\n".utf8), as: .csv, limits: limits)
        #expect(refused.first?.summary == "- 2: a cell that is opened by a quote in this row is never closed")
        #expect(refused.last?.article?.body == "due")
    }

    @Test func htmlInACellIsRead() throws {
        let article = try #require(try article("titolo,testo\na,<p>Uno &amp; due</p><p>Tre</p>\n", as: .csv))
        #expect(article.body == "Uno & due\n\nTre")
    }

    @Test func noBytesBreakTheReader() throws {
        let text = Array(Self.table(";", "\r\n", quoteAll: false).utf8)
        for end in text.indices { _ = try events(text[..<end], as: .csv) }
        for index in text.indices {
            for byte in [0, 0x22, 0x0A, 0xFF] as [UInt8] {
                var broken = text
                broken[index] = byte
                _ = try events(broken, as: .csv)
            }
        }
    }
}

@Suite struct FieldMappingTests {
    @Test func aMappingIsWrittenAsItIsRead() throws {
        let mapping = try FieldMapping(parsing: "titolo=Occhiello, body=testo.lungo,date=3")
        #expect(mapping.text == "title=Occhiello,body=testo.lungo,date=3")
        #expect(try FieldMapping(parsing: mapping.text) == mapping && !mapping.isEmpty && FieldMapping().isEmpty)
    }

    @Test(arguments: [
        ("titolo", "'titolo' is no mapping; write it as FIELD=NAME, such as title=Titolo"),
        ("title=", "'title=' is no mapping; write it as FIELD=NAME, such as title=Titolo"),
        (
            "colore=Rosso",
            "'colore' is no field of an article; the fields are id, title, body, date, section, source, author, tags, url, path, language"
        ),
        ("title=A,body=A", "'A' is mapped twice"),
    ])
    func aBadMappingIsRefused(_ text: String, _ message: String) {
        #expect {
            try FieldMapping(parsing: text)
        } throws: { ($0 as? ArticlesError)?.message == message && ($0 as? ArticlesError)?.code == .badMapping }
    }
}
