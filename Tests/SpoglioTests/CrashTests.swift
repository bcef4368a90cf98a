// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TestSupport
import Testing

@testable import Spoglio

struct CrashTests {
    /// Kills a writer at random moments; each time the index must be that of an acknowledged commit or one later.
    @Test func aKilledWriterLeavesAWholeCommit() throws {
        let scratch = try Scratch()
        let batches = try Batches(count: 40, in: scratch)
        var random = SeededGenerator(seed: 2_024)
        var kills = 0
        var round = 0
        while kills < 48 {
            round += 1
            let location = IndexLocation(scratch.path("index-\(round)"))
            var isComplete = false
            var before = 0
            while !isComplete, kills < 48 {
                let child = try ChildProcess("indexing-child", [location.path, "0"] + batches.paths)
                #expect(child.line() == "ready")
                // Some are let run for a few commits first, then for a part of what a commit takes.
                var acknowledged: [String] = []
                for _ in 0..<random.number(0...6) { if let line = child.line() { acknowledged.append(line) } }
                usleep(UInt32(random.number(0...60_000)))
                acknowledged += child.kill()
                kills += 1
                isComplete = acknowledged.contains("compacted")
                #expect(acknowledged.allSatisfy { !$0.hasPrefix("failed") }, "\(acknowledged)")
                let done = acknowledged.count { $0.hasPrefix("done") }
                let last = try #require(try batches.last(in: location), "a mixture")
                // Files that were read to their end are skipped: those before `before` were acknowledged at once.
                #expect(last >= max(before, done) && last <= max(before, done) + 1)
                #expect(try IndexVerifier(location).verify().problems == [])
                before = last
            }
            let child = try ChildProcess("indexing-child", [location.path, "0"] + batches.paths)
            #expect(child.lines().last == "compacted")
            child.wait()
            #expect(try batches.last(in: location) == batches.count)
            #expect(try IndexVerifier(location).verify().problems == [])
            #expect(Files.names(in: location.segmentsPath).count == 1)
        }
    }

    /// Every step of a commit that finds no room: the error names the file, and the next try completes it.
    @Test(arguments: [1, 40, 100, 300, 700, 1_000, 2_000, 4_000, 8_000, 9_000, 12_000, 16_000, 24_000])
    func aFullDiskLeavesTheOldStateAndIsSaid(limit: Int) throws {
        let scratch = try Scratch()
        let batches = try Batches(count: 3, in: scratch, words: 120)
        let location = IndexLocation(scratch.path("index"))
        let first = try ChildProcess("indexing-child", [location.path, "0", batches.paths[0]])
        #expect(first.lines().contains("done 17 0 0"))
        first.wait()
        let child = try ChildProcess("indexing-child", [location.path, String(limit)] + batches.paths[1...])
        var errors = 0
        for line in child.lines() {
            #expect(!line.hasPrefix("failed"), "\(line)")
            guard line.hasPrefix("error ") else { continue }
            errors += 1
            #expect(line.hasPrefix("error system cannot "), "\(line)")
            #expect(line.contains(" '\(location.path)/") && line.hasSuffix(": File too large"), "\(line)")
        }
        child.wait()
        #expect(errors > 0 || limit > 8_000)
        #expect(try batches.last(in: location) == 3)
        #expect(try IndexVerifier(location).verify().problems == [])
    }
}
