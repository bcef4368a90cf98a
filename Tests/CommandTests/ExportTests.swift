// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// export, as a user and a spreadsheet see it.
struct ExportTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            try Line.file([
                Line(
                    id: "a1", title: "=1+1", body: "Parla Elon Musk, \"forse\".\n\nA Roma.", date: "2022-03",
                    section: "Politica", author: ["-Rossi", "Anna, B."], tags: ["@gas"]),
                Line(id: "a2", title: "Due", body: "Una prova\tcon \\ barra.", source: "+Corriere"),
                Line(id: "a3", title: "Tre", body: "Altro."),
            ]), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
    }

    @Test func aLineOfJSONHasEveryField() throws {
        let outcome = try place.run("export", "musk OR prova")
        let lines = try outcome.output.split(separator: "\n").map { try JSON($0) }
        #expect(lines.count == 2)
        for line in lines {
            #expect(
                line.keys == [
                    "id", "title", "date", "section", "source", "author", "tags", "url", "path", "body", "topics",
                    "persons", "organisations", "places",
                ])
        }
        #expect(lines[0]["persons"] == .array([.string("Elon Musk")]))
        #expect(lines[0]["body"].text == "Parla Elon Musk, \"forse\".\n\nA Roma." && lines[0]["title"].text == "=1+1")
        #expect(lines[1]["body"].text == "Una prova\tcon \\ barra." && lines[1]["section"] == .null)
        #expect(outcome.errors.hasPrefix("note: 2 articles for 'musk OR prova' from index '"))
        #expect(outcome.errors.contains("', revision 1 of 3 articles, on 2"))
        #expect(try place.run("export", "musk", "--quiet").errors == "")
        #expect(
            try place.run("export", "--json", "--fields", "id").output == #"{"id":"a1"}"# + "\n" + #"{"id":"a2"}"#
                + "\n" + #"{"id":"a3"}"# + "\n")
    }

    @Test func cellsOfCSVAreQuotedAndAreNoFormulas() throws {
        let outcome = try place.run(
            "export", "NOT altro", "--format", "csv", "--fields", "titolo,id,author,tags,source,body")
        #expect(
            outcome.output == """
                title,id,author,tags,source,body\r
                '=1+1,a1,"'-Rossi; Anna, B.",'@gas,,"Parla Elon Musk, ""forse"".\n\nA Roma."\r
                Due,a2,,,'+Corriere,Una prova\tcon \\ barra.\r

                """)
    }

    @Test func aRowOfTSVIsOneLine() throws {
        let outcome = try place.run("export", "prova OR musk", "--format", "tsv", "--fields", "id,body,tags")
        #expect(
            outcome.output == """
                id\tbody\ttags
                a1\tParla Elon Musk, "forse".\\n\\nA Roma.\t'@gas
                a2\tUna prova\\tcon \\\\ barra.\t

                """)
    }

    @Test func filtersNarrowItAndNothingHasStatusOne() throws {
        let outcome = try place.run("export", "--where", "sezione=Politica", "--fields", "id")
        #expect(outcome.output == #"{"id":"a1"}"# + "\n")
        #expect(outcome.errors.hasPrefix("note: 1 article for '*', where 'sezione=Politica' from index '"))
        let nothing = try place.run("export", "balena", "--format", "csv", "--fields", "id,date")
        #expect(nothing.status == 1 && nothing.output == "id,date\r\n")
    }

    @Test func namesOfEntitiesAreTheCorrectedOnes() throws {
        _ = try place.run("entity", "rename", "Elon Musk", "E. Musk")
        #expect(
            try place.run("export", "musk", "--fields", "persons").output == #"{"persons":["E. Musk"]}"# + "\n")
    }

    @Test func aClosedPipeIsNoError() throws {
        let lines = (0..<3_000).map { Line(id: "l\($0)", body: "La pioggia cade sul paese di Roma.") }
        try place.write(try Line.file(lines), to: "molti.jsonl")
        _ = try place.run("index", "molti.jsonl")
        let outcome = try place.shell("( \"$SPOGLIO\" export pioggia -q; echo \"status $?\" >&2 ) | head -1")
        #expect(outcome.errors == "status 0\n")
        #expect(outcome.output.hasPrefix("{\"id\":\"l0\""))
    }

    @Test func aFieldThatIsNoneIsRefused() throws {
        let unknown = try place.run("export", "--fields", "id,titoli")
        #expect(unknown.status == 2 && unknown.output == "")
        #expect(
            unknown.errors == """
                spoglio: unknown field 'titoli'; did you mean 'titolo'?
                hint: fields are id,title,date,section,source,author,tags,url,path,body,topics,persons,organisations,places

                """)
        #expect(
            try place.run("export", "--fields", "id,date,data").errors
                == "spoglio: the field 'date' is named twice\n")
        #expect(try place.run("export", "--format", "xls").status == 2)
        #expect(try place.run("export", "--format", "csv", "--json").status == 2)
    }
}
