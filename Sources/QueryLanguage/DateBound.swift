// SPDX-License-Identifier: GPL-3.0-or-later

/// A year, a month or a day of the Gregorian calendar that exists, from year 1 to year 9999.
public struct DateBound: Hashable, Sendable {
    public let year: Int
    public let month: Int?
    public let day: Int?

    /// Nil for a date that does not exist, or for a day without a month.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year), day == nil || month != nil else { return nil }
        if let month, !(1...12).contains(month) { return nil }
        if let month, let day, !(1...Self.days(inMonth: month, of: year)).contains(day) { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days from 1970-01-01 to the first day of the period.
    public var firstDay: Int32 { Self.dayNumber(year, month ?? 1, day ?? 1) }

    /// Days from 1970-01-01 to the last day of the period.
    public var lastDay: Int32 {
        let lastMonth = month ?? 12
        return Self.dayNumber(year, lastMonth, day ?? Self.days(inMonth: lastMonth, of: year))
    }

    /// The period of the same length right after this one; nil after year 9999.
    public var next: DateBound? {
        guard let month else { return DateBound(year: year + 1) }
        guard let day else {
            return month < 12 ? DateBound(year: year, month: month + 1) : DateBound(year: year + 1, month: 1)
        }
        if day < Self.days(inMonth: month, of: year) { return DateBound(year: year, month: month, day: day + 1) }
        if month < 12 { return DateBound(year: year, month: month + 1, day: 1) }
        return DateBound(year: year + 1, month: 1, day: 1)
    }

    /// The period of the same length right before this one; nil before year 1.
    public var previous: DateBound? {
        guard let month else { return DateBound(year: year - 1) }
        let before = month > 1 ? (year, month - 1) : (year - 1, 12)
        guard let day else { return DateBound(year: before.0, month: before.1) }
        if day > 1 { return DateBound(year: year, month: month, day: day - 1) }
        return DateBound(year: before.0, month: before.1, day: Self.days(inMonth: before.1, of: before.0))
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`, for years after 0.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

extension DateBound: CustomStringConvertible {
    /// ISO 8601 with the precision given: `2022`, `2022-10`, `2022-10-05`.
    public var description: String {
        let parts = [Self.padded(year, to: 4)] + [month, day].compactMap(\.self).map { Self.padded($0, to: 2) }
        return parts.joined(separator: "-")
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
