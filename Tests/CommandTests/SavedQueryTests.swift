// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// query save, list and remove, and '@name' in queries, as a user sees them.
struct SavedQueryTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(try Line.file(Newspaper.lines), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
    }

    @Test func aSavedQueryIsListedUsedReplacedAndRemoved() throws {
        #expect(try place.run("query", "list").output == "")
        #expect(
            try place.run("query", "save", "guerra", "guerra OR conflitto").output == "'@guerra' saved (3 articles)\n")
        #expect(
            try place.run("query", "save", "@estera", "@guerra section:Esteri").output
                == "'@estera' saved (1 article)\n")
        #expect(
            try place.run("query", "list").output
                == "@estera  @guerra section:Esteri\n@guerra  guerra OR conflitto\n")
        #expect(try place.run("search", "@guerra", "borsa", "--json").ids() == ["a2"])
        #expect(try place.run("search", "NOT @guerra", "--json").ids().sorted() == ["a3", "a4", "a6"])
        #expect(try place.run("export", "@estera", "--fields", "id", "-q").output == "{\"id\":\"a1\"}\n")
        #expect(
            try place.run("export", "@estera").errors.contains(
                "'@estera' (that is '(guerra OR conflitto) AND section:Esteri') from index '"))
        #expect(try place.run("facets", "@estera", "--by", "year", "--json").facet("year") == ["2022": 1])
        let taken = try place.run("query", "save", "guerra", "pace")
        #expect(taken.status == 2)
        #expect(
            taken.errors
                == "spoglio: '@guerra' is saved already: guerra OR conflitto\nhint: replace it with --replace\n")
        #expect(
            try place.run("query", "save", "guerra", "calcio", "--replace").output == "'@guerra' replaced (1 article)\n"
        )
        #expect(try place.run("search", "@guerra", "--json").ids() == ["a4"])
        let used = try place.run("query", "remove", "guerra")
        #expect(used.status == 2)
        #expect(
            used.errors == "spoglio: the saved query '@estera' could not be used any more: there is no saved query "
                + "'@guerra', which '@estera' names\nhint: change or remove '@estera' first\n")
        #expect(try place.run("query", "remove", "estera").output == "'@estera' removed (@guerra section:Esteri)\n")
        #expect(try place.run("topic", "add", "Guerre", "@guerra").status == 0)
        #expect(
            try place.run("query", "remove", "guerra").errors
                == "spoglio: the topic 'Guerre' could not be used any more: there is no saved query '@guerra'\n"
                + "hint: change or remove it first, with 'spoglio topic'\n")
        #expect(try place.run("topic", "remove", "Guerre").status == 0)
        #expect(try place.run("query", "remove", "@guerra").status == 0)
        #expect(try place.run("query", "remove", "guerra").status == 1)
        #expect(try place.run("verify").status == 0)
    }

    @Test func theyOutliveARebuildAndExplainShowsThemAsWritten() throws {
        _ = try place.run("query", "save", "g", "guerra OR conflitto")
        _ = try place.run("index", "--rebuild", "a.jsonl")
        let outcome = try place.run("search", "@g voto", "--explain", "--no-snippets")
        #expect(outcome.output.hasPrefix("query: @g AND voto\n1 article\n"))
        let json = try place.run("search", "@g voto", "--json").json()
        #expect(json["query"]["parsed"].text == "@g AND voto")
        #expect(try place.run("verify").status == 0)
    }

    @Test func whatCannotBeUsedIsRefusedWithACaret() throws {
        _ = try place.run("query", "save", "guerra", "guerra")
        for (arguments, message) in [
            (
                ["search", "borsa @guera"],
                "there is no saved query '@guera'\nborsa @guera\n      ^^^^^^\nhint: did you mean '@guerra'?"
            ),
            (
                ["search", "@nulla"],
                "there is no saved query '@nulla'\n@nulla\n^^^^^^\n"
                    + "hint: 'spoglio query list' shows the saved queries of this index; quote a name that is meant as text"
            ),
            (["query", "save", "x", "a -@x"], "the saved query '@x' would stand for itself: @x > @x\na -@x\n   ^^"),
            (["query", "save", "x", "(a"], "the parenthesis '(' is never closed\n(a\n^"),
            (
                ["query", "save", "a.b", "c"],
                "'a.b' cannot name a saved query: a name has only letters a-z, digits, '-' and '_'"
            ),
        ] {
            let outcome = try place.run(arguments)
            #expect(outcome.status == 2 && outcome.output == "")
            #expect(outcome.errors == "spoglio: \(message)\n")
        }
    }

    @Test func theJSONHasItsKeys() throws {
        let saved = try place.run("query", "save", "g", "guerra", "--json").json()
        #expect(saved.keys == ["version", "name", "query", "replaced", "articles", "notes"])
        #expect(saved["name"].text == "g" && saved["articles"].int == 3 && !saved["replaced"].isTrue)
        let list = try place.run("query", "list", "--json").json()
        #expect(list.keys == ["version", "queries"])
        #expect(list["queries"][0] == .object(["name": .string("g"), "query": .string("guerra")]))
        #expect(try place.run("query", "remove", "g", "--json").json()["removed"]["name"].text == "g")
        let error = try place.run("search", "@g", "--json").error()
        #expect(error["code"].text == "query" && error["offset"].int == 0)
    }
}
