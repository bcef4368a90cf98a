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

    @Test func cellsOfCSVArePartedAsAskedAfterAMark() throws {
        let arguments = ["export", "NOT altro", "--format", "csv", "--fields", "id,author,source"]
        #expect(
            try place.run(arguments + ["--delimiter", ";", "--bom"]).output == """
                \u{FEFF}id;author;source\r
                a1;"'-Rossi; Anna, B.";\r
                a2;;'+Corriere\r

                """)
        #expect(
            try place.run(arguments + ["--delimiter", "|", "--output", "barre.csv"]).status == 0
                && text(of: "barre.csv") == """
                    id|author|source\r
                    a1|'-Rossi; Anna, B.|\r
                    a2||'+Corriere\r

                    """
        )
        for wrong in [["--bom"], ["--delimiter", ";", "--format", "tsv"], ["--json", "--bom"]] {
            let refused = try place.run(["export", "musk"] + wrong)
            #expect(refused.status == 2 && refused.errors.contains("--delimiter and --bom are for --format csv"))
        }
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

    private func text(of name: String) throws -> String? {
        try place.contents(of: ".")[name].map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func aFileIsWrittenInWhole() throws {
        let printed = try place.run("export", "--format", "csv", "--fields", "id,title").output
        let outcome = try place.run("export", "--format", "csv", "--fields", "id,title", "--output", "tutti.csv")
        #expect(outcome.status == 0 && outcome.output == "")
        #expect(outcome.errors.hasPrefix("note: 3 articles for '*' from index '"))
        #expect(try text(of: "tutti.csv") == printed)
        let nothing = ["export", "boh", "-o", "tutti.csv", "--format", "csv", "--fields", "id,title"]
        #expect(try place.run(nothing).status == 1)
        #expect(try text(of: "tutti.csv") == "id,title\r\n")
        #expect(try !place.contents(of: ".").keys.contains { $0.hasSuffix(".part") })
    }

    @Test func aFileThatCannotBeWrittenIsNamed() throws {
        let nowhere = try place.run("export", "-o", "manca/x.csv", "--quiet")
        #expect(nowhere.status == 2)
        #expect(
            nowhere.errors == """
                spoglio: cannot write 'manca/x.csv': No such file or directory
                hint: name a file in a folder that you may write

                """)
        let full = try place.run("export", "-o", "/dev/full", "--quiet", "--json")
        #expect(full.status == 3)
        #expect(
            try JSON(full.errors)["error"]["message"].text
                == "cannot write '/dev/full': No space left on device; what was written is incomplete")
    }

    /// A limit on the size of files stands for a disk that fills up.
    @Test func aFileThatGrowsTooLargeIsRemovedAndAnOlderOneStays() throws {
        try place.write(
            try Line.file((0..<40).map { Line(id: "z\($0)", body: String(repeating: "parola ", count: 600)) }),
            to: "z.jsonl")
        _ = try place.run("index", "z.jsonl")
        try place.write("vecchio", to: "x.jsonl")
        let outcome = try place.shell("trap '' XFSZ; ulimit -f 16; exec \"$SPOGLIO\" export -q -o x.jsonl")
        #expect(outcome.status == 3)
        #expect(
            outcome.errors == """
                spoglio: cannot write 'x.jsonl': File too large; the partial file was removed
                hint: make room there, or name a file elsewhere

                """)
        #expect(try text(of: "x.jsonl") == "vecchio")
        #expect(try !place.contents(of: ".").keys.contains { $0.hasSuffix(".part") })
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
                hint: fields are id,title,date,section,source,author,tags,url,path,body,topics,persons,organisations,places,layout

                """)
        #expect(
            try place.run("export", "--fields", "id,date,data").errors
                == "spoglio: the field 'date' is named twice\n")
        #expect(try place.run("export", "--format", "xls").status == 2)
        #expect(try place.run("export", "--format", "csv", "--json").status == 2)
    }

    @Test func aFileThatIsReplacedKeepsItsPermissions() throws {
        try place.write("vecchio", to: "x.jsonl")
        _ = try place.shell("chmod 600 x.jsonl; ln -s x.jsonl y.jsonl")
        for name in ["x.jsonl", "y.jsonl"] {
            #expect(try place.run("export", "-o", name, "-q").status == 0)
            #expect(try place.shell("stat -c %a x.jsonl; readlink y.jsonl").output == "600\nx.jsonl\n")
            #expect(try text(of: "x.jsonl")?.hasPrefix("{\"id\"") == true)
        }
        _ = try place.shell("umask 027; \"$SPOGLIO\" export -q -o nuovo.jsonl")
        #expect(try place.shell("stat -c %a nuovo.jsonl").output == "640\n")
    }

    @Test func aLinkInThePlaceOfThePartialFileIsNotFollowed() throws {
        try place.write("di un altro", to: "altro")
        let outcome = try place.shell(
            "ln -s altro x.jsonl.$$.part; exec \"$SPOGLIO\" export -q -o x.jsonl")
        #expect(outcome.status == 0)
        #expect(try text(of: "altro") == "di un altro")
        #expect(try text(of: "x.jsonl")?.hasPrefix("{\"id\"") == true)
    }

    /// A terminal that is closed leaves nothing behind; under `nohup` the export goes on.
    @Test func aHangupRemovesThePartialFile() throws {
        let body = String(repeating: "La pioggia cade su Roma. ", count: 300)
        let lines = (0..<300).map { Line(id: "l\($0)", body: body) }
        try place.write(try Line.file(lines), to: "molti.jsonl")
        _ = try place.run("index", "molti.jsonl")
        let script = """
            "$SPOGLIO" export -q -o x.jsonl & spoglio=$!
            while ! ls x.jsonl.*.part >/dev/null 2>&1 && kill -0 $spoglio 2>/dev/null; do :; done
            kill -HUP $spoglio 2>/dev/null; wait $spoglio; echo $?; ls | grep -c part
            """
        let stopped = try place.shell(script).output
        // A quick machine may be through before the signal comes.
        #expect(["129\n0\n", "0\n0\n"].contains(stopped), "\(stopped)")
        let kept = try place.shell("trap '' HUP; " + script).output
        #expect(kept == "0\n0\n")
    }
}
