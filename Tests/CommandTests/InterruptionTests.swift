// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Testing

/// What was read before an interruption is kept, and the next run does the rest.
struct InterruptionTests {
    private static let lines = (0..<40).map { Line(id: "i\($0)", body: "La pioggia cade sul paese numero \($0).") }

    @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func anInterruptedRunKeepsWhatItReadAndTheNextCompletesIt(signal: Int32, status: Int32) throws {
        let place = try Workplace()
        let run = try place.start("index", "-", "--json")
        run.write(try Line.file(Array(Self.lines[..<15])))
        try #require(run.waitUntilRead())
        // Nothing more comes, and the input stays open: the signal alone must end the run.
        usleep(300_000)
        run.child.send(signal)
        let outcome = try run.wait()
        #expect(outcome.status == status)
        #expect(try outcome.json()["interrupted"].isTrue)
        #expect(try outcome.json()["added"].int == 15)
        #expect(try outcome.json()["rejected"].int == 0)
        #expect(try place.run("search", "pioggia", "--json").json()["total"].int == 15)
        #expect(try place.run("verify").status == 0)
        let next = try place.run("index", "-", "--json", input: try Line.file(Self.lines))
        #expect(next.status == 0)
        #expect(try next.json()["unchanged"].int == 15)
        #expect(try next.json()["added"].int == 25)
        #expect(try place.run("search", "pioggia", "--json").json()["total"].int == 40)
    }

    @Test func anInterruptedFileIsReadAgainByTheNextRun() throws {
        let place = try Workplace()
        let body = String(repeating: "La pioggia cade sul paese di Rocca Alta. ", count: 40)
        let lines = (0..<3_000).map { Line(id: "f\($0)", body: "\(body)\($0)") }
        try place.write(try Line.file(lines), to: "grande.jsonl")
        let run = try place.start("index", "grande.jsonl")
        // The folder of the first segment is there as soon as an article is.
        try #require(RunningProgram.wait { place.exists(".spoglio/segments/s000001") })
        run.child.send(SIGINT)
        let outcome = try run.wait()
        #expect(outcome.status == 130)
        #expect(
            outcome.errors
                == "index: .spoglio\ninterrupted; what was read is kept, run the command again to go on\n")
        let kept = try #require(try place.run("search", "pioggia", "--json").json()["total"].int)
        #expect((1..<3_000).contains(kept))
        try place.write(try Line.file(Array(lines[..<(kept + 5)])), to: "grande.jsonl")
        let next = try place.run("index", "grande.jsonl", "--json").json()
        #expect(next["read"].int == kept + 5)
        #expect(next["unchanged"].int == kept)
        #expect(next["added"].int == 5)
        #expect(try place.run("verify").status == 0)
    }

    @Test func anInterruptedRunDoesNotWaitForAnotherProgram() throws {
        let place = try Workplace()
        // A pdftotext that never ends, found before the real one.
        try place.write("#!/bin/sh\n: > \"$(dirname \"$0\")/iniziato\"\nexec sleep 60\n", to: "bin/pdftotext")
        chmod(place.folder + "/bin/pdftotext", 0o755)
        try place.write("Primo\n\nLa pioggia cade sul paese.\n", to: "archivio/a.txt")
        try place.write("%PDF-1.4\n", to: "archivio/b.pdf")
        let path = "\(place.folder)/bin:/usr/bin:/bin"
        let run = try place.start("index", "archivio", "--json", environment: ["PATH": path])
        try #require(RunningProgram.wait { place.exists("bin/iniziato") })
        let start = ContinuousClock.now
        run.child.send(SIGINT)
        let outcome = try run.wait()
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(outcome.status == 130)
        let summary = try outcome.json()
        #expect(summary["interrupted"].isTrue && summary["added"].int == 1 && summary["rejected"].int == 0)
        let next = try place.run("index", "archivio", "--json").json()
        #expect(next["unchanged"].int == 1 && next["rejected"].int == 1)
    }

    @Test func anInterruptedRebuildLeavesTheOldIndex() throws {
        let place = try Workplace()
        _ = try place.run("index", "-", input: try Line.file(Self.lines))
        let run = try place.start("index", "-", "--rebuild")
        run.write(try Line.file(Array(Self.lines[..<5])))
        try #require(run.waitUntilRead())
        usleep(300_000)
        run.child.send(SIGINT)
        let outcome = try run.wait()
        #expect(outcome.status == 130)
        #expect(outcome.errors.hasSuffix("interrupted; the old index is as it was\n"))
        #expect(try place.run("search", "pioggia", "--json").json()["total"].int == 40)
        #expect(try place.run("verify").status == 0)
    }

    @Test func aKilledRunLeavesTheIndexAsItWas() throws {
        let place = try Workplace()
        _ = try place.run("index", "-", input: try Line.file(Array(Self.lines[..<10])))
        let run = try place.start("index", "-")
        run.write(try Line.file(Self.lines))
        try #require(run.waitUntilRead())
        run.child.send(SIGKILL)
        #expect(try run.wait().status == 137)
        #expect(try place.run("search", "pioggia", "--json").json()["total"].int == 10)
        #expect(try place.run("verify").status == 0)
        let next = try place.run("index", "-", "--json", input: try Line.file(Self.lines)).json()
        #expect(next["added"].int == 30)
    }
}

/// One writer at a time, readers always.
struct LockTests {
    @Test func aSecondWriterIsToldWhoHoldsTheLock() throws {
        let place = try Workplace()
        try place.write(try Line.file([Line(id: "uno", body: "Piove.")]), to: "uno.jsonl")
        _ = try place.run("index", "uno.jsonl")
        let writer = try place.start("index", "-")
        writer.write(try Line.file([Line(id: "due", body: "Piove ancora.")]))
        try #require(writer.waitUntilRead())
        for arguments in [
            ["index", "uno.jsonl"], ["index", "uno.jsonl", "--rebuild"], ["delete", "*", "--yes"], ["compact"],
        ] {
            let second = try place.run(arguments)
            #expect(second.status == 3)
            #expect(second.output == "")
            let name = "\(place.folder)/.spoglio"
            #expect(
                second.errors == "spoglio: index '\(name)' is locked by another writer (pid \(writer.child.id))\n"
                    + "hint: wait for it or stop it\n")
        }
        let json = try place.run("compact", "--json")
        #expect(try json.error()["code"].text == "index_locked")
        #expect(try place.run("search", "piove", "--json").ids() == ["uno"])
        #expect(try place.run("index", "uno.jsonl", "--dry-run").status == 0)
        #expect(try writer.finish().status == 0)
        #expect(try place.run("search", "piove", "--json").ids().sorted() == ["due", "uno"])
        #expect(try place.run("compact").status == 0)
    }
}

/// Programs that read what this one cannot end with it.
struct OtherProgramTests {
    @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
    func aProgramThatReadsAFileEndsWithTheRun(signal: Int32) throws {
        let place = try Workplace()
        try place.write("#!/bin/sh\necho $$ > numero\nexec sleep 100\n", to: "bin/pdftotext")
        _ = try place.shell("chmod +x bin/pdftotext")
        try place.write("%PDF-1.4\n", to: "a.pdf")
        let child = try Program.start(
            ["index", "a.pdf"], in: place.folder, environment: ["PATH": place.path("bin") + ":/usr/bin:/bin"],
            input: .file("/dev/null"), output: .file("/dev/null"), errors: .file("/dev/null"))
        var number: pid_t = 0
        let isRunning = RunningProgram.wait {
            let text = (try? String(contentsOfFile: place.path("numero"), encoding: .utf8)) ?? ""
            number = pid_t(text.filter(\.isNumber)) ?? 0
            return number > 0
        }
        try #require(isRunning)
        child.send(signal)
        // A second one cuts off at once.
        if signal != SIGKILL {
            usleep(100_000)
            child.send(signal)
        }
        #expect(child.wait() == 128 + signal)
        #expect(RunningProgram.wait { hasEnded(number) })
    }

    /// One that has ended may still wait for whoever inherited it.
    private func hasEnded(_ number: pid_t) -> Bool {
        guard kill(number, 0) == 0 else { return true }
        let status = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ") Z "
        return status.contains(") Z ")
    }
}
