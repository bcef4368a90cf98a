// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// Takes in the recogniser's mentions, but for those that are only suggested and that the authority does not have.
    ///
    /// - Returns: What it left out.
    mutating func take(_ mentions: [Mention], besides isSuggestion: (Mention) -> Bool) -> [Mention] {
        spans.reserveCapacity(mentions.count + 16)
        var suggestions: [Mention] = []
        var taken: [Mention] = []
        for mention in mentions {
            if isSuggestion(mention), span(mention).form != .known {
                suggestions.append(mention)
            } else {
                for mention in parted(mention) ?? [countryBesideSurname(mention) ?? mention] {
                    taken.append(mention)
                    fields[mention.field].cover(fields[mention.field].clamped(mention.positions))
                }
            }
        }
        for mention in taken {
            let positions = fields[mention.field].clamped(mention.positions)
            guard !positions.isEmpty else { continue }
            let whole = mention.kind == .person ? whole(positions, in: mention.field) : positions
            let byteRange = fields[mention.field].byteRange(of: whole)
            guard byteRange.count <= TextSafety.longestName, !fields[mention.field].isUnsafe(byteRange) else {
                continue
            }
            fields[mention.field].cover(whole)
            let mention = Mention(
                field: mention.field, positions: whole, byteRange: byteRange, kind: mention.kind, rule: mention.rule,
                candidates: mention.candidates)
            spans.append(span(mention))
        }
        return suggestions
    }

    /// The country of `Mileya Argentina` and `Argentina Mileya`, which only look like one name: somebody of that country
    /// has such a surname.
    private mutating func countryBesideSurname(_ mention: Mention) -> Mention? {
        let positions = fields[mention.field].clamped(mention.positions)
        guard mention.rule == .unknownName, mention.candidates.isEmpty, positions.count == 2 else { return nil }
        let (first, last) = (positions.lowerBound, positions.lowerBound + 1)
        return country(at: last, beside: first, in: mention.field)
            ?? country(at: first, beside: last, in: mention.field)
    }

    private mutating func country(at position: Int, beside other: Int, in field: ArticleText.Field) -> Mention? {
        let surname = fields[field].word(at: other)
        let country = fields[field].word(at: position)
        guard country.isKnown, !surname.isKnown, surname.letters >= 4, !surname.flags.contains(.allCapitals) else {
            return nil
        }
        for form in authority.forms(of: [country.id][...]) where !form.traits.contains(.contextual) {
            let place = Authority.Index(ordinal: Int(form.entity))
            let code = ContextWords.country(authority.bytes[authority.records[place.ordinal].country])
            guard authority.kind(at: place) == .place, code != 0 else { continue }
            let people = people(like: other..<other + 1, in: field)
            let isOfCountry = people.contains {
                $0.score >= 0.95 && evidence.country(of: $0.person) == code
            }
            guard isOfCountry else { continue }
            let words = position..<position + 1
            return Mention(
                field: field, positions: words, byteRange: fields[field].byteRange(of: words), kind: .place,
                rule: .fullForm, candidates: [place])
        }
        return nil
    }

    /// With the first part of `Zhan-Klod`, where the recogniser took it for the first word of a sentence.
    private func whole(_ positions: Range<Int>, in field: ArticleText.Field) -> Range<Int> {
        var start = positions.lowerBound
        while start > 0, !fields[field].isCovered[start - 1], fields[field].flags(at: start).contains(.joined),
            fields[field].flags(at: start - 1).contains(.capitalised),
            fields[field].bytes[Int(fields[field][start].start) - 1] == UInt8(ascii: "-")
        {
            start -= 1
        }
        return withEnding(start..<positions.upperBound, in: field)
    }

    /// What belongs to a name and looks as if it did not: `-in` of `Kim Jong -in`, `'a` of `Sanders'a`.
    private func withEnding(_ positions: Range<Int>, in field: ArticleText.Field) -> Range<Int> {
        let end = positions.upperBound
        guard end < fields[field].count, !fields[field].isCovered[end] else { return positions }
        let token = fields[field][end]
        let before = Int(fields[field][end - 1].end)
        guard token.kind == .word, !token.flags.contains(.capitalised), token.end - token.start <= 8 else {
            return positions
        }
        if token.flags.contains(.joined) {
            let last = fields[field].bytes[before - 1]
            let isApostrophe = last == UInt8(ascii: "'") || last == 0x99
            if token.end - token.start <= 2, isApostrophe, positions.count >= 2 {
                return positions.lowerBound..<end + 1
            }
            return fields[field].bytes[Int(token.start) - 1] == UInt8(ascii: "-") && positions.count >= 2
                ? positions.lowerBound..<end + 1 : positions
        }
        guard Int(token.start) == before + 2, fields[field].bytes[before] == UInt8(ascii: " "),
            fields[field].bytes[before + 1] == UInt8(ascii: "-"), positions.count >= 2
        else { return positions }
        return positions.lowerBound..<end + 1
    }

    private mutating func span(_ mention: Mention) -> Span {
        if mention.rule == .fullForm, !mention.candidates.isEmpty {
            return Span(mention: mention, candidates: mention.candidates, form: .known)
        }
        if !mention.candidates.isEmpty || mention.rule == .surname || mention.rule == .contextualForm {
            return Span(mention: mention, candidates: mention.candidates, form: .short)
        }
        let (full, contextual) = forms(of: mention)
        if !full.isEmpty { return Span(mention: mention, candidates: full, form: .known) }
        if mention.kind == .person {
            let isFull = nameWords(of: mention).count(where: \.isCapitalised) >= 2
            return Span(
                mention: mention, candidates: contextual, form: isFull && contextual.isEmpty ? .fullName : .short)
        }
        return Span(mention: mention, candidates: contextual, form: .thing)
    }

    /// The entities of the mention's kind whose form it is, word for word.
    private mutating func forms(of mention: Mention) -> (full: [Authority.Index], contextual: [Authority.Index]) {
        var ids: [WordTable.WordID] = []
        for position in mention.positions {
            let word = fields[mention.field].word(at: position)
            guard word.isKnown else { return ([], []) }
            ids.append(word.id)
        }
        var full: [Authority.Index] = []
        var contextual: [Authority.Index] = []
        for start in 0..<min(ids.count, 4) {
            for form in authority.forms(of: ids[start...]) {
                let prefix = authority.prefixes[Int(form.prefixStart)..<Int(form.prefixStart) + Int(form.prefixCount)]
                guard
                    start == 0
                        ? prefix.isEmpty || form.traits.contains(.prefixOptional) : prefix.elementsEqual(ids[..<start])
                else { continue }
                let index = Authority.Index(ordinal: Int(form.entity))
                guard authority.kind(at: index) == mention.kind else { continue }
                if form.traits.contains(.contextual) { contextual.append(index) } else { full.append(index) }
            }
        }
        return (full.sorted(), contextual.sorted())
    }

    /// The words of a mention as finding the surname needs them.
    mutating func nameWords(of mention: Mention) -> [NameWord] {
        mention.positions.map { position in
            let word = fields[mention.field].word(at: position)
            return NameWord(
                hash: word.hash, letters: word.letters, classes: word.classes, isKnown: word.isKnown,
                isCapitalised: word.flags.contains(.capitalised), isJoined: word.flags.contains(.joined),
                isElided: word.flags.contains(.elided))
        }
    }

    /// Names the entities that full forms of the authority mean.
    mutating func nameKnown() {
        for index in spans.indices where spans[index].form == .known {
            known.formUnion(spans[index].candidates)
            let candidates = spans[index].candidates
            guard let first = candidates.first else { continue }
            let isPreferred = text(of: spans[index].mention) == authority.name(at: first)
            spans[index].decision = Decision(
                owner: .known(first), rule: isPreferred ? .full : .variant,
                score: candidates.count > 1 ? 0.8 : isPreferred ? 0.95 : 0.93)
            for candidate in candidates { evidence.note(candidate, at: spans[index].place) }
        }
    }
}
