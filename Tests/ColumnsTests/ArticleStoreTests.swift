// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct ArticleStoreTests {
    @Test(arguments: [[], [0], [0, 0, 0], [10, 0, 32_768, 1, 32_767, 40_000, 0, 5], [32_768, 32_768], [100_000]])
    func recordsComeBackAsTheyWereWritten(lengths: [Int]) throws {
        var random = SeededGenerator(seed: UInt64(lengths.count))
        let records = lengths.map { length in (0..<length).map { _ in UInt8(random.number(97...105)) } }
        let scratch = try Scratch()
        let store = try Self.store(records, scratch)
        #expect(store.count == records.count)
        for _ in 0..<2 {
            for index in records.indices { #expect(try Array(store.record(of: index)) == records[index]) }
            for index in records.indices.reversed() { #expect(try Array(store.record(of: index)) == records[index]) }
        }
        try store.checkAll()
    }

    @Test func manySmallRecordsShareBlocks() throws {
        var random = SeededGenerator(seed: 4)
        let records = (0..<400).map { _ in random.list(0...900, of: Array(UInt8(97)...122)) }
        let scratch = try Scratch()
        let store = try Self.store(records, scratch)
        for index in records.indices.shuffled(using: &random) {
            #expect(try Array(store.record(of: index)) == records[index])
        }
        let written = try Files.read(scratch.path("articles")).count
        #expect(written < records.reduce(0) { $0 + $1.count })
    }

    static func store(_ records: [[UInt8]], _ scratch: Scratch) throws -> ArticleStore {
        let writer = try ArticleStoreWriter(path: scratch.path("articles"))
        for record in records { try writer.append(record) }
        let stamp = try writer.finish()
        return try ArticleStore(
            ColumnFile(path: scratch.path("articles"), kind: ArticleStore.kind, expected: stamp))
    }
}
