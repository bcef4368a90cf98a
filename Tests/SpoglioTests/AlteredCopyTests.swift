// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import TestSupport
import Testing

@testable import Spoglio

/// Near-duplicates among articles of which some are altered copies of others.
struct AlteredCopyTests {
    /// Writes articles of a vocabulary in which few words are frequent, as in any language.
    private struct Agency {
        var random: SeededGenerator

        mutating func word() -> UInt32 {
            // Of n words the k-th is about 1/k times as frequent as the first.
            let rank = Int.random(in: 0..<1 << 20, using: &random).leadingZeroBitCount - 44
            return UInt32(random.number(0...(1 << (rank + 3))))
        }

        mutating func sentence() -> [UInt32] { (0..<random.number(6...24)).map { _ in word() } }
        mutating func text() -> [[UInt32]] { (0..<random.number(5...40)).map { _ in sentence() } }

        /// A copy in which a share of the sentences is changed (in whole, or here and there a word), cut, or has another after it.
        mutating func altered(_ text: [[UInt32]], share: Double, kinds: ClosedRange<Int>) -> [[UInt32]] {
            let count = max(1, Int((share * Double(text.count)).rounded()))
            let chosen = Set(text.indices.shuffled(using: &random).prefix(count))
            return text.indices.flatMap { index -> [[UInt32]] in
                guard chosen.contains(index) else { return [text[index]] }
                switch random.number(kinds) {
                case 0: return [sentence()]
                case 1: return [text[index].map { random.chance(6) ? word() : $0 }]
                case 2: return []
                default: return [text[index], sentence()]
                }
            }
        }
    }

    private struct Pair: Hashable {
        let first: Int
        let second: Int
    }

    /// The pairs of articles that belong to one story, and those that copies make.
    ///
    /// - Parameter groups: By article what it is a copy of; itself where it is none.
    private func recallAndPrecision(
        _ texts: [[[UInt32]]], groups: [Int]
    ) throws -> (recall: Double, precision: Double) {
        let shingles = texts.map { Shingles.set([$0.flatMap(\.self)]) }
        var column = CopyColumnWriter()
        for set in shingles { column.append(ShingleSketch.of(set)) }
        column.sort()
        var finder = CopyFinder(column, older: []) { shingles[$0] }
        let rows = texts.indices.map {
            DocumentRow(
                idHash: UInt64($0), fingerprint: 0, sourceHash: 0, firstDay: 0, lastDay: 0, revision: 1)
        }
        // Stories are what pairs connect.
        var stories = Array(texts.indices)
        for pair in try finder.pairs(rows) {
            let (one, two) = (stories[Int(pair.document)], stories[Int(pair.idHash)])
            for index in stories.indices where stories[index] == two { stories[index] = one }
        }
        let (found, wanted) = (pairs(stories), pairs(groups))
        let right = Double(found.intersection(wanted).count)
        return (right / Double(wanted.count), right / Double(found.count))
    }

    private func pairs(_ groups: [Int]) -> Set<Pair> {
        var result: Set<Pair> = []
        for members in Dictionary(grouping: groups.indices, by: { groups[$0] }).values {
            for first in members {
                for second in members where first < second { result.insert(Pair(first: first, second: second)) }
            }
        }
        return result
    }

    /// Two thousand articles, three hundred of them copies with 10 to 40 % of the sentences altered. Of the others every fourth
    /// has two sentences of another article, and every third ends with the same 24 words as all of its paper. Once with all kinds
    /// of change, once with the hardest alone: sentences replaced by others.
    @Test(arguments: [0...3, 0...0])
    func copiesWithUpToTwoSentencesInFiveAlteredAreFound(kinds: ClosedRange<Int>) throws {
        var agency = Agency(random: SeededGenerator(seed: 11))
        let footers = (0..<5).map { _ in (0..<24).map { _ in agency.word() } }
        var texts: [[[UInt32]]] = []
        for number in 0..<1_700 {
            var text = agency.text()
            if number % 4 == 3 {
                let other = texts[agency.random.number(0...number - 1)]
                text.insert(contentsOf: other.prefix(2), at: 1)
            }
            texts.append(text)
        }
        var groups = Array(texts.indices)
        for original in Array(texts.indices.shuffled(using: &agency.random).prefix(300)) {
            let share = Double(agency.random.number(100...400)) / 1_000
            texts.append(agency.altered(texts[original], share: share, kinds: kinds))
            groups.append(original)
        }
        for index in texts.indices where index % 3 == 0 { texts[index].append(agency.random.pick(footers)) }
        let (recall, precision) = try recallAndPrecision(texts, groups: groups)
        #expect(recall >= 0.95)
        #expect(precision >= 0.99)
    }

    /// Under short items the lines of the paper are not what makes a story.
    @Test func shortItemsWithTheSameLinesBelowAreNoStory() throws {
        var agency = Agency(random: SeededGenerator(seed: 12))
        let footer = (0..<24).map { _ in agency.word() }
        let texts = (0..<120).map { _ in [(0..<agency.random.number(22...70)).map { _ in agency.word() }, footer] }
        let shingles = texts.map { Shingles.set([$0.flatMap(\.self)]) }
        for left in shingles.indices {
            for right in shingles.indices where left < right {
                #expect(!Shingles.areNearDuplicates(shingles[left], shingles[right]))
            }
        }
    }

    @Test(arguments: [(8, 0.5), (30, 0.5), (65, 0.4), (100, 0.3), (5_000, 0.3)])
    func theShareNeededFallsWithTheLengthOfTheShorterText(count: Int, share: Double) {
        #expect(abs(Shingles.similarityNeeded(shorter: count) - share) < 1e-9)
    }
}
