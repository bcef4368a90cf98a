// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

/// What was refused is listed until it is mended or gone.
struct RejectedTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            "{\"id\":\"a\",\"body\":\"Piove.\"}\n{\"id\":\"x\"}\n{\"id\":\"y\"}\n", to: "articoli/tempo.jsonl")
        try place.write("", to: "articoli/vuoto.txt")
        mkfifo(place.path("articoli/tubo"), 0o600)
        #expect(try place.run("index", "articoli").status == 4)
    }

    private static let pipe = "articoli/tubo:0: it is a named pipe; only regular files are read\n"
    private static let lines =
        "articoli/tempo.jsonl:2: the article has no body\narticoli/tempo.jsonl:3: the article has no body\n"
    private static let empty = "articoli/vuoto.txt:0: the file is empty\n"

    private func listed() throws -> String {
        let outcome = try place.run("stats", "--rejected")
        #expect(outcome.status == 0)
        #expect(outcome.errors == (outcome.output.isEmpty ? "note: nothing is rejected\n" : ""))
        return outcome.output
    }

    @Test func everyRejectionIsListedWithItsReason() throws {
        #expect(try listed() == Self.lines + Self.pipe + Self.empty)
        let answer = try place.run("stats", "--rejected", "--json").json()
        #expect(answer.keys == ["rejected", "rejections", "version"])
        #expect(answer["rejected"].int == 4)
        #expect(answer["rejections"][0]["path"].text == "articoli/tempo.jsonl")
        #expect(answer["rejections"][0]["position"].int == 2)
        #expect(answer["rejections"][0]["reason"].text == "the article has no body")
        // A run over something else, and a run that finds all as it was, change nothing.
        try place.write("Nevica.", to: "neve.txt")
        _ = try place.run("index", "neve.txt")
        _ = try place.run("index", "articoli")
        _ = try place.run("compact")
        #expect(try listed() == Self.lines + Self.pipe + Self.empty)
    }

    @Test(arguments: [[], ["--prune"]])
    func whatIsMendedOrGoneIsListedNoMore(arguments: [String]) throws {
        try place.write(
            "{\"id\":\"a\",\"body\":\"Piove.\"}\n{\"id\":\"x\",\"body\":\"Ora sì.\"}\n", to: "articoli/tempo.jsonl")
        #expect(try place.run(["index", "articoli"] + arguments).status == 4)
        #expect(try listed() == Self.pipe + Self.empty)
        try place.remove("articoli/tubo")
        try place.remove("articoli/vuoto.txt")
        #expect(try place.run(["index", "articoli"] + arguments).status == 0)
        #expect(try listed() == "")
        #expect(try place.run("verify").status == 0)
    }

    @Test func aFileThatIsGoneIsListedNoMoreThoughItsArticlesStay() throws {
        try place.remove("articoli/tempo.jsonl")
        #expect(try place.run("index", "articoli").status == 4)
        #expect(try listed() == Self.pipe + Self.empty)
        #expect(try place.run("search", "piove", "--json").ids() == ["a"])
        #expect(try place.run("index", "articoli", "--prune", "--json").json()["removed"].int == 1)
    }

    @Test func aFileThatComesBackIsReadAgain() throws {
        _ = try place.shell("mv articoli/tempo.jsonl altrove.jsonl")
        _ = try place.run("index", "articoli")
        _ = try place.shell("mv altrove.jsonl articoli/tempo.jsonl")
        let run = try place.run("index", "articoli", "--json").json()
        #expect(run["added"].int == 0 && run["unchanged"].int == 1 && run["rejected"].int == 4)
        #expect(try listed() == Self.lines + Self.pipe + Self.empty)
    }

    private func install(_ program: String, _ script: String, in place: Workplace) throws {
        try place.write("#!/bin/sh\n\(script)\n", to: "bin/\(program)")
        _ = try place.shell("chmod +x bin/\(program)")
    }

    @Test func whatLackedAProgramIsReadOnceThatIsInstalledAndWhatWasRecognisedStays() throws {
        let place = try Workplace()
        let environment = ["PATH": place.path("bin")]
        func index(_ arguments: String...) throws -> JSON {
            try place.run(["index", "a.pdf", "--json"] + arguments, environment: environment).json()
        }
        try place.write("%PDF-1.4\n", to: "a.pdf")
        try #expect(
            index()["rejections"][0]["reason"].text
                == "a PDF is read with pdftotext; install it with 'apt-get install poppler-utils'")
        try install("pdftotext", "exit 0", in: place)
        let scan = "the PDF has no text layer; --ocr recognises the text of scanned pages"
        try #expect(index()["rejections"][0]["reason"].text == scan)
        try #expect(
            index("--ocr")["rejections"][0]["reason"].text
                == "the PDF has no text layer, and pdftoppm is not installed; install it with 'apt-get install poppler-utils'"
        )
        try install("pdftoppm", "echo P5", in: place)
        try install("tesseract", "echo 'Nevica a Trento da ieri sera.'", in: place)
        try #expect(index("--ocr")["added"].int == 1)
        // A run without it does not lose what was recognised.
        let last = try index()
        #expect(last["unchanged"].int == 1 && last["rejected"].int == 0)
        #expect(try place.run("stats", "--rejected").errors == "note: nothing is rejected\n")
    }

    @Test func aFileOfWhichThereAreOnlyNotesIsCounted() throws {
        let place = try Workplace()
        try place.write("Elenco;;\ntitolo;testo;data\n", to: "c/elenco.csv")
        try place.write("Nevica.", to: "c/neve.txt")
        let reason = "the file has no articles; 1 row before the header was passed over"
        for arguments in [["c"], ["c"], ["c", "--prune"], ["c", "--rebuild"]] {
            let run = try place.run(["index", "--json"] + arguments)
            let answer = try run.json()
            #expect(run.status == 4 && answer["read"].int == 2 && answer["rejected"].int == 1)
            #expect(answer["rejections"][0]["reason"].text == reason)
            #expect(try place.run("stats", "--rejected").output == "c/elenco.csv:0: \(reason)\n")
        }
        try place.write("Elenco;;\ntitolo;testo;data\nUno;Piove.;2022\n", to: "c/elenco.csv")
        let mended = try place.run("index", "c", "--json").json()
        #expect(mended["read"].int == 2 && mended["rejected"].int == 0)
        #expect(try place.run("stats", "--rejected").output == "")
    }

    @Test func whatIsIgnoredIsListedNoMoreAndPruned() throws {
        try place.write("tubo\ntempo.*\n", to: "articoli/.spoglioignore")
        #expect(try place.run("index", "articoli").status == 4)
        #expect(try listed() == Self.empty)
        #expect(try place.run("index", "articoli", "--prune", "--json").json()["removed"].int == 1)
    }

    @Test func ofStandardInputTheLastReadingCounts() throws {
        _ = try place.run("index", "-", input: "{\"id\":\"s\"}\n")
        #expect(try listed() == "-:1: the article has no body\n" + Self.lines + Self.pipe + Self.empty)
        _ = try place.run("index", "articoli", "--prune")
        #expect(try listed().hasPrefix("-:1: "))
        _ = try place.run("index", "-", input: "{\"id\":\"s\",\"body\":\"Ora sì.\"}\n")
        #expect(try listed() == Self.lines + Self.pipe + Self.empty)
    }

    @Test func aFolderThatCannotBeReadKeepsItsArticles() throws {
        try place.write("Nevica.", to: "articoli/chiusa/neve.txt")
        _ = try place.run("index", "articoli")
        // Rules that cannot be read keep a folder out for anyone, root included.
        _ = try place.shell("mkdir articoli/chiusa/.spoglioignore")
        let run = try place.run("index", "articoli", "--prune", "--json").json()
        #expect(run["removed"].int == 0)
        #expect(try place.run("search", "nevica", "--json").json()["total"].int == 1)
        #expect(try listed().contains("articoli/chiusa:0: its '.spoglioignore' cannot be read: invalid argument\n"))
    }

    @Test func anIndexWithoutRejectionsSaysSo() throws {
        let other = try Workplace()
        try other.write("Piove.", to: "uno.txt")
        _ = try other.run("index", "uno.txt")
        #expect(try other.run("stats", "--rejected").errors == "note: nothing is rejected\n")
        #expect(try other.run("stats", "--rejected", "--json").json()["rejected"].int == 0)
    }

    @Test func ofVeryManyRejectionsTheFirstAreListedAndAllAreCounted() throws {
        let other = try Workplace()
        try other.write(
            "{\"id\":\"a\",\"body\":\"Piove.\"}\n" + String(repeating: "x\n", count: 12_345), to: "guasto.jsonl")
        let first = try other.run("index", "guasto.jsonl", "--json").json()
        #expect(first["read"].int == 12_346 && first["added"].int == 1 && first["rejected"].int == 12_345)
        let listed = first["rejections"].elements
        #expect(listed.count == 10_001)
        #expect(listed.last?["reason"].text == "and 2345 more of this file")
        #expect(listed.last?["path"].text == "guasto.jsonl" && listed.last?["position"].int == 0)
        for arguments in [["index", "guasto.jsonl"], ["index", "guasto.jsonl", "--prune"]] {
            let next = try other.run(arguments + ["--json"]).json()
            #expect(next["read"].int == 12_346 && next["unchanged"].int == 1 && next["rejected"].int == 12_345)
            #expect(next["rejections"].elements.count == 1_001)
            #expect(next["rejections"].elements.last?["reason"].text == "and 11345 more of this file")
        }
        let known = try other.run("stats", "--rejected", "--json").json()
        #expect(known["rejected"].int == 12_345 && known["rejections"].elements.count == 1_001)
        #expect(
            try other.run("stats", "--rejected").output.hasSuffix("guasto.jsonl:0: and 11345 more of this file\n"))
        _ = try other.run("compact")
        #expect(try other.run("stats", "--rejected", "--json").json()["rejected"].int == 12_345)
        #expect(try other.run("verify").status == 0)
    }
}
