// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

struct SearchTests {
    let place: Workplace

    init() throws { place = try Newspaper.workplace() }

    @Test(arguments: [
        (["guerra", "--where", "section=Esteri"], ["a1"]),
        (["guerra", "--where", "section=Esteri", "--where", "section=Economia"], ["a1", "a2"]),
        (
            ["guerra", "--where", "sezione=esteri", "--where", "section=Economia", "--where", "source=La Gazzetta"],
            ["a1"]
        ),
        (["*", "--where", "source=La Gazzetta", "--where", "year=2021", "--where", "year=2022"], ["a1", "a3"]),
        (["*", "--where", "month=2022-05"], ["a2"]),
        (["*", "--where", "author=Anna Rossi"], ["a1"]),
        (["*", "--where", "persona=zelensky"], ["a1"]),
        (["section:Esteri", "--where", "section=Sport"], []),
    ])
    func valuesOfAFieldAreAlternativesAndFieldsAreCombined(arguments: [String], ids: [String]) throws {
        let outcome = try place.run(["search", "--json"] + arguments)
        #expect(try outcome.ids().sorted() == ids)
        #expect(outcome.status == (ids.isEmpty ? 1 : 0))
    }

    @Test func theFacetOfAFilteredFieldShowsItsOtherValues() throws {
        let outcome = try place.run(
            "search", "guerra", "--where", "section=Esteri", "--facet", "section", "--facet", "source:5", "--json")
        #expect(try outcome.json()["total"].int == 1)
        #expect(try outcome.facet("section") == ["Esteri": 1, "Economia": 1, "Politica": 1])
        #expect(try outcome.facet("source") == ["La Gazzetta": 1])
        let both = try place.run(
            "facets", "guerra", "--where", "section=Esteri", "--where", "source=La Gazzetta", "--by", "section",
            "--by", "source", "--json")
        #expect(try both.facet("section") == ["Esteri": 1, "Politica": 1])
        #expect(try both.facet("source") == ["La Gazzetta": 1])
        #expect(try both.json()["total"].int == 1)
    }

    @Test func aFacetGivesAsManyValuesAsAskedForAndCountsTheOthers() throws {
        let section = try place.run("search", "--facet", "section:2", "--json").json()["facets"]["section"]
        #expect(section["values"].elements.count == 2)
        #expect(section["distinct"].int == 6)
        #expect(section["missing"].int == 0)
        #expect(try place.run("search", "--facet", "fonte", "--json").json()["facets"]["source"]["missing"].int == 1)
    }

    @Test func anyFindsWhatHasOneOfTheWordsMoreAndRarerOnesFirst() throws {
        #expect(try place.run("search", "guerra neve alpi", "--json").status == 1)
        let any = try place.run("search", "guerra neve alpi", "--match", "any", "--json")
        #expect(try any.ids().first == "a6")
        #expect(try any.ids().sorted() == ["a1", "a2", "a5", "a6"])
        #expect(try any.json()["total"].int == 4)
    }

    @Test(arguments: [("newest", ["a5", "a2", "a1", "a3"]), ("oldest", ["a3", "a1", "a2", "a5"])])
    func ordersByDateEndWithTheUndated(order: String, dated: [String]) throws {
        let ids = try place.run("search", "--sort", order, "--json").ids()
        #expect(Array(ids.prefix(4)) == dated)
        #expect(Set(ids.suffix(2)) == ["a4", "a6"])
    }

    @Test(arguments: [("date=2022-05", ["a2"]), ("data=2022", ["a1", "a2"]), ("date=2022-03-01", ["a1"])])
    func aFilterMayBeADateAsPreciseAsItIsWritten(filter: String, found: [String]) throws {
        let answer = try place.run("search", "guerra", "--where", filter, "--json").json()
        #expect(answer["hits"].elements.compactMap { $0["id"].text }.sorted() == found)
    }

    @Test func theLimitMayBeNothing() throws {
        let outcome = try place.run("search", "guerra", "-n", "0", "--json")
        #expect(try outcome.json()["total"].int == 3)
        #expect(try outcome.ids().isEmpty)
        #expect(outcome.status == 0)
    }

    @Test(arguments: ["6", "100", "9223372036854775807"])
    func anOffsetBehindTheLastHitShowsNone(offset: String) throws {
        let outcome = try place.run("search", "--offset", offset, "--json")
        #expect(try outcome.ids().isEmpty)
        #expect(try outcome.json()["total"].int == 6)
        #expect(outcome.status == 0)
    }

    @Test func anEmptyQueryAndAStarAreEverything() throws {
        for query in [[], [""], ["*"]] {
            #expect(try place.run(["search", "--json"] + query).json()["total"].int == 6)
        }
    }

    @Test func snippetsCanBeLeftOut() throws {
        let hit = try place.run("search", "ucraina", "--no-snippets", "--json").json()["hits"][0]
        #expect(hit["snippets"] == .array([]))
    }

    @Test func explainShowsTheQueryAsUnderstood() throws {
        let outcome = try place.run("search", "guerra E ucraina", "--explain")
        #expect(outcome.output.hasPrefix("query: guerra AND ucraina\n1 article\n"))
    }

    @Test func facetsAreSortedAndPickedByPrefix() throws {
        func values(_ arguments: String...) throws -> [String] {
            try place.run(["facets", "--json", "--by", "section"] + arguments).json()["facets"]["section"]["values"]
                .elements.compactMap { $0["value"].text }
        }
        #expect(try values("--sort", "name") == ["Cronaca", "Cultura", "Economia", "Esteri", "Politica", "Sport"])
        #expect(try values("--sort", "name", "--limit", "2") == ["Cronaca", "Cultura"])
        #expect(try values("--matching", "cu") == ["Cultura"])
    }
}

/// Pages one behind the other hold every hit once.
struct PagingTests {
    @Test func pagesHoldEveryHitOnce() throws {
        let place = try Workplace()
        let lines = (0..<25).map {
            Line(id: "p\($0)", body: "La pioggia cade sul paese.", date: $0 % 3 == 0 ? nil : "2022")
        }
        // Two runs, so that pages cross from one segment into another.
        try place.write(try Line.file(Array(lines[..<12])), to: "uno.jsonl")
        try place.write(try Line.file(Array(lines[12...])), to: "due.jsonl")
        _ = try place.run("index", "uno.jsonl")
        _ = try place.run("index", "due.jsonl")
        for order in ["relevance", "newest", "oldest"] {
            var seen: [String] = []
            for offset in stride(from: 0, to: 28, by: 7) {
                let page = try place.run(
                    "search", "pioggia", "--sort", order, "-n", "7", "--offset", "\(offset)", "--json")
                #expect(try page.json()["total"].int == 25)
                #expect(
                    try page.json()["hits"].elements.map { $0["rank"].int }
                        == (offset..<min(25, offset + 7)).map { $0 + 1 })
                seen += try page.ids()
            }
            #expect(seen.sorted() == lines.map(\.id).sorted(), "\(order)")
        }
    }

    @Test func anExclusionMayComeFirst() throws {
        let place = try Newspaper.workplace()
        let all = try place.run("search", "--json").ids()
        let without = try place.run("search", "-section:Esteri", "--json").ids()
        #expect(Set(without) == Set(all).subtracting(["a1"]))
        #expect(try place.run("facets", "-guerra", "--by", "section", "--json").status == 0)
        #expect(try place.run("search", "-qv", "guerra").status == 0)
    }

    @Test func whatIsMisspeltIsSaidByEveryCommandThatTakesAQuery() throws {
        let place = try Newspaper.workplace()
        let note = "note: 'gverra' occurs nowhere; did you mean 'guerra'? (3 articles)\n"
        for command in ["search", "facets", "timeline", "concordance", "export"] {
            let outcome = try place.run(command, "gverra")
            #expect(outcome.status == 1 && outcome.errors.contains(note), "\(command)")
            #expect(try place.run(command, "gverra", "-q").errors == "")
        }
        for command in ["search", "facets", "timeline", "concordance"] {
            let notes = try place.run(command, "gverra", "--json").json()["notes"].elements.map(\.text)
            #expect(notes == ["'gverra' occurs nowhere; did you mean 'guerra'? (3 articles)"])
        }
    }

    @Test func aValueWithQuotesAndALoneElisionAreFound() throws {
        let place = try Workplace()
        try place.write(
            try Line.file([
                Line(id: "uno", body: "Vince l'Atalanta.", tags: ["il \"caso\" «Rossi»''"]),
                Line(id: "due", body: "Vince Atalanta.", tags: ["il processo Rossi"]),
            ]), to: "uno.jsonl")
        _ = try place.run("index", "uno.jsonl")
        #expect(try place.run("search", #"tag:"il \"caso\" «Rossi»''""#, "--json").ids() == ["uno"])
        #expect(try place.run("search", "l'", "--json").ids() == ["uno"])
        #expect(try place.run("search", "l’ atalanta", "--json").ids() == ["uno"])
        #expect(try place.run("search", "l'atalanta", "--json").json()["total"].int == 2)
    }
}
