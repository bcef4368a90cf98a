// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// What `--map` says is kept in the index, and a dry run shows what comes of it.
struct MappingTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("Occhiello;Pezzo;Quando\nPioggia a Fano;Piove.;3 marzo 2020\n", to: "tabelle/tempo.csv")
        try place.write("titolo;testo\nNeve;Nevica.\n", to: "tabelle/altro/neve.csv")
    }

    private static let map = "title=Occhiello,body=Pezzo,date=Quando"

    @Test func aDryRunShowsWhatWouldBeRead() throws {
        let blind = try place.run("index", "--dry-run", "tabelle")
        #expect(blind.status == 4)
        #expect(
            blind.output.hasPrefix(
                "file                    format  articles        date  section  source  first title\n"))
        #expect(blind.output.contains("tabelle/tempo.csv       csv     0 (1 rejected)  -     -        -       -\n"))
        let seen = try place.run("index", "--dry-run", "--json", "--map", Self.map, "tabelle/tempo.csv").json()
        #expect(seen["preview"][0]["title"].text == "Pioggia a Fano")
        #expect(seen["preview"][0]["date"].text == "2020-03-03")
        #expect(seen["preview"][0]["format"].text == "csv")
        #expect(seen["preview"][0]["articles"].int == 1)
        #expect(!place.exists(".spoglio/reading.tsv"))
    }

    @Test(arguments: [("z", "archive"), ("a", "archive"), ("g", "compressed"), ("j", "jsonl")])
    func aDryRunShowsWhatStandardInputTurnsOutToBe(_ kind: String, _ format: String) throws {
        let script = """
            import gzip, io, sys, tarfile, zipfile
            line = b'{"id":"a","title":"Neve","body":"Nevica a Fano."}\\n'
            out, kind = io.BytesIO(), sys.argv[1]
            if kind == 'z':
                with zipfile.ZipFile(out, 'w') as z: z.writestr('a.jsonl', line)
            if kind == 'a':
                with tarfile.open(fileobj=out, mode='w') as t:
                    entry = tarfile.TarInfo('a.jsonl'); entry.size = len(line); t.addfile(entry, io.BytesIO(line))
            if kind == 'g': out.write(gzip.compress(line))
            if kind == 'j': out.write(line)
            open('ingresso', 'wb').write(out.getvalue())
            """
        let made = try place.run(["-c", script, kind], executable: "/usr/bin/python3")
        #expect(made.status == 0)
        let command = "'\(Program.path)' index - < ingresso"
        let seen = try place.run(["-c", command + " --dry-run --json"], executable: "/bin/sh").json()
        #expect(seen["preview"][0]["format"].text == format && seen["preview"][0]["articles"].int == 1)
        #expect(try place.run(["-c", command], executable: "/bin/sh").status == 0)
        #expect(try place.run("search", "nevica").status == 0)
    }

    @Test func theFilesOfAFramesetAreReadThemselves() throws {
        let story = String(repeating: "La giunta ha approvato il bilancio del comune dopo una lunga seduta. ", count: 4)
        try place.write("<frameset cols='20%,*'><frame src='testo.html'></frameset>", to: "sito/index.html")
        try place.write("<title>Il bilancio</title><body><h1>Il bilancio</h1><p>\(story)</p>", to: "sito/testo.html")
        let found = try place.run("index", "sito")
        #expect(found.status == 4)
        #expect(found.errors.contains("sito/index.html:0: the page is a frameset; its text is in 'testo.html'\n"))
        #expect(try place.run("search", "giunta").output.contains("sito/testo.html"))
    }

    @Test func aMappingIsRememberedForItsPath() throws {
        #expect(try place.run("index", "--map", Self.map, "tabelle/tempo.csv").status == 0)
        #expect(try place.run("index", "tabelle").status == 0)
        #expect(try place.run("search", "title:Fano").status == 0)
        #expect(try place.run("index", "--rebuild", "tabelle").status == 0)
        #expect(try place.run("search", "title:Fano").status == 0)
        #expect(try place.run("verify").status == 0)
        // Forgotten, it is read again without.
        #expect(try place.run("index", "--map", "", "tabelle/tempo.csv").status == 4)
    }

    @Test func anotherMappingReadsAFileAgain() throws {
        _ = try place.run("index", "--map", Self.map, "tabelle/tempo.csv")
        #expect(try place.run("index", "--map", "body=Occhiello,title=Pezzo", "tabelle/tempo.csv").status == 0)
        #expect(try place.run("search", "body:Fano").status == 0)
    }

    @Test func aColumnThatIsNotThereIsNamed() throws {
        try place.write("Occhiello,Pezzo\nFiera,Fano apre.\n", to: "tabelle/fiera.csv")
        let noted = try place.run("index", "--map", "title=Occhielo,body=Pezzo", "tabelle/fiera.csv")
        #expect(noted.status == 0)
        #expect(
            noted.errors.contains(
                "note: tabelle/fiera.csv:1: --map names 'Occhielo', and there is no such column; "
                    + "the columns are 'Occhiello', 'Pezzo'\n"))
        let refused = try place.run("index", "--map", "body=Pezo", "tabelle/fiera.csv")
        #expect(refused.status == 4)
        #expect(
            refused.errors.contains(
                "no column is the text of the articles; the columns are 'Occhiello', 'Pezzo'; "
                    + "none is called 'Pezo', as --map has it\n"))
    }

    @Test func aBadMappingIsRefused() throws {
        let refused = try place.run("index", "--map", "colore=Rosso", "tabelle")
        #expect(refused.status == 2)
        #expect(
            refused.errors
                == "spoglio: 'colore' is no field of an article; the fields are id, title, body, date, section, source, author, tags, url, path, language\n"
        )
        _ = try place.run("index", "--map", Self.map, "tabelle/tempo.csv")
        try place.write("senza tabulatore\n", to: ".spoglio/reading.tsv")
        let damaged = try place.run("index", "tabelle")
        #expect(damaged.status == 3)
        #expect(damaged.errors.contains("reading.tsv' line 1: there is no tab after the path"))
    }
}
