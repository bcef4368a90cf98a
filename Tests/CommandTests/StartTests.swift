// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// What the program leaves out at its start is as if it were there.
struct StartTests {
    @Test(arguments: [
        ["guerra"], ["guerra", "ucraina"], ["guerra ucraina"], ["persona:rossi"], ["balena"], ["(guerra"], [""], ["*"],
        ["guerra", "--index", "qui"], ["guerra", "-i", ".spoglio"], ["--json", "(guerra"],
        ["--index", "qui", "--json"],
    ])
    func theShortFormOfASearchAnswersAsTheLongOne(arguments: [String]) throws {
        let place = try Newspaper.workplace()
        let short = try place.run(["search"] + arguments)
        let long = try place.run(["search"] + arguments + ["--sort=relevance"])
        #expect(short.output == long.output)
        #expect(short.errors == long.errors)
        #expect(short.status == long.status)
    }

    @Test func theShortFormAsJSONAnswersAsTheLongOne() throws {
        let place = try Newspaper.workplace()
        let short = try JSON(try place.run("search", "guerra", "--json").output)
        let long = try JSON(try place.run("search", "guerra", "--json", "--sort=relevance").output)
        #expect(short.keys == long.keys)
        for key in short.keys where key != "took_us" { #expect(short[key] == long[key]) }
    }

    @Test(arguments: [
        (["search", "--index"], "spoglio: missing value for '--index <dir>'\nhint: see 'spoglio search --help'\n"),
        (
            ["search", "guerra", "--limti", "3"],
            "spoglio: unknown option '--limti'; did you mean '--limit'?\nhint: see 'spoglio search --help'\n"
        ),
        (["search", "guerra", "-n"], "spoglio: missing value for '-n <limit>'\n"),
        (["search", "guerra", "-n", "-1"], "spoglio: --limit takes a number from 0\n"),
        (["help", "srarch"], "spoglio: there is no command 'srarch'; did you mean 'search'?\n"),
        (["help", "entity", "lst"], "spoglio: there is no command 'entity lst'; did you mean 'entity list'?\n"),
        (["entity", "lst"], "spoglio: there is no command 'entity lst'; did you mean 'entity list'?\n"),
        (
            ["entity", "qwerty", "x"],
            "spoglio: there is no command 'entity qwerty'\nhint: 'spoglio entity --help' lists its commands\n"
        ),
        (
            ["topic", "add", "x"],
            "spoglio: missing expected argument '<query>'\nhint: see 'spoglio topic add --help'\n"
        ),
        (["facetss", "guerra"], "spoglio: there is no command 'facetss'; did you mean 'facets'?\n"),
        (
            ["guerra", "in", "ucraina"],
            "spoglio: there is no command 'guerra'\nhint: 'spoglio search QUERY' searches, 'spoglio --help' lists the commands\n"
        ),
        (
            ["fcets", "--json"],
            #"{"error":{"code":"usage","message":"there is no command 'fcets'; did you mean 'facets'?"},"version":1}"#
        ),
    ])
    func mistakesInASearchAreExplained(arguments: [String], beginning: String) throws {
        let outcome = try Newspaper.workplace().run(arguments)
        #expect(outcome.errors.hasPrefix(beginning), "\(outcome.errors)")
        #expect(outcome.output == "")
        #expect(outcome.status == 2)
    }

    @Test func aLimitMayStandBesideItsLetter() throws {
        let place = try Newspaper.workplace()
        let joined = try place.run("search", "*", "-n1").output
        #expect(try joined == place.run("search", "*", "-n", "1").output && joined.contains(", 1-1 shown"))
    }

    @Test func withoutLibxml2ArticlesInMarkdownAreRefusedAndOthersAreRead() throws {
        let place = try Workplace()
        try place.write("Uno *due*.", to: "a.md")
        try place.write("Tre.", to: "b.txt")
        for name in ["libxml2.so.2", "libxml2.so.16"] { try place.write("", to: "lib/" + name) }
        let outcome = try place.run(
            "index", "a.md", "b.txt", environment: ["LD_LIBRARY_PATH": place.path("lib")])
        let library = place.path("lib/libxml2.so")
        let number = outcome.errors.contains(library + ".16") ? "16" : "2"
        #expect(
            outcome.errors.contains(
                "rejected: a.md:0: its HTML cannot be read without libxml2 (\(library).\(number): file too short); "
                    + "install it with 'apt-get install libxml2'"), "\(outcome.errors)")
        #expect(outcome.status == 4)
        #expect(try JSON(try place.run("stats", "--json").output)["articles"].int == 1)
    }

    @Test func withoutMd4cArticlesInMarkdownAreRefusedAndOthersAreRead() throws {
        let place = try Workplace()
        try place.write("Uno *due*.", to: "a.md")
        try place.write("Tre.", to: "b.txt")
        try place.write("", to: "lib/libmd4c-html.so.0")
        let outcome = try place.run("index", "a.md", "b.txt", environment: ["LD_LIBRARY_PATH": place.path("lib")])
        let library = place.path("lib/libmd4c-html.so.0")
        #expect(
            outcome.errors.contains(
                "rejected: a.md:0: its Markdown cannot be read without md4c (\(library): file too short); "
                    + "install it with 'apt-get install libmd4c-html0'"), "\(outcome.errors)")
        #expect(outcome.status == 4)
        #expect(try JSON(try place.run("stats", "--json").output)["articles"].int == 1)
    }

    @Test func verboseSaysWhatIsReadAndHowAQueryIsUnderstood() throws {
        let place = try Workplace()
        try place.write("Piove.", to: "articoli/a.txt")
        try place.write("{\"id\":\"b\",\"body\":\"Nevica.\"}\n{}\n", to: "articoli/b.jsonl")
        let index = "\(place.folder)/.spoglio"
        let first = try place.run("index", "articoli", "-v")
        #expect(
            first.errors.hasPrefix(
                """
                note: the index is '.spoglio', revision 0
                note: read 'articoli/a.txt': 1 article
                note: read 'articoli/b.jsonl': 1 article, 1 rejected
                note: commit: revision 1, 2 articles in 1 segment

                """), "\(first.errors)")
        let second = try place.run("index", "articoli", "--verbose")
        #expect(
            second.errors.hasPrefix(
                """
                note: the index is '\(index)', revision 1
                note: 'articoli/a.txt' is as it was: 1 article
                note: 'articoli/b.jsonl' is as it was: 1 article

                """), "\(second.errors)")
        #expect(try place.run("index", "articoli", "-v", "-q").errors == "")
        let found = try place.run("search", "piove neve*", "--match", "any", "-v", "--json")
        let notes = found.errors.split(separator: "\n")
        #expect(notes.count == 2 && notes[0] == "note: the query was understood as: piove OR neve*")
        #expect(notes[1].hasPrefix("note: index '\(index)', revision 1, 2 articles; "))
        #expect(notes[1].hasSuffix(" ms"))
    }
}
