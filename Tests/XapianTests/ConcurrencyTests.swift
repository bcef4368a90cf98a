// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import Testing
import Xapian

struct ConcurrencyTests {
    static let collection = Collection(count: 300, seed: 11)
    static let queries: [Node] = {
        var generator = SeededGenerator(state: 99)
        return (0..<40).map { Node.random(depth: 1 + $0 % 3, using: &generator) }
    }()

    @Test func readersOnTheirOwnDatabasesAndAWriterOfOtherSegmentsDoNotMeet() async throws {
        let scratch = try Scratch()
        let shards = try (0..<2).map { try Self.collection.build("shard-\($0)", in: scratch, from: $0, by: 2) }
        let whole = try Self.collection.build("whole", in: scratch)
        let segment = scratch.path("segment")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<8 {
                group.addTask {
                    for _ in 0..<5 {
                        let database = try Database(paths: reader % 2 == 0 ? [whole] : shards)
                        var stemmer = try Stemmer(language: "italian")
                        for node in Self.queries {
                            #expect(try database.matchAll(node.program) == Self.collection.matching(node))
                            _ = try database.matchRanked(node.program, weighting: .impact, limit: 10)
                            #expect(try stemmer.stem("governo") == "govern")
                        }
                    }
                }
            }
            group.addTask {
                for round in 0..<10 {
                    let path = "\(segment)-\(round)"
                    var writer = try WritableDatabase(path: path, options: [.withoutTermLists, .withoutSync])
                    for document in Self.collection.documents { try writer.add(Collection.terms(of: document)) }
                    try writer.close()
                    try Compaction.compact([path], to: "\(path).single")
                    #expect(try Database(path: "\(path).single").documentCount() == 300)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aDatabaseMovesIntoALockAndOnlyValuesLeaveIt() async throws {
        let scratch = try Scratch()
        let searcher = Searcher(try Database(path: Self.collection.build("one", in: scratch)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in Self.queries {
                group.addTask {
                    let matching = try searcher.matchAll(node.program)
                    #expect(matching == Self.collection.matching(node))
                }
            }
            try await group.waitForAll()
        }
    }
}

/// A database shared as the engine shares one: behind a lock.
private final class Searcher: Sendable {
    private let database: Mutex<Database>

    init(_ database: consuming sending Database) {
        self.database = Mutex(database)
    }

    func matchAll(_ query: QueryProgram) throws -> [UInt32] {
        try database.withLock { try $0.matchAll(query) }
    }
}
