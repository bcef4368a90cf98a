// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// The index is the one named, else the one of the environment, else the nearest above.
struct DiscoveryTests {
    private static func article(_ id: String) throws -> String {
        try Line.file([Line(id: id, body: "Piove sul paese.")])
    }

    @Test func indexMakesOneInTheWorkingFolder() throws {
        let place = try Workplace()
        try place.write(try Self.article("d1"), to: "articoli.jsonl")
        let outcome = try place.run("index", "articoli.jsonl")
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("read 1 article in "))
        #expect(outcome.output.hasSuffix(" s: 1 added, 0 updated, 0 unchanged, 0 rejected; 0 removed\n"))
        #expect(outcome.errors == "index: .spoglio\n")
        #expect(place.exists(".spoglio"))
    }

    @Test func theNearestAboveIsFoundAndAnyNamedOneGoesBefore() throws {
        let place = try Workplace()
        for (folder, id) in [("", "sopra"), ("a/b", "vicino"), ("altrove", "altro"), ("nominato", "nome")] {
            try place.write(try Self.article(id), to: folder + "/articoli.jsonl")
        }
        try place.write("", to: "a/b/c/vuoto")
        try place.write("", to: "a/vuoto")
        _ = try place.run("index", "articoli.jsonl")
        _ = try place.run("index", "articoli.jsonl", "--index", ".spoglio", in: "a/b")
        _ = try place.run("index", "articoli.jsonl", "-i", "indice", in: "altrove")
        _ = try place.run("index", "articoli.jsonl", environment: ["SPOGLIO_INDEX": "indice"], in: "nominato")
        func found(in folder: String, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws
            -> [String]
        {
            try place.run(["search", "--json"] + arguments, environment: environment, in: folder).ids()
        }
        #expect(try found(in: ".") == ["sopra"])
        #expect(try found(in: "a") == ["sopra"])
        #expect(try found(in: "a/b") == ["vicino"])
        #expect(try found(in: "a/b/c") == ["vicino"])
        let environment = ["SPOGLIO_INDEX": place.path("altrove/indice")]
        #expect(try found(in: "a/b/c", [], environment) == ["altro"])
        #expect(try found(in: "a/b/c", ["-i", place.path("nominato/indice")], environment) == ["nome"])
        #expect(try found(in: "a/b/c", [], ["SPOGLIO_INDEX": ""]) == ["vicino"])
    }

    @Test func indexWritesIntoTheNearestAboveToo() throws {
        let place = try Workplace()
        try place.write(try Self.article("uno"), to: "articoli.jsonl")
        try place.write(try Self.article("due"), to: "sotto/altri.jsonl")
        _ = try place.run("index", "articoli.jsonl")
        _ = try place.run("index", "altri.jsonl", in: "sotto")
        #expect(!place.exists("sotto/.spoglio"))
        #expect(try place.run("search", "--json").ids().sorted() == ["due", "uno"])
    }

    @Test func theIndexIsNotReadAsArticles() throws {
        let place = try Workplace()
        try place.write(try Self.article("d1"), to: "articoli.jsonl")
        for expected in ["added", "unchanged"] {
            let outcome = try place.run("index", ".", "--json")
            #expect(outcome.status == 0)
            #expect(try outcome.json()["read"].int == 1)
            #expect(try outcome.json()[expected].int == 1)
        }
    }

    @Test func anIndexCanBeMovedAndCopied() throws {
        let place = try Workplace()
        try place.write(try Self.article("d1"), to: "articoli.jsonl")
        _ = try place.run("index", "articoli.jsonl")
        _ = try place.shell("cp -r .spoglio copia && mv .spoglio mosso")
        for index in ["copia", "mosso"] {
            #expect(try place.run("search", "-i", index, "--json").ids() == ["d1"])
            #expect(try place.run("verify", "-i", index).status == 0)
        }
    }
}
