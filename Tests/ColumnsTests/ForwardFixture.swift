// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport

@testable import Columns

/// Random articles as token numbers, and the plainest way to find phrases in them.
struct ForwardFixture {
    /// Numbers around those where LEB128 takes another byte.
    static let plain: [UInt32] = [0, 1, 2, 126, 127, 128, 255, 256, 16_382, 16_383, 16_384, 2_097_151, 2_097_152]
    /// Numbers that only compounds have.
    static let compounds: [UInt32] = [3, 129, 16_385, 2_097_153]

    var articles: [ForwardColumn.Tokens] = []

    init(count: Int, vocabulary: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let words = Array(Self.plain.shuffled(using: &random).prefix(vocabulary))
        for _ in 0..<count {
            var tokens = ForwardColumn.Tokens()
            tokens.title = random.list(0...6, of: words)
            tokens.body = random.list(0...30, of: words)
            if random.chance(2) {
                tokens.compounds += Self.compounds(in: tokens.title.count, from: 0, &random)
                tokens.compounds += Self.compounds(in: tokens.body.count, from: tokens.title.count, &random)
            }
            articles.append(tokens)
        }
    }

    private static func compounds(
        in count: Int, from base: Int, _ random: inout SeededGenerator
    ) -> [CompoundToken] {
        guard count > 0 else { return [] }
        var found: [CompoundToken] = []
        for start in 0..<count where random.chance(4) {
            let span = random.number(1...min(4, count - start))
            found.append(
                CompoundToken(position: UInt32(base + start), span: UInt32(span), token: random.pick(compounds)))
        }
        return found
    }

    func column(_ scratch: Scratch) throws -> ForwardColumn {
        var writer = try ForwardColumnWriter(path: scratch.path("forward"))
        for tokens in articles {
            try writer.append(title: tokens.title, body: tokens.body, compounds: tokens.compounds)
        }
        let stamp = try writer.finish()
        return try ForwardColumn(
            ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind, expected: stamp))
    }

    /// A phrase of one to four words, each a choice of one to four tokens.
    static func words(_ random: inout SeededGenerator) -> [TokenSet] {
        (0..<random.number(1...4)).map { _ in
            TokenSet(random.list(1...4, of: random.chance(6) ? compounds + plain : plain))
        }
    }

    static func pattern(_ words: [TokenSet]) -> PhrasePattern {
        PhrasePattern(words) { compounds.contains($0) }
    }

    /// Where a phrase stands: each word is a token, or a compound that covers some.
    static func places(_ words: [TokenSet], in tokens: ForwardColumn.Tokens, _ fields: TextFields) -> Set<PositionRange>
    {
        var found: Set<PositionRange> = []
        let all = tokens.title + tokens.body
        func ends(of words: ArraySlice<TokenSet>, from position: Int, before limit: Int) -> Set<Int> {
            guard let word = words.first else { return [position] }
            guard position < limit else { return [] }
            var result: Set<Int> = []
            if word.tokens.contains(all[position]) {
                result.formUnion(ends(of: words.dropFirst(), from: position + 1, before: limit))
            }
            for compound in tokens.compounds
            where Int(compound.position) == position && word.tokens.contains(compound.token) {
                result.formUnion(ends(of: words.dropFirst(), from: position + Int(compound.span), before: limit))
            }
            return result
        }
        for (field, range) in [
            (TextFields.title, 0..<tokens.title.count), (.body, tokens.title.count..<all.count),
        ] where fields.contains(field) {
            for start in range {
                for end in ends(of: words[...], from: start, before: range.upperBound) {
                    found.insert(PositionRange(UInt32(start), UInt32(end)))
                }
            }
        }
        return found
    }
}
