// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

struct IndexDamageTests {
    private static let queries = [
        "*", "guerra", "\"la guerra\"", "=Città", "~\"governi la\"~4", "gue*", "gverra~", "title:la",
        "section:politica",
        "author:rossi NOT tag:guerra", "date:2022", "date:none", "la NEAR/4 il", "id:a3",
    ]

    /// Everything that searches over an index say.
    private static func answers(_ location: IndexLocation, _ queries: [String]) -> [Result<String, SpoglioError>] {
        queries.map { query in
            do throws(SpoglioError) {
                let answer = try Searcher(location).search(
                    SearchRequest(query, limit: 50, facets: [(.section, 50), (.tag, 50), (.year, 50), (.person, 50)]))
                let facets = answer.facets.sorted { $0.key < $1.key }
                return .success("\(answer.total) \(answer.hits) \(facets) \(answer.notes)")
            } catch {
                return .failure(error)
            }
        }
    }

    private func fixture() async throws -> IndexFixture {
        var corpus = RandomCorpus(seed: 77)
        let fixture = try IndexFixture()
        for part in 0..<3 { try await fixture.add((0..<12).map { corpus.article("a\(part * 12 + $0)") }) }
        try await fixture.add([corpus.article("a1"), corpus.article("a20")])
        return fixture
    }

    @Test func everyFlippedByteIsReportedAndNeverAnsweredFrom() async throws {
        let fixture = try await fixture()
        let ledger = fixture.scratch.path("more.jsonl")
        try Files.write(#"{"id":"a99","title":"La guerra","body":"in Sicilia"}"#.utf8, to: ledger)
        let copy = IndexLocation(fixture.scratch.path("copy"))
        try Files.copy(fixture.location.path, to: copy.path)
        _ = try await IndexWriter(copy).index([ledger])
        let wanted = try Self.answers(copy, Self.queries).map { try $0.get() }
        #expect(try IndexVerifier(copy).verify().problems == [])
        let files = Files.all(below: copy.path).filter { !$0.hasSuffix("/lock") }
        #expect(files.count >= 27)
        var random = SeededGenerator(seed: 41)
        for round in 0..<320 {
            let path = files[round % files.count]
            let bytes = try Files.read(path)
            let offset = random.number(0...bytes.count - 1)
            try Files.overwrite(path, at: offset, with: bytes[offset] ^ UInt8(random.number(1...255)))
            defer { try? Files.overwrite(path, at: offset, with: bytes[offset]) }
            do throws(SpoglioError) {
                let problems = try IndexVerifier(copy).verify().problems
                #expect(problems.contains { $0.contains("'\(path)'") }, "\(path) at \(offset): \(problems)")
            } catch {
                // A manifest whose version is another is refused as such.
                #expect(error.code == .indexFormat && path == copy.manifestPath)
            }
            let queries = [random.number(0...Self.queries.count - 1), random.number(0...Self.queries.count - 1)]
            for (query, result) in zip(queries, Self.answers(copy, queries.map { Self.queries[$0] })) {
                switch result {
                case .success(let answer):
                    #expect(answer == wanted[query], "\(path) at \(offset): \(Self.queries[query])")
                case .failure(let error): #expect(error.exitStatus == 3, "\(path) at \(offset): \(error)")
                }
            }
        }
        #expect(try Self.answers(copy, Self.queries).map { try $0.get() } == wanted)
        #expect(try IndexVerifier(copy).verify().problems == [])
    }

    @Test func everyTruncatedOrMissingFileIsReported() async throws {
        let fixture = try await fixture()
        let copy = IndexLocation(fixture.scratch.path("copy"))
        try Files.copy(fixture.location.path, to: copy.path)
        let wanted = try Self.answers(copy, Self.queries).map { try $0.get() }
        for path in Files.all(below: copy.path) where !path.hasSuffix("/lock") && !path.hasSuffix("/manifest") {
            let bytes = try Files.read(path)
            for length in [bytes.count - 1, bytes.count / 2, 0, nil] {
                if let length { try Files.write(bytes.prefix(length), to: path) } else { Files.remove(path) }
                let problems = try IndexVerifier(copy).verify().problems
                #expect(problems.contains { $0.contains("'\(path)'") }, "\(path): \(problems)")
                for result in Self.answers(copy, ["guerra"]) {
                    #expect(throws: SpoglioError.self) { try result.get() }
                }
            }
            try Files.write(bytes, to: path)
        }
        #expect(try Self.answers(copy, Self.queries).map { try $0.get() } == wanted)
    }

    @Test func filesOfAnotherSegmentAreNotTakenForOnesOwn() async throws {
        let fixture = try await fixture()
        let copy = IndexLocation(fixture.scratch.path("copy"))
        try Files.copy(fixture.location.path, to: copy.path)
        let segments = Files.names(in: copy.segmentsPath)
        for name in Files.names(in: copy.segmentPath(segments[0])) where !name.hasPrefix("deleted") {
            let path = copy.segmentPath(segments[0]) + "/" + name
            let own = try Files.read(path)
            try Files.write(Files.read(copy.segmentPath(segments[1]) + "/" + name), to: path)
            #expect(try IndexVerifier(copy).verify().problems.contains { $0.contains("'\(path)'") })
            #expect(throws: SpoglioError.self) { try Searcher(copy).search(SearchRequest("guerra")) }
            try Files.write(own, to: path)
        }
    }

    @Test func valuesOfOtherSegmentsAreReported() async throws {
        let fixture = try await fixture()
        var manifest = try Manifest.read(fixture.location)
        let values = try #require(manifest.values)
        let path = fixture.location.path + "/" + values.name
        let segments = try Searcher(fixture.location).segments
        let stamp = try IndexValues.write(segments.reversed(), reusing: nil, to: path)
        manifest.values = Manifest.File(name: values.name, stamp: stamp)
        try manifest.write(fixture.location)
        let problems = try IndexVerifier(fixture.location).verify().problems
        #expect(problems.contains("'\(path)' does not have the values of facet 'person'"))
        #expect(problems.allSatisfy { $0.hasPrefix("'\(path)' does not have the values of facet '") })
    }

    @Test func filesThatBelongToNoCommitAreNamed() async throws {
        let fixture = try await fixture()
        try Files.write([], to: fixture.location.path + "/appunti.txt")
        try Files.write([], to: fixture.location.segmentsPath + "/altro")
        #expect(
            try IndexVerifier(fixture.location).verify().problems == [
                "'\(fixture.location.path)/appunti.txt' does not belong to the index",
                "'\(fixture.location.segmentsPath)/altro' does not belong to the index",
            ])
    }
}
