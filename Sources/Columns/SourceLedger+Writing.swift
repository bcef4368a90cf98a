// SPDX-License-Identifier: GPL-3.0-or-later

extension SourceLedger {
    /// Writes a ledger of rows in any order; of two with one path the later one holds.
    public static func write(_ rows: [SourceRow], to path: String) throws(ColumnsError) -> FileStamp {
        let hashes = rows.map { Checksum.of($0.path) }
        var order = rows.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
        let isKept = order.indices.map { index in
            let next = index + 1
            return next == order.count || rows[order[next]].path != rows[order[index]].path
        }
        order = zip(order, isKept).filter(\.1).map(\.0)
        let file = try ColumnFileWriter(path: path, kind: kind)
        try file.writeSection("hash", values: order.map { hashes[$0] })
        try file.writeTable("paths", order.lazy.map { rows[$0].path })
        try file.writeSection("state", values: order.map { rows[$0].state.rawValue })
        try file.writeSection("source", values: order.map { rows[$0].sourceHash })
        try file.writeSection("size", values: order.map { rows[$0].size })
        try file.writeSection("inode", values: order.map { rows[$0].inode })
        try file.writeSection("device", values: order.map { rows[$0].device })
        try file.writeSection("reading", values: order.map { rows[$0].reading })
        try file.writeSection("marks", values: order.map { rows[$0].marks.rawValue })
        try file.writeSection("missing", values: order.map { rows[$0].missing })
        try file.writeSection("modified", values: order.map { rows[$0].modified })
        try file.writeSection("articles", values: order.map { rows[$0].articles })
        try file.writeSection("shared", values: order.map { UInt32(shared(rows[$0])) })
        try file.writeTable(
            "prefixes", order.lazy.map { Array(rows[$0].shown.utf8.dropLast(shared(rows[$0]))) })
        try file.writeTable("rejections", order.lazy.map { text(of: rows[$0].rejections) })
        let unlisted = order.map { rows[$0].unlistedRejections }
        if unlisted.contains(where: { $0 > 0 }) { try file.writeSection("unlisted", values: unlisted) }
        return try finish(file, contents: order.map { rows[$0].content })
    }

    /// Joins ledgers into one without the rows of sources that are gone.
    ///
    /// What is held in memory are some tens of bytes a source.
    ///
    /// - Parameter ledgers: The newest first; of rows with one path the newest holds.
    public static func join(_ ledgers: [SourceLedger], to path: String) throws(ColumnsError) -> FileStamp {
        let picks = picked(of: ledgers)
        func values<Value: FixedWidthInteger & BitwiseCopyable>(
            _ column: KeyPath<SourceLedger, ColumnArray<Value>>
        ) -> [Value] {
            picks.map { ledgers[Int($0.ledger)][keyPath: column][Int($0.row)] }
        }
        func table(_ column: KeyPath<SourceLedger, StringTable>) -> some Collection<[UInt8]> {
            picks.lazy.map { ledgers[Int($0.ledger)][keyPath: column].bytes(at: Int($0.row)) }
        }
        let file = try ColumnFileWriter(path: path, kind: kind)
        try file.writeSection("hash", values: values(\.hashes))
        try file.writeTable("paths", table(\.paths))
        try file.writeSection("state", values: values(\.states))
        try file.writeSection("source", values: values(\.sources))
        try file.writeSection("size", values: values(\.sizes))
        try file.writeSection("inode", values: values(\.inodes))
        try file.writeSection("device", values: values(\.devices))
        try file.writeSection("reading", values: values(\.readings))
        try file.writeSection("marks", values: values(\.marks))
        try file.writeSection("missing", values: values(\.missing))
        try file.writeSection("modified", values: values(\.modified))
        try file.writeSection("articles", values: values(\.articles))
        try file.writeSection("shared", values: values(\.shared))
        try file.writeTable("prefixes", table(\.prefixes))
        try file.writeTable("rejections", table(\.rejections))
        let unlisted = picks.map { ledgers[Int($0.ledger)].unlisted?[Int($0.row)] ?? 0 }
        if unlisted.contains(where: { $0 > 0 }) { try file.writeSection("unlisted", values: unlisted) }
        return try finish(file, contents: values(\.contents))
    }

    /// The rows that hold, in the order of their hashes.
    private static func picked(of ledgers: [SourceLedger]) -> [(ledger: UInt32, row: UInt32)] {
        var picks: [(hash: UInt64, ledger: UInt32, row: UInt32)] = []
        for (number, ledger) in ledgers.enumerated() {
            for row in 0..<ledger.count where ledger.state(row) != .gone {
                let hash = ledger.pathHash(row)
                if number > 0 {
                    let path = ledger.path(row)
                    if ledgers[..<number].contains(where: { $0.find(path, hash: hash) != nil }) { continue }
                }
                picks.append((hash, UInt32(number), UInt32(row)))
            }
        }
        picks.sort { $0.hash < $1.hash }
        return picks.map { ($0.ledger, $0.row) }
    }

    private static func finish(_ file: ColumnFileWriter, contents: [UInt64]) throws(ColumnsError) -> FileStamp {
        try file.writeSection("content", values: contents)
        try file.writeSection(
            "contents", values: contents.indices.sorted { (contents[$0], $0) < (contents[$1], $1) }.map { UInt32($0) })
        return try file.finish()
    }

    /// How many bytes at the end of the path are the end of the shown path too.
    private static func shared(_ row: SourceRow) -> Int {
        var count = 0
        for (left, right) in zip(row.path.reversed(), row.shown.utf8.reversed()) {
            if left != right { break }
            count += 1
        }
        return count
    }

    private static func text(of rejections: [SourceRow.Rejected]) -> [UInt8] {
        Array(rejections.map { "\($0.position)\t\(oneLine($0.place))\t\(oneLine($0.reason))\n" }.joined().utf8)
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }
}
