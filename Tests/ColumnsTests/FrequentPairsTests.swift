// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct FrequentPairsTests {
    /// Articles of few words, each word in up to three spellings, and their column.
    private struct Fixture {
        var articles: [(title: [String], body: [String])] = []
        var spellings: [String: [UInt32]] = [:]
        var column: ForwardColumn

        init(count: Int, vocabulary: Int, _ random: inout SeededGenerator, _ scratch: Scratch) throws {
            var terms = TermDictionaryWriter()
            var forward = ForwardBuffer()
            var numbers: [[UInt8]: UInt32] = [:]
            for _ in 0..<count {
                let fields = [random.number(0...4), random.number(0...random.pick([3, 25]))].map { length in
                    (0..<length).map { _ in
                        let word = "w\(min(random.number(0...vocabulary - 1), random.number(0...vocabulary - 1)))"
                        return random.pick([word, word, word.uppercased(), word + "'"])
                    }
                }
                let tokens = fields.map { field in
                    field.map { spelling in
                        let bytes = Array(spelling.utf8)
                        let number = terms.token(
                            bytes.span, tag: 0, folded: { Array(Self.form(spelling).utf8) }, stem: { $0 })
                        numbers[bytes] = number
                        return number
                    }
                }
                forward.append(title: tokens[0], body: tokens[1], compounds: [])
                articles.append((fields[0].map(Self.form), fields[1].map(Self.form)))
            }
            let ranks = terms.ranks()
            for (spelling, number) in numbers {
                spellings[Self.form(String(decoding: spelling, as: UTF8.self)), default: []]
                    .append(ranks[Int(number)])
            }
            let words = terms.frequentWords(ranks: ranks, documents: count)
            let stamp = try forward.write(to: scratch.path("forward"), ranks: ranks, words: words)
            column = try ForwardColumn(
                ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind, expected: stamp))
        }

        private static func form(_ spelling: String) -> String { spelling.lowercased().replacing("'", with: "") }

        /// The documents that hold the forms side by side in one field.
        func documents(_ phrase: [String]) -> [UInt32] {
            articles.indices.filter { index in
                [articles[index].title, articles[index].body].contains { field in
                    field.indices.contains { Array(field[$0...].prefix(phrase.count)) == phrase }
                }
            }.map { UInt32($0) }
        }
    }

    @Test(arguments: [1, 2, 7, 30], 1...4)
    func frequentPairsAreKeptWithJustTheirDocuments(vocabulary: Int, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let fixture = try Fixture(count: 100, vocabulary: vocabulary, &random, scratch)
        for first in fixture.spellings.keys {
            for second in fixture.spellings.keys {
                let sets = [first, second].map { TokenSet(fixture.spellings[$0] ?? []) }
                let pattern = PhrasePattern(sets, areWholeForms: true) { _ in false }
                let documents = fixture.documents([first, second])
                let found = fixture.column.documents(withFrequentPairsOf: pattern)
                #expect((found != nil) == (documents.count >= 100 / FrequentPairs.share))
                if let found {
                    #expect(found.documents.documents() == documents)
                    #expect(found.isExact)
                }
                let exact = PhrasePattern(sets) { _ in false }
                #expect(fixture.column.documents(withFrequentPairsOf: exact) == nil)
            }
        }
    }

    @Test(arguments: 1...6) func longerPhrasesAreAmongTheDocumentsOfTheirPairs(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &* 31)
        let scratch = try Scratch()
        let fixture = try Fixture(count: 80, vocabulary: 4, &random, scratch)
        let forms = fixture.spellings.keys.sorted()
        for _ in 0..<50 {
            let phrase = (0..<random.number(3...4)).map { _ in random.pick(forms) }
            let pattern = PhrasePattern(
                phrase.map { TokenSet(fixture.spellings[$0] ?? []) }, areWholeForms: true
            ) { _ in false }
            guard let found = fixture.column.documents(withFrequentPairsOf: pattern) else { continue }
            #expect(!found.isExact)
            #expect(Set(fixture.documents(phrase)).isSubset(of: found.documents.documents()))
            #expect(
                try fixture.column.filter(found.documents.documents(), containing: [pattern])
                    == fixture.documents(phrase))
        }
    }

    @Test func smallSegmentsKeepNoPairs() throws {
        var random = SeededGenerator(seed: 5)
        let scratch = try Scratch()
        let count = FrequentPairs.leastDocuments - 1
        let fixture = try Fixture(count: count, vocabulary: 1, &random, scratch)
        let set = TokenSet(fixture.spellings["w0"] ?? [])
        let pattern = PhrasePattern([set, set], areWholeForms: true) { _ in false }
        #expect(fixture.column.documents(withFrequentPairsOf: pattern) == nil)
    }
}
