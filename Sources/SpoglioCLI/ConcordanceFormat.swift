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
            // Nothing is written before it is certain that there is an answer.
            var head = "id,date,source,title,field,left,match,right\r\n"
            let totals = try concordance.visit { line in
                let cells = [
                    line.id, line.date, line.source, line.title, line.field.rawValue, line.left, line.match, line.right,
                ]
                Console.write(head + ExportFormat.csvRow(cells.map { .text($0.map { TerminalText.safe($0) }) }))
                head = ""
                return Console.outputFailure == nil
            }
            Console.write(head)
            return totals.lines
        case .json: return try writeJSON(concordance)
        }
    }

    /// One object; its lines are written as they come, with the totals behind them.
    private func writeJSON(_ concordance: Concordance) throws -> Int {
        var before = "{\"index\":\(JSONOutput.text(concordance.index)),\"lines\":["
        let totals = try concordance.visit { line in
            let members = [
                ("date", line.date), ("field", line.field.rawValue), ("id", line.id), ("left", line.left),
                ("match", line.match), ("right", line.right), ("source", line.source), ("title", line.title),
            ].map { "\"\($0)\":" + ($1.map(JSONOutput.string) ?? "null") }
            Console.write(before + "{" + members.joined(separator: ",") + "}")
            before = ","
            return Console.outputFailure == nil
        }
        Console.line(
            (before == "," ? "" : before)
                + "],\"articles\":\(totals.articles),\"notes\":\(JSONOutput.text(concordance.notes)),"
                + "\"query\":\(JSONOutput.text(concordance.query)),\"total\":\(totals.lines),\"version\":1}")
        return totals.lines
    }
}
