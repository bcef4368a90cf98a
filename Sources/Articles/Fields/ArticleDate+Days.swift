// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleDate {
    /// Makes the date of a day counted from 1970-01-01, or nil outside the years 1 to 9999.
    public init?(daysSince1970 count: Int32) {
        let fromMarch = Int(count) + Self.daysBefore1970
        let era = (fromMarch >= 0 ? fromMarch : fromMarch - (Self.daysInEra - 1)) / Self.daysInEra
        let dayOfEra = fromMarch - era * Self.daysInEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The first day that the date can mean, counted from 1970-01-01.
    public var firstDay: Int32 { Self.dayNumber(year, month ?? 1, day ?? 1) }

    /// The last day that the date can mean, counted from 1970-01-01.
    public var lastDay: Int32 {
        let lastMonth = month ?? 12
        return Self.dayNumber(year, lastMonth, day ?? Self.days(inMonth: lastMonth, of: year))
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static let daysInEra = 146_097

    /// From 0000-03-01, where the 400-year eras are counted from, to 1970-01-01.
    private static let daysBefore1970 = 719_468

    /// `days_from_civil` of https://howardhinnant.github.io/date_algorithms.html, whose inverse the initialiser is:
    /// years begin in March, so that the leap day is the last of its year.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * daysInEra + dayOfEra - daysBefore1970)
    }
}
