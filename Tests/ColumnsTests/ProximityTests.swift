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

        /// Operands that come again, such as a word that a phrase has twice.
        init(repeating random: inout SeededGenerator, longest: Int) {
            let few = (0..<2).map { _ in [Array(ForwardFixture.words(&random).prefix(random.number(1...longest)))] }
            operands = random.list(2...4, of: few)
            distance = random.number(1...8)
            isOrdered = random.chance(3)
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

        private func places(in tokens: ForwardColumn.Tokens, _ field: TextFields) -> [[PositionRange]] {
            operands.map { operand in
                operand.reduce(into: Set<PositionRange>()) {
                    $0.formUnion(ForwardFixture.places($1, in: tokens, field))
                }.sorted()
            }
        }

        /// How many choices of places there are.
        func choices(in tokens: ForwardColumn.Tokens) -> Int {
            [TextFields.title, .body].reduce(0) { sum, field in
                sum + places(in: tokens, field).reduce(1) { $0 * $1.count }
            }
        }

        /// From each place that can begin a match, what trying the places of each operand in turn comes upon first.
        func firstChoices(in tokens: ForwardColumn.Tokens) -> [[PositionRange]] {
            [TextFields.title, .body].flatMap { field in
                let places = places(in: tokens, field)
                func complete(_ chosen: [PositionRange?], from left: PositionRange) -> [PositionRange]? {
                    guard let open = chosen.firstIndex(where: { $0 == nil }) else {
                        let ranges = chosen.compactMap(\.self)
                        return isMatch(ranges) ? ranges : nil
                    }
                    for place in places[open] where place.start >= left.start {
                        var next = chosen
                        next[open] = place
                        if let whole = complete(next, from: left) { return whole }
                    }
                    return nil
                }
                return places.indices.prefix(isOrdered ? 1 : places.count).flatMap { operand in
                    places[operand].compactMap { left in
                        var chosen = [PositionRange?](repeating: nil, count: places.count)
                        chosen[operand] = left
                        return complete(chosen, from: left)
                    }
                }
            }
        }

        /// The pieces that hold a match and no other piece.
        func shortest(in tokens: ForwardColumn.Tokens) -> [PositionRange] {
            let pieces = Set(
                matches(in: tokens, .all).map { ranges in
                    PositionRange(ranges.map(\.start).min() ?? 0, ranges.map(\.end).max() ?? 0)
                })
            return pieces.filter { piece in
                !pieces.contains { $0 != piece && $0.start >= piece.start && $0.end <= piece.end }
            }.sorted()
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

    /// The first match from each place is the one that trying the places of each operand in turn comes upon first.
    @Test(arguments: [2, 4, 7], 1...4)
    func repeatedWordsAreFoundWhereTryingAllInTurnFindsThem(vocabulary: Int, seed: UInt64) throws {
        let fixture = ForwardFixture(count: 10, vocabulary: vocabulary, seed: seed)
        let scratch = try Scratch()
        let column = try fixture.column(scratch)
        var random = SeededGenerator(seed: seed &* 7_919)
        var compared = 0
        for round in 0..<30 {
            let query = Query(repeating: &random, longest: round.isMultiple(of: 3) ? 3 : 1)
            for (document, tokens) in fixture.articles.enumerated() where query.choices(in: tokens) < 2_000 {
                compared += 1
                let found = try column.positions(of: query.pattern, in: document)
                #expect(found == query.firstChoices(in: tokens), "\(query)")
                #expect(try column.contains(query.pattern, in: document) == !found.isEmpty)
                #expect(try column.spans(of: query.pattern, in: document) == query.shortest(in: tokens), "\(query)")
            }
        }
        #expect(compared > 20)
    }

    /// Words that come again and again have more placings than can be tried: the steps are counted, not the time.
    @Test(arguments: [
        ("la casa la casa la mare", 25, false), ("la casa la casa la mare", 25, true),
        ("la casa la casa la casa la casa", 60, false), ("la la la la la poi poi poi poi mare", 60, false),
        ("la la la la la poi poi poi poi mare", 60, true), ("casa casa casa casa mare mare", 100, false),
    ])
    func wordsThatComeAgainAndAgainTakeFewSteps(words: String, distance: Int, isOrdered: Bool) throws {
        let numbers: [Substring: UInt32] = ["la": 1, "casa": 2, "poi": 3, "mare": 4]
        let scratch = try Scratch()
        var writer = try ForwardColumnWriter(path: scratch.path("forward"))
        let body =
            (0..<400).flatMap { _ in [UInt32(1), 2] } + [UInt32](repeating: 3, count: 300) + [4]
        try writer.append(title: [], body: body, compounds: [])
        _ = try writer.finish()
        let column = try ForwardColumn(ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind))
        let operands = words.split(separator: " ").map { word in
            [PhrasePattern([TokenSet([numbers[word] ?? 0])]) { _ in false }]
        }
        let effort = ProximityEffort()
        let pattern = ProximityPattern(
            operands: operands, distance: distance, isOrdered: isOrdered, effort: effort)
        let isThere = !words.contains("mare")
        #expect(try column.contains(pattern, in: 0) == isThere)
        #expect(try column.positions(of: pattern, in: 0).isEmpty == !isThere)
        #expect(try column.spans(of: pattern, in: 0).isEmpty == !isThere)
        #expect(effort.steps < 6_000_000, "\(effort.steps)")
        #expect(effort.tries == 0)
    }

    @Test func phrasesThatTakeTooManyTriesAreRefused() throws {
        let scratch = try Scratch()
        var writer = try ForwardColumnWriter(path: scratch.path("forward"))
        try writer.append(title: [], body: (0..<20).flatMap { _ in [UInt32(1), 2] } + [3, 4], compounds: [])
        _ = try writer.finish()
        let column = try ForwardColumn(ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind))
        func phrase(_ first: UInt32, _ second: UInt32) -> [PhrasePattern] {
            [PhrasePattern([TokenSet([first]), TokenSet([second])]) { _ in false }]
        }
        // 48 words of phrases do not fit into 40, however they are laid.
        let operands = (0..<24).map { $0.isMultiple(of: 2) ? phrase(1, 2) : phrase(2, 1) }
        let effort = ProximityEffort(mostTries: 10_000)
        let pattern = ProximityPattern(operands: operands, distance: 100, isOrdered: false, effort: effort)
        let near = ProximityPattern(
            operands: [phrase(1, 2), phrase(3, 4)], distance: 100, isOrdered: false, effort: effort)
        #expect(try column.contains(near, in: 0))
        let error = #expect(throws: ColumnsError.self) { _ = try column.positions(of: pattern, in: 0) }
        #expect(error?.code == .effort)
        #expect(error?.message == "the phrases near each other can stand in too many ways in an article to try all")
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
