// SPDX-License-Identifier: GPL-3.0-or-later

import Spoglio

/// Times a topic of the user over a whole index: a topic of 20 words is added, counted with a fresh searcher each time
/// and removed.
struct TopicBenchmark {
    private let index: String
    private let words: [String]
    private let repetitions: Int
    private static let name = "spoglio-bench"

    init(_ arguments: [String]) {
        index = arguments[1]
        let place = arguments.firstIndex(of: "--repeat")
        repetitions = place.flatMap { $0 + 1 < arguments.count ? Int(arguments[$0 + 1]) : nil } ?? 21
        words = arguments[2].split(separator: " ").map(String.init)
    }

    func run() throws {
        let location = IndexLocation(index)
        let editor = try UserTopicEditor(location)
        let outcome = try editor.add(Self.name, words.joined(separator: " OR "), replaces: true)
        defer { _ = try? editor.remove(Self.name) }
        print("words\t\(words.count)\narticles\t\(outcome.articles)")
        try time("count") { _ = try $0.search(SearchRequest("topic:\(Self.name)", limit: 0)) }
        try time("list") { _ = try $0.listTopics(ownOnly: true) }
        try time("facet over everything") {
            _ = try $0.search(SearchRequest("*", limit: 0, facets: [(.topic, 20)]))
        }
    }

    private func time(_ what: String, _ body: (Searcher) throws -> Void) throws {
        var times: [Double] = []
        for _ in 0..<repetitions {
            let searcher = try Searcher(IndexLocation(index))
            let start = ThreadClock.seconds()
            try body(searcher)
            times.append(ThreadClock.seconds() - start)
        }
        times.sort()
        print(
            "\(what), ms\t\((times[times.count / 2] * 1e5).rounded() / 100)\tleast \((times[0] * 1e5).rounded() / 100)")
    }
}
