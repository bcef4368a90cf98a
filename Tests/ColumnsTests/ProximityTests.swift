// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct ProximityTests {
    private struct Query {
        var operands: [[[TokenSet]]]
        var distance: Int
        var isOrdered: Bool

        init(_ random: inout SeededGenerator) {
            operands = (0..<random.number(2...3)).map { _ in
                (0..<random.number(1...2)).map { _ in Array(ForwardFixture.words(&random).prefix(random.number(1...3)))
                }
            }
            distance = random.number(1...6)
            isOrdered = random.chance(2)
        }

        var pattern: ProximityPattern {
            ProximityPattern(
                operands: operands.map { $0.map(ForwardFixture.pattern) }, distance: distance, isOrdered: isOrdered)
        }

        func isMatch(_ ranges: [PositionRange]) -> Bool {
            for (index, one) in ranges.enumerated() {
                for other in ranges[(index + 1)...] where one.start < other.end && other.start < one.end {
                    return false
                }
            }
            if isOrdered {
                return zip(ranges, ranges.dropFirst()).allSatisfy {
                    $0.end <= $1.start && Int($1.start) - Int($0.end) + 1 <= distance
                }
            }
            let start = ranges.map { Int($0.start) }.min() ?? 0
            let end = ranges.map { Int($0.end) }.max() ?? 0
            let inside = ranges.reduce(0) { $0 + Int($1.end - $1.start) - 1 }
            return end - start - 1 - inside <= distance
        }

        /// Every choice of places that is a match.
        func matches(in tokens: ForwardColumn.Tokens, _ fields: TextFields) -> Set<[PositionRange]> {
            var found: Set<[PositionRange]> = []
            for field in [TextFields.title, .body] where fields.contains(field) {
                var choices: [[PositionRange]] = [[]]
                for operand in operands {
                    let places = operand.reduce(into: Set<PositionRange>()) {
                        $0.formUnion(ForwardFixture.places($1, in: tokens, field))
                    }
                    choices = choices.flatMap { choice in places.map { choice + [$0] } }
                }
                found.formUnion(choices.filter(isMatch))
            }
            return found
        }
    }

    @Test(arguments: [3, 5, 9, 13], 1...4)
    func wordsNearEachOtherAreFoundWhereEveryChoiceWasTried(vocabulary: Int, seed: UInt64) throws {
        let fixture = ForwardFixture(count: 12, vocabulary: vocabulary, seed: seed)
        let scratch = try Scratch()
        let column = try fixture.column(scratch)
        var random = SeededGenerator(seed: seed &* 1_000_003)
        for _ in 0..<25 {
            let query = Query(&random)
            let fields = random.pick([TextFields.all, .title, .body])
            for (document, tokens) in fixture.articles.enumerated() {
                let wanted = query.matches(in: tokens, fields)
                let found = try column.positions(of: query.pattern, in: document, fields: fields)
                #expect(try column.contains(query.pattern, in: document, fields: fields) == !wanted.isEmpty)
                #expect(Set(found).isSubset(of: wanted))
                // Each place that can begin a match begins one that is found.
                let begin = { (ranges: [PositionRange]) in query.isOrdered ? ranges[0] : ranges.min() ?? ranges[0] }
                #expect(Set(found.map(begin)) == Set(wanted.map(begin)))
            }
        }
    }

    @Test func aLongPhraseIsOneWordToItsNeighbours() throws {
        let scratch = try Scratch()
        var writer = try ForwardColumnWriter(path: scratch.path("forward"))
        let long = Array(UInt32(1)...UInt32(300))
        try writer.append(title: [], body: long + [500, 600, 700], compounds: [])
        try writer.append(
            title: [], body: long + [500, 600, 700],
            compounds: [CompoundToken(position: 0, span: 300, token: 900)])
        _ = try writer.finish()
        let column = try ForwardColumn(ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind))
        let phrase = PhrasePattern(long.map { TokenSet([$0]) }) { _ in false }
        let compound = PhrasePattern([TokenSet([900])]) { $0 == 900 }
        let word = PhrasePattern([TokenSet([700])]) { _ in false }
        for (document, first) in [(0, phrase), (1, phrase), (1, compound)] {
            for isOrdered in [true, false] {
                for (distance, isFound) in [(2, false), (3, true)] {
                    let pattern = ProximityPattern(
                        operands: [[first], [word]], distance: distance, isOrdered: isOrdered)
                    #expect(try column.contains(pattern, in: document) == isFound)
                }
            }
        }
    }
}
