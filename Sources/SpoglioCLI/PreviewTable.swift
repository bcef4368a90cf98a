// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Spoglio

/// The table of a dry run: a file a line, with what its first article shows of how its fields are read.
enum PreviewTable {
    private static let mostRows = 50
    private static let widths = [36, 9, 8, 10, 16, 20, 44]
    private static let headings = ["file", "format", "articles", "date", "section", "source", "first title"]

    /// The lines of the table, none where no file was read.
    static func lines(_ sources: [PreviewedSource]) -> [String] {
        guard !sources.isEmpty else { return [] }
        let rows = sources.prefix(mostRows).map { source in
            let flaws = source.rejected > 0 ? " (\(source.rejected) rejected)" : ""
            return [
                source.path, source.format, "\(source.articles)\(flaws)", source.date ?? "-", source.section ?? "-",
                source.source ?? "-", source.title ?? "-",
            ].map { TerminalText.safe($0) }
        }
        let used = headings.indices.map { column in
            min(widths[column] + (column == 2 ? 16 : 0), ([headings] + rows).map { $0[column].count }.max() ?? 0)
        }
        var lines = ([headings] + rows).map { row in
            row.indices.map { column in
                column == 0 ? fitted(row[column], used[column], keepsEnd: true) : fitted(row[column], used[column])
            }.joined(separator: "  ").trimmingBlanks
        }
        if sources.count > mostRows {
            lines.append("… and \((sources.count - mostRows).counted("more file", "more files")); --json lists all")
        }
        return lines
    }

    private static func fitted(_ text: String, _ width: Int, keepsEnd: Bool = false) -> String {
        if text.count <= width { return text + String(repeating: " ", count: width - text.count) }
        return keepsEnd ? "…" + text.suffix(width - 1) : text.prefix(width - 1) + "…"
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
