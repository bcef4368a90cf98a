// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

struct WriterTests {
    @Test func aCommitThatFailedIsForgottenAndTheNextOneIsWhole() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let writer = try IndexWriter(location)
        _ = try await writer.add(IndexFixture.article("a1", "guerra"), sourceHash: 0)
        try await writer.commit()
        _ = try await writer.add(IndexFixture.article("a2", "guerra"), sourceHash: 0)
        _ = try await writer.add(IndexFixture.article("a1", "pace"), sourceHash: 0)
        Files.remove(location.segmentPath("s000002"))
        let error = await #expect(throws: SpoglioError.self) { try await writer.commit() }
        #expect(error?.code == .system)
        #expect(error?.message.contains("'\(location.segmentPath("s000002"))/") == true)
        try await writer.commit()
        #expect(try Searcher(location).search(SearchRequest("guerra")).hits.map(\.id) == ["a1"])
        _ = try await writer.add(IndexFixture.article("a3", "guerra"), sourceHash: 0)
        try await writer.commit()
        #expect(try Searcher(location).search(SearchRequest("guerra")).hits.map(\.id) == ["a1", "a3"])
        #expect(try IndexVerifier(location).verify().problems == [])
    }

    @Test func outcomesTellNewChangedAndUnchangedArticles() async throws {
        let scratch = try Scratch()
        let writer = try IndexWriter(IndexLocation(scratch.path("index")))
        let first = IndexFixture.article("a1", "uno")
        let second = IndexFixture.article("a1", "due")
        var moved = second
        (moved.path, moved.position) = ("altrove", 7)
        for isCommitted in [false, true] {
            #expect(try await writer.add(first, sourceHash: 0) == (isCommitted ? .updated : .added))
            #expect(try await writer.add(first, sourceHash: 0) == .unchanged)
            if isCommitted { try await writer.commit() }
            #expect(try await writer.add(second, sourceHash: 0) == .updated)
            if isCommitted { try await writer.commit() }
            #expect(try await writer.add(moved, sourceHash: 0) == .unchanged)
            try await writer.commit()
        }
        #expect(try Searcher(IndexLocation(scratch.path("index"))).articleCount == 1)
    }
}
