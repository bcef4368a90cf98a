// SPDX-License-Identifier: GPL-3.0-or-later

extension ArticleDate {
    /// Reads a date as records and Italian papers write it, or nil when the text is anything else.
    ///
    /// Understood are ISO 8601 (`2022`, `2022-10`, `2022-10-05`, `20221005`, with a time and zone too), day-first
    /// numbers (`25/10/2024`, `25.10.2024`, `25-10-2024`), Italian and English month names (`1° maggio 2020`,
    /// `ottobre 2024`, `martedì 3 marzo 2020, ore 10:30`, `March 3, 2020`), RFC 2822 and
    /// what C's `ctime` writes (`Tue Mar 03 10:30:00 +0000 2020`). Years have four digits. The calendar day
    /// is the one written, whatever the zone.
    public init?(parsing text: String) {
        guard var scanner = DateScanner(text), let date = scanner.date(), scanner.timeOrEnd() else { return nil }
        self = date
    }

    /// Finds the first whole date (`19160101`, `2024-10-25`, `2024_10_25`) in a file name.
    ///
    /// Its digits must stand apart from others and the year be 1500 to 2199, so that a serial number is not a date.
    public init?(inFileName name: String) {
        let bytes = Array(name.utf8)
        var start = 0
        while start < bytes.count {
            guard bytes[start].isDigit else {
                start += 1
                continue
            }
            let end = bytes[start...].firstIndex { !$0.isDigit } ?? bytes.count
            if let date = Self.date(in: bytes, digits: start..<end), (1500...2199).contains(date.year) {
                self = date
                return
            }
            start = end
        }
        return nil
    }

    private static func date(in bytes: [UInt8], digits: Range<Int>) -> ArticleDate? {
        if digits.count == 8 {
            return ArticleDate(
                year: number(bytes[digits.prefix(4)]), month: number(bytes[digits.dropFirst(4).prefix(2)]),
                day: number(bytes[digits.suffix(2)]))
        }
        let start = digits.lowerBound
        let end = start + 10
        guard digits.count == 4, end <= bytes.count, [0x2D, 0x5F, 0x2E].contains(bytes[start + 4]),
            bytes[start + 7] == bytes[start + 4], end == bytes.count || !bytes[end].isDigit
        else { return nil }
        let month = bytes[(start + 5)..<(start + 7)]
        let day = bytes[(start + 8)..<end]
        guard month.allSatisfy(\.isDigit), day.allSatisfy(\.isDigit) else { return nil }
        return ArticleDate(year: number(bytes[digits]), month: number(month), day: number(day))
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
}
