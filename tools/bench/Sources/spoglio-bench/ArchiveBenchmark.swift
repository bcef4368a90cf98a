// SPDX-License-Identifier: GPL-3.0-or-later

import CHeap
import Glibc
import Spoglio

/// Times the ways into an archive, on one thread: facets and timelines over everything and over one article in a hundred,
/// and articles like another.
///
/// *First* is the first call of a searcher just opened, as in a process of its own; *again* is the median of calls after it.
struct ArchiveBenchmark {
    private let index: IndexLocation
    private let repetitions: Int
    /// From so many places of the index an article is taken to find others like it.
    private static let articles = 15

    init(_ arguments: [String]) {
        index = IndexLocation(arguments[1])
        let place = arguments.firstIndex(of: "--repeat")
        repetitions = place.flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? 11
    }

    func run() throws {
        try weigh()
        let searcher = try Searcher(index)
        let few = try period(of: searcher.articleCount / 100, searcher)
        print("what\tquery\tarticles\tfirst_ms\tagain_ms\tagain_ns_an_article")
        for query in ["*", few] {
            for facet in [Facet.person, .organisation, .place, .section, .source, .topic, .year] {
                try time("facet \(facet.rawValue)", query) {
                    try $0.facets(FacetsRequest(query, facets: [facet], limit: 10)).total
                }
            }
            for step in CalendarStep.allCases {
                try time("timeline \(step.rawValue)", query) { try $0.timeline(TimelineRequest(query, by: step)).total }
            }
        }
        for number in 0..<Self.articles {
            let offset = number * searcher.articleCount / Self.articles
            let page = try searcher.search(
                SearchRequest("*", limit: 1, offset: offset, order: .oldest, hasSnippets: false))
            guard let id = page.hits.first?.id else { continue }
            try time("similar", id) { try $0.similar(SimilarRequest(id)).total }
        }
    }

    /// What names take: the files of facets (topics and sections among them) and mentions, which are mapped, and what a
    /// searcher allocates until it has counted all three facets of them.
    private func weigh() throws {
        let searcher = try Searcher(index)
        let statistics = try searcher.statistics()
        let files = (statistics.bytes["facets"] ?? 0) + (statistics.bytes["mentions"] ?? 0)
        let before = mallinfo2().uordblks
        for facet in [Facet.person, .organisation, .place] {
            _ = try searcher.facets(FacetsRequest("*", facets: [facet], limit: 10))
        }
        let allocated = mallinfo2().uordblks - before
        func each(_ bytes: Int) -> Double { Double(bytes * 10 / max(statistics.entities, 1)) / 10 }
        print("names\t\(statistics.entities)")
        print("bytes of facets and mentions, of them a name\t\(files)\t\(each(Int(files)))")
        print("bytes allocated for three facets, of them a name\t\(allocated)\t\(each(Int(allocated)))")
    }

    /// A query for about so many articles: a period of days in the midst of the archive.
    private func period(of articles: Int, _ searcher: Searcher) throws -> String {
        let days = try searcher.timeline(TimelineRequest("*", by: .day)).buckets.filter { $0.count > 0 }
        guard var last = days.indices.dropFirst(days.count / 2).first else { return "*" }
        let first = last
        var count = days[first].count
        while count < articles, last + 1 < days.count {
            last += 1
            count += days[last].count
        }
        return "date:\(days[first].key)..\(days[last].key)"
    }

    private func time(_ what: String, _ query: String, _ body: (Searcher) throws -> Int) throws {
        var first = Double.infinity
        var again: [Double] = []
        var articles = 0
        for _ in 0..<3 {
            let searcher = try Searcher(index)
            first = min(first, try seconds { articles = try body(searcher) })
            for _ in 0..<repetitions { again.append(try seconds { articles = try body(searcher) }) }
        }
        again.sort()
        let median = again[again.count / 2]
        let columns = [first * 1e3, median * 1e3, median * 1e9 / Double(max(articles, 1))]
        print(
            "\(what)\t\(query)\t\(articles)", columns.map { "\(($0 * 100).rounded() / 100)" }.joined(separator: "\t"),
            separator: "\t")
    }

    private func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ThreadClock.seconds()
        try body()
        return ThreadClock.seconds() - start
    }
}
