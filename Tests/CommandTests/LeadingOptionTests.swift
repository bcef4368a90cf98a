// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// Options of every command may stand before its name.
struct LeadingOptionTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(try Line.file(Newspaper.lines), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl", "--index", "ix")
    }

    @Test func theyMeanTheSameBeforeTheCommand() throws {
        for (before, after) in [
            (["--index", "ix", "--json", "search", "guerra"], ["search", "guerra", "--index", "ix", "--json"]),
            (["-i", "ix", "search", "--", "-guerra"], ["search", "-i", "ix", "--", "-guerra"]),
            (["--index=ix", "-q", "topic", "list"], ["topic", "list", "--index", "ix", "-q"]),
            (["-i", "ix", "--color=always", "facets"], ["facets", "-i", "ix", "--color", "always"]),
        ] {
            let outcome = try place.run(before)
            let wanted = try place.run(after)
            #expect(outcome.status == 0 && outcome.errors == wanted.errors)
            if !before.contains("--json") { #expect(outcome.output == wanted.output) }
        }
        #expect(try place.run("--index", "ix", "--json", "search", "guerra").ids().count == 3)
    }

    @Test func withoutACommandTheyAreRefusedAsBefore() throws {
        for arguments in [["--json"], ["--index"], ["--index", "ix"], ["--json", "--nulla"]] {
            #expect(try place.run(arguments).status == 2)
        }
        let unknown = try place.run("--index", "ix", "fcets", "guerra")
        #expect(unknown.errors == "spoglio: there is no command 'fcets'; did you mean 'facets'?\n")
    }
}
