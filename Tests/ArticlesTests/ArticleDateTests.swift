// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Articles

@Suite struct ArticleDateTests {
    /// Midnights and the hours around the changes to summer time and back are those of Italy.
    @Test(
        arguments: [
            ("1583193600", "2020-03-03"), ("1583193600000", "2020-03-03"), ("1583193600.25", "2020-03-03"),
            ("1583190000", "2020-03-03"), ("1593554400", "2020-07-01"), ("1593554399", "2020-06-30"),
            ("1585436399", "2020-03-28"), ("1585436400", "2020-03-29"), ("1603576799", "2020-10-24"),
            ("1603576800", "2020-10-25"), ("1603666799", "2020-10-25"), ("1603666800", "2020-10-26"),
            ("820450800", "1996-01-01"), ("812501999", "1995-09-30"), ("812502000", "1995-10-01"), ("2020030312", nil),
            ("44562", nil), ("1003202210", nil), ("1848031812", nil), ("1812202324", "2027-06-05"), ("1003200010", nil),
            ("1013202210", "2002-02-08"), ("1003202210.5", "2001-10-16"), ("1900000000", nil),
            ("99999999", nil), ("202003031200", nil), ("20200303120000", nil), ("1583193600x", nil), ("", nil),
        ] as [(String, String?)])
    func aUnixTimeIsTheDayInItaly(_ text: String, _ expected: String?) {
        #expect(ArticleDate(unixTime: text)?.iso8601 == expected)
    }

    @Test func aRecordMayHaveAUnixTimeAsItsDate() throws {
        for date in ["1583193600", "\"1583193600\"", "1583193600000"] {
            let article = try article("{\"body\":\"Piove.\",\"date\":\(date)}", as: .jsonl)
            #expect(article?.date?.iso8601 == "2020-03-03" && article?.dateSource == .field)
        }
    }

    @Test(
        arguments: [
            ("2022", "2022"), ("2022-10", "2022-10"), ("2022-10-05", "2022-10-05"), ("20221005", "2022-10-05"),
            (" 2022/10/5 ", "2022-10-05"), ("2022-10-05T23:59:59Z", "2022-10-05"),
            ("2022-10-05T23:30:00-05:00", "2022-10-05"), ("2022-10-05T10:00:00.123+0200", "2022-10-05"),
            ("2022-10-05 10:00", "2022-10-05"), ("20221005T101500Z", "2022-10-05"),
            ("2022-10-05 10:00:00 UTC", "2022-10-05"),
            ("25 ottobre 2024", "2024-10-25"), ("1° maggio 2020", "2020-05-01"), ("1º maggio 2020", "2020-05-01"),
            ("primo maggio 2020", "2020-05-01"), ("25/10/2024", "2024-10-25"), ("25.10.2024", "2024-10-25"),
            ("25-10-2024", "2024-10-25"), ("ottobre 2024", "2024-10"), ("Ottobre 2024", "2024-10"),
            ("martedì 3 marzo 2020, ore 10:30", "2020-03-03"),
            ("Martedi\u{300} 3 marzo 2020 alle ore 10.30", "2020-03-03"),
            ("mar 3 mar 2020", "2020-03-03"), ("mar 2020", "2020-03"), ("3 sett. 2021", "2021-09-03"),
            ("giovedì 25 del mese", nil), ("25 di ottobre del 2024", "2024-10-25"),
            ("25 ott 2024 - 18:05", "2024-10-25"),
            ("Tue, 03 Mar 2020 10:00:00 +0100", "2020-03-03"), ("Tue, 03 Mar 2020 10:00:00 GMT", "2020-03-03"),
            ("3 Mar 2020 10:00:00 +0100 (CET)", "2020-03-03"), ("29 febbraio 2024", "2024-02-29"),
            ("29 febbraio 2023", nil), ("31 febbraio 2026", nil), ("31/4/2024", nil), ("2022-13", nil),
            ("2022-00-10", nil),
            ("March 3, 2020", "2020-03-03"), ("Mar 3 2020", "2020-03-03"), ("March 3, 2020 Tuesday", "2020-03-03"),
            ("Tue Mar 03 10:30:00 +0000 2020", "2020-03-03"), ("Tue Mar  3 10:30:00 2020", "2020-03-03"),
            ("Tue Mar 03 10:30:00 CET 2020", "2020-03-03"), ("March 32, 2020", nil), ("Mar 03 10:30:00", nil),
            ("25-10-24", nil), ("25/10/24", nil), ("3 marzo 20", nil), ("12", nil), ("", nil), ("ieri", nil),
            ("0000", nil), ("2022-10-05pomeriggio", nil), ("2022-10-05 25:00", nil), ("2022-10-05 10:61", nil),
            ("nel 2022", nil), ("10/2024", nil), ("25/10-2024", nil), ("2022-10-05-07", nil), ("99999", nil),
            ("1234567890123456789012345678901234567890", nil),
        ] as [(String, String?)])
    func writtenDatesAreRead(_ text: String, _ expected: String?) {
        #expect(ArticleDate(parsing: text)?.iso8601 == expected)
    }

    @Test(
        arguments: [
            ("19160101-2012271201-ed-1_seq-1", "1916-01-01"), ("2024-10-25_x", "2024-10-25"),
            ("articolo_2024_10_25", "2024-10-25"), ("2024-10-25-titolo-lungo", "2024-10-25"), ("2024-10", nil),
            ("20241345", nil), ("120241025", nil), ("2024-10-256", nil), ("99990101", nil), ("titolo", nil), ("", nil),
            ("0_20230231_20230301", "2023-03-01"), ("2024-10_25", nil),
        ] as [(String, String?)])
    func datesInFileNamesAreFound(_ name: String, _ expected: String?) {
        #expect(ArticleDate(inFileName: name)?.iso8601 == expected)
    }

    /// Every month of all years by its ends, and every day of the years that newspapers have been printed in.
    @Test func everyDayHasItsNumberAndBack() throws {
        var next: Int32 = -719_162
        for year in 1...9999 {
            let firstOfYear = next
            for month in 1...12 {
                let length = ArticleDate.days(inMonth: month, of: year)
                let all = try #require(ArticleDate(year: year, month: month))
                guard all.firstDay == next, all.lastDay == next + Int32(length) - 1 else {
                    Issue.record("the month \(all) does not begin on day \(next)")
                    return
                }
                for day in (1650...2100).contains(year) ? Array(1...length) : [1, length] {
                    let number = next + Int32(day) - 1
                    let date = ArticleDate(year: year, month: month, day: day)
                    guard date?.firstDay == number, date?.lastDay == number,
                        ArticleDate(daysSince1970: number) == date
                    else {
                        Issue.record("\(year)-\(month)-\(day) is not day \(number)")
                        return
                    }
                }
                next += Int32(length)
            }
            let all = try #require(ArticleDate(year: year))
            guard all.firstDay == firstOfYear, all.lastDay == next - 1 else {
                Issue.record("the year \(all) does not begin on day \(firstOfYear)")
                return
            }
        }
        #expect(ArticleDate(daysSince1970: next) == nil)
        #expect(ArticleDate(daysSince1970: -719_163) == nil)
        #expect(ArticleDate(daysSince1970: .min) == nil && ArticleDate(daysSince1970: .max) == nil)
    }

    @Test(arguments: [
        (1970, 1, 1, 0), (2000, 2, 29, 11016), (1969, 12, 31, -1), (2024, 10, 25, 20021), (1582, 10, 15, -141427),
    ])
    func knownDaysHaveTheirNumbers(_ year: Int, _ month: Int, _ day: Int, _ number: Int32) {
        #expect(ArticleDate(year: year, month: month, day: day)?.firstDay == number)
    }

    @Test(arguments: [
        ("Fano, 25/10/98 ore 10.30", "1998-10-25"), ("25-10-03", "2003-10-25"), ("25.10.98", "1998-10-25"),
        ("25.10.12", nil), ("alle 10.30.15", nil), ("25/10/77", nil), ("1/2/03/04", nil), ("tel. 06/12/345", nil),
        ("Pubblicato il 3 marzo 2020", "2020-03-03"), ("Aggiornato: martedì 3 marzo 2020", "2020-03-03"),
        ("Il primo maggio 2020", "2020-05-01"), ("3 marzo 12 feriti", nil), ("articolo 18", nil),
    ])
    func aDayIsFoundWithinAShortText(_ text: String, _ expected: String?) {
        #expect(ArticleDate(within: text)?.iso8601 == expected)
        // Fields of records have years of four digits.
        if text.hasPrefix("25") { #expect(ArticleDate(parsing: text) == nil) }
    }

    @Test func impossibleDatesAreRefused() {
        #expect(ArticleDate(year: 0) == nil)
        #expect(ArticleDate(year: 10_000) == nil)
        #expect(ArticleDate(year: 2023, month: 13) == nil)
        #expect(ArticleDate(year: 2023, month: nil, day: 3) == nil)
        #expect(ArticleDate(year: 1900, month: 2, day: 29) == nil)
        #expect(ArticleDate(year: 2000, month: 2, day: 29) != nil)
    }

    @Test func printingAndParsingGiveTheSameDate() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let year = Int.random(in: 1...9999, using: &random)
            let month = Int.random(in: 1...12, using: &random)
            let day = Int.random(in: 1...28, using: &random)
            for date in [
                ArticleDate(year: year), ArticleDate(year: year, month: month),
                ArticleDate(year: year, month: month, day: day),
            ] {
                #expect(date.flatMap { ArticleDate(parsing: $0.iso8601) } == date)
            }
        }
    }

    @Test func datesAreOrderedByTheirFirstDay() {
        let texts = ["2021", "2021-12-31", "2022", "2022-01", "2022-01-01", "2022-01-02", "2022-02", "2023"]
        #expect(texts.compactMap { ArticleDate(parsing: $0) }.shuffled().sorted().map(\.iso8601) == texts)
    }
}
