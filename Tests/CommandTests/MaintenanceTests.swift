// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Testing

/// delete, compact, stats and verify.
struct MaintenanceTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        for line in Newspaper.lines.prefix(3) { try place.write(try Line.file([line]), to: line.id + ".jsonl") }
        for line in Newspaper.lines.prefix(3) { _ = try place.run("index", line.id + ".jsonl") }
    }

    private func ids() throws -> [String] { try place.run("search", "--json").ids().sorted() }

    @Test func deletingAsksFirst() throws {
        let question = "remove 2 articles? [y/N] "
        for answer in ["\n", "n\n", "forse\n"] {
            let outcome = try place.run("delete", "guerra", input: answer)
            #expect(outcome.status == 0)
            #expect(outcome.errors == question)
            #expect(outcome.output == "2 articles match, 0 removed\n")
        }
        #expect(try ids().count == 3)
        #expect(try place.run("delete", "guerra", input: "sì\n").output == "2 articles match, 2 removed\n")
        #expect(try ids() == ["a3"])
        #expect(try place.run("search", "guerra").status == 1)
        #expect(try place.run("facets", "--by", "section", "--json").facet("section") == ["Cultura": 1])
    }

    @Test func deletingAsksNothingInWordsWhereJSONIsRead() throws {
        let outcome = try place.run("delete", "guerra", "--json", input: "")
        #expect(outcome.status == 2)
        let message = try JSON(outcome.errors)["error"]["message"].text
        #expect(message == "nobody answered whether to remove 2 articles; nothing was removed")
    }

    @Test func deletingWhereNobodyCanAnswerIsRefused() throws {
        let outcome = try place.run("delete", "guerra", input: "")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors == "remove 2 articles? [y/N] \n"
                + "spoglio: nobody answered whether to remove 2 articles; nothing was removed\n"
                + "hint: say --yes where nobody can be asked\n")
        #expect(try ids().count == 3)
    }

    @Test func deletingCanBeSaidToBeSure() throws {
        let outcome = try place.run("delete", "id:a1", "--yes")
        #expect(outcome.output == "1 article matches, 1 removed\n")
        #expect(outcome.errors == "")
        #expect(try ids() == ["a2", "a3"])
        #expect(try place.run("delete", "id:a1", "--yes").output == "0 articles match, 0 removed\n")
        #expect(try place.run("show", "a1").status == 1)
        #expect(try place.run("verify").status == 0)
    }

    @Test func aDryDeletionChangesNothing() throws {
        let before = try place.contents(of: ".spoglio")
        #expect(try place.run("delete", "guerra", "--dry-run").output == "2 articles match, 0 removed\n")
        #expect(try place.contents(of: ".spoglio") == before)
    }

    @Test func deletingTellsHowTheQueryWasUnderstoodBeforeItAsks() throws {
        let outcome = try place.run("delete", "section:cult*", input: "\n")
        #expect(outcome.errors == "remove 1 article? [y/N] ")
        let guessed = try place.run("delete", "author:rossi", input: "\n")
        #expect(
            guessed.errors == "note: no author is called 'rossi'; took those whose name contains it: 'Anna Rossi'\n"
                + "remove 1 article? [y/N] ")
        #expect(try place.run("delete", "author:rossi", "--dry-run", "--json").json()["matching"].int == 1)
        #expect(try ids().count == 3)
    }

    @Test(arguments: ["", "  "]) func anEmptyQueryDeletesNothing(query: String) throws {
        let outcome = try place.run("delete", query, "--yes")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("spoglio: the query is empty; '*' removes every article\n"))
        #expect(try ids().count == 3)
    }

    @Test func compactingKeepsTheAnswers() throws {
        _ = try place.run("delete", "id:a2", "--yes")
        let before = try place.run("search", "guerra", "--facet", "section", "--json").json()
        #expect(try place.run("compact").output == "segments: 2 before, 1 now\n")
        let after = try place.run("search", "guerra", "--facet", "section", "--json").json()
        for key in ["total", "facets", "notes"] { #expect(after[key] == before[key]) }
        #expect(try ids() == ["a1", "a3"])
        #expect(try place.run("compact").output == "segments: 1 before, 1 now\n")
        #expect(try place.run("index", "a1.jsonl", "--json").json()["unchanged"].int == 1)
    }

    @Test func statsCountArticlesAndDates() throws {
        let answer = try place.run("stats", "--json").json()
        #expect(answer["articles"].int == 3)
        #expect(answer["segments"].int == 3)
        #expect(answer["undated"].int == 0)
        #expect(answer["oldest"].text == "2021-01-01")
        #expect(answer["newest"].text == "2022-05-10")
        let total = try #require(answer["bytes"]["total"].int)
        // With what it is in a larger unit; kilobytes here.
        let shown = "\(total) (\((Double(total) / 100).rounded() / 10) kB)"
        #expect(try place.run("stats").output.contains("\nbytes, total            \(shown)\n"))
        #expect(total > 1_000 && total < 999_950)
    }

    @Test func verifyingProvesEveryByte() throws {
        #expect(try place.run("verify").output == "the index is sound\n")
        let sound = try place.run("verify", "--json").json()
        #expect(sound["ok"].isTrue)
        #expect(sound["problems"] == .array([]))
        var damaged = 0
        for (file, content) in try place.contents(of: ".spoglio") where !content.isEmpty && file != "lock" {
            let url = URL(filePath: place.path(".spoglio/" + file))
            var bytes = content
            bytes[bytes.count / 2] ^= 0x40
            try bytes.write(to: url)
            let outcome = try place.run("verify", "--json")
            #expect(outcome.status == 3, "\(file)")
            if outcome.errors.isEmpty {
                #expect(try outcome.json()["ok"] == .bool(false), "\(file)")
                #expect(try !outcome.json()["problems"].elements.isEmpty, "\(file)")
            } else {
                #expect(try outcome.error()["code"].text == "index_damaged", "\(file)")
            }
            try content.write(to: url)
            damaged += 1
        }
        #expect(damaged > 10)
    }

    @Test(arguments: [10, 99]) func anotherFormatIsRefused(format: Int) throws {
        _ = try place.shell("sed -i '1s/spoglio-manifest 11/spoglio-manifest \(format)/' .spoglio/manifest")
        for arguments in [
            ["search", "guerra"], ["query", "list"], ["query", "save", "x", "guerra"], ["query", "remove", "x"],
            ["topic", "list"], ["entity", "list"], ["entity", "export"], ["entity", "undo"], ["facets"], ["timeline"],
        ] {
            let outcome = try place.run(arguments)
            #expect(outcome.status == 3, "\(arguments)")
            #expect(outcome.output == "", "\(arguments)")
            #expect(
                outcome.errors
                    == "spoglio: the index at '\(place.folder)/.spoglio' has format \(format); this program reads 11\n"
                    + "hint: build the index again with 'spoglio index --rebuild PATH...'\n", "\(arguments)")
        }
        let again = try place.run("index", "--rebuild", "a1.jsonl")
        #expect(again.status == 0)
        #expect(
            again.errors.hasPrefix(
                "note: the old index could not be read: articles that it had from elsewhere are not in the new one\n"))
    }

    @Test func aMissingFileOfTheIndexIsDamage() throws {
        _ = try place.shell("rm .spoglio/segments/*/terms.col")
        let outcome = try place.run("search", "guerra")
        #expect(outcome.status == 3)
        let file = "\(place.folder)/.spoglio/segments/s000001/terms.col"
        #expect(
            outcome.errors
                == "spoglio: '\(file)' is missing\n"
                + "hint: run 'spoglio verify' to see what else is damaged, then 'spoglio index --rebuild PATH...'\n")
    }

    @Test func anIndexCanBeReadWithoutTheRightToWrite() throws {
        _ = try place.shell("chmod -R a-w .spoglio")
        defer { _ = try? place.shell("chmod -R u+w .spoglio") }
        #expect(try ids() == ["a1", "a2", "a3"])
        #expect(try place.runUnprivileged("verify").status == 0)
        let outcome = try place.runUnprivileged("index", "a1.jsonl")
        #expect(outcome.status == 3)
        #expect(
            outcome.errors == "spoglio: the index at '\(place.folder)/.spoglio' cannot be written: permission denied\n")
    }
}
