// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleDate {
    /// Reads a Unix time of the years 1973 to 2030 in seconds, or 2001 to 2030 in milliseconds, as the day that it was in
    /// Italy; nil when the text is anything else.
    ///
    /// No other way to write a date has 9 or 13 digits, or 10 that begin so.
    init?(unixTime text: String) {
        let digits = text.utf8.prefix { $0.isDigit }
        let fraction = text.utf8.dropFirst(digits.count)
        guard fraction.isEmpty || fraction.first == 0x2E && fraction.dropFirst().allSatisfy(\.isDigit),
            var seconds = Int(String(digits) ?? "")
        else { return nil }
        switch digits.count {
        case 9, 10: break
        case 13: seconds /= 1000
        default: return nil
        }
        guard seconds >= 100_000_000, seconds < 1_900_000_000,
            digits.count != 13 || seconds >= 1_000_000_000
        else { return nil }
        self.init(daysSince1970: Int32((seconds + Self.italianOffset(at: seconds)) / 86_400))
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
