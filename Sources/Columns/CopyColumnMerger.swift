// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins the sketches of several segments and the pairs that were found in them.
///
/// Pairs name the other article by its id, so that they hold wherever that is.
public enum CopyColumnMerger {
    /// Writes the joined column; the entries, which ascend in every segment, are gone through thrice and never held.
    public static func write(
        _ sources: [(column: CopyColumn, documents: JoinedDocuments)], to path: String
    ) throws(ColumnsError) -> FileStamp {
        var entries = 0
        for source in sources {
            if source.documents.isWhole {
                entries += source.column.entryCount
            } else {
                try source.column.forEachEntry { _, document in
                    if source.documents.number(of: document) != .max { entries += 1 }
                }
            }
        }
        let bits = CopyColumn.bits(entries: entries)
        let documents = sources.reduce(0) { $0 + $1.documents.liveCount }
        var starts = [UInt32](repeating: 0, count: 1 << bits + 1)
        let file = try ColumnFileWriter(path: path, kind: CopyColumn.kind)
        try file.writeSection("documents", values: [UInt32(documents)])
        try forEachEntry(sources) { (value, _) throws(ColumnsError) in
            starts[Int(UInt64(value) >> UInt64(32 - bits)) + 1] += 1
        }
        for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
        try file.writeSection("sketches.starts", values: starts)
        let mask = UInt64(1) << UInt64(32 - bits) - 1
        var rest = try PackedNumbersWriter("sketches.rest", below: 1 << (32 - bits), in: file)
        try forEachEntry(sources) { (value, _) throws(ColumnsError) in
            try rest.append(UInt32(UInt64(value) & mask))
        }
        try rest.finish()
        var numbers = try PackedNumbersWriter("sketches.document", below: documents, in: file)
        try forEachEntry(sources) { (_, document) throws(ColumnsError) in try numbers.append(document) }
        try numbers.finish()
        try writePairs(sources, to: file)
        return try file.finish()
    }

    private static func forEachEntry(
        _ sources: [(column: CopyColumn, documents: JoinedDocuments)],
        _ body: (_ value: UInt32, _ document: UInt32) throws(ColumnsError) -> Void
    ) throws(ColumnsError) {
        var cursors: [CopyColumn.Cursor] = []
        for source in sources { cursors.append(try CopyColumn.Cursor(source.column)) }
        while true {
            // There are few segments, and sources come in the order of their documents.
            var least: Int?
            for index in cursors.indices where !cursors[index].isAtEnd {
                if let best = least, cursors[index].value >= cursors[best].value { continue }
                least = index
            }
            guard let least else { return }
            let value = cursors[least].value
            while !cursors[least].isAtEnd, cursors[least].value == value {
                let document = sources[least].documents.number(of: cursors[least].document)
                if document != .max { try body(value, document) }
                try cursors[least].advance()
            }
        }
    }

    private static func writePairs(
        _ sources: [(column: CopyColumn, documents: JoinedDocuments)], to file: ColumnFileWriter
    ) throws(ColumnsError) {
        var pairs: [CopyPair] = []
        for source in sources {
            for index in 0..<source.column.pairCount {
                var pair = source.column.pair(index)
                guard Int(pair.document) < source.documents.count else { continue }
                pair.document = source.documents.number(of: pair.document)
                if pair.document != .max { pairs.append(pair) }
            }
        }
        try file.writePairs(pairs)
    }
}
