// SPDX-License-Identifier: GPL-3.0-or-later

/// How a column of days is written where that is not as Italian papers do: found out from the rows at the beginning of a table,
/// since a single cell may mean either.
enum CSVDates {
    /// Days counted from the end of 1899, as a spreadsheet has them: `44635`, `44635.5`.
    case serial
    /// The month before the day: `03/25/2022`.
    case monthFirst

    /// How the cells of a column are written, nil as usual.
    init?(_ cells: [String]) {
        let filled = cells.filter { !$0.trimmed.isEmpty }
        guard !filled.isEmpty else { return nil }
        if filled.allSatisfy({ Self.serialDay($0) != nil }) {
            self = .serial
            return
        }
        let parts = filled.map(Self.parts)
        guard parts.allSatisfy({ ($0?.first ?? 13) <= 12 }), parts.contains(where: { ($0?.second ?? 0) > 12 })
        else { return nil }
        self = .monthFirst
    }

    /// The cell as ISO 8601, or as it is where it is none.
    func iso8601(_ cell: String) -> String {
        switch self {
        case .serial:
            guard let day = Self.serialDay(cell) else { return cell }
            return ArticleDate(daysSince1970: day)?.iso8601 ?? cell
        case .monthFirst:
            guard let parts = Self.parts(cell) else { return cell }
            return ArticleDate(year: parts.year, month: parts.first, day: parts.second)?.iso8601 ?? cell
        }
    }

    /// What a column is said to hold, in a note.
    var sentence: String {
        switch self {
        case .serial: "is read as days of a spreadsheet (44635 is 2022-03-15)"
        case .monthFirst: "is read with the month before the day (03/25/2022)"
        }
    }

    /// 1970-01-01 as a spreadsheet counts.
    private static let start = 25_569
    private static let end = 54_789

    /// The days since 1970 of a spreadsheet's number from 1970 to 2049.
    private static func serialDay(_ cell: String) -> Int32? {
        let parts = cell.trimmed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
            parts[0].utf8.count == 5, let number = Int(parts[0]), (start..<end).contains(number)
        else { return nil }
        return Int32(number - start)
    }

    /// The numbers of a day with slashes, whatever time follows.
    private static func parts(_ cell: String) -> (first: Int, second: Int, year: Int)? {
        let day = cell.trimmed.prefix { $0 != " " && $0 != "T" }.split(separator: "/", omittingEmptySubsequences: false)
        guard day.count == 3, day[2].utf8.count == 4, let first = Int(day[0]), let second = Int(day[1]),
            let year = Int(day[2]), (1...31).contains(first), (1...31).contains(second)
        else { return nil }
        return (first, second, year)
    }
}
