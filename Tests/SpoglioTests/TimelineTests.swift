// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

/// Timelines count what a look at every article counts, and leave no period out.
struct TimelineTests {
    @Test(arguments: 1...12)
    func bucketsAreThoseOfALookAtEveryDate(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        var queries = RandomQueries(seed: seed &* 77)
        let fixture = try IndexFixture()
        let articles = (1...60).map { corpus.article("a\($0)") }
        for start in stride(from: 0, to: 60, by: 15) { try await fixture.add(Array(articles[start..<start + 15])) }
        try await fixture.delete(["a3", "a20", "a59"])
        let searcher = try fixture.searcher()
        for _ in 0..<15 {
            let text = queries.query()
            let filters = queries.filters()
            let wanted = try fixture.model.matching(try QueryParser.parse(text), filters: filters)
            for step in CalendarStep.allCases {
                let answer = try searcher.timeline(TimelineRequest(text, by: step, filters: filters))
                let length = [CalendarStep.year: 4, .month: 7, .day: 10][step] ?? 0
                var counts: [String: Int] = [:]
                for article in wanted {
                    let date = article.article.date?.iso8601 ?? ""
                    if date.count >= length { counts[String(date.prefix(length)), default: 0] += 1 }
                }
                let place: Comment = "\(step): \(text) \(filters)"
                #expect(answer.total == wanted.count, place)
                #expect(answer.undated == wanted.count - counts.values.reduce(0, +), place)
                let dateless = wanted.count { $0.article.date == nil }
                #expect(answer.imprecise == answer.undated - dateless, place)
                #expect(answer.buckets == Self.filled(counts), place)
            }
        }
    }

    /// Every period from the first to the last, by counting up as one does by hand.
    private static func filled(_ counts: [String: Int]) -> [TimelineAnswer.Bucket] {
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
        var buckets: [TimelineAnswer.Bucket] = []
        var key = first
        while key <= last {
            buckets.append(.init(key: key, count: counts[key] ?? 0))
            var parts = key.split(separator: "-").compactMap { Int($0) }
            parts[parts.count - 1] += 1
            let months = [31, parts[0] % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            if parts.count == 3, parts[2] > months[parts[1] - 1] { (parts[1], parts[2]) = (parts[1] + 1, 1) }
            if parts.count > 1, parts[1] > 12 { (parts[0], parts[1]) = (parts[0] + 1, 1) }
            key = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
        }
        return buckets
    }

    @Test func moreThanAHundredThousandDaysAreRefused() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "uno", date: "1500-01-01"), IndexFixture.article("b", "due", date: "2022-10-05"),
        ])
        let searcher = try fixture.searcher()
        let error = #expect(throws: SpoglioError.self) { try searcher.timeline(TimelineRequest(by: .day)) }
        #expect(
            error?.message
                == "from 1500-01-01 to 2022-10-05 there are 190935 days; a timeline has at most 100000")
        #expect(error?.hint == "count by month, or narrow the query with 'date:FROM..TO'")
        #expect(error?.exitStatus == 2)
        #expect(try searcher.timeline(TimelineRequest(by: .month)).buckets.count == 522 * 12 + 10)
    }
}
