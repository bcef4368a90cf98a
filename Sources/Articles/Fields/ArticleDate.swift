// SPDX-License-Identifier: GPL-3.0-or-later

/// A date of the proleptic Gregorian calendar with the precision of a year, a month or a day.
///
/// Years run from 1 to 9999. Dates are ordered by their first day; of two that begin together the less precise is first.
public struct ArticleDate: Sendable, Hashable {
    private let storedYear: Int16
    private let storedMonth: UInt8
    private let storedDay: UInt8

    /// Makes a date, or nil when there is no such year, month or day (or a day without its month).
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day, !(1...Self.days(inMonth: month, of: year)).contains(day) { return nil }
        } else if day != nil {
            return nil
        }
        storedYear = Int16(year)
        storedMonth = UInt8(month ?? 0)
        storedDay = UInt8(day ?? 0)
    }

    /// The parts of the date, nil where its precision does not reach.
    public var year: Int { Int(storedYear) }
    public var month: Int? { storedMonth == 0 ? nil : Int(storedMonth) }
    public var day: Int? { storedDay == 0 ? nil : Int(storedDay) }

    /// The ISO 8601 form with the precision given: `2022`, `2022-10` or `2022-10-05`.
    public var iso8601: String {
        var text = Self.padded(year, to: 4)
        if let month { text += "-" + Self.padded(month, to: 2) }
        if let day { text += "-" + Self.padded(day, to: 2) }
        return text
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension ArticleDate: Comparable {
    public static func < (left: ArticleDate, right: ArticleDate) -> Bool {
        (left.storedYear, left.storedMonth, left.storedDay) < (right.storedYear, right.storedMonth, right.storedDay)
    }
}

extension ArticleDate: CustomStringConvertible {
    public var description: String { iso8601 }
}
