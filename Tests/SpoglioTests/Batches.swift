// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport

@testable import Spoglio

/// Files of several articles, each of which an index holds whole or not at all.
///
/// Batch `n` adds articles of its own and replaces the ten common ones, whose text names the batch.
struct Batches {
    static let own = 7
    static let common = 10
    let count: Int
    let paths: [String]

    init(count: Int, in scratch: Scratch, words: Int = 30) throws {
        self.count = count
        var random = SeededGenerator(seed: 99)
        paths = try (1...count).map { batch in
            let ids = (1...Self.own).map { "own-\(batch)-\($0)" } + (1...Self.common).map { "common-\($0)" }
            let lines = ids.map { id in
                let text = random.list(words...words, of: RandomCorpus.words.filter { !$0.contains("\"") })
                return
                    #"{"id":"\#(id)","title":"Lotto \#(batch)","body":"numero\#(batch) \#(text.joined(separator: " "))"}"#
            }
            let path = scratch.path("batch-\(batch).jsonl")
            try Files.write((lines.joined(separator: "\n") + "\n").utf8, to: path)
            return path
        }
    }

    /// The number of the last batch that an index holds; nil where it holds a mixture.
    func last(in location: IndexLocation) throws -> Int? {
        let searcher = try Searcher(location)
        let total = { (query: String) in try searcher.search(SearchRequest(query, limit: 0)).total }
        guard searcher.articleCount > 0 else { return try total("") == 0 ? 0 : nil }
        let last = (searcher.articleCount - Self.common) / Self.own
        guard searcher.articleCount == Self.common + last * Self.own, last <= count else { return nil }
        for batch in 1...last {
            guard try total("numero\(batch)") == Self.own + (batch == last ? Self.common : 0) else { return nil }
        }
        return try total("lotto") == searcher.articleCount ? last : nil
    }
}
