// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Topics

@Suite struct TopicWeightsTests {
    let tree: TopicTree

    init() throws { tree = try TopicTree() }

    private func adjusted(_ table: String, _ scores: [Int: Float], words: Int = 100) throws -> [Float] {
        let weights = try TopicWeights(table: TopicTable(name: "w.tsv", text: table), tree: tree)
        var all = [Float](repeating: 0, count: tree.topics.count)
        for (topic, score) in scores { all[topic] = score }
        weights.adjust(&all, words: words)
        return all
    }

    @Test func withoutWeightsScoresStayAsTheyAre() throws {
        let scores = try adjusted("", [tree.tops[0]: 5, tree.tops[3]: 2.5])
        for (index, score) in scores.enumerated() {
            let expected: Float = index == tree.tops[0] ? 5 : index == tree.tops[3] ? 2.5 : 0
            #expect(abs(score - expected) < 1e-5)
        }
    }

    /// Half of the first topic's share of 3 / 4 and the constant go into the exponent.
    @Test func sharesAndTheConstantChangeScores() throws {
        let table = "medtop:01000000\tmedtop:02000000=200\nany\tmedtop:02000000=-50 medtop:03000000=100\n"
        let (first, second, third) = (tree.tops[0], tree.tops[1], tree.tops[2])
        let scores = try adjusted(table, [first: 3])
        #expect(abs(scores[first] - 3) < 1e-5)
        #expect(abs(scores[second] - 0.648_721) < 1e-4)
        #expect(abs(scores[third] - 0.648_721) < 1e-4)
    }

    /// The exponent of half the words is a quarter, that of no words nothing.
    @Test func weightsCountLessInShortTexts() throws {
        let table = "any\tmedtop:02000000=200\n"
        let topic = tree.tops[1]
        for (words, expected): (Int, Float) in [(0, 0), (50, 0.284_025), (100, 1.718_282), (5_000, 1.718_282)] {
            let scores = try adjusted(table, [:], words: words)
            #expect(abs(scores[topic] - expected) < 1e-4, "\(words) words")
        }
    }

    @Test(arguments: [
        ("medtop:1\tmedtop:01000000=1", "'w.tsv' line 1: 'medtop:1' is neither a top topic nor 'any'"),
        ("medtop:20000082\tmedtop:01000000=1", "'w.tsv' line 1: 'medtop:20000082' is neither a top topic nor 'any'"),
        (
            "any\tmedtop:01000000=x",
            "'w.tsv' line 1: 'medtop:01000000=x' is no top topic, '=' and a whole number of hundredths"
        ),
        ("any", "'w.tsv' line 1: 1 column instead of 2; separate them by tabs"),
    ])
    func rowsThatAreNoneAreRefused(row: String, message: String) {
        let error = #expect(throws: TopicError.self) {
            try TopicWeights(table: TopicTable(name: "w.tsv", text: row), tree: tree)
        }
        #expect(error?.message == message)
    }
}
