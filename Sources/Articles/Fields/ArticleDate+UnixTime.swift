// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleDate {
    /// Reads a Unix time of the years 1973 to 2030 in seconds, or 2001 to 2030 in milliseconds, as the day that it was in
    /// Italy; nil when the text is anything else.
    ///
    /// Ten digits may also be a day with an hour, 1003202210 or 1848031812; these are no Unix time, even if one of a thousand
    /// is refused so. No clock is asked: what a file gives does not depend on when it is read.
    init?(unixTime text: String) {
        let digits = text.utf8.prefix { $0.isDigit }
        let fraction = text.utf8.dropFirst(digits.count)
        guard fraction.isEmpty || fraction.first == 0x2E && fraction.dropFirst().allSatisfy(\.isDigit),
            var seconds = Int(String(digits) ?? "")
        else { return nil }
        switch digits.count {
        case 9: break
        case 10: if fraction.isEmpty, Self.isDayWithHour(seconds) { return nil }
        case 13: seconds /= 1000
        default: return nil
        }
        guard seconds >= 100_000_000, seconds < 1_900_000_000,
            digits.count != 13 || seconds >= 1_000_000_000
        else { return nil }
        self.init(daysSince1970: Int32((seconds + Self.italianOffset(at: seconds)) / 86_400))
    }

    /// Whether ten digits read as DDMMYYYYHH or YYYYMMDDHH in a year that has newspapers.
    private static func isDayWithHour(_ digits: Int) -> Bool {
        func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
            (1800..<2100).contains(year) && (1...12).contains(month) && (1...31).contains(day)
        }
        guard digits % 100 < 24 else { return false }
        return isDay(digits / 100 % 10_000, digits / 1_000_000 % 100, digits / 100_000_000)
            || isDay(digits / 1_000_000, digits / 10_000 % 100, digits / 100 % 100)
    }

    /// How far Italian clocks are ahead of UTC: two hours from the last Sunday of March to that of October, which was that of
    /// September until 1995, and one otherwise.
    private static func italianOffset(at seconds: Int) -> Int {
        guard let year = ArticleDate(daysSince1970: Int32(seconds / 86_400))?.year,
            let start = Self.lastSunday(ofMonth: 3, of: year),
            let end = Self.lastSunday(ofMonth: year < 1996 ? 9 : 10, of: year)
        else { return 3600 }
        let change = 3600
        return seconds >= start * 86_400 + change && seconds < end * 86_400 + change ? 7200 : 3600
    }

    private static func lastSunday(ofMonth month: Int, of year: Int) -> Int? {
        // 1970 began on a Thursday.
        ArticleDate(year: year, month: month).map { Int($0.lastDay) - (Int($0.lastDay) + 4) % 7 }
    }
}
