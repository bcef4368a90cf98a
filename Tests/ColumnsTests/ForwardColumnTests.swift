// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct ForwardColumnTests {
    private static let fields: [TextFields] = [.all, .title, .body, []]

    @Test func articlesComeBackAsTheyWereWritten() throws {
        let fixture = ForwardFixture(count: 100, vocabulary: 13, seed: 1)
        let scratch = try Scratch()
        let column = try fixture.column(scratch)
        #expect(column.count == 100)
        var tokens = ForwardColumn.Tokens()
        for document in fixture.articles.indices {
            try column.read(document, into: &tokens)
            #expect(tokens == fixture.articles[document])
        }
    }

    @Test func aColumnOfEmptyArticlesHoldsNothing() throws {
        let scratch = try Scratch()
        var writer = try ForwardColumnWriter(path: scratch.path("forward"))
        for _ in 0..<3 { try writer.append(title: [], body: [], compounds: []) }
        _ = try writer.finish()
        let column = try ForwardColumn(ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind))
        let pattern = ForwardFixture.pattern([TokenSet([0])])
        #expect(try column.filter([0, 1, 2], containing: [pattern]).isEmpty)
        var tokens = ForwardColumn.Tokens()
        try column.read(2, into: &tokens)
        #expect(tokens == ForwardColumn.Tokens())
    }

    @Test(arguments: [1, 2, 3, 5, 13], 1...4)
    func phrasesAreFoundWhereAPlainScanFindsThem(vocabulary: Int, seed: UInt64) throws {
        let fixture = ForwardFixture(count: 40, vocabulary: vocabulary, seed: seed)
        let scratch = try Scratch()
        let column = try fixture.column(scratch)
        var random = SeededGenerator(seed: seed &* 77)
        let candidates = Array(0..<UInt32(fixture.articles.count))
        for _ in 0..<60 {
            let choice = (0..<random.number(1...2)).map { _ in ForwardFixture.words(&random) }
            let patterns = choice.map(ForwardFixture.pattern)
            let fields = random.pick(Self.fields)
            var wanted: [UInt32] = []
            for (document, tokens) in fixture.articles.enumerated() {
                let places = choice.reduce(into: Set<PositionRange>()) {
                    $0.formUnion(ForwardFixture.places($1, in: tokens, fields))
                }
                if !places.isEmpty { wanted.append(UInt32(document)) }
                #expect(try column.positions(of: patterns, in: document, fields: fields) == places.sorted())
                #expect(try column.contains(patterns, in: document, fields: fields) == !places.isEmpty)
            }
            #expect(try column.filter(candidates, containing: patterns, fields: fields) == wanted)
            // Runs and gaps of all kinds.
            let some = candidates.filter { _ in random.chance(2) }
            let few = candidates.filter { _ in random.chance(6) }
            for part in [some, few] {
                let held = wanted.filter { part.contains($0) }
                #expect(try column.filter(part, containing: patterns, fields: fields) == held)
            }
        }
    }

    @Test func aWordWithoutTokensIsNowhere() throws {
        let scratch = try Scratch()
        let column = try ForwardFixture(count: 10, vocabulary: 2, seed: 3).column(scratch)
        let pattern = ForwardFixture.pattern([TokenSet(ForwardFixture.plain), TokenSet([])])
        #expect(pattern.isImpossible)
        #expect(try column.filter([0, 1, 2], containing: [pattern]).isEmpty)
        #expect(try column.positions(of: [pattern], in: 0).isEmpty)
    }

    @Test func aPhraseDoesNotRunFromTheTitleIntoTheBody() throws {
        let scratch = try Scratch()
        var writer = try ForwardColumnWriter(path: scratch.path("forward"))
        try writer.append(title: [7, 200], body: [300, 7], compounds: [])
        _ = try writer.finish()
        let column = try ForwardColumn(ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind))
        let across = ForwardFixture.pattern([TokenSet([200]), TokenSet([300])])
        let inside = ForwardFixture.pattern([TokenSet([300]), TokenSet([7])])
        #expect(try !column.contains([across], in: 0))
        #expect(try column.positions(of: [inside], in: 0) == [PositionRange(2, 4)])
    }

    @Test func tokenSetsHoldTheirTokens() {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let wanted = Set(random.list(0...5, of: ForwardFixture.plain))
            let set = TokenSet(wanted)
            #expect(set.tokens == wanted.sorted())
            #expect(set.isEmpty == wanted.isEmpty)
            for token in ForwardFixture.plain + [.max] { #expect(set.contains(token) == wanted.contains(token)) }
        }
    }
}
