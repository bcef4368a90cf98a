// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// A file that was moved or renamed is known by its content.
struct MovedFileTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write("Cronaca\n\nUn titolo\n\nIl mercato riapre.", to: "articoli/mercato.txt")
        try place.write("{\"body\":\"Piove.\"}\n{\"body\":\"Nevica.\"}\n{rotto\n", to: "articoli/tempo.jsonl")
        try place.write(try Line.file([Line(id: "sole", body: "Splende il sole.")]), to: "articoli/sole.jsonl")
        #expect(try figures(status: 4) == ["added": 4, "rejected": 1])
    }

    /// What a run of `spoglio index articoli` says that is not 0.
    private func figures(_ arguments: String..., in folder: String = ".", status: Int32 = 4) throws -> [String: Int] {
        let outcome = try place.run(["index", "articoli", "--json"] + arguments, in: folder)
        #expect(outcome.status == status)
        let answer = try outcome.json()
        var figures: [String: Int] = [:]
        for name in ["added", "updated", "unchanged", "removed", "rejected"] {
            let figure = try #require(answer[name].int)
            if figure != 0 { figures[name] = figure }
        }
        #expect(answer["read"].int == figures.filter { $0.key != "removed" }.values.reduce(0, +))
        return figures
    }

    private func ids(in folder: String = ".") throws -> [String] {
        try place.run(["search", "*", "--json"], in: folder).ids().sorted()
    }

    private func path(of id: String) throws -> String? {
        try place.run("show", id, "--json").json()["article"]["path"].text
    }

    @Test(arguments: [[], ["--prune"]])
    func derivedIdsFollowThePathAndGivenOnesStay(arguments: [String]) throws {
        _ = try place.shell("mkdir altri; mv articoli altri/vecchi; mkdir articoli; mv altri/vecchi articoli/vecchi")
        let run = try place.run(["index", "articoli", "--json"] + arguments)
        #expect(run.status == 4)
        #expect(try run.json()["updated"].int == 4)
        #expect(try run.json()["added"].int == 0)
        #expect(try run.json()["removed"].int == 0)
        #expect(
            try ids() == [
                "articoli/vecchi/mercato.txt", "articoli/vecchi/tempo.jsonl#1", "articoli/vecchi/tempo.jsonl#2", "sole",
            ])
        #expect(try path(of: "sole") == "articoli/vecchi/sole.jsonl")
        #expect(try figures(arguments.first ?? "--jobs=1") == ["unchanged": 4, "rejected": 1])
        #expect(try place.run("verify").status == 0)
        // What came in a commit stays what came in it.
        #expect(try place.run("search", "--since-last", "--json").json()["total"].int == 4)
        _ = try place.shell("mv articoli/vecchi/sole.jsonl articoli/luce.jsonl")
        #expect(try figures(arguments.first ?? "--jobs=1") == ["updated": 1, "unchanged": 3, "rejected": 1])
        #expect(try place.run("search", "--since-last", "--json").json()["total"].int == 0)
    }

    @Test func aTreeThatMovesAsAWholeIsNotReadAgain() throws {
        _ = try place.shell("mkdir altrove; cp -r articoli .spoglio altrove; rm -r articoli")
        let revision = try place.run("stats", "--json", in: "altrove").json()["revision"].int
        #expect(try figures(in: "altrove") == ["unchanged": 4, "rejected": 1])
        #expect(try figures("--prune", in: "altrove") == ["unchanged": 4, "rejected": 1])
        #expect(
            try ids(in: "altrove") == [
                "articoli/mercato.txt", "articoli/tempo.jsonl#1", "articoli/tempo.jsonl#2", "sole",
            ])
        // One commit, for where the files are now.
        #expect(try place.run("stats", "--json", in: "altrove").json()["revision"].int == (revision ?? 0) + 1)
    }

    @Test func aCopyIsAFileOfItsOwn() throws {
        _ = try place.shell("cp articoli/mercato.txt articoli/copia.txt")
        #expect(try figures() == ["added": 1, "unchanged": 4, "rejected": 1])
    }

    @Test func ofTwoCopiesOfAFileThatIsGoneOneStandsForIt() throws {
        _ = try place.shell("cd articoli; cp mercato.txt a.txt; mv mercato.txt b.txt")
        #expect(try figures() == ["added": 1, "updated": 1, "unchanged": 3, "rejected": 1])
        #expect(try ids().prefix(2) == ["articoli/a.txt", "articoli/b.txt"])
    }

    @Test func aNewFileAtAnOldPathDoesNotTakeTheMovedOnesArticles() throws {
        _ = try place.shell("mv articoli/mercato.txt articoli/ieri.txt")
        #expect(try figures() == ["updated": 1, "unchanged": 3, "rejected": 1])
        try place.write("Cronaca\n\nUn titolo\n\nIl mercato chiude.", to: "articoli/mercato.txt")
        #expect(try figures() == ["added": 1, "unchanged": 4, "rejected": 1])
        #expect(try place.run("search", "riapre", "--json").ids() == ["articoli/ieri.txt"])
        #expect(try place.run("search", "chiude", "--json").ids() == ["articoli/mercato.txt"])
    }

    @Test func aFileMovedOverAnotherTakesItsPlace() throws {
        _ = try place.shell("mv articoli/mercato.txt articoli/tempo.jsonl")
        #expect(try figures("--format=text", status: 0)["rejected"] == nil)
        #expect(try place.run("search", "riapre", "--json").json()["total"].int == 1)
    }

    @Test func anAnotherFileMovedInAChainLosesNothing() throws {
        try place.write("Cronaca\n\nUn titolo\n\nLa fiera apre.", to: "articoli/fiera.txt")
        _ = try figures()
        _ = try place.shell("cd articoli; mv mercato.txt terzo.txt; mv fiera.txt mercato.txt")
        _ = try figures()
        #expect(try place.run("search", "riapre", "--json").ids() == ["articoli/terzo.txt"])
        #expect(try place.run("search", "fiera", "--json").ids() == ["articoli/mercato.txt"])
        #expect(try ids().count == 5)
        #expect(try place.run("verify").status == 0)
    }

    @Test func aTouchedFileIsNotReadAgain() throws {
        _ = try place.shell("touch articoli/*")
        #expect(try figures() == ["unchanged": 4, "rejected": 1])
        // The new times are known from now on.
        let before = try place.run("stats", "--json").json()["revision"].int
        #expect(try figures() == ["unchanged": 4, "rejected": 1])
        #expect(try place.run("stats", "--json").json()["revision"].int == before)
    }

    @Test func namedFromAnotherFolderAFileKeepsItsIds() throws {
        try place.write("{\"body\":\"Piove.\"}\n{\"body\":\"Grandina.\"}\n{rotto\n", to: "articoli/tempo.jsonl")
        let outcome = try place.run("index", "tempo.jsonl", "--json", in: "articoli")
        #expect(try outcome.json()["updated"].int == 1)
        #expect(try outcome.json()["unchanged"].int == 1)
        #expect(try outcome.json()["rejections"][0]["path"].text == "tempo.jsonl")
        #expect(try ids().count == 4)
    }

    @Test func aFileIsReadAgainInAnotherWay() throws {
        #expect(try figures("--format=text", status: 0) == ["added": 2, "unchanged": 1])
    }
}
