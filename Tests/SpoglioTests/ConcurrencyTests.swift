// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import TestSupport
import Testing

@testable import Spoglio

struct ConcurrencyTests {
    /// What one search said of one commit.
    private struct Sighting: Hashable {
        var revision: Int
        var articles: Int
        var lot: Int
        var facet: Int
        var ids: Int
    }

    /// After round `n` an index holds articles 1…4n, each of which names the round that wrote it last.
    @Test func eightSearchersSeeWholeCommitsBesideAWriter() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let writer = try IndexWriter(location)
        let isDone = StopFlag()
        let rounds = 16
        let seen = Mutex(Set<Sighting>())
        let failures = Mutex<[String]>([])
        let searchers = Threads(8) { searcher in
            var own: Set<Sighting> = []
            var isLast = false
            while !isLast {
                isLast = isDone.isSet
                do {
                    own.insert(try Self.look(location, sorted: searcher.isMultiple(of: 2)))
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
            seen.withLock { $0.formUnion(own) }
        }
        do {
            defer {
                isDone.set()
                searchers.join()
            }
            for round in 1...rounds {
                for number in 1...4 * round {
                    _ = try await writer.add(
                        IndexFixture.article("a\(number)", "testo lotto\(round)", tags: ["\(round)"]), sourceHash: 0)
                }
                try await writer.commit()
                if round.isMultiple(of: 5) { _ = try await writer.compact() }
            }
        }
        #expect(searchers.count == 8)
        #expect(failures.withLock { $0 } == [])
        let sightings = seen.withLock { $0 }
        #expect(sightings.count > 1)
        for sighting in sightings {
            #expect(sighting.articles.isMultiple(of: 4))
            #expect([sighting.lot, sighting.facet, sighting.ids].allSatisfy { $0 == sighting.articles }, "\(sighting)")
        }
        for revision in Set(sightings.map(\.revision)) {
            #expect(Set(sightings.filter { $0.revision == revision }.map(\.articles)).count == 1)
        }
        #expect(sightings.map(\.articles).max() == 4 * rounds)
        #expect(try IndexVerifier(location).verify().problems == [])
    }

    private static func look(_ location: IndexLocation, sorted: Bool) throws -> Sighting {
        let searcher = try Searcher(location)
        let round = searcher.articleCount / 4
        let answer = try searcher.search(
            SearchRequest(
                "testo", limit: 1_000, order: sorted ? .newest : .relevance, facets: [(.tag, 5)], hasSnippets: false))
        return Sighting(
            revision: searcher.revision, articles: answer.index.articles,
            lot: try searcher.search(SearchRequest("\"testo lotto\(round)\"", limit: 0)).total,
            facet: answer.facets["tag"]?.values.first { $0.id == "\(round)" }?.count ?? 0,
            ids: Set(answer.hits.map(\.id)).count)
    }

    @Test func verifyingBesideAWriterFindsNoDamageWhereThereIsNone() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let writer = try IndexWriter(location)
        let isDone = StopFlag()
        let problems = Mutex<[String]>([])
        let reports = Mutex(0)
        let verifiers = Threads(2) { _ in
            var isLast = false
            while !isLast {
                isLast = isDone.isSet
                do {
                    let report = try IndexVerifier(location).verify()
                    problems.withLock { $0 += report.problems }
                    reports.withLock { $0 += 1 }
                } catch let error as SpoglioError {
                    // To be told that a writer is faster is true.
                    if error.code != .indexLocked { problems.withLock { $0.append(error.message) } }
                } catch {
                    problems.withLock { $0.append("\(error)") }
                }
            }
        }
        do {
            defer {
                isDone.set()
                verifiers.join()
            }
            for round in 1...12 {
                for number in 1...2 * round {
                    _ = try await writer.add(
                        IndexFixture.article("a\(number)", "testo lotto\(round)"), sourceHash: 0)
                }
                try await writer.commit()
                if round.isMultiple(of: 4) { _ = try await writer.compact() }
            }
        }
        #expect(verifiers.count == 2)
        #expect(problems.withLock { $0 } == [])
        #expect(reports.withLock { $0 } > 0)
    }

    @Test func aVerificationThatAWriterOvertakesStartsOverWithItsCommit() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let writer = try IndexWriter(location)
        _ = try await writer.add(IndexFixture.article("a1", "testo"), sourceHash: 0)
        try await writer.commit()
        // In the middle of a verification a commit removes the segment that is looked at.
        let overtakes = Mutex(1)
        let verifier = IndexVerifier(location) { path in
            guard
                overtakes.withLock({ left in
                    defer { left -= 1 }
                    return left > 0
                })
            else { return IndexVerifier.postingsFault(path) }
            try? FileSystem.remove(String(path.dropLast("/postings.glass".count)))
            guard var manifest = try? Manifest.read(location) else { return "no manifest" }
            manifest.revision += 1
            manifest.segments = []
            try? manifest.write(location)
            return "it is gone"
        }
        #expect(try verifier.verify().problems == [])
    }
}
