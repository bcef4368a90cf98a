// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// What labelled articles taught about the scores of the top topics: a linear model upon what the words say.
///
/// With *s* the score of a topic and *x* the shares of all top topics and a constant 1, its score becomes
/// (1 + *s*) · e^(*t* · *w* · *x* / 2) - 1. That is softmax regression with 2 ln(1 + *s*) as what is known before; with
/// no weights nothing changes. The labelled articles are whole ones, and what they teach holds less for a few lines: *t*
/// is 1 from 100 words and (words / 100)² below. `tools/topics/train-weights.py` makes the table.
struct TopicWeights: Sendable {
    /// By place among the top topics, the constant last: what each adds to each, half of it.
    private let rows: [[Float]]
    private let tops: [Int]
    private static let wholeArticle: Float = 100

    /// - Throws: `TopicError` naming table and line for a row that is none, or whose topic is no top one of the tree.
    init(table: TopicTable, tree: TopicTree) throws(TopicError) {
        tops = tree.tops
        let places = Dictionary(uniqueKeysWithValues: tops.enumerated().map { (tree.topics[$1].code.text, $0) })
        var rows = [[Float]](repeating: [Float](repeating: 0, count: tops.count), count: tops.count + 1)
        for (line, fields) in try table.rows(columns: 2) {
            guard let row = fields[0] == "any" ? tops.count : places[String(fields[0])] else {
                throw TopicError(
                    .unknownTopic, table: table.name, line: line, "'\(fields[0])' is neither a top topic nor 'any'")
            }
            for part in fields[1].split(separator: " ") {
                let sides = part.split(separator: "=")
                guard sides.count == 2, let place = places[String(sides[0])], let hundredths = Int16(sides[1]) else {
                    throw TopicError(
                        .invalidValue, table: table.name, line: line,
                        "'\(part)' is no top topic, '=' and a whole number of hundredths")
                }
                rows[row][place] = Float(hundredths) / 200
            }
        }
        self.rows = rows
    }

    /// Changes the scores of the top topics, by number in the tree, of a text of so many words.
    func adjust(_ scores: inout [Float], words: Int) {
        let length = min(1, Float(words) / Self.wholeArticle)
        let trust = length * length
        var total: Float = 1
        for top in tops { total += scores[top] }
        var changes = rows[tops.count]
        for (row, top) in zip(rows, tops) where scores[top] > 0 {
            let share = scores[top] / total
            for place in changes.indices { changes[place] += share * row[place] }
        }
        for (top, change) in zip(tops, changes) { scores[top] = (1 + scores[top]) * expf(trust * change) - 1 }
    }
}
