// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Reads tables (CSV, TSV and their kin), a row an article, with memory bounded by the largest row.
///
/// Delimiter, quoting, line ends and header are found out. An article's position is the line that its row begins in. A row
/// with more or fewer cells than the header, beyond empty ones at its end, is a rejection; so is one whose quoted cell is never closed, and the rows that it
/// would have swallowed are read.
struct CSVReader: FormatReader {
    func read(
        _ input: consuming ReaderInput, yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        let start = try input.stream.peek(64 << 10)
        let isWhole = start.count < 64 << 10
        let announced = Charset.announced(by: start)
        if let announced, announced.charset != .utf8 { return try readWhole(input, yield) }
        input.stream.skip(announced?.markLength ?? 0)
        let head = DecodedText(start)
        guard let layout = CSVLayout(head: head.bytes[...], isWhole: isWhole, mapping: input.mapping) else {
            _ = yield(input.rejection("the table has no rows"))
            return
        }
        if let refusal = layout.refusal(input.mapping) {
            _ = yield(input.rejection(refusal))
            return
        }
        for note in layout.notes(input.mapping) { _ = yield(input.note(note)) }
        var table = CSVTable(input.display, layout, input.mapping, input.limits)
        table.charset = head.encoding.map { Charset(name: $0) }
        while !table.isDone, let line = try input.stream.nextLine(limit: input.limits.line, ending: layout.lineEnd) {
            switch line {
            case .tooLong(let length): table.refuse(length: length, yield)
            case .range(let range): table.read(input.stream.buffer[range], yield)
            }
        }
        table.finish(yield)
    }

    /// Reads a table in UTF-16, which Excel writes, or UTF-32.
    private func readWhole(
        _ input: consuming ReaderInput, _ yield: (ReadingEvent) -> ReadingStep
    ) throws(SystemFailure) {
        guard let content = try input.stream.rest(limit: input.limits.file) else {
            let limit = input.limits.file
            _ = yield(input.rejection("the file is not UTF-8 and larger than the limit of \(limit) bytes"))
            return
        }
        let text = DecodedText(content[...])
        let head = text.bytes.prefix(64 << 10)
        guard
            let layout = CSVLayout(head: head, isWhole: head.count == text.bytes.count, mapping: input.mapping)
        else {
            _ = yield(input.rejection("the table has no rows"))
            return
        }
        if let refusal = layout.refusal(input.mapping) {
            _ = yield(input.rejection(refusal))
            return
        }
        for note in layout.notes(input.mapping) { _ = yield(input.note(note)) }
        var table = CSVTable(input.display, layout, input.mapping, input.limits)
        table.encoding = text.encoding
        for line in text.bytes.split(separator: layout.lineEnd, omittingEmptySubsequences: false) where !table.isDone {
            table.read(line, yield)
        }
        table.finish(yield)
    }
}

/// The reading of one table, line by line.
private struct CSVTable {
    let path: String
    let layout: CSVLayout
    let mapping: FieldMapping
    let limits: ReadingLimits
    /// What lines that are no UTF-8 are read as; nil to find it out for each.
    var charset: Charset?
    /// What the whole table was decoded from.
    var encoding: String?
    private(set) var isDone = false
    private var rows: CSVRows
    private var number = 0
    /// How many rows are still no articles.
    private var rowsToPass: Int
    /// The lines of the row that is open, each with its end, and the number of the first.
    private var pending: [UInt8] = []
    private var firstPending = 0
    private var recoveries = 0
    private var rowEncoding: String?

    /// Reading again what an open quote swallowed costs its length each time.
    private static let mostRecoveries = 16

    init(_ path: String, _ layout: CSVLayout, _ mapping: FieldMapping, _ limits: ReadingLimits) {
        self.path = path
        self.layout = layout
        self.mapping = mapping
        self.limits = limits
        rows = CSVRows(layout.dialect)
        rowsToPass = layout.hasHeader ? layout.rowsBefore + 1 : 0
    }

    mutating func read(_ line: ArraySlice<UInt8>, _ yield: (ReadingEvent) -> ReadingStep) {
        number += 1
        if number == 1, layout.hasDelimiterLine { return }
        if line.isValidUTF8 { return take(line, number, yield) }
        if let charset, let text = charset.decode(line, replacing: true) {
            rowEncoding = charset.name
            return take(text[...], number, yield)
        }
        let decoded = DecodedText(line)
        rowEncoding = decoded.encoding
        take(decoded.bytes[...], number, yield)
    }

    mutating func refuse(length: Int, _ yield: (ReadingEvent) -> ReadingStep) {
        number += 1
        reject("the line has \(length) bytes; the limit is \(limits.line)", at: number, yield)
    }

    /// Tells of a row that is still open at the end.
    mutating func finish(_ yield: (ReadingEvent) -> ReadingStep) {
        while !isDone, rows.isInRow { recover(yield) }
    }

    private mutating func take(_ line: ArraySlice<UInt8>, _ number: Int, _ yield: (ReadingEvent) -> ReadingStep) {
        if pending.isEmpty { firstPending = number }
        let complete = rows.rows(in: line)
        if rows.isInRow {
            pending += line
            pending.append(layout.lineEnd)
            if pending.count > limits.line { recover(yield) }
            return
        }
        pending = []
        for (index, row) in complete.enumerated() where !isDone { deliver(row, index, firstPending, yield) }
        rowEncoding = nil
    }

    /// Refuses the first line of the open row and reads the others as rows of their own.
    private mutating func recover(_ yield: (ReadingEvent) -> ReadingStep) {
        let first = firstPending
        recoveries += 1
        guard recoveries <= Self.mostRecoveries else {
            reject(
                "more than \(Self.mostRecoveries) cells are never closed; nothing from here on is read", at: first,
                yield)
            isDone = true
            return
        }
        reject("a cell that is opened by a quote in this row is never closed", at: first, yield)
        rows = CSVRows(layout.dialect)
        let lines = pending
        pending = []
        var number = first
        var start = 0
        while !isDone, let end = lines[start...].firstIndex(of: layout.lineEnd) {
            if number > first { take(lines[start..<end], number, yield) }
            number += 1
            start = end + 1
        }
    }

    /// - Parameter index: Its number among the rows that begin in the line, from 0.
    private mutating func deliver(
        _ row: [String], _ index: Int, _ line: Int, _ yield: (ReadingEvent) -> ReadingStep
    ) {
        if rowsToPass > 0 {
            rowsToPass -= 1
            return
        }
        if row.allSatisfy(\.isEmpty) { return }
        let columns = layout.columns
        guard var row = layout.fitted(row) else {
            let cells = row.count.counted("cell", "cells")
            return reject(
                "the row has \(cells); the table has \(columns.count.counted("column", "columns"))", at: line, yield)
        }
        do throws(ArticleDraft.Refusal) {
            var draft = ArticleDraft()
            for (index, style) in layout.dates { row[index] = style.iso8601(row[index]) }
            let fields = zip(columns, row).map { FieldValue.Field(name: $0, value: .text($1)) }
            try draft.take(fields, dateSource: .field, mapping: mapping)
            try draft.readEmbeddedHTML(limits: limits)
            if let encoding = encoding ?? rowEncoding { draft.metadata["encoding"] = encoding }
            let id = "\(path)#\(line)" + (index == 0 ? "" : ":\(index + 1)")
            let place = ArticleDraft.Place(path: path, position: line, id: id)
            if try draft.deliver(at: place, limits: limits, yield) == .stop { isDone = true }
        } catch {
            reject(error.reason, at: line, yield)
        }
    }

    private mutating func reject(_ reason: String, at line: Int, _ yield: (ReadingEvent) -> ReadingStep) {
        if yield(.rejection(Rejection(path: path, position: line, reason: reason))) == .stop { isDone = true }
    }
}
