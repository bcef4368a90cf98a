// SPDX-License-Identifier: GPL-3.0-or-later

/// How a table is written and what its columns are, found out from its beginning.
struct CSVLayout {
    let dialect: CSVDialect
    /// The line that names the delimiter, as Excel writes it: `sep=;`.
    let hasDelimiterLine: Bool
    /// The names of the columns; their numbers where there is no header.
    let columns: [String]
    let hasHeader: Bool

    private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    private static let sampleRows = 20

    /// - Parameters:
    ///   - head: The beginning of the table in UTF-8.
    ///   - isWhole: Whether the head is all of it.
    init?(head: ArraySlice<UInt8>, isWhole: Bool, mapping: FieldMapping) {
        var lines = head.split(separator: 0x0A, omittingEmptySubsequences: false)
        if !isWhole, lines.count > 1 { lines.removeLast() }
        var named: UInt8?
        if let first = lines.first, first.count <= 6, first.count >= 5,
            String(decoding: first.prefix(4), as: UTF8.self).lowercased() == "sep="
        {
            named = first[first.startIndex + 4]
            lines.removeFirst()
        }
        hasDelimiterLine = named != nil
        var best: (score: Int, dialect: CSVDialect, first: [String])?
        for delimiter in named.map({ [$0] }) ?? Self.delimiters {
            for quote in [0x22, 0x27] as [UInt8] {
                let dialect = CSVDialect(delimiter: delimiter, quote: quote)
                guard let (score, first) = Self.score(lines, dialect, mapping) else { continue }
                if score > best?.score ?? Int.min { best = (score, dialect, first) }
            }
        }
        guard let best else { return nil }
        dialect = best.dialect
        let first = best.first.map(\.singleLine)
        let numbers = (1...first.count).map(String.init)
        // Columns that are mapped by number need no header; a first line that names columns is one all the same.
        hasHeader =
            !mapping.names.contains { numbers.contains($0) && !first.contains($0) } || Self.isHeader(first, mapping)
        if !hasHeader {
            columns = numbers
        } else {
            columns = zip(first, numbers).map { name, number in mapping.names.contains(number) ? number : name }
        }
    }

    private static func isHeader(_ cells: [String], _ mapping: FieldMapping) -> Bool {
        cells.count { mapping.named($0) != nil } >= 2
    }

    /// Cells of the first row that name fields count most, then rows with as many cells as the first.
    private static func score(
        _ lines: [ArraySlice<UInt8>], _ dialect: CSVDialect, _ mapping: FieldMapping
    ) -> (Int, [String])? {
        let parser = CSVRows(dialect)
        var rows: [[String]] = []
        for line in lines where rows.count < sampleRows { rows += parser.rows(in: line) }
        guard let first = rows.first else { return nil }
        let known = first.count { mapping.named($0.singleLine) != nil }
        let even = rows.count { $0.count == first.count }
        var score = known * 1000 + even * 100 / rows.count + min(first.count, 50)
        if first.count == 1 { score -= 500 }
        // A quote that encloses nothing is none; a double one is the rule.
        if dialect.quote == 0x27 { score -= first.contains { $0.hasPrefix("\"") } ? 400 : 1 }
        if first.contains(where: { $0.hasPrefix("'") && $0.hasSuffix("'") }) { score -= 400 }
        return (score, first)
    }

    /// Why no article can come of the columns, or nil.
    func refusal(_ mapping: FieldMapping) -> String? {
        if columns.contains(where: { mapping.named($0)?.field == .body }) { return nil }
        let unknown = unknown(mapping)
        return "no column is the text of the articles; \(listed)"
            + (unknown.isEmpty ? "; name it with --map body=COLUMN" : "; none is called \(unknown), as --map has it")
    }

    /// What is wrong with a mapping that names columns which are not there, or nil.
    func warning(_ mapping: FieldMapping) -> String? {
        let unknown = unknown(mapping)
        return unknown.isEmpty ? nil : "--map names \(unknown), and there is no such column; \(listed)"
    }

    /// The names of a mapping that are neither columns nor their numbers.
    private func unknown(_ mapping: FieldMapping) -> String {
        let unknown = mapping.names.filter { !columns.contains($0) && !$0.contains(".") }
        return unknown.map { "'\($0.prefix(40))'" }.joined(separator: ", ")
    }

    private var listed: String {
        "the columns are " + columns.prefix(12).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
            + (columns.count > 12 ? " and \(columns.count - 12) more" : "")
    }
}
