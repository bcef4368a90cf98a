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
        (["search", "--index"], "Error: Missing value for '--index <dir>'\n"),
        (["search", "guerra", "--limti", "3"], "Error: Unknown option '--limti'. Did you mean '--limit'?\n"),
        (["search", "guerra", "-n", "-1"], "Error: Missing value for '-n <limit>'\n"),
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
}
