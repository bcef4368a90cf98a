// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// How a table is written and what its columns are, found out from its beginning.
struct CSVLayout {
    let dialect: CSVDialect
    /// The line that names the delimiter, as Excel writes it: `sep=;`.
    let hasDelimiterLine: Bool
    /// The names of the columns; their numbers where there is no header.
    let columns: [String]
    let hasHeader: Bool
    /// How many rows stand before the header, as where a title does.
    let rowsBefore: Int
    /// The byte that ends a line: LF, or the CR that old programs write alone.
    let lineEnd: UInt8
    /// The first row.
    private let first: [String]
    /// How the days of some columns are written, by their places.
    let dates: [Int: CSVDates]

    private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    private static let sampleRows = 20
    /// The last row that may be the header.
    private static let mostBefore = 10

    /// - Parameters:
    ///   - head: The beginning of the table in UTF-8.
    ///   - isWhole: Whether the head is all of it.
    init?(head: ArraySlice<UInt8>, isWhole: Bool, mapping: FieldMapping) {
        lineEnd = Self.lineEnd(of: head)
        var lines = head.split(separator: lineEnd, omittingEmptySubsequences: false)
        if !isWhole, lines.count > 1 { lines.removeLast() }
        var named: UInt8?
        if let first = lines.first, first.count <= 6, first.count >= 5,
            String(decoding: first.prefix(4), as: UTF8.self).lowercased() == "sep="
        {
            named = first[first.startIndex + 4]
            lines.removeFirst()
        }
        hasDelimiterLine = named != nil
        var best: (score: Int, dialect: CSVDialect, before: Int, rows: [[String]])?
        for delimiter in named.map({ [$0] }) ?? Self.delimiters {
            for quote in [0x22, 0x27] as [UInt8] {
                let dialect = CSVDialect(delimiter: delimiter, quote: quote)
                guard let (score, before, rows) = Self.score(lines, dialect, mapping) else { continue }
                if score > best?.score ?? Int.min { best = (score, dialect, before, rows) }
            }
        }
        guard let best, let top = best.rows.first else { return nil }
        dialect = best.dialect
        rowsBefore = best.before
        first = top.map(\.singleLine)
        let first = first
        let numbers = (1...first.count).map(String.init)
        // Columns that are mapped by number need no header; a first line that names columns is one all the same.
        hasHeader =
            !mapping.names.contains { numbers.contains($0) && !first.contains($0) } || Self.isHeader(first, mapping)
        if !hasHeader {
            columns = numbers
        } else {
            columns = zip(first, numbers).map { name, number in mapping.names.contains(number) ? number : name }
        }
        var dates: [Int: CSVDates] = [:]
        for (index, column) in columns.enumerated() where mapping.named(column)?.field == .date {
            let cells = best.rows.dropFirst(hasHeader ? 1 : 0).compactMap { index < $0.count ? $0[index] : nil }
            dates[index] = CSVDates(cells)
        }
        self.dates = dates
    }

    /// What ends the first line; a cell in quotes may have line ends of its own.
    private static func lineEnd(of head: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        for index in head.indices {
            switch head[index] {
            case 0x22: isQuoted.toggle()
            case 0x0A where !isQuoted: return 0x0A
            case 0x0D where !isQuoted: return head[index...].dropFirst().first == 0x0A ? 0x0A : 0x0D
            default: break
            }
        }
        return 0x0A
    }

    private static func isHeader(_ cells: [String], _ mapping: FieldMapping) -> Bool {
        cells.count { mapping.named($0) != nil } >= 2
    }

    private static func namesBody(_ cells: [String], _ mapping: FieldMapping) -> Bool {
        cells.contains { mapping.named($0)?.field == .body }
    }

    /// Cells of the header that name fields count most, then rows with as many cells as it has; the header is the first row,
    /// or one of the next if only that names the text and another field. Where columns are mapped by number there may be no
    /// header, and a later row is one only if it has a name of the mapping; else articles above it would be lost.
    private static func score(
        _ lines: [ArraySlice<UInt8>], _ dialect: CSVDialect, _ mapping: FieldMapping
    ) -> (score: Int, before: Int, rows: [[String]])? {
        let parser = CSVRows(dialect)
        var rows: [[String]] = []
        for line in lines where rows.count < sampleRows { rows += parser.rows(in: line) }
        guard let top = rows.first else { return nil }
        var before = 0
        if !namesBody(top.map(\.singleLine), mapping) {
            let words = mapping.names.filter { Int($0) == nil }
            let hasNumbers = words.count < mapping.names.count
            before =
                rows.prefix(mostBefore).firstIndex { row in
                    let cells = row.map(\.singleLine)
                    return namesBody(cells, mapping) && isHeader(cells, mapping)
                        && (!hasNumbers || words.contains { cells.contains($0) })
                } ?? 0
        }
        rows.removeFirst(before)
        if rows.isEmpty { rows = [top] }
        let first = rows[0]
        let known = first.count { mapping.named($0.singleLine) != nil }
        let even = rows.count { $0.count == first.count }
        var score = known * 1000 + even * 100 / rows.count + min(first.count, 50)
        if first.count == 1 { score -= 500 }
        // A quote that encloses nothing is none; a double one is the rule.
        if dialect.quote == 0x27 { score -= first.contains { $0.hasPrefix("\"") } ? 400 : 1 }
        if first.contains(where: { $0.hasPrefix("'") && $0.hasSuffix("'") }) { score -= 400 }
        return (score, before, rows)
    }

    /// The cells of a row by column; nil where their number does not fit. Delimiters at the end of a row that part nothing
    /// are none.
    func fitted(_ row: [String]) -> [String]? {
        if row.count == columns.count { return row }
        let extent = (row.lastIndex { !$0.isEmpty } ?? -1) + 1
        let named = (columns.lastIndex { !$0.isEmpty } ?? -1) + 1
        guard extent <= columns.count, row.count >= named else { return nil }
        return (0..<columns.count).map { $0 < row.count ? row[$0] : "" }
    }

    /// Why no article can come of the columns, or nil.
    func refusal(_ mapping: FieldMapping) -> String? {
        if Self.namesBody(columns, mapping) { return nil }
        let unknown = unknown(mapping)
        if unknown.isEmpty, let numbers = columnsByNumber(mapping) {
            return "the table has no header, its first row is an article; number its columns with --map \(numbers)"
        }
        return "no column is the text of the articles; \(listed)"
            + (unknown.isEmpty ? "; name it with --map body=COLUMN" : "; none is called \(unknown), as --map has it")
    }

    /// A mapping of the columns by number, where the first row holds a day or a text and no name of a field.
    private func columnsByNumber(_ mapping: FieldMapping) -> String? {
        guard first.count > 1, !first.contains(where: { mapping.named($0) != nil }),
            let body = first.indices.max(by: { first[$0].utf8.count < first[$1].utf8.count })
        else { return nil }
        let date = first.firstIndex { ArticleDate(parsing: $0)?.day != nil }
        guard date != nil || first[body].utf8.count > 60 else { return nil }
        let title = first.indices.first { $0 != body && $0 != date && !first[$0].isEmpty }
        let fields = [("title", title), ("date", date), ("body", body)]
        return fields.compactMap { name, index in index.map { "\(name)=\($0 + 1)" } }.joined(separator: ",")
    }

    /// What is passed over before the header, and what is wrong with a mapping that names columns which are not there.
    func notes(_ mapping: FieldMapping) -> [String] {
        var notes: [String] = []
        if hasHeader, rowsBefore > 0 {
            notes.append(
                rowsBefore.counted("row before the header was", "rows before the header were") + " passed over")
        }
        for (index, style) in dates.sorted(by: { $0.key < $1.key }) {
            notes.append("column '\(columns[index].prefix(40))' \(style.sentence)")
        }
        let unknown = unknown(mapping)
        if !unknown.isEmpty { notes.append("--map names \(unknown), and there is no such column; \(listed)") }
        return notes
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
