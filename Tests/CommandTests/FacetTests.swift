// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// facets in its orders and from years to days, as a user sees them.
struct FacetTests {
    @Test func significanceIsShownWithWhatTheArchiveHas() throws {
        let place = try Newspaper.workplace()
        let outcome = try place.run("facets", "guerra", "--by", "source", "--sort", "significance")
        #expect(
            outcome.output == """
                3 articles

                source  2 values
                  2  La Gazzetta  of 3 in the archive, G2 +0.7
                  1  Il Corriere  of 2 in the archive, G2 +0.0

                """)
        let value = try place.run("facets", "guerra", "--by", "source", "--sort", "significance", "--json").json()[
            "facets"]["source"]["values"][0]
        #expect(value.keys == ["id", "value", "count", "archive", "significance"])
        #expect(value["archive"].int == 3)
        let plain = try place.run("facets", "guerra", "--by", "source", "--json").json()
        #expect(plain["facets"]["source"]["values"][0].keys == ["id", "value", "count"])
        #expect(try place.run("entity", "list", "--sort", "significance").status == 2)
    }

    @Test(arguments: [30, 40, 100]) func barsFitATerminal(columns: Int) throws {
        let place = try Workplace()
        let sources = ["La Nuova Gazzetta dell'Appennino e del Mare", "Voce", "Voce"]
        try place.write(
            try Line.file(
                sources.enumerated().map { Line(id: "a\($0)", title: "Prova", body: "Una prova.", source: $1) }),
            to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
        let outcome = try place.runOnTerminal("facets", "--by", "source", "--color", "never", columns: columns)
        let rows = outcome.screen.split(whereSeparator: \.isNewline).filter { $0.contains("█") }
        #expect(rows.count == 2 && rows[0].hasPrefix("  2  Voce "))
        #expect(rows.map(\.count).max() == min(columns, 71))
    }

    @Test func dateGoesFromYearsToMonthsToDays() throws {
        let place = try Newspaper.workplace()
        for (filters, facet, counts) in [
            ([], "year", ["2021": 1, "2022": 2, "2023": 1]), (["anno=2022"], "month", ["2022-03": 1, "2022-05": 1]),
            (["month=2022-05"], "day", ["2022-05-10": 1]),
            (["year=2022", "month=2022-03"], "day", ["2022-03-01": 1]),
        ] as [([String], String, [String: Int])] {
            let options = filters.flatMap { ["--where", $0] }
            let outcome = try place.run(["facets", "--by", "data", "--json"] + options)
            #expect(try outcome.json()["facets"].keys == [facet], "\(filters)")
            #expect(try outcome.facet(facet) == counts, "\(filters)")
        }
        #expect(try place.run("facets", "--by", "giorno", "--json").facet("day") == ["2022-03-01": 1, "2022-05-10": 1])
        #expect(try place.run("facets", "--json").json()["facets"].keys.contains("day") == false)
    }

    @Test func aValueCanBeLeftOut() throws {
        let outcome = try Newspaper.workplace().run("facets", "guerra -section:Esteri", "--by", "section", "--json")
        #expect(try outcome.facet("section") == ["Economia": 1, "Politica": 1])
    }

    @Test func aSelectedValueIsShownWhereTheLimitWouldCutIt() throws {
        let place = try Newspaper.workplace()
        let outcome = try place.run("facets", "--by", "section", "--limit", "1", "--where", "sezione=sport")
        #expect(
            outcome.output == """
                1 article

                section  6 values
                  1  Cronaca  ████████████████████████
                  1  Sport    ████████████████████████  selected

                """)
        let query = "guerra (section:esteri OR section:politica)"
        let search = try place.run("search", query, "--facet", "section:1", "--json").json()
        let values = search["facets"]["section"]["values"].elements
        #expect(values.map { $0["id"].text } == ["Esteri", "Politica"])
        #expect(values.map { $0["selected"].isTrue } == [true, true])
        let named = try place.run("facets", "--by", "section", "--json", "--where", "section=Sport", "-n", "20").json()
        let keys = named["facets"]["section"]["values"].elements.map { $0.keys.contains("selected") }
        #expect(keys == [false, false, false, false, false, true])
        let none = try place.run("facets", "--by", "section", "-n", "0", "--where", "section=Sport", "--json").json()
        #expect(none["facets"]["section"]["values"].elements.isEmpty)
        let other = try place.run("facets", "-section:sport", "--by", "section", "-n", "1", "--json").json()
        #expect(other["facets"]["section"]["values"].elements.count == 1)
    }
}
