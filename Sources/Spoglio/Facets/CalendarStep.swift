// SPDX-License-Identifier: GPL-3.0-or-later

/// The periods that articles are counted by.
///
/// Periods of one length have consecutive numbers: years their own, months from January of year 0, days from 1970-01-01.
public enum CalendarStep: String, CaseIterable, Sendable, Encodable {
    case year, month, day

    /// The facet that has these periods for values.
    var facet: Facet {
        switch self {
        case .year: .year
        case .month: .month
        case .day: .day
        }
    }

    /// The number of the period that a date lies in; nil where the date is less precise than that.
    ///
    /// - Parameter first: First and last day of the date, which is a year, a month or a day.
    func number(first: Int32, last: Int32) -> Int? {
        switch self {
        case .year: return Calendar.civil(first).year
        case .month:
            guard Int(last) - Int(first) < 31 else { return nil }
            let day = Calendar.civil(first)
            return day.year * 12 + day.month - 1
        case .day: return first == last ? Int(first) : nil
        }
    }

    /// Whether a text is the key of such a period.
    func isKey(_ text: String) -> Bool { text.utf8.count == example.utf8.count && Calendar.period(text) != nil }

    /// A key.
    var example: String {
        switch self {
        case .year: "2022"
        case .month: "2022-10"
        case .day: "2022-10-05"
        }
    }

    /// `2022`, `2022-10` or `2022-10-05`.
    func key(_ number: Int) -> String {
        switch self {
        case .year: Calendar.year(number)
        case .month: Calendar.year(number / 12) + "-" + Calendar.twoDigits(number % 12 + 1)
        case .day: Calendar.iso8601(Int32(number))
        }
    }
}
