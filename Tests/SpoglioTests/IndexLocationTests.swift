// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TestSupport
import Testing

@testable import Spoglio

struct IndexLocationTests {
    /// What `spoglio stats --json` prints in a folder: how many articles the index it finds has.
    private func output(in folder: String, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws
        -> String
    {
        let child = try ChildProcess("spoglio", ["stats", "--json"] + arguments, in: folder, environment: environment)
        defer { child.wait() }
        return child.lines().joined()
    }

    @Test func theIndexNamedComesBeforeThatOfTheEnvironmentAndThatBeforeTheNearest() async throws {
        let scratch = try Scratch()
        for folder in ["a", "a/b", "a/b/c"] { mkdir(scratch.path(folder), 0o755) }
        for (path, count) in [("a/.spoglio", 1), ("a/b/.spoglio", 2), ("x", 3), ("y", 4)] {
            let writer = try IndexWriter(IndexLocation(scratch.path(path)))
            for number in 1...count {
                _ = try await writer.add(IndexFixture.article("a\(number)", "testo"), sourceHash: 0)
            }
            try await writer.commit()
        }
        let isFound = { (text: String, count: Int) in text.contains(#""articles":\#(count),"#) }
        #expect(isFound(try output(in: scratch.path("a")), 1))
        #expect(isFound(try output(in: scratch.path("a/b")), 2))
        #expect(isFound(try output(in: scratch.path("a/b/c")), 2))
        let named = ["SPOGLIO_INDEX": scratch.path("x")]
        #expect(isFound(try output(in: scratch.path("a/b/c"), [], named), 3))
        #expect(isFound(try output(in: scratch.path("a/b/c"), [], ["SPOGLIO_INDEX": ""]), 2))
        #expect(isFound(try output(in: scratch.path("a/b/c"), ["--index", scratch.path("y")], named), 4))
        #expect(try output(in: scratch.root).isEmpty)
    }

    @Test func aNamedLocationIsTakenAsItIs() throws {
        #expect(try IndexLocation.find(named: "/nowhere/index").path == "/nowhere/index")
        #expect(IndexLocation.findOrDefault(named: "x").path == "x")
        let location = IndexLocation("x")
        #expect(location.manifestPath == "x/manifest" && location.lockPath == "x/lock")
        #expect(location.segmentPath("s1") == "x/segments/s1")
    }
}
