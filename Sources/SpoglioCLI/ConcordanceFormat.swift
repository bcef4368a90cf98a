// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// How the lines of a concordance are written, each as it is found.
enum ConcordanceFormat {
    case text(ConcordanceLayout, Style)
    case csv
    case json

    /// Writes all of it.
    ///
    /// - Returns: How many lines there are, shown or not.
    func write(_ concordance: Concordance) throws -> Int {
        switch self {
        case .text(let layout, let style):
            var shown = 0
            let totals = try concordance.visit { line in
                shown += 1
                Console.line(layout.text(line, style))
                return Console.outputFailure == nil
            }
            let range = shown == totals.lines || shown == 0 ? "" : ", 1-\(shown) shown"
            Console.line(style.dim("\(Counted.lines(totals.lines)) in \(Counted.articles(totals.articles))\(range)"))
            return totals.lines
        case .csv:
            Console.write("id,date,source,title,field,left,match,right\r\n")
            return try concordance.visit { line in
                let cells = [
                    line.id, line.date, line.source, line.title, line.field.rawValue, line.left, line.match, line.right,
                ]
                Console.write(ExportFormat.csvRow(cells.map { .text($0.map { TerminalText.safe($0) }) }))
                return Console.outputFailure == nil
            }.lines
        case .json: return try writeJSON(concordance)
        }
    }

    /// One object; its lines are written as they come, with the totals behind them.
    private func writeJSON(_ concordance: Concordance) throws -> Int {
        Console.write("{\"index\":\(JSONOutput.text(concordance.index)),\"lines\":[")
        var isFirst = true
        let totals = try concordance.visit { line in
            let members = [
                ("date", line.date), ("field", line.field.rawValue), ("id", line.id), ("left", line.left),
                ("match", line.match), ("right", line.right), ("source", line.source), ("title", line.title),
            ].map { "\"\($0)\":" + ($1.map(JSONOutput.string) ?? "null") }
            Console.write((isFirst ? "{" : ",{") + members.joined(separator: ",") + "}")
            isFirst = false
            return Console.outputFailure == nil
        }
        Console.line(
            "],\"articles\":\(totals.articles),\"notes\":\(JSONOutput.text(concordance.notes)),"
                + "\"query\":\(JSONOutput.text(concordance.query)),\"total\":\(totals.lines),\"version\":1}")
        return totals.lines
    }
}
