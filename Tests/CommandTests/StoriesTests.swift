// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// Near-duplicates and similar articles as a user sees them.
struct StoriesTests {
    private static let text =
        "Il governo ha approvato ieri sera il decreto sulle pensioni dopo una lunga riunione. Il ministro ha spiegato che "
        + "le risorse arriveranno dai risparmi degli enti locali."

    private func workplace() throws -> Workplace {
        let place = try Workplace()
        let lines = [
            Line(
                id: "b1", title: "Pensioni, c'è il decreto", body: Self.text, date: "2022-03-02", source: "Il Corriere"),
            Line(
                id: "b2", title: "Decreto approvato", body: "(ANSA) - ROMA, 1 MAR - " + Self.text, date: "2022-03-01",
                source: "La Gazzetta"),
            Line(
                id: "b3", title: "Sciopero", body: "I sindacati contro il decreto sulle pensioni.",
                source: "Il Corriere"),
            Line(id: "b4", title: "Neve", body: "Cade piano."),
        ]
        try place.write(try Line.file(lines), to: "giornale.jsonl")
        #expect(try place.run("index", "giornale.jsonl").status == 0)
        return place
    }

    @Test func copiesAreFoundShownAndCollapsed() throws {
        let place = try workplace()
        let copies = try place.run("search", "dup:b1", "--json").json()
        #expect(copies["hits"].elements.map { $0["id"].text } == ["b2"])
        let article = try place.run("show", "b1", "--json").json()["article"]
        #expect(article["copies"].elements.map(\.text) == ["b2"])
        #expect(article["story"].text == "b2")
        #expect(try place.run("show", "b1").output.contains("\ncopies  1: b2; the earliest is b2\n"))
        #expect(try place.run("show", "b2").output.contains("\ncopies  1: b1; this is the earliest\n"))
        #expect(try !place.run("show", "b3").output.contains("copies"))

        let collapsed = try place.run("search", "decreto", "--collapse", "--json").json()
        #expect(collapsed.keys.contains("stories"))
        #expect(collapsed["total"].int == 3)
        #expect(collapsed["stories"].int == 2)
        #expect(collapsed["hits"].elements.count == 2)
        for hit in collapsed["hits"].elements {
            #expect(hit["copies"].int == (hit["id"].text == "b3" ? 0 : 1))
        }
        let screen = try place.run("search", "decreto", "--collapse").output
        #expect(screen.hasPrefix("3 articles in 2 stories\n"))
        #expect(screen.contains(" · 1 copy\n"))
        let batch = try place.run("search", "--batch", input: "{\"query\":\"decreto\",\"collapse\":true}\n").json()
        #expect(batch["stories"].int == 2)
    }

    @Test func facetsCountStoriesWhereAsked() throws {
        let place = try workplace()
        let articles = try place.run("facets", "--by", "year", "--json").json()
        #expect(articles["facets"]["year"]["values"][0]["count"].int == 2)
        let stories = try place.run("facets", "--by", "year", "--stories", "--json").json()
        #expect(stories["facets"]["year"]["values"][0]["count"].int == 1)
        #expect(stories["total"].int == 4)
        #expect(stories["stories"].int == 3)
        #expect(try place.run("facets", "--by", "year", "--stories").output.hasPrefix("4 articles in 3 stories\n"))
        #expect(
            try place.run("facets", "--by", "year", "--stories").output.contains(
                "\nyear  1 value, stories counted, 2 stories without\n"))
        let search = try place.run("search", "decreto", "--facet", "year", "--stories", "--json").json()
        #expect(search["facets"]["year"]["values"][0]["count"].int == 1)
    }

    @Test func similarArticlesComeWithWhatTheyShare() throws {
        let place = try workplace()
        let outcome = try place.run("similar", "b3", "--json")
        #expect(outcome.status == 0)
        let answer = try outcome.json()
        #expect(answer["total"].int == 2)
        for hit in answer["hits"].elements {
            #expect(
                hit.keys == [
                    "id", "rank", "score", "title", "date", "section", "source", "author", "tags", "url", "path",
                    "snippets", "shared",
                ])
            for shared in hit["shared"].elements { #expect(shared.keys == ["text", "kind", "score"]) }
            #expect(hit["shared"].elements.map { $0["text"].text }.contains("pensioni"))
        }
        #expect(try place.run("similar", "b3", "-n", "1", "--json").json()["hits"].elements.count == 1)
        #expect(try place.run("similar", "b3").output.contains("pensioni"))
    }

    @Test func similarTellsNothingFoundFromUnknownAndWrong() throws {
        let place = try workplace()
        let none = try place.run("similar", "b4", "--json")
        #expect(none.status == 1)
        #expect(try none.json()["total"].int == 0)
        let unknown = try place.run("similar", "b9")
        #expect(unknown.status == 1)
        #expect(unknown.errors.hasPrefix("spoglio: there is no article 'b9' in this index\n"))
        #expect(try place.run("similar", "b3", "--entities", "-1").status == 2)
        #expect(try place.run("similar").status == 2)
    }

    @Test func anArticleWithoutATitleIsShownWithItsIdOnce() throws {
        let place = try Workplace()
        try place.write("{\"id\":\"z1\",\"body\":\"Una prova.\"}\n", to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
        #expect(try place.run("show", "z1").output.hasPrefix("id  z1\npath  a.jsonl\n"))
    }
}
