// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// What a terminal gets: colours where it wants them, and no character that it would obey from an article.
struct TerminalTests {
    private static let escape = "\u{1B}"

    @Test func aTerminalGetsColoursAndAPipeNone() throws {
        let place = try Newspaper.workplace()
        #expect(try place.runOnTerminal("search", "guerra").screen.contains("\u{1B}[1;33mguerra\u{1B}[0m"))
        #expect(try !place.run("search", "guerra").output.contains(Self.escape))
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func theEnvironmentTurnsColoursOff(environment: [String: String]) throws {
        let place = try Newspaper.workplace()
        #expect(try !place.runOnTerminal("search", "guerra", environment: environment).screen.contains(Self.escape))
        let forced = try place.run(["search", "guerra", "--color", "always"], environment: environment)
        #expect(forced.output.contains("\u{1B}[1;33mguerra\u{1B}[0m"))
    }

    @Test(arguments: ["auto", "never"]) func linesAreBrokenBetweenWordsOnANarrowTerminal(color: String) throws {
        let place = try Newspaper.workplace()
        let screen = try place.runOnTerminal("search", "guerra", "--color", color, columns: 40).screen
        let plain = screen.replacing(#/\u{1B}\[[0-9;]*m/#, with: "").split(whereSeparator: \.isNewline)
        #expect(plain.contains("   La guerra in Ucraina continua. A Kiev"))
        #expect(plain.contains("   parla Volodymyr Zelensky."))
        #expect(plain.allSatisfy { $0.count <= 40 })
        #expect(try place.run("search", "guerra").output.contains("continua. A Kiev parla Volodymyr Zelensky.\n"))
    }

    @Test func anEmptyNoColorDoesNothing() throws {
        let place = try Newspaper.workplace()
        #expect(try place.runOnTerminal("search", "guerra", environment: ["NO_COLOR": ""]).screen.contains(Self.escape))
    }

    @Test func neverMeansNeverAndJSONHasNoColours() throws {
        let place = try Newspaper.workplace()
        #expect(try !place.runOnTerminal("search", "guerra", "--color", "never").screen.contains(Self.escape))
        #expect(try !place.runOnTerminal("search", "guerra", "--json").screen.contains(Self.escape))
        #expect(try !place.run("search", "guerra", "--json", "--color", "always").output.contains(Self.escape))
    }

    @Test func progressIsShownOnATerminalOnly() throws {
        let place = try Workplace()
        try place.write(try Line.file(Newspaper.lines), to: "giornale.jsonl")
        let onTerminal = try place.runOnTerminal("index", "giornale.jsonl", "-i", "uno")
        #expect(onTerminal.screen.contains("\r\u{1B}[K"))
        let dumb = try place.runOnTerminal("index", "giornale.jsonl", "-i", "dumb", environment: ["TERM": "dumb"])
        #expect(!dumb.screen.contains(Self.escape))
        let quiet = try place.runOnTerminal("index", "giornale.jsonl", "-i", "due", "--quiet")
        #expect(quiet.screen.hasPrefix("read 6 articles in "))
        #expect(!quiet.screen.contains(Self.escape))
        let inPipe = try place.run("index", "giornale.jsonl", "-i", "tre")
        #expect(inPipe.errors == "index: tre\n")
    }

    @Test(arguments: [80, 26])
    func progressKeepsToTheWidthAndTellsWhatIsLeft(columns: Int) throws {
        let place = try Workplace()
        let body = String(repeating: "La pioggia cade sul paese di Rocca Alta. ", count: 40)
        try place.write(
            "{rotto\n" + (try Line.file((0..<450).map { Line(id: "f\($0)", body: "\(body)\($0)") })), to: "grande.jsonl"
        )
        let screen = try place.runOnTerminal("index", "grande.jsonl", columns: columns).screen
        let shown = screen.split(separator: "\r\u{1B}[K").filter { $0.contains(" articles") && !$0.utf8.contains(0x0A) }
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy { $0.count < columns })
        let full = #/\d+ articles(, [\d.]+ MB/s(, \d+ rejected(, about (\d+ min )?\d+ s left)?)?)?/#
        #expect(shown.allSatisfy { $0.wholeMatch(of: full) != nil }, "\(shown)")
        #expect(shown.contains { $0.contains("left") } == (columns == 80), "\(shown)")
    }

    /// ESC, the one-character CSI, a bell, marks of both directions, an isolate, an override, a line separator.
    private static let evil =
        "\u{1B}]0;titolo\u{07}\u{1B}[31mrosso\u{9B}2J\u{202E}storto\u{202C}\u{2066}isola\u{2069}\u{200F}\u{061C}\u{2028}\u{7F}"

    private static func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A: true
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }

    @Test func noEscapeSequenceOfAnArticleReachesTheTerminal() throws {
        let place = try Workplace()
        let evil = Self.evil
        let line = Line(
            id: "id\(evil)", title: "Titolo \(evil)", body: "Corpo \(evil) parla Mario Draghi \(evil).",
            date: "2022", section: "Sezione \(evil)", source: "Fonte \(evil)", author: ["Autore \(evil)"],
            tags: ["etichetta \(evil)"], url: "https://www.example.org/\(evil)")
        try place.write(try Line.file([line]), to: "male.jsonl")
        try place.write("rotto", to: "nome\u{1B}[2J\u{202E}.jsonl")
        let indexing = try place.run("index", ".")
        #expect(indexing.status == 4)
        #expect(Self.isHarmless(indexing.errors))
        let id = try #require(try place.run("search", "--json").ids().first)
        for arguments in [
            ["search", "rosso"], ["search", "titolo:storto"], ["search", "rosso", "--json"],
            ["search", "--no-snippets"],
            ["facets"], ["facets", "--json"], ["show", id], ["show", id, "--json"],
            ["show", id, "--highlight", "storto"], ["concordance", "rosso OR storto"],
            ["concordance", "rosso", "--json"],
            ["search", "section:\(evil)zzz"], ["search", "(\(evil)"], ["show", "manca \(evil)"],
            ["facets", "--by", evil], ["analyze", evil], ["analyze", evil, "--json"], ["search", "--sort", evil],
            ["index", "manca \(evil)"], ["search", "-i", "manca \(evil)"], ["stats"], ["verify"],
        ] {
            let outcome = try place.run(arguments)
            #expect(Self.isHarmless(outcome.output), "\(arguments)")
            #expect(Self.isHarmless(outcome.errors), "\(arguments)")
            #expect(!outcome.output.isEmpty || !outcome.errors.isEmpty)
        }
        let annotated = try place.run("annotate", input: "Parla Mario Draghi \(evil).")
        #expect(annotated.output.contains("Mario Draghi"))
        #expect(Self.isHarmless(annotated.output))
    }

    @Test func whatIsEscapedInJSONIsUnchangedWhenRead() throws {
        let place = try Workplace()
        let body = "Piove \u{202E}forte\u{202C}."
        try place.write(try Line.file([Line(id: "uno", body: body)]), to: "uno.jsonl")
        _ = try place.run("index", "uno.jsonl")
        let outcome = try place.run("show", "uno", "--json")
        #expect(outcome.output.contains("Piove \\u202Eforte\\u202C."))
        #expect(try outcome.json()["article"]["body"].text == body)
    }

    @Test(arguments: [["--help"], ["search", "--help"], ["entity", "list", "-h"], ["help", "timeline"]])
    func examplesOfTheHelpStayWholeOnANarrowTerminal(arguments: [String]) throws {
        let place = try Newspaper.workplace()
        let examples = { (screen: String) in
            screen.split(whereSeparator: \.isNewline).map { String($0.drop { $0 == " " }) }
                .filter { $0.hasPrefix("spoglio ") || $0.hasPrefix("Example: spoglio ") }
        }
        let (first, second) = (arguments[0], arguments.dropFirst().first)
        let run = { (columns: Int) in
            switch (second, arguments.count) {
            case (let second?, 3): try place.runOnTerminal(first, second, arguments[2], columns: columns)
            case (let second?, _): try place.runOnTerminal(first, second, columns: columns)
            default: try place.runOnTerminal(first, columns: columns)
            }
        }
        let wide = examples(try run(200).screen)
        let narrow = examples(try run(40).screen)
        #expect(!wide.isEmpty && narrow == wide)
    }
}
