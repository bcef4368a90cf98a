// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// A second run reads what is new or changed and counts every article once.
struct IncrementalTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(try Line.file([Self.sun, Self.rain, Self.snow]), to: "articoli/tempo.jsonl")
        try place.write("Cronaca\n\nUn titolo\n\nIl mercato riapre.", to: "articoli/mercato.txt")
    }

    private static let sun = Line(id: "sole", body: "Splende il sole.")
    private static let rain = Line(id: "pioggia", body: "Cade la pioggia.")
    private static let snow = Line(id: "neve", body: "Cade la neve.")

    /// Runs `spoglio index articoli` and gives its figures.
    private func index(_ arguments: String..., status: Int32 = 0) throws -> [String: Int] {
        let outcome = try place.run(["index", "articoli", "--json"] + arguments)
        #expect(outcome.status == status)
        let answer = try outcome.json()
        var figures: [String: Int] = [:]
        for name in ["read", "added", "updated", "unchanged", "removed", "rejected"] {
            let figure = try #require(answer[name].int)
            if figure != 0 { figures[name] = figure }
        }
        let parts = ["added", "updated", "unchanged", "rejected"].reduce(0) { $0 + (figures[$1] ?? 0) }
        #expect(figures["read"] ?? 0 == parts)
        #expect(answer["rejections"].elements.count == figures["rejected"] ?? 0)
        return figures
    }

    private func ids(_ query: String = "*") throws -> [String] {
        try place.run("search", query, "--json").ids().sorted()
    }

    @Test func whatIsAsItWasIsUnchanged() throws {
        #expect(try index() == ["read": 4, "added": 4])
        #expect(try index() == ["read": 4, "unchanged": 4])
        _ = try place.shell("touch articoli/tempo.jsonl")
        #expect(try index() == ["read": 4, "unchanged": 4])
    }

    @Test func aChangedLineReplacesItsArticle() throws {
        _ = try index()
        try place.write(
            try Line.file([Self.sun, Line(id: "pioggia", body: "Cade la grandine."), Self.snow]),
            to: "articoli/tempo.jsonl")
        #expect(try index() == ["read": 4, "updated": 1, "unchanged": 3])
        #expect(try ids("grandine") == ["pioggia"])
        #expect(try ids("pioggia") == [])
        #expect(try ids() == ["articoli/mercato.txt", "neve", "pioggia", "sole"])
    }

    @Test func whatIsGoneStaysUntilItIsPruned() throws {
        _ = try index()
        try place.remove("articoli/mercato.txt")
        try place.write(try Line.file([Self.sun, Self.snow]), to: "articoli/tempo.jsonl")
        #expect(try index() == ["read": 2, "unchanged": 2])
        #expect(try ids().count == 4)
        _ = try place.shell("touch articoli/tempo.jsonl")
        #expect(try index("--prune") == ["read": 2, "unchanged": 2, "removed": 2])
        #expect(try ids() == ["neve", "sole"])
        #expect(try index("--prune") == ["read": 2, "unchanged": 2])
        #expect(try place.run("verify").status == 0)
    }

    @Test func pruningFindsLinesThatAnEarlierRunSawGo() throws {
        _ = try index()
        try place.write(try Line.file([Self.sun, Self.snow]), to: "articoli/tempo.jsonl")
        _ = try index()
        #expect(try index("--prune")["removed"] == 1)
        #expect(try ids("pioggia") == [])
    }

    @Test func pruningKeepsWhatAnotherSourceGivesToo() throws {
        try place.write(try Line.file([Self.sun]), to: "articoli/zeta.jsonl")
        _ = try index()
        try place.remove("articoli/tempo.jsonl")
        #expect(try index("--prune") == ["read": 2, "unchanged": 2, "removed": 2])
        #expect(try ids() == ["articoli/mercato.txt", "sole"])
    }

    @Test func rebuildingStartsAnew() throws {
        _ = try index()
        try place.remove("articoli/mercato.txt")
        #expect(try index("--rebuild") == ["read": 3, "added": 3])
        #expect(try ids() == ["neve", "pioggia", "sole"])
        #expect(try index() == ["read": 3, "unchanged": 3])
    }

    @Test(arguments: [["--dry-run"], ["--dry-run", "--prune"], ["--dry-run", "--rebuild"]])
    func aDryRunChangesNothing(arguments: [String]) throws {
        #expect(try place.run(["index", "articoli", "--json"] + arguments).json()["added"].int == 4)
        #expect(!place.exists(".spoglio"))
        _ = try index()
        try place.remove("articoli/mercato.txt")
        try place.write(
            try Line.file([Self.sun, Self.snow, Line(id: "vento", body: "Vento.")]), to: "articoli/tempo.jsonl")
        let before = try place.contents(of: ".spoglio")
        let outcome = try place.run(["index", "articoli", "--json"] + arguments)
        #expect(outcome.status == 0)
        #expect(try outcome.json()["added"].int == (arguments.contains("--rebuild") ? 3 : 1))
        #expect(try outcome.json()["removed"].int == (arguments.contains("--prune") ? 2 : 0))
        #expect(try place.contents(of: ".spoglio") == before)
        #expect(try ids().count == 4)
    }

    @Test func rejectedArticlesAreListedAndTheOthersKept() throws {
        try place.write("{\"id\":\"x\"}\n{rotto\n", to: "articoli/zeta.jsonl")
        #expect(try index(status: 4) == ["read": 6, "added": 4, "rejected": 2])
        #expect(try index(status: 4) == ["read": 6, "unchanged": 4, "rejected": 2])
        let outcome = try place.run("index", "articoli")
        #expect(outcome.errors.hasPrefix("rejected: articoli/zeta.jsonl:1: the article has no body\n"))
        #expect(outcome.errors.contains("\nrejected: articoli/zeta.jsonl:2: "))
        #expect(outcome.output.contains(": 0 added, 0 updated, 4 unchanged, 2 rejected; 0 removed\n"))
    }

    @Test func strictStopsAtTheFirstRejection() throws {
        try place.write("{\"id\":\"x\"}\n", to: "articoli/zeta.jsonl")
        let refusal =
            "spoglio: 'articoli/zeta.jsonl', position 1: the article has no body\n"
            + "hint: mend it, or leave out --strict to skip it\n"
        func fails() throws {
            let outcome = try place.run("index", "articoli", "--strict")
            #expect(outcome.status == 4)
            #expect(outcome.errors == refusal)
            #expect(outcome.output == "")
        }
        try fails()
        // What an earlier run rejected stands until it is mended.
        _ = try index(status: 4)
        try fails()
        try place.remove("articoli/zeta.jsonl")
        #expect(try place.run("index", "articoli", "--strict").status == 0)
        #expect(try ids().count == 4)
    }

    @Test func standardInputIsReadAsLines() throws {
        let lines = try Line.file([Self.sun, Self.rain])
        let first = try place.run("index", "-", "--json", input: lines)
        #expect(try first.json()["added"].int == 2)
        let second = try place.run("index", "-", "--json", input: lines + (try Line.file([Self.snow])))
        #expect(try second.json()["unchanged"].int == 2)
        #expect(try second.json()["added"].int == 1)
        #expect(try ids() == ["neve", "pioggia", "sole"])
        #expect(try place.run("index", "-", "--json", input: "").json()["read"].int == 0)
    }

    @Test func aForcedFormatIsUsed() throws {
        let outcome = try place.run("index", "articoli/tempo.jsonl", "--format", "text", "--json")
        #expect(try outcome.json()["added"].int == 1)
        #expect(try ids() == ["articoli/tempo.jsonl"])
    }

    @Test func aFileNamedTwiceIsReadOnce() throws {
        let outcome = try place.run("index", "articoli", "./articoli/tempo.jsonl", "--json")
        #expect(try outcome.json()["read"].int == 4)
    }
}
