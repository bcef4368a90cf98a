// SPDX-License-Identifier: GPL-3.0-or-later

extension QueryError {
    private static let columns = 100

    /// The query on one line and, under the place of the error, a line of carets.
    ///
    /// White space shows as spaces and control characters as U+FFFD. A query wider than 100 terminal columns is cut to
    /// the part around the place, with `…` where it was cut. No line break at the end.
    public func caret(in text: String) -> String {
        let cells = Self.cells(of: text)
        let end = cells.last.map { $0.column + $0.width } ?? 0
        let start = range.lowerBound < cells.count ? cells[range.lowerBound].column : end
        let stop = range.upperBound < cells.count ? cells[range.upperBound].column : end
        let shown = Self.window(around: start, of: end)

        let visible = cells.filter { shown.contains($0.column) && $0.column + $0.width <= shown.upperBound }
        let origin = visible.first?.column ?? 0
        let limit = visible.last.map { $0.column + $0.width } ?? 0
        var line = String(String.UnicodeScalarView(visible.map(\.scalar)))
        var indent = start - origin
        if origin > 0 {
            line = "…" + line
            indent += 1
        }
        if limit < end { line += "…" }
        let carets = max(1, min(stop, limit) - start)
        return line + "\n" + String(repeating: " ", count: indent) + String(repeating: "^", count: carets)
    }

    /// The columns to show, leaving one on each side that is cut for its `…` and one for a caret after the end.
    private static func window(around start: Int, of end: Int) -> Range<Int> {
        guard end >= columns else { return 0..<end + 1 }
        let room = columns - 2
        let first = min(max(0, start - room / 2), end + 1 - room)
        return first..<first + room
    }

    private struct Cell {
        var scalar: Unicode.Scalar
        var column: Int
        var width: Int
    }

    private static func cells(of text: String) -> [Cell] {
        var column = 0
        return text.unicodeScalars.map { scalar in
            let shown: Unicode.Scalar =
                scalar.isControl ? "\u{FFFD}" : scalar.isSpace ? " " : scalar
            let cell = Cell(scalar: shown, column: column, width: shown.columns)
            column += cell.width
            return cell
        }
    }
}
