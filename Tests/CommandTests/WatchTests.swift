// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

/// `spoglio watch` follows what happens in folders.
struct WatchTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(try Line.file([Line(id: "sole", body: "Splende il sole.")]), to: "articoli/sole.jsonl")
    }

    private func ids() throws -> [String] { try place.run("search", "*", "--json").ids().sorted() }

    @Test func eachBatchOfChangesIsACommitAndALine() throws {
        let watch = try place.start("watch", "articoli", "singolo.txt", "--prune", "--delay", "0.2")
        #expect(try watch.wait().status == 2, "a path that is not there is refused")
        try place.write("Uno solo.", to: "singolo.txt")
        let running = try place.start("watch", "articoli", "singolo.txt", "--prune", "--delay", "0.2")
        try #require(running.waitForOutput(lines: 1))
        // A new folder, and one in it with a file, all at once.
        try place.write("Cronaca\n\nUn titolo\n\nIl mercato riapre.", to: "articoli/nuova/altra/mercato.txt")
        try #require(running.waitForOutput(lines: 2))
        try place.write(try Line.file([Line(id: "pioggia", body: "Piove.")]), to: "articoli/nuova/altra/tempo.jsonl")
        try place.write("{rotto\n", to: "articoli/rotto.jsonl")
        try #require(running.waitForOutput(lines: 3))
        _ = try place.shell("mv articoli/nuova articoli/vecchia; rm articoli/sole.jsonl")
        try #require(running.waitForOutput(lines: 4))
        try place.write(
            try Line.file([Line(id: "pioggia", body: "Grandina.")]), to: "articoli/vecchia/altra/tempo.jsonl")
        try #require(running.waitForOutput(lines: 5))
        try place.write("Un altro.", to: "singolo.txt")
        try #require(running.waitForOutput(lines: 6))
        // What is hidden or ignored, and what changes nothing, is no commit.
        try place.write("Di nascosto.", to: "articoli/.nascosto.txt")
        _ = try place.shell("touch articoli/vecchia/altra/mercato.txt; rm articoli/rotto.jsonl")
        try #require(running.waitForOutput(lines: 7))
        try place.write("bozze/\n", to: "articoli/.spoglioignore")
        try place.write("Una bozza.", to: "articoli/bozze/uno.txt")
        try place.write("Ultimo.", to: "articoli/ultimo.txt")
        try #require(running.waitForOutput(lines: 8))
        running.child.send(SIGTERM)
        let outcome = try running.wait()
        #expect(outcome.status == 143)
        #expect(
            outcome.output == """
                revision 1: 2 added, 0 updated, 0 removed, 0 rejected
                revision 2: 1 added, 0 updated, 0 removed, 0 rejected
                revision 3: 1 added, 0 updated, 0 removed, 1 rejected
                revision 4: 0 added, 2 updated, 1 removed, 1 rejected
                revision 5: 0 added, 1 updated, 0 removed, 1 rejected
                revision 6: 0 added, 1 updated, 0 removed, 1 rejected
                revision 7: 0 added, 0 updated, 0 removed, 0 rejected
                revision 8: 1 added, 0 updated, 0 removed, 0 rejected

                """)
        #expect(outcome.errors.components(separatedBy: "rejected: articoli/rotto.jsonl:1: ") == 1)
        #expect(try ids() == ["articoli/ultimo.txt", "articoli/vecchia/altra/mercato.txt", "pioggia", "singolo.txt"])
        #expect(try place.run("search", "grandina", "--json").ids() == ["pioggia"])
        #expect(try place.run("verify").status == 0)
    }

    @Test func theIndexIsFreeBetweenBatches() throws {
        let running = try place.start("watch", "articoli", "--json", "--delay", "0.1")
        try #require(running.waitForOutput(lines: 1))
        try #require(RunningProgram.wait { (try? place.run("compact").status) == 0 })
        // Another writer holds the lock: the watch waits for it.
        let writer = try place.start("index", "-")
        writer.write(try Line.file([Line(id: "due", body: "Piove.")]))
        try #require(writer.waitUntilRead())
        try place.write("Nevica.", to: "articoli/neve.txt")
        usleep(600_000)
        #expect(try writer.finish().status == 0)
        try #require(running.waitForOutput(lines: 2))
        running.child.send(SIGINT)
        let outcome = try running.wait()
        #expect(outcome.status == 130)
        #expect(outcome.errors.contains("is locked by another writer (pid \(writer.child.id)); waiting for it\n"))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 2 && lines[1].contains("\"added\":1,"))
        #expect(try ids() == ["articoli/neve.txt", "due", "sole"])
    }

    @Test func aFolderThatIsMadeAgainIsFollowedAgain() throws {
        let running = try place.start("watch", "articoli", "--prune", "--delay", "0.1")
        try #require(running.waitForOutput(lines: 1))
        try place.remove("articoli")
        try #require(running.waitForOutput(lines: 2))
        try place.write("Nevica.", to: "articoli/neve.txt")
        try #require(running.waitForOutput(lines: 3))
        try place.write("Grandina.", to: "articoli/sotto/grandine.txt")
        try #require(running.waitForOutput(lines: 4))
        running.child.send(SIGTERM)
        #expect(try running.wait().status == 143)
        #expect(try ids() == ["articoli/neve.txt", "articoli/sotto/grandine.txt"])
    }

    @Test(arguments: [
        (["-"], "standard input cannot be watched; see 'spoglio index -'"),
        (["articoli", "--delay", "0"], "--delay takes seconds from 0.05 to 3600"),
    ])
    func whatCannotBeWatchedIsRefused(arguments: [String], message: String) throws {
        let outcome = try place.run(["watch"] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("spoglio: \(message)\n"))
    }
}

extension String {
    /// How often a piece occurs.
    fileprivate func components(separatedBy piece: String) -> Int {
        split(separator: piece, omittingEmptySubsequences: false).count - 1
    }
}
