// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// entity list, show and the corrections, as a user sees them.
struct EntityTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            """
            {"id":"a1","title":"Prova","body":"Ieri ha parlato Carlo Zanzucchi. Poi Zanzucchi è partito.","date":"2021-03-02"}
            {"id":"a2","title":"Prova","body":"Ieri ha parlato Piero Bastianelli con Carlo Zanzucchi.","date":"2023-05-06"}
            {"id":"a3","title":"Prova","body":"Ieri ha parlato Elon Musk a Roma.","date":"2023-07-08"}

            """, to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
    }

    private func persons() throws -> [String: Int] {
        try place.run("facets", "--by", "person", "--json").facet("person")
    }

    @Test func showTellsHowANameIsWrittenAndWhatStandsBesideIt() throws {
        let answer = try place.run("entity", "show", "carlo zanzucchi", "--json").json()
        #expect(answer.keys == ["version", "entities", "total", "notes"])
        let entity = answer["entities"][0]
        #expect(
            entity.keys == [
                "id", "name", "kind", "known", "articles", "mentions", "variants", "country", "description", "first",
                "last", "with", "timeline", "corrections",
            ])
        #expect(entity["name"].text == "Carlo Zanzucchi" && entity["kind"].text == "person")
        #expect(entity["articles"].int == 2 && entity["mentions"].int == 3)
        #expect(entity["variants"].elements.map { $0["text"].text } == ["Carlo Zanzucchi", "Zanzucchi"])
        #expect(entity["variants"].elements.map { $0["mentions"].int } == [2, 1])
        #expect(entity["with"].elements.map { $0["name"].text } == ["Piero Bastianelli"])
        #expect(entity["timeline"].elements.map { $0["key"].text } == ["2021", "2022", "2023"])
        #expect(entity["timeline"].elements.map { $0["count"].int } == [1, 0, 1])
        let text = try place.run("entity", "show", "carlo zanzucchi").output
        for part in ["Carlo Zanzucchi", "2  Carlo Zanzucchi", "with: person  Piero Bastianelli (1)", "2022  0"] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func anUnknownNameIsAnsweredWithNearOnesAndStatusOne() throws {
        let outcome = try place.run("entity", "show", "Carlo Zanzuchi Rossi")
        #expect(outcome.status == 1)
        let near = try place.run("entity", "show", "Piero Bastianeli")
        #expect(near.errors.contains("Piero Bastianelli"))
    }

    @Test func listGivesTheCommonestFirst() throws {
        let answer = try place.run("entity", "list", "--kind", "person", "--json").json()
        #expect(answer["entities"].elements.map { $0["name"].text }.first == "Carlo Zanzucchi")
        #expect(answer["total"].int == 3)
        let matching = try place.run("entity", "list", "--matching", "bast", "--json").json()
        #expect(matching["entities"].elements.map { $0["name"].text } == ["Piero Bastianelli"])
        #expect(try place.run("entity", "list", "--kind", "topic").status == 2)
    }

    @Test func correctionsTakeEffectAtOnceAndSurviveARebuild() throws {
        #expect(try persons() == ["Carlo Zanzucchi": 2, "Piero Bastianelli": 1, "Elon Musk": 1])
        let merged = try place.run("entity", "merge", "Piero Bastianelli", "Carlo Zanzucchi")
        #expect(merged.output == "1 entity merged into 'Carlo Zanzucchi' (2 articles)\n")
        #expect(try persons() == ["Carlo Zanzucchi": 2, "Elon Musk": 1])
        #expect(try place.run("search", "person:bastianelli", "--json").ids().sorted() == ["a1", "a2"])
        let renamed = try place.run("entity", "rename", "Carlo Zanzucchi", "C. Zanzucchi", "--json").json()
        #expect(renamed.keys == ["version", "message", "id", "name", "articles"])
        #expect(try persons() == ["C. Zanzucchi": 2, "Elon Musk": 1])
        let before = try place.run("entity", "export").output
        _ = try place.run("index", "--rebuild", "a.jsonl")
        #expect(try persons() == ["C. Zanzucchi": 2, "Elon Musk": 1])
        #expect(try place.run("entity", "export").output == before)
        #expect(try place.run("verify").status == 0)
    }

    @Test func anEditedLogThatCannotBeReadIsReportedWithItsLine() throws {
        _ = try place.run("entity", "rename", "Elon Musk", "E. Musk")
        try place.write("# mio\nboh\n", to: ".spoglio/corrections.tsv")
        let outcome = try place.run("facets", "--by", "person")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("corrections.tsv' line 2: 'boh' is not merge, split, rename or alias"))
        #expect(try place.run("search", "parlato").status == 0)
        #expect(try place.run("verify").status == 3)
    }

    @Test func whatWasExportedCanBeImported() throws {
        _ = try place.run("entity", "merge", "Piero Bastianelli", "Carlo Zanzucchi")
        try place.write(try place.run("entity", "export").output, to: "correzioni.tsv")
        try place.remove(".spoglio/corrections.tsv")
        #expect(try persons().count == 3)
        #expect(try place.run("entity", "import", "correzioni.tsv").output == "1 correction added\n")
        #expect(try place.run("entity", "import", "correzioni.tsv").output == "0 corrections added\n")
        #expect(try persons() == ["Carlo Zanzucchi": 2, "Elon Musk": 1])
        try place.write("merge\tperson\tx\n", to: "male.tsv")
        let refused = try place.run("entity", "import", "male.tsv")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("'male.tsv' line 1: 'merge' takes 4 tab-separated fields, this line has 3"))
    }

    @Test func annotateFindsTheCharsetOut() throws {
        try place.writeBytes(
            Array("Perch".utf8) + [0xE9] + Array(" parla Elon Musk all'Universit".utf8) + [0xE0], to: "l.txt")
        let outcome = try place.run("annotate", "l.txt")
        #expect(outcome.output.hasPrefix("Perché parla Elon Musk all'Università"))
        try place.writeBytes([0x25, 0x50, 0x44, 0x46, 0x00, 0x01], to: "p.pdf")
        #expect(try place.run("annotate", "p.pdf").errors == "spoglio: 'p.pdf' is no text: it has NUL bytes\n")
    }

    @Test func theLastCorrectionIsTakenBack() throws {
        let before = try persons()
        try place.write("# mio\n", to: ".spoglio/corrections.tsv")
        let renamed = try place.run("entity", "rename", "Elon Musk", "E. Musk")
        #expect(renamed.errors == "note: 'spoglio entity undo' takes this back\n")
        let outcome = try place.run("entity", "merge", "piero bastianelli", "E. Musk", "CARLO ZANZUCCHI")
        #expect(outcome.output == "2 entities merged into 'Carlo Zanzucchi' (3 articles)\n")
        let undone = try place.run("entity", "undo")
        #expect(
            undone.output == """
                taken back: merge person 'person/piero-bastianelli' 'person/carlo-zanzucchi'
                taken back: merge person 'elon-musk' 'person/carlo-zanzucchi'
                1 correction left

                """)
        #expect(try persons() == ["Carlo Zanzucchi": 2, "Piero Bastianelli": 1, "E. Musk": 1])
        let json = try place.run("entity", "undo", "--json").json()
        #expect(json.keys == ["version", "removed", "corrections"] && json["corrections"].int == 0)
        #expect(json["removed"][0].elements.map(\.text) == ["rename", "person", "elon-musk", "E. Musk"])
        #expect(try persons() == before)
        #expect(try place.run("entity", "export").output == "# mio\n")
        let nothing = try place.run("entity", "undo")
        #expect(nothing.status == 1)
        #expect(
            nothing.errors
                == "spoglio: there is no correction to take back in '\(place.folder)/.spoglio'\n")
    }

    @Test func aFormIsTakenInTheOneWayThatArticlesWriteIt() throws {
        try place.write(
            try Line.file([
                Line(id: "b1", body: "Ieri ha parlato il Càvaliere Nero. Poi IL DIVO."),
                Line(id: "b2", body: "Ha risposto il Divo."),
            ]), to: "b.jsonl")
        _ = try place.run("index", "b.jsonl")
        let one = try place.run("entity", "alias", "elon musk", "IL CAVALIERE NERO")
        #expect(one.output == "'il Càvaliere Nero' is now a form of 'Elon Musk' (2 articles)\n")
        let several = try place.run("entity", "alias", "elon musk", "Il Divo")
        #expect(several.status == 1)
        #expect(
            several.errors == "spoglio: 'Il Divo' stands in no article\n"
                + "hint: articles write 'IL DIVO', 'il Divo'; name one, or write 'il divo' for all of them\n")
        let none = try place.run("entity", "alias", "elon musk", "Razzo")
        #expect(
            none.errors == "spoglio: 'Razzo' stands in no article\n"
                + "hint: write it as an article does, of which 'spoglio search' shows pieces\n")
    }
}
