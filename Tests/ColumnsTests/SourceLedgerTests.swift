// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct SourceLedgerTests {
    static let rows = [
        SourceRow(path: "/a/b.txt", size: 0, modified: -1, inode: .max, device: 0),
        SourceRow(
            path: "/a/è\n.jsonl", size: .max, modified: .max, inode: 1, device: 2, articles: .max,
            rejections: [
                .init(position: 3, reason: "no body"), .init(position: 17, reason: ""),
                .init(position: -2, reason: "x"),
            ]),
        SourceRow(path: "", size: 1, modified: 0, inode: 0, device: 0, articles: 1),
    ]

    @Test func sourcesComeBackAsTheyWereWritten() throws {
        let scratch = try Scratch()
        let path = scratch.path("sources")
        for rows in [Self.rows, []] {
            let stamp = try SourceLedger.write(rows, to: path)
            #expect(try SourceLedger.rows(of: path, expected: stamp) == rows)
        }
    }

    @Test func aReasonIsKeptOnOneLine() throws {
        let scratch = try Scratch()
        var row = Self.rows[0]
        row.rejections = [.init(position: 1, reason: "a\tb\nc\r\nd")]
        _ = try SourceLedger.write([row], to: scratch.path("sources"))
        let read = try SourceLedger.rows(of: scratch.path("sources"))
        #expect(read.map(\.rejections) == [[.init(position: 1, reason: "a b c d")]])
    }
}
