// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser

/// What parts the cells of exported CSV, and whether a byte order mark comes first.
struct CSVStyle {
    /// Spreadsheets set to Italian, where the decimal sign is a comma, expect a semicolon.
    enum Delimiter: String, ExpressibleByArgument, CaseIterable, Sendable {
        case comma = ","
        case semicolon = ";"
        case bar = "|"

        var byte: UInt8 {
            switch self {
            case .comma: 0x2C
            case .semicolon: 0x3B
            case .bar: 0x7C
            }
        }
    }

    var delimiter = Delimiter.comma
    /// Excel takes a file for UTF-8 only by this mark.
    var hasByteOrderMark = false
}
