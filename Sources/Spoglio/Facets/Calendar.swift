// SPDX-License-Identifier: GPL-3.0-or-later

internal import QueryLanguage

/// Days since 1970-01-01 and the years and months they lie in.
enum Calendar {
    /// First and last day of `2022`, `2022-10` or `2022-10-05`.
    static func period(_ text: String) -> ClosedRange<Int32>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...3).contains(parts.count), let year = parts[0] else { return nil }
        let month = parts.count > 1 ? parts[1] : nil
        let day = parts.count > 2 ? parts[2] : nil
        if parts.count > 1, month == nil { return nil }
        if parts.count > 2, day == nil { return nil }
        guard let bound = DateBound(year: year, month: month, day: day) else { return nil }
        return bound.firstDay...bound.lastDay
    }

    /// Year and month of a day (Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
    static func civil(_ day: Int32) -> (year: Int, month: Int, day: Int) {
        let shifted = Int(day) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
