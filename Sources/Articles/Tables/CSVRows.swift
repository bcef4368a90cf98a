// SPDX-License-Identifier: GPL-3.0-or-later

import CLibCSV

/// What separates the cells of a table, and what may enclose one.
struct CSVDialect: Equatable {
    var delimiter: UInt8
    var quote: UInt8 = 0x22
}

/// Parses rows with libcsv as their bytes come.
@safe final class CSVRows {
    private var parser = unsafe csv_parser()
    private var cells: [String] = []
    private var rows: [[String]] = []

    init(_ dialect: CSVDialect) {
        unsafe csv_init(&parser, UInt8(CSV_EMPTY_IS_NULL))
        unsafe csv_set_delim(&parser, dialect.delimiter)
        unsafe csv_set_quote(&parser, dialect.quote)
    }

    deinit {
        unsafe csv_free(&parser)
    }

    /// Whether a cell is open that goes on in the next line.
    var isInRow: Bool { unsafe parser.pstate != 0 }

    /// The rows that a line completes; the line comes without its line feed.
    func rows(in line: ArraySlice<UInt8>) -> [[String]] {
        feed(line)
        feed([0x0A])
        defer { rows = [] }
        return rows
    }

    private func feed(_ bytes: ArraySlice<UInt8>) {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        _ = unsafe bytes.withUnsafeBytes { bytes in
            unsafe csv_parse(
                &parser, bytes.baseAddress, bytes.count,
                { text, count, context in
                    guard let context = unsafe context else { return }
                    let rows = unsafe Unmanaged<CSVRows>.fromOpaque(context).takeUnretainedValue()
                    unsafe rows.cells.append(
                        String(decoding: UnsafeRawBufferPointer(start: text, count: count), as: UTF8.self))
                },
                { _, context in
                    guard let context = unsafe context else { return }
                    unsafe Unmanaged<CSVRows>.fromOpaque(context).takeUnretainedValue().endRow()
                }, context)
        }
    }

    private func endRow() {
        rows.append(cells)
        cells = []
    }
}
