// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import TestSupport
import Testing

@testable import Spoglio

struct IndexingProgressTests {
    @Test(
        arguments: [
            (read: 0, total: 100, seconds: 10.0, left: nil), (50, nil, 10, nil), (50, 100, 1, nil), (100, 100, 10, nil),
            (50, 100, 10, 10), (25, 100, 10, 30), (120, 100, 10, nil),
        ] as [(read: UInt64, total: UInt64?, seconds: Double, left: Double?)])
    func theTimeLeftIsThatOfTheSameSpeed(read: UInt64, total: UInt64?, seconds: Double, left: Double?) {
        var progress = IndexingProgress()
        progress.bytesRead = read
        progress.bytesToRead = total
        #expect(progress.secondsLeft(after: seconds) == left)
    }

    /// What is counted ahead is what will be read: not what is known, and what comes up twice but once.
    @Test func theSurveyCountsWhatIsRead() async throws {
        let scratch = try Scratch()
        let line = "{\"body\":\"" + String(repeating: "Piove sul paese. ", count: 50) + "\"}\n"
        for name in ["a", "b"] { try Files.write(line.utf8, to: scratch.path(name + ".jsonl")) }
        let writer = try IndexWriter(IndexLocation(scratch.path("index")))
        var options = IndexingOptions()
        options.surveys = true
        for expected in [2, 0, 3] {
            if expected == 3 {
                try Files.write(String(repeating: line, count: 600).utf8, to: scratch.path("c.jsonl"))
            }
            let last = Mutex(IndexingProgress())
            _ = try await writer.index(
                [scratch.path("a.jsonl"), scratch.path("b.jsonl"), scratch.path("c.jsonl"), scratch.path("b.jsonl")],
                options: options
            ) { progress in last.withLock { $0 = progress } }
            let progress = last.withLock { $0 }
            let wanted = expected == 3 ? line.utf8.count * 600 : line.utf8.count * expected
            #expect(progress.bytesRead == UInt64(wanted))
            // The survey walks beside the run, which may be the faster one where there is little to read.
            if expected == 3 { #expect(progress.bytesToRead == UInt64(wanted)) }
        }
    }
}
