// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// The highest number of words of a garbled organisation or place.
    private static let mostWords = 4
    /// From here on a country that the article names is proof enough.
    private static let clear = 0.94

    /// Links names of organisations and places that sound like known ones (`Krymea`), where something beside them
    /// speaks for these: their country, or a word of their description.
    mutating func linkGarbledThings() {
        for index in spans.indices where spans[index].decision == nil && spans[index].candidates.isEmpty {
            let mention = spans[index].mention
            guard spans[index].form == .thing || (spans[index].form == .fullName && mention.kind == .person),
                mention.positions.count <= Self.mostWords,
                let thing = thing(like: mention.positions, in: mention.field)
            else { continue }
            spans[index].decision = Decision(owner: .known(thing.entity), rule: .garbled, score: thing.score)
            spans[index].form = .thing
            known.insert(thing.entity)
        }
    }

    /// The two names that only look like one (`Mosca Pentagone`): of known organisations and places, at least one of
    /// them garbled.
    mutating func parted(_ mention: Mention) -> [Mention]? {
        let positions = fields[mention.field].clamped(mention.positions)
        guard mention.rule == .unknownName, mention.candidates.isEmpty, (2...Self.mostWords).contains(positions.count)
        else { return nil }
        for middle in positions.dropFirst() {
            let parts = [positions.lowerBound..<middle, middle..<positions.upperBound]
            let found = parts.compactMap { thing(written: $0, in: mention.field) }
            guard found.count == 2, found.contains(where: \.candidates.isEmpty) else { continue }
            return found
        }
        return nil
    }

    /// A known organisation or place, or else what clearly sounds like one.
    private mutating func thing(written positions: Range<Int>, in field: ArticleText.Field) -> Mention? {
        let byteRange = fields[field].byteRange(of: positions)
        let full = things(named: positions, in: field)
        if let first = full.first {
            return Mention(
                field: field, positions: positions, byteRange: byteRange, kind: authority.kind(at: first),
                rule: .fullForm, candidates: full)
        }
        let word = fields[field].word(at: positions.lowerBound)
        guard positions.count > 1 || (word.letters >= 5 && !word.isKnown),
            let match = match(of: positions, in: field), match.score >= Self.clear
        else { return nil }
        return Mention(
            field: field, positions: positions, byteRange: byteRange, kind: authority.kind(at: match.person),
            rule: .unknownName, candidates: [])
    }

    private mutating func things(named positions: Range<Int>, in field: ArticleText.Field) -> [Authority.Index] {
        let ids = positions.map { fields[field].word(at: $0).id }
        let forms = authority.forms(of: ids[...]).filter { $0.prefixCount == 0 && !$0.traits.contains(.contextual) }
        return forms.map { Authority.Index(ordinal: Int($0.entity)) }.filter { authority.kind(at: $0) != .person }
            .sorted()
    }

    /// Finds such names among capitalised words that the recogniser took for no name, or only for one by the tagger.
    mutating func findGarbledThings(in loose: [Place]) {
        var index = 0
        while index < loose.count {
            let field = loose[index].field
            var end = index + 1
            while end < min(loose.count, index + Self.mostWords), loose[end].field == field,
                loose[end].position == loose[end - 1].position + 1, fields[field].isAdjacent(loose[end].position)
            {
                end += 1
            }
            index += findGarbledThing(from: loose[index].position, to: loose[end - 1].position + 1, in: field)
        }
    }

    /// Links the longest name at a place; how many words were read.
    private mutating func findGarbledThing(
        from start: Int, to end: Int, in field: ArticleText.Field
    ) -> Int {
        for length in stride(from: end - start, through: 1, by: -1) {
            let positions = start..<start + length
            guard positions.allSatisfy({ !fields[field].isCovered[$0] }), !isDedicated(start, in: field),
                let thing = thing(like: positions, in: field)
            else { continue }
            known.insert(thing.entity)
            add(
                positions, in: field, kind: authority.kind(at: thing.entity), form: .thing,
                decision: Decision(owner: .known(thing.entity), rule: .garbled, score: thing.score))
            return length
        }
        return 1
    }

    private mutating func thing(
        like positions: Range<Int>, in field: ArticleText.Field
    ) -> (entity: Authority.Index, score: Double)? {
        let word = fields[field].word(at: positions.lowerBound)
        // Somebody whom the article names may have such a surname.
        guard positions.count > 1 || (word.letters >= 5 && !word.isKnown && memory.owners(surname: [word.hash]).isEmpty)
        else { return nil }
        guard let match = match(of: positions, in: field) else { return nil }
        let proof = evidence.proof(of: match.person, at: positions, in: &fields[field])
        let isProved =
            match.score >= Self.clear ? max(proof.country, proof.description, proof.tie) > 0 : proof.total > 0
        return isProved ? (match.person, match.score >= Self.clear ? 0.78 : 0.72) : nil
    }

    private func match(of positions: Range<Int>, in field: ArticleText.Field) -> NameIndex.Match? {
        let range = fields[field].byteRange(of: positions)
        guard range.count <= TextSafety.longestName else { return nil }
        let name = fields[field].bytes.span.extracting(range)
        let found =
            matches.thing(name)
            ?? matches.thing(
                name,
                parts: NameParts(
                    bytes: fields[field].bytes, tokens: positions.map { fields[field][$0] }, lexicon: authority.words))
        return found.first
    }
}
