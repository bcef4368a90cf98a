// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// What is refused is told on standard error, word for word as here, and nothing stands on standard output.
struct RefusalTests {
    struct Refusal: Sendable, CustomStringConvertible {
        let arguments: [String]
        let status: Int32
        let message: String

        var description: String { arguments.joined(separator: " ") }
    }

    private static let facets =
        "hint: facets are section, source, author, tag, language, year, month, day, topic, person, organisation, place\n"

    static let refusals = [
        Refusal(
            arguments: ["search", "x", "--index", "nulla"], status: 3,
            message: "spoglio: there is no index at 'nulla'\n"
                + "hint: make one with 'spoglio index PATH --index nulla'\n"),
        Refusal(
            arguments: ["facets", "--by", "seszione"], status: 2,
            message: "spoglio: unknown facet 'seszione'; did you mean 'sezione'?\n" + facets),
        Refusal(
            arguments: ["search", "--facet", "persn"], status: 2,
            message: "spoglio: unknown facet 'persn'; did you mean 'person'?\n" + facets),
        Refusal(
            arguments: ["search", "--where", "colore=rosso"], status: 2,
            message: "spoglio: unknown facet 'colore'\n" + facets),
        Refusal(
            arguments: ["export", "--where", "title=due parole"], status: 2,
            message: "spoglio: 'title' is a field of queries and no facet, which --where compares\n"
                + "hint: write title:\"due parole\" in the query\n"),
        Refusal(
            arguments: ["search", "--where", "date=2022-01..2022-03"], status: 2,
            message: "spoglio: 'date=2022-01..2022-03' is no year, month or day such as date=2022-10\n"
                + "hint: other dates and ranges are part of a query: date:2022-01..2022-03\n"),
        Refusal(
            arguments: ["search", "--where", "date=2022", "--where", "data=2021-03"], status: 2,
            message: "spoglio: years, months and days are no alternatives of each other\n"
                + "hint: write (date:2021 OR date:2022-10) in the query\n"),
        Refusal(
            arguments: ["search", "--where", "-sezione=Sport e altro"], status: 2,
            message: "spoglio: '-sezione=Sport e altro' would leave articles out; --where names what to keep\n"
                + "hint: write -section:\"Sport e altro\" in the query\n"),
        Refusal(
            arguments: ["facets", "--where", "anno!=2022"], status: 2,
            message: "spoglio: 'anno!=2022' would leave articles out; --where names what to keep\n"
                + "hint: write -date:2022 in the query\n"),
        Refusal(
            arguments: ["facets", "--where", "-lingua=it"], status: 2,
            message: "spoglio: '-lingua=it' would leave articles out; --where names what to keep\n"
                + "hint: write --where lingua=VALUE for each value to keep\n"),
        Refusal(
            arguments: ["facets", "--facet", "person"], status: 2,
            message: "spoglio: unknown option '--facet'\n"
                + "hint: --by NAME counts a facet here, and --limit says how many values\n"),
        Refusal(
            arguments: ["search", "guerra", "--by", "person"], status: 2,
            message: "spoglio: unknown option '--by'\n"
                + "hint: --facet NAME counts a facet here; 'spoglio facets --by NAME' only counts\n"),
        Refusal(
            arguments: ["search", "guerra", "-n", "-1"], status: 2,
            message: "spoglio: --limit takes a number from 0\nhint: see 'spoglio search --help'\n"),
        Refusal(
            arguments: ["search", "--where", "sezione"], status: 2,
            message: "spoglio: 'sezione' is no filter\nhint: write --where section=Politica\n"),
        Refusal(
            arguments: ["search", "--facet", "section:molti"], status: 2,
            message: "spoglio: 'molti' is no number of values for the facet 'section'\n"
                + "hint: write --facet section:20\n"),
        Refusal(
            arguments: ["search", "guerra AND"], status: 2,
            message: "spoglio: AND needs something on its right\nguerra AND\n       ^^^\n"),
        Refusal(
            arguments: ["search", "data:2022-13"], status: 2,
            message: "spoglio: '2022-13' is not a date: there is no month 13\ndata:2022-13\n     ^^^^^^^\n"),
        Refusal(
            arguments: ["facets", "(guerra"], status: 2,
            message: "spoglio: the parenthesis '(' is never closed\n(guerra\n^\n"),
        Refusal(
            arguments: ["delete", "te*", "--yes"], status: 2,
            message: "spoglio: '*' needs at least 3 letters or digits before it\nte*\n  ^\n"),
        Refusal(
            arguments: ["show", "a9"], status: 1,
            message: "spoglio: there is no article 'a9' in this index\n"
                + "hint: ids are shown by 'spoglio search', and 'spoglio search id:a9' would find it\n"),
        Refusal(
            arguments: ["index", "manca.jsonl"], status: 2,
            message: "spoglio: there is no file or folder 'manca.jsonl'\n"
                + "hint: check the name, or the working folder\n"),
        Refusal(
            arguments: ["index", "giornale.jsonl", "--format", "rtf"], status: 2,
            message:
                "spoglio: format 'rtf' is not known; known are text, markdown, jsonl, json, csv, tsv, html, xml, archive, compressed, warc, mail, pdf, docx, odt, epub\n"
        ),
        Refusal(
            arguments: ["annotate", "manca.txt"], status: 2,
            message: "spoglio: cannot open 'manca.txt': No such file or directory\n"),
        Refusal(
            arguments: ["search", "-n", "20000"], status: 2,
            message: "spoglio: a page has 0 to 10000 hits and an offset of 0 or more\n"
                + "hint: use 'spoglio export' for every match\n"),
    ]

    @Test(arguments: refusals) func refusalsAreToldWordForWord(refusal: Refusal) throws {
        let outcome = try Newspaper.workplace().run(refusal.arguments)
        #expect(outcome.status == refusal.status)
        #expect(outcome.errors == refusal.message)
        #expect(outcome.output == "")
    }

    @Test(arguments: [
        ["search", "--sort", "best"], ["search", "--limit", "dieci"], ["index"], ["show"],
        ["search", "--batch", "guerra"], ["index", "giornale.jsonl", "--jobs", "0"], ["analyze"],
        ["search", "--color", "rosso"], ["timeline", "--by", "week"], ["timeline", "--title", "x"],
        ["search", "--offset=-1"], ["facets", "--limit=-1"],
    ])
    func wrongUsageHasStatusTwo(arguments: [String]) throws {
        let outcome = try Newspaper.workplace().run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 2, "\(outcome.errors)")
        #expect(lines.first?.hasPrefix("spoglio: ") == true)
        #expect(lines.last == "hint: see 'spoglio \(arguments[0]) --help'")
    }

    @Test func eachCommandSaysThatThereIsNoIndex() throws {
        let place = try Workplace()
        let message =
            "spoglio: there is no index in '\(place.folder)' or above\n"
            + "hint: make one with 'spoglio index PATH', or name one with --index DIR or $SPOGLIO_INDEX\n"
        for arguments in [
            ["search", "x"], ["search", "--batch"], ["facets"], ["timeline"], ["export"], ["query", "list"],
            ["query", "save", "x", "y"],
            ["show", "x"], ["delete", "x"], ["stats"],
            ["verify"],
            ["compact"],
        ] {
            let outcome = try place.run(arguments)
            #expect(outcome.status == 3, "\(arguments)")
            #expect(outcome.errors == message, "\(arguments)")
        }
        #expect(!place.exists(".spoglio"))
    }

    @Test(arguments: [["search", "balena"], ["facets", "balena"], ["search", "person:draghy"]])
    func noHitsHaveStatusOne(arguments: [String]) throws {
        let outcome = try Newspaper.workplace().run(arguments)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("0 articles\n"))
    }

    @Test func anUnknownNameIsToldWithTheNearestOnes() throws {
        let outcome = try Newspaper.workplace().run("search", "person:zelenski")
        #expect(outcome.status == 0 || outcome.errors.hasPrefix("note: no person is called 'zelenski'"))
        let other = try Newspaper.workplace().run("search", "person:zelenssky")
        #expect(other.status == 1)
        #expect(
            other.errors == "note: no person is called 'zelenssky'; the nearest known: 'Volodymyr Zelensky'\n")
        #expect(try Newspaper.workplace().run("search", "person:zelenssky", "--quiet").errors == "")
        let json = try Newspaper.workplace().run("search", "person:zelenssky", "--json")
        #expect(json.errors == "")
        #expect(
            try json.json()["notes"][0].text
                == "no person is called 'zelenssky'; the nearest known: 'Volodymyr Zelensky'")
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let place = try Newspaper.workplace()
        let outcome = try place.shell(#""$SPOGLIO" search "$(printf 'citt\340')""#)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        let hint = "use a UTF-8 terminal; a file with such a name is read with the folder that it is in"
        #expect(outcome.errors == "spoglio: argument 2 is not UTF-8: 'citt\\xE0'\nhint: \(hint)\n")
        let json = try place.shell(#""$SPOGLIO" search --json "$(printf '\377')""#)
        #expect(try json.error()["message"].text == "argument 3 is not UTF-8: '\\xFF'")
    }

    @Test func helpAndVersionGoToStandardOutput() throws {
        let place = try Workplace()
        for arguments in [["--help"], ["search", "--help"], ["--version"], ["index", "-h"]] {
            let outcome = try place.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "")
            #expect(!outcome.output.isEmpty)
        }
    }

    @Test func aFullDiskUnderTheResultsIsTold() throws {
        let outcome = try Newspaper.workplace().shell("\"$SPOGLIO\" search guerra >/dev/full")
        #expect(outcome.status == 3)
        #expect(
            outcome.errors == "spoglio: cannot write the results: No space left on device\n"
                + "hint: make room where standard output goes\n")
    }

    @Test func aNamedFileThatCannotBeOpenedIsWrongUsageAndAnIndexIsTrouble() throws {
        let place = try Workplace()
        try place.write(try Line.file(Newspaper.lines), to: "a.jsonl")
        try place.write("Parla Elon Musk.", to: "chiuso.txt")
        _ = try place.run("index", "a.jsonl")
        _ = try place.shell("mkdir fermo cartella; cp -r .spoglio fermo/ix; chmod -R a-w fermo; chmod 0 chiuso.txt")
        defer { _ = try? place.shell("chmod -R u+w fermo") }
        for (status, commands) in [
            (
                2,
                [
                    ["export", "guerra", "--output", "fermo/x"], ["export", "guerra", "--output", "cartella"],
                    ["export", "guerra", "--output", "manca/x"], ["timeline", "guerra", "--svg", "fermo/x.svg"],
                    ["timeline", "guerra", "--svg", "cartella"], ["annotate", "chiuso.txt"], ["annotate", "cartella"],
                    ["annotate", "manca"], ["entity", "import", "chiuso.txt"], ["entity", "import", "cartella"],
                    ["entity", "import", "manca"], ["index", "manca"],
                    ["index", "a.jsonl", "--authority", "chiuso.txt"],
                ]
            ),
            (
                3,
                [
                    ["index", "a.jsonl", "-i", "fermo/altro"], ["index", "a.jsonl", "-i", "fermo/ix"],
                    ["index", "a.jsonl", "-i", "a.jsonl"], ["delete", "guerra", "--yes", "-i", "fermo/ix"],
                    ["compact", "-i", "fermo/ix"], ["entity", "undo", "-i", "fermo/ix"],
                    ["query", "save", "x", "gas", "-i", "fermo/ix"], ["topic", "add", "x", "gas", "-i", "fermo/ix"],
                    ["search", "guerra", "--since-last", "-i", "fermo/ix"], ["search", "guerra", "-i", "a.jsonl"],
                    ["export", "guerra", "--output", "/dev/full"],
                ]
            ),
            (4, [["index", "chiuso.txt"]]), (0, [["search", "guerra", "-i", "fermo/ix"]]),
        ] as [(Int32, [[String]])] {
            for arguments in commands {
                let outcome = try place.runUnprivileged(arguments)
                #expect(outcome.status == status, "\(arguments) \(outcome.errors)")
                #expect(outcome.errors.isEmpty == (status == 0), "\(arguments)")
            }
        }
    }
}
