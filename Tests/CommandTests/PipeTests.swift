// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// Results and notes go their own ways, and a reader may leave.
struct PipeTests {
    @Test func aReaderThatLeavesIsNoError() throws {
        let place = try Workplace()
        let lines = (0..<600).map { Line(id: "l\($0)", body: "La pioggia cade sul paese.") }
        try place.write(try Line.file(lines), to: "molti.jsonl")
        _ = try place.run("index", "molti.jsonl")
        for command in [
            "search pioggia -n 600", "search pioggia -n 600 --json", "facets", "timeline", "export -q", "show l1",
            "stats",
        ] {
            // The status of the program, not of head, and a wait so that head is gone for sure.
            let outcome = try place.shell(
                "( ( sleep 0.2; \"$SPOGLIO\" \(command); echo \"status $?\" >&2 ) | head -0 )")
            #expect(outcome.errors == "status 0\n", "\(command)")
        }
        let first = try place.shell("\"$SPOGLIO\" search pioggia -n 600 | head -1")
        #expect(first.output == "600 articles\n")
        #expect(first.errors == "")
    }

    @Test func resultsAloneStandOnStandardOutput() throws {
        let place = try Newspaper.workplace()
        for arguments in [
            ["search", "guerra"], ["search", "guerra", "--json"], ["facets"], ["show", "a1"], ["stats"], ["verify"],
            ["analyze", "La guerra"], ["search", "--explain"],
        ] {
            let outcome = try place.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "", "\(arguments)")
            #expect(!outcome.output.isEmpty)
        }
    }

    @Test func notesAloneStandOnStandardError() throws {
        let place = try Newspaper.workplace()
        let outcome = try place.run("search", "section:polit")
        #expect(outcome.errors.hasPrefix("note: "))
        #expect(!outcome.output.contains("note: "))
    }
}
