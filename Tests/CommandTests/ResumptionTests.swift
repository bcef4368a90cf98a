// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

/// However often runs are stopped, the last one ends with the index of a run that was not.
struct ResumptionTests {
    private static let fields = "id,title,date,section,path,body,persons,topics"

    /// Files of all kinds: one with many articles, small ones, one with rejections, and an id that comes twice.
    private static func fill(_ place: Workplace) throws {
        let body = "La pioggia cade sul paese di Rocca Alta, dice Mario Draghi, e il mercato chiude. "
        let lines = (0..<260).map { Line(id: "f\($0)", title: "Titolo \($0)", body: body + "\($0)", date: "2022") }
        try place.write(try Line.file(lines), to: "articoli/b/grande.jsonl")
        for number in 0..<12 {
            try place.write("Cronaca\n\nTitolo \(number)\n\n\(body)\(number)", to: "articoli/a/\(number).txt")
        }
        try place.write(
            try Line.file([Line(id: "f7", title: "Nuovo", body: "Un altro testo.")]) + "{rotto\n",
            to: "articoli/c/doppio.jsonl")
    }

    private func state(_ place: Workplace) throws -> [String] {
        let export = try place.run("export", "*", "--format", "jsonl", "--fields", Self.fields)
        #expect(export.status == 0)
        let rejected = try place.run("stats", "--rejected").output
        let facets = try place.run("facets", "--by", "person", "--by", "section", "--json").output
        return export.output.split(separator: "\n").map(String.init).sorted() + [rejected, facets]
    }

    @Test func stoppedRunsEndWithTheSameIndex() throws {
        let whole = try Workplace()
        try Self.fill(whole)
        #expect(try whole.run("index", "articoli").status == 4)
        let place = try Workplace()
        try Self.fill(place)
        var statuses: Set<Int32> = []
        // Longer each time, since what SIGKILL ends begins again.
        var patience: UInt32 = 60_000
        for signal in [SIGINT, SIGKILL, SIGTERM, SIGINT, SIGKILL, SIGTERM, SIGINT, SIGTERM] {
            let run = try place.start("index", "articoli")
            usleep(patience)
            patience += patience / 2
            let start = ContinuousClock.now
            run.child.send(signal)
            let outcome = try run.wait()
            #expect(start.duration(to: .now) < .seconds(10))
            statuses.insert(outcome.status)
            if place.exists(".spoglio/manifest") { #expect(try place.run("verify").status == 0) }
            if outcome.status == 4 { break }
            #expect(outcome.status == (signal == SIGINT ? 130 : signal == SIGTERM ? 143 : 137))
        }
        #expect(statuses.count > 2)
        #expect(try place.run("index", "articoli").status == 4)
        #expect(try state(place) == state(whole))
        let again = try place.run("index", "articoli", "--json").json()
        #expect(again["unchanged"].int == 273)
    }
}
