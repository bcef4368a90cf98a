// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import Testing

struct FieldAndDateTests {
    @Test func everyNameLeadsToItsFieldInAnyCase() {
        for field in QueryField.allCases {
            for name in field.names {
                #expect(QueryField(named: name) == field)
                #expect(QueryField(named: name.uppercased()) == field)
                #expect(name == name.lowercased())
            }
            #expect(field.canonicalName == field.names.first)
        }
        let names = QueryField.allCases.flatMap(\.names)
        #expect(Set(names).count == names.count)
        #expect(QueryField(named: "titl") == nil)
    }

    @Test(arguments: [
        ("entità", QueryField.entity, QueryField.Kind.entity), ("ente", .organisation, .entity),
        ("tema", .topic, .topic),
        ("data", .date, .date), ("dup", .duplicate, .duplicate), ("testo", .body, .text),
        ("testata", .source, .keyword),
    ])
    func fieldsHaveTheirKind(_ name: String, _ field: QueryField, _ kind: QueryField.Kind) {
        #expect(QueryField(named: name) == field)
        #expect(field.kind == kind)
    }

    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11016), (2022, 10, 5, 19270), (1, 1, 1, -719_162),
        (9999, 12, 31, 2_932_896),
    ])
    func daysCountFrom1970(_ year: Int, _ month: Int, _ day: Int, _ number: Int32) throws {
        let bound = try #require(DateBound(year: year, month: month, day: day))
        #expect(bound.firstDay == number)
        #expect(bound.lastDay == number)
    }

    @Test func everyDayFollowsTheOneBefore() throws {
        var day = try #require(DateBound(year: 1896, month: 1, day: 1))
        while day.year < 2105 {
            let next = try #require(day.next)
            try #require(next.firstDay == day.firstDay + 1)
            try #require(next.previous == day)
            day = next
        }
        var month = try #require(DateBound(year: 1896, month: 1))
        while month.year < 2105 {
            let next = try #require(month.next)
            try #require(next.firstDay == month.lastDay + 1)
            try #require(next.previous == month)
            month = next
        }
    }

    @Test func aPeriodReachesFromItsFirstToItsLastDay() throws {
        let year = try #require(DateBound(year: 2022))
        #expect(year.firstDay == DateBound(year: 2022, month: 1, day: 1)?.firstDay)
        #expect(year.lastDay == DateBound(year: 2022, month: 12, day: 31)?.lastDay)
        #expect(DateBound(year: 2024, month: 2)?.lastDay == DateBound(year: 2024, month: 2, day: 29)?.firstDay)
        #expect(DateBound(year: 9999)?.next == nil)
        #expect(DateBound(year: 1, month: 1, day: 1)?.previous == nil)
        #expect(DateBound(year: 812)?.description == "0812")
    }

    @Test func datesThatDoNotExistAreNotMade() {
        #expect(DateBound(year: 0) == nil)
        #expect(DateBound(year: 10_000) == nil)
        #expect(DateBound(year: 2022, month: 13) == nil)
        #expect(DateBound(year: 1900, month: 2, day: 29) == nil)
        #expect(DateBound(year: 2022, day: 1) == nil)
    }
}
