// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// A timeline as text: a row a period, with a bar as long as the width allows.
struct TimelineReport {
    let style: Style
    /// Columns of the terminal.
    let width: Int
    private static let shortestBar = 8
    /// So many empty periods one after the other are told in one row.
    private static let longGap = 10

    func write(_ answer: TimelineAnswer) {
        var head = Counted.articles(answer.total)
        if answer.undated > 0 { head += ", \(answer.undated) of them undated" }
        if answer.imprecise > 0 { head += " (\(answer.imprecise) with a date less precise than the \(answer.by))" }
        Console.line(style.dim(head))
        guard let largest = answer.buckets.map(\.count).max() else { return }
        let countWidth = String(largest).count
        let keyWidth = answer.buckets.first?.key.count ?? 0
        let room = max(Self.shortestBar, width - keyWidth - countWidth - 4)
        for row in Self.rows(answer.buckets.map(\.count)) {
            guard row.count == 1 else {
                Console.line(
                    style.dim("…" + String(repeating: " ", count: keyWidth + 1) + "none in \(row.count) \(answer.by)s"))
                continue
            }
            let bucket = answer.buckets[row.lowerBound]
            let count = String(bucket.count)
            var row = bucket.key + "  " + String(repeating: " ", count: countWidth - count.count) + count
            if bucket.count > 0 { row += "  " + style.bar(Self.bar(bucket.count, of: largest, room: room)) }
            Console.line(row)
        }
    }

    /// The periods of each row: one, or a long run of those without articles.
    static func rows(_ counts: [Int]) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var start = 0
        while start < counts.count {
            var end = start + 1
            if counts[start] == 0 { end = counts[start...].firstIndex { $0 > 0 } ?? counts.count }
            if end - start >= longGap { rows.append(start..<end) } else { rows += (start..<end).map { $0..<$0 + 1 } }
            start = end
        }
        return rows
    }

    /// A bar to an eighth of a column; what is not nothing is seen.
    static func bar(_ count: Int, of largest: Int, room: Int) -> String {
        let eighths = max(1, count * room * 8 / largest)
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }
}
