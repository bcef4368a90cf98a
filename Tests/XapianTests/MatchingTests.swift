// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Xapian

struct MatchingTests {
    static let collection = Collection(count: 400, seed: 42)

    private static func open(shards: Int, in scratch: Scratch) throws -> Database {
        try Database(
            paths: (0..<shards).map { try collection.build("shard-\($0)", in: scratch, from: $0, by: shards) })
    }

    @Test(arguments: [1, 2, 3]) func randomQueriesMatchWhatAScanMatches(shards: Int) throws {
        let scratch = try Scratch()
        let database = try Self.open(shards: shards, in: scratch)
        var generator = SeededGenerator(state: 7)
        for round in 0..<600 {
            let node = Node.random(depth: round % 4, using: &generator)
            let query = node.program
            let expected = Self.collection.matching(node)
            #expect(try database.matchAll(query) == expected, "\(query)")

            let words = (0...Self.collection.documents.count / 64).map { _ in generator.next() }
            let allowed = expected.filter { words[Int($0 / 64)] >> UInt64($0 % 64) & 1 == 1 }
            let weighting: Weighting = [.bm25(), .boolean, .impact][round % 3]
            let whole = try database.matchRanked(
                query, weighting: weighting, limit: 1000, allowed: words, scope: .recording)
            #expect(whole.matching == allowed, "\(query)")
            #expect(whole.total == allowed.count && whole.isTotalExact)
            #expect(whole.hits.map(\.document.rawValue).sorted() == allowed)
            #expect(whole.hits == whole.hits.sorted { ($1.score, $0.document) < ($0.score, $1.document) })

            let page = try database.matchRanked(query, weighting: weighting, first: 3, limit: 8, allowed: words)
            #expect(page.hits.count == max(0, min(8, allowed.count - 3)))
            for (hit, same) in zip(page.hits, whole.hits.dropFirst(3)) {
                #expect(abs(hit.score - same.score) < 1e-9, "\(query)")
            }
            if weighting != .bm25() { #expect(page.hits == Array(whole.hits.dropFirst(3).prefix(8)), "\(query)") }
            #expect(page.matching.isEmpty)
        }
    }

    @Test(arguments: [1, 2, 3, 5]) func equalDocumentsTieInAscendingOrderWhereverTheyLie(shards: Int) throws {
        let scratch = try Scratch()
        var paths: [String] = []
        for shard in 0..<shards {
            let directory = scratch.path("\(shard)")
            var writer = try WritableDatabase(path: directory, options: .withoutTermLists)
            for _ in 0..<(20 + shard * 7) {
                var terms = TermList()
                for letter in "abc".utf8 { terms.append([letter], frequency: UInt32(letter)) }
                if shard == 1 { terms.append("d".utf8, frequency: 9) }
                try writer.add(terms)
            }
            try writer.close()
            paths.append(directory)
        }
        let database = try Database(paths: paths)
        let query = QueryProgram.or("abc".utf8.map { QueryProgram.term([$0]) })
        let hits = try database.matchRanked(query, weighting: .impact, limit: 15).hits
        #expect(hits.map(\.document) == hits.map(\.document).sorted())
        #expect(Set(hits.map(\.score)).count == 1 && hits.count == 15)
        #expect(hits.first?.document == DocumentID(1))
    }

    @Test func combinedIdsInterleaveTheDatabases() throws {
        let scratch = try Scratch()
        let shards = 3
        let database = try Self.open(shards: shards, in: scratch)
        for shard in 0..<shards {
            let single = try Database(path: scratch.path("shard-\(shard)"))
            for local in try single.matchAll(.term("c".utf8)).map({ DocumentID($0) }) {
                let combined = local.combined(shard: shard, of: shards)
                #expect(combined.split(among: shards) == (shard, local))
                #expect(try database.data(of: combined) == single.data(of: local))
                #expect(try database.data(of: combined) == Array("document \(combined)".utf8))
            }
        }
    }

    @Test func totalsWithoutAnExactScopeSaySo() throws {
        let scratch = try Scratch()
        let database = try Self.open(shards: 1, in: scratch)
        let query = QueryProgram.or([.term("b".utf8), .term("e".utf8), .term("h".utf8)])
        let exact = try database.matchRanked(query, limit: 5, scope: .exactTotal)
        let count = try database.matchAll(query).count
        #expect(exact.isTotalExact && exact.total == count)
        #expect(exact.matching.isEmpty && exact.hits.count == 5)
        let page = try database.matchRanked(query, limit: 5)
        #expect(!page.isTotalExact)
        let counted = try database.matchRanked(query, limit: 0, scope: .recording)
        #expect(counted.hits.isEmpty && counted.matching.count == exact.total)
        #expect(try database.matchRanked(query, limit: 5, allowed: []).hits.isEmpty)
    }

    @Test func refusedQueriesSayWhy() throws {
        let scratch = try Scratch()
        let path = try Self.collection.build("one", in: scratch)
        let database = try Database(path: path)
        let long = QueryProgram.or((0..<4096).map { _ in .term("a".utf8) })
        let cases: [(QueryProgram, String)] = [
            (.term([]), "step 0 of the query program is an empty term"),
            (long, "the query program has 4097 steps; 4096 are the limit"),
            (
                QueryProgram.all.scaled(by: -1),
                "step 1 of the query program scales by a factor that is negative or not a number"
            ),
        ]
        for (query, message) in cases {
            let error = #expect(throws: XapianError.self) { _ = try database.matchAll(query) }
            #expect(error?.code == .invalidArgument)
            #expect(error?.description == "cannot match a query in '\(path)': \(message)")
        }
        let error = #expect(throws: XapianError.self) {
            _ = try database.matchRanked(.all, weighting: .bm25(k1: 1, b: 2), limit: 1)
        }
        #expect(error?.message == "the BM25 parameter b is outside 0...1")
    }

    @Test func programsDescribeThemselvesAndJoinNeutrally() {
        let roma = QueryProgram.term("roma".utf8)
        let lazio = QueryProgram.term("lazio".utf8)
        let cases: [(QueryProgram, String)] = [
            (.and([]), "all"), (.or([]), "nothing"), (.synonym([roma]), "roma"), (roma.andNot([]), "roma"),
            (.and([roma, lazio.scaled(by: 2)]), "and(roma, scale(2.0, lazio))"),
            (roma.filtered(by: [.or([lazio, .all])]), "filter(roma, or(lazio, all))"),
            (roma.andMaybe([lazio]).andNot([.nothing]), "andNot(andMaybe(roma, lazio), nothing)"),
        ]
        for (query, description) in cases { #expect(query.description == description) }
    }
}
