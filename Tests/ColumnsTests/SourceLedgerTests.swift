// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct SourceLedgerTests {
    static let rows = [
        SourceRow(path: Array("/a/b.txt".utf8), shown: "b.txt", sourceHash: 0, modified: -1, inode: .max),
        SourceRow(
            path: Array("/a/è\n.jsonl".utf8), shown: "../a/è\\x0A.jsonl", state: .part, sourceHash: .max, size: .max,
            modified: .max, inode: 1, device: 2, content: .max, reading: 7,
            marks: [.recognised, .isDue], missing: 0x81, articles: .max,
            rejections: [
                .init(position: 3, reason: "no body"), .init(position: 17, place: "/uno/due.txt", reason: ""),
                .init(position: -2, reason: "x"),
            ]),
        SourceRow(path: [], shown: "", state: .refused, sourceHash: 1, size: 1, articles: 1),
        SourceRow(path: Array("/mets.xml".utf8), shown: "mets.xml", sourceHash: 3, marks: .takesFromOthers),
        SourceRow(
            path: Array("/alto.xml".utf8), shown: "alto.xml", sourceHash: 4, marks: .isTakenByAnother, missing: 1),
        SourceRow(path: [0x2F, 0xE8, 0xFF], shown: "\\xE8\\xFF", state: .gone, sourceHash: 2),
    ]

    private func all(_ ledger: SourceLedger) -> [SourceRow] { (0..<ledger.count).map { ledger.row($0) } }

    private func sorted(_ rows: [SourceRow]) -> [SourceRow] {
        rows.sorted { Checksum.of($0.path) < Checksum.of($1.path) }
    }

    @Test func sourcesComeBackAsTheyWereWritten() throws {
        let scratch = try Scratch()
        let path = scratch.path("sources")
        for rows in [Self.rows, []] {
            let stamp = try SourceLedger.write(rows, to: path)
            let ledger = try SourceLedger(path: path, expected: stamp)
            #expect(all(ledger) == sorted(rows))
            #expect(ledger.fault() == nil)
            for row in rows {
                let found = try #require(ledger.find(row.path, hash: Checksum.of(row.path)))
                #expect(ledger.row(found) == row)
                #expect(ledger.hasRejections(found) == !row.rejections.isEmpty)
            }
            #expect(ledger.find(Array("/a/b.tx".utf8), hash: Checksum.of("/a/b.tx")) == nil)
        }
    }

    @Test func aReasonIsKeptOnOneLine() throws {
        let scratch = try Scratch()
        var row = Self.rows[0]
        row.rejections = [.init(position: 1, place: "\tx\n", reason: "a\tb\nc\r\nd")]
        _ = try SourceLedger.write([row], to: scratch.path("sources"))
        let read = try SourceLedger(path: scratch.path("sources")).row(0)
        #expect(read.rejections == [.init(position: 1, place: " x ", reason: "a b c d")])
    }

    @Test func ofTwoRowsWithOnePathTheLaterHolds() throws {
        let scratch = try Scratch()
        var second = Self.rows[0]
        second.size = 42
        _ = try SourceLedger.write([Self.rows[0], Self.rows[1], second], to: scratch.path("sources"))
        #expect(all(try SourceLedger(path: scratch.path("sources"))) == sorted([Self.rows[1], second]))
    }

    /// Looking up and joining against plain dictionaries, with paths and contents that often come again.
    @Test func joinedLedgersAreWhatTheNewestSay() throws {
        let scratch = try Scratch()
        var random = SeededGenerator(seed: 7)
        var expected: [[UInt8]: SourceRow] = [:]
        var ledgers: [SourceLedger] = []
        for number in 0..<5 {
            let rows = (0..<random.number(0...400)).map { _ in
                SourceRow(
                    path: Array("/cartella/\(random.number(0...500))".utf8), shown: "x",
                    state: random.number(0...9) == 0 ? .gone : .whole, sourceHash: UInt64(number),
                    size: UInt64(random.number(1...3)), content: UInt64(random.number(0...40)) &* 0x0123_4567_89AB_CDEF,
                    marks: SourceRow.Marks(rawValue: UInt8(random.number(0...31))),
                    missing: UInt8(random.number(0...255)))
            }
            for row in rows { expected[row.path] = row }
            let path = scratch.path("sources-\(number)")
            ledgers.insert(try SourceLedger(path: path, expected: try SourceLedger.write(rows, to: path)), at: 0)
        }
        let path = scratch.path("joined")
        let joined = try SourceLedger(path: path, expected: try SourceLedger.join(ledgers, to: path))
        #expect(joined.fault() == nil)
        #expect(all(joined) == sorted(expected.values.filter { $0.state != .gone }))
        for content in 0...41 {
            for size in 1...3 {
                let value = UInt64(content) &* 0x0123_4567_89AB_CDEF
                let found = joined.rows(withContent: value, size: UInt64(size)).map { joined.path($0) }
                let wanted = expected.values.filter {
                    $0.state == .whole && $0.content == value && $0.size == UInt64(size)
                }
                #expect(Set(found) == Set(wanted.map(\.path)) && found.count == wanted.count)
            }
        }
    }

    @Test func rejectionsBeyondThoseKeptAreCounted() throws {
        let scratch = try Scratch()
        var row = Self.rows[0]
        for position in 1...SourceRow.mostRejections + 7 { row.reject(.init(position: position, reason: "x")) }
        #expect(row.rejections.count == SourceRow.mostRejections && row.unlistedRejections == 7)
        #expect(row.rejected == SourceRow.mostRejections + 7)
        let path = scratch.path("sources")
        _ = try SourceLedger.write([row, Self.rows[1]], to: path)
        let ledger = try SourceLedger(path: path)
        #expect(all(ledger) == sorted([row, Self.rows[1]]))
        _ = try SourceLedger.join([ledger], to: scratch.path("joined"))
        #expect(all(try SourceLedger(path: scratch.path("joined"))) == sorted([row, Self.rows[1]]))
    }

    @Test func aMarkThatMeansNothingIsAFault() throws {
        let scratch = try Scratch()
        for bit in 0..<8 {
            var row = Self.rows[0]
            row.marks = SourceRow.Marks(rawValue: 1 << bit)
            _ = try SourceLedger.write([row], to: scratch.path("sources"))
            let fault = try SourceLedger(path: scratch.path("sources")).fault()
            #expect(fault == (bit < 5 ? nil : "row 0 has marks that mean nothing"), "\(bit)")
        }
    }
}
