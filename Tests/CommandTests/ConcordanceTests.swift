// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// concordance, as a user and a spreadsheet see it.
struct ConcordanceTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            try Line.file([
                Line(
                    id: "a1", title: "Il gas",
                    body: "Dopo la guerra il prezzo del gas sale.\n\nIl ministro: «Il\u{9B}gas\tnaturale costa».",
                    date: "2022-03-01", section: "Economia", source: "La Gazzetta dell'Economia Italiana"),
                Line(id: "a2", title: "北京报道", body: "北京报道说 gas 价格上涨，perche\u{301} il gas manca.", source: "=Xin"),
                Line(id: "a3", title: "Altro", body: "Zero gas.", date: "2021"),
            ]), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
    }

    @Test func linesAreAlignedAndFitTheWidth() throws {
        let outcome = try place.run("concordance", "body:gas", "--width", "72")
        #expect(
            outcome.output
                == """
                2022-03-01  La Gazzetta…        il prezzo del gas sale. Il ministro: «Il
                2022-03-01  La Gazzetta…     Il ministro: «Il gas naturale costa».
                undated     =Xin                   北京报道说 gas 价格上涨，perché il
                undated     =Xin          价格上涨，perché il gas manca.
                2021                                     Zero gas.
                5 lines in 3 articles

                """.replacingAccents())
        #expect(outcome.status == 0)
        for width in [40, 59, 60, 100, 133] {
            let lines = try place.run("concordance", "gas", "--width", "\(width)").output.split(separator: "\n")
            #expect(lines.count == 7)
            for line in lines.dropLast() { #expect(Self.columns(line) <= width) }
            // The context of one match may hold another.
            let starts = lines.dropLast().map { line in
                Set(line.ranges(of: "gas").map { Self.columns(line[..<$0.lowerBound]) })
            }
            #expect(!(starts.reduce(starts[0]) { $0.intersection($1) }).isEmpty, "\(width)")
        }
    }

    /// Columns where a wide character takes two and a combining mark none.
    private static func columns(_ line: Substring) -> Int {
        line.reduce(0) { width, character in
            width + (character.unicodeScalars.contains { (0x2E80...0xFFEF).contains($0.value) } ? 2 : 1)
        }
    }

    @Test(arguments: [50, 80, 120]) func theWidthIsThatOfTheTerminal(columns: Int) throws {
        let screen = try place.runOnTerminal("concordance", "prezzo", "--color", "always", columns: columns).screen
        #expect(screen.contains("\u{1B}[1;33mprezzo\u{1B}[0m"))
        let plain = try place.runOnTerminal("concordance", "prezzo", "--color", "never", columns: columns).screen
        #expect(plain.split(whereSeparator: \.isNewline)[0].count <= columns)
    }

    @Test func theJSONHasItsKeysAndTheTotalCountsWhatIsNotShown() throws {
        let outcome = try place.run("concordance", "gas", "--json", "-n", "2", "--sort", "right")
        let answer = try outcome.json()
        #expect(answer.keys == ["version", "query", "index", "articles", "total", "lines", "notes"])
        #expect(answer["total"].int == 6 && answer["articles"].int == 3 && answer["version"].int == 1)
        let lines = answer["lines"].elements
        #expect(lines.count == 2)
        #expect(lines[0].keys == ["id", "left", "match", "right", "date", "source", "title", "field"])
        #expect(lines.map { $0["id"].text } == ["a1", "a3"])
        #expect(lines.map { $0["field"].text } == ["title", "body"])
        #expect(lines.map { $0["left"].text } == ["Il ", "Zero "])
        #expect(lines.map { $0["right"].text } == ["", "."])
        #expect(lines[1]["date"].text == "2021" && lines[1]["source"] == .null)
        #expect(try place.run("concordance", "gas", "-n", "0", "--json").json()["total"].int == 6)
    }

    @Test func aTableIsWholeAndHasNoFormulas() throws {
        let outcome = try place.run("concordance", "gas", "--csv", "--sort", "date", "--width", "40")
        #expect(
            outcome.output.replacingCarriageReturns()
                == """
                id,date,source,title,field,left,match,right
                a3,2021,,Altro,body,Zero ,gas,.
                a1,2022-03-01,La Gazzetta dell'Economia Italiana,Il gas,title,Il ,gas,
                a1,2022-03-01,La Gazzetta dell'Economia Italiana,Il gas,body,il prezzo del ,gas, sale. Il ministro:
                a1,2022-03-01,La Gazzetta dell'Economia Italiana,Il gas,body,Il ministro: «Il ,gas, naturale costa».
                a2,,'=Xin,北京报道,body,北京报道说 ,gas, 价格上涨，perché il
                a2,,'=Xin,北京报道,body,价格上涨，perché il ,gas, manca.

                """.replacingAccents())
    }

    @Test func nothingFoundHasStatusOneAndIsSaid() throws {
        let outcome = try place.run("concordance", "zanzara")
        #expect(outcome.status == 1)
        #expect(outcome.output == "0 lines in 0 articles\n")
        #expect(
            try place.run("concordance", "gas", "--where", "section=Economia", "-q").output.contains(
                "3 lines in 1 article"))
        let narrowed = try place.run("concordance", "-economia", "gas", "--json")
        #expect(try narrowed.json()["total"].int == 6)
    }

    @Test func whatCannotBeAlignedIsRefused() throws {
        let outcome = try place.run("concordance", "date:2022")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors
                == "spoglio: there is no word in 'date:2022' that lines could be aligned on\n"
                + "hint: add a word, a phrase or a name, as in 'guerra date:2022'; 'spoglio export' gives whole articles\n"
        )
        for (arguments, message) in [
            (["--width", "39"], "--width takes a number from 40 to 20000"),
            (["--limit=-1"], "--limit takes a number from 0"),
            (["--csv", "--json"], "--csv and --json exclude each other"),
        ] {
            let refused = try place.run(["concordance", "gas"] + arguments)
            #expect(refused.status == 2 && refused.errors.contains(message))
        }
    }

    @Test func aClosedPipeIsNoError() throws {
        let lines = (0..<3_000).map { Line(id: "l\($0)", body: "La pioggia cade sul paese di Roma.") }
        try place.write(try Line.file(lines), to: "molti.jsonl")
        _ = try place.run("index", "molti.jsonl")
        let outcome = try place.shell("( \"$SPOGLIO\" concordance pioggia --csv; echo \"status $?\" >&2 ) | head -1")
        #expect(outcome.errors == "status 0\n")
        #expect(outcome.output == "id,date,source,title,field,left,match,right\r\n")
    }
}

extension String {
    /// With the accent of `perché` as the article has it, as a mark of its own.
    fileprivate func replacingAccents() -> String {
        String(String.UnicodeScalarView(unicodeScalars.flatMap { $0 == "é" ? ["e", "\u{301}"] : [$0] }))
    }

    fileprivate func replacingCarriageReturns() -> String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0 != "\r" }))
    }
}
