// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Spoglio

struct JoinPlanTests {
    @Test(arguments: [
        ([Int](repeating: 10, count: 7), nil),
        ([Int](repeating: 10, count: 8), [0, 1, 2, 3, 4, 5, 6, 7]),
        ([10, 10, 10, 900, 10, 10, 10, 10, 10], [0, 1, 2, 4, 5, 6, 7, 8]),
        ([Int](repeating: 900, count: 8) + [Int](repeating: 60, count: 8), [8, 9, 10, 11, 12, 13, 14, 15]),
        ([64] + [Int](repeating: 65, count: 7), nil),
    ])
    func eightSegmentsOfAboutTheSameSizeAreDue(documents: [Int], due: [Int]?) {
        #expect(JoinPlan().due(documents) { _ in 1 } == due)
    }

    @Test func segmentsOfManyWordsAreLeftOutAndDoNotHinderOthers() {
        let plan = JoinPlan(mostTokens: 100)
        let tokens = [60, 5, 5, 5, 5, 50, 5, 5, 5, 5]
        #expect(plan.due([Int](repeating: 10, count: 10)) { tokens[$0] } == [1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(
            plan.due([Int](repeating: 10, count: 9)) { [60, 50, 5, 5, 5, 5, 5, 5, 5][$0] } == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(plan.due([Int](repeating: 10, count: 8)) { _ in 13 } == nil)
        #expect(plan.due([Int](repeating: 10, count: 8)) { _ in 12 }?.count == 8)
    }

    @Test func tokensAreAskedOnlyOfSegmentsThatMayBeJoined() {
        var asked: [Int] = []
        _ = JoinPlan().due([1, 900] + [Int](repeating: 9_000, count: 8)) {
            asked.append($0)
            return 1
        }
        #expect(asked == [2, 3, 4, 5, 6, 7, 8, 9])
    }

    @Test func allSegmentsAreJoinedInAsFewGroupsAsTheirWordsAllow() {
        let plan = JoinPlan(mostTokens: 100)
        #expect(plan.groups([]) == [])
        #expect(plan.groups([500]) == [0..<1])
        #expect(plan.groups([30, 30, 40]) == [0..<3])
        #expect(plan.groups([30, 30, 41]) == [0..<2, 2..<3])
        #expect(plan.groups([500, 1, 1, 500, 1]) == [0..<1, 1..<3, 3..<4, 4..<5])
    }

    @Test func compactingInSeveralGroupsKeepsEveryArticle() async throws {
        let fixture = try IndexFixture()
        let writer = fixture.writer
        await writer.join(by: JoinPlan(mostTokens: 9))
        for number in 1...9 {
            try await fixture.add([IndexFixture.article("a\(number)", "guerra parola\(number) altra\(number % 3)")])
            if number == 5 { try await fixture.delete(["a2"]) }
        }
        let (before, after) = try await writer.compact()
        #expect(before == 8 && after == 3)
        let searcher = try Searcher(fixture.location)
        #expect(searcher.segments.count == after && searcher.segments.allSatisfy { $0.live == nil })
        #expect(try searcher.search(SearchRequest("guerra")).total == 8)
        #expect(try IndexVerifier(fixture.location).verify().problems == [])
        await writer.join(by: JoinPlan())
        #expect(try await writer.compact().after == 1)
        #expect(try Searcher(fixture.location).search(SearchRequest("guerra")).total == 8)
    }
}

extension IndexWriter {
    fileprivate func join(by plan: JoinPlan) { joinPlan = plan }
}
