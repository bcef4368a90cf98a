// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// A name nearly a known one is linked with what stands beside it from here on.
    private static let leastScoreWithProof = 0.795
    /// Of two people whose names are nearly as like, neither is meant.
    private static let leastMargin = 0.03

    /// Links names that are like those of known people: with certainty, or else with what stands beside them.
    mutating func linkFullNames(certainly: Bool) {
        for index in spans.indices where spans[index].form == .fullName && spans[index].decision == nil {
            let mention = spans[index].mention
            guard let decision = decision(of: mention.positions, in: mention.field, certainly: certainly) else {
                continue
            }
            spans[index].decision = decision
            guard case .known(let person) = decision.owner else { continue }
            known.insert(person)
            evidence.note(person, at: spans[index].place)
        }
        if !certainly { linkRepeats() }
    }

    /// A spelling that means somebody at one place of an article means the same one where nothing beside it tells.
    private mutating func linkRepeats() {
        let garbled = spans.indices.filter { spans[$0].form == .fullName }
        guard garbled.contains(where: { spans[$0].decision != nil }),
            garbled.contains(where: { spans[$0].decision == nil })
        else { return }
        var owners: [EntityID: Set<ArticleMemory.Owner>] = [:]
        for index in garbled {
            guard let owner = spans[index].decision?.owner else { continue }
            owners[id(of: spans[index].mention), default: []].insert(owner)
        }
        for index in garbled where spans[index].decision == nil {
            guard let means = owners[id(of: spans[index].mention)], means.count == 1, let owner = means.first else {
                continue
            }
            spans[index].decision = Decision(owner: owner, rule: .context, score: 0.72)
        }
    }

    /// Whom a name that the authority does not have means, if it is like that of one known person.
    private mutating func decision(
        of positions: Range<Int>, in field: ArticleText.Field, certainly: Bool
    ) -> Decision? {
        let people = people(like: positions, in: field)
        guard let best = people.first else { return nil }
        if best.score >= NameComparison.accepts {
            let second = people.dropFirst().first?.score ?? 0
            if best.score == 1 ? second < 1 : best.score - second >= Self.leastMargin {
                return Decision(owner: .known(best.person), rule: .garbled, score: 0.78)
            }
        }
        guard !certainly else { return nil }
        var ranked: [(person: Authority.Index, score: Double)] = []
        for match in people where match.score >= Self.leastScoreWithProof {
            let proof = evidence.proof(of: match.person, at: positions, in: &fields[field])
            guard match.score >= NameComparison.accepts || !isOfAnother(match.person, positions, field) else {
                continue
            }
            ranked.append((match.person, match.score + 0.05 * proof.total))
        }
        ranked.sort { ($1.score, $0.person) < ($0.score, $1.person) }
        guard let first = ranked.first, first.score >= NameComparison.accepts else {
            return slip(among: people, at: positions, in: field)
        }
        if ranked.count > 1, first.score - ranked[1].score < Self.leastMargin { return nil }
        return Decision(owner: .known(first.person), rule: .context, score: 0.72)
    }

    /// Whether the nouns beside a name can only be said of somebody else: `il generale Dan Caine` is not Dan Quayle.
    private mutating func isOfAnother(
        _ person: Authority.Index, _ positions: Range<Int>, _ field: ArticleText.Field
    ) -> Bool {
        evidence.phrase(of: person, beside: positions, in: &fields[field]).isOfAnother
    }

    /// The one person of whom the phrase beside the name tells, where a slip of the pen in it would explain the rest.
    private mutating func slip(
        among people: [NameIndex.Match], at positions: Range<Int>, in field: ArticleText.Field
    ) -> Decision? {
        var found: Authority.Index?
        for match in people {
            guard let slip = match.slip else { continue }
            let proofs = evidence.phrase(of: match.person, beside: positions, in: &fields[field]).proofs
            guard proofs >= slip.proofs else { continue }
            guard found == nil else { return nil }
            found = match.person
        }
        return found.map { Decision(owner: .known($0), rule: .context, score: 0.72) }
    }

    /// Known people whose name is like the words, the most alike first.
    func people(like positions: Range<Int>, in field: ArticleText.Field) -> [NameIndex.Match] {
        let range = fields[field].byteRange(of: positions)
        guard range.count <= TextSafety.longestName else { return [] }
        let name = fields[field].bytes.span.extracting(range)
        if let people = matches.people(name) { return people }
        return matches.people(name, parts: parts(of: positions, in: field), isSurname: positions.count == 1)
    }

    private func parts(of positions: Range<Int>, in field: ArticleText.Field) -> NameParts {
        NameParts(
            bytes: fields[field].bytes, tokens: positions.map { fields[field][$0] }, lexicon: authority.words)
    }

    /// Names of known people among adjacent capitalised words that the recogniser took for no name: `Si Jinping`.
    mutating func findGarbledNames(in loose: [Place], certainly: Bool) {
        var index = 0
        while index < loose.count {
            var end = index + 1
            let field = loose[index].field
            while end < loose.count, loose[end].field == field, loose[end].position == loose[end - 1].position + 1,
                fields[field].isAdjacent(loose[end].position)
            {
                end += 1
            }
            if end - index >= 2 {
                findGarbledName(
                    loose[index].position..<loose[end - 1].position + 1, in: field, certainly: certainly)
            }
            index = end
        }
    }

    private mutating func findGarbledName(
        _ run: Range<Int>, in field: ArticleText.Field, certainly: Bool
    ) {
        guard !isShouted(run, in: field), run.count <= 8 else { return }
        for length in stride(from: min(4, run.count), through: 2, by: -1) {
            for start in run.lowerBound...run.upperBound - length {
                let positions = start..<start + length
                guard
                    positions.allSatisfy({ !fields[field].isCovered[$0] }), !isDedicated(start, in: field),
                    let decision = decision(of: positions, in: field, certainly: certainly),
                    case .known(let person) = decision.owner
                else { continue }
                known.insert(person)
                add(positions, in: field, kind: .person, form: .fullName, candidates: [person], decision: decision)
            }
        }
    }

    private func isShouted(_ run: Range<Int>, in field: ArticleText.Field) -> Bool {
        run.contains { fields[field].flags(at: $0).contains(.allCapitals) }
    }

    /// Whether the word before opens the name of something that is named after a person.
    mutating func isDedicated(_ position: Int, in field: ArticleText.Field) -> Bool {
        guard position > 0, fields[field].flags(at: position).isDisjoint(with: [.afterPunctuation, .afterLineBreak])
        else { return false }
        return fields[field].word(at: position - 1).classes.contains(.dedication)
    }

    /// Makes spellings of one unknown person one.
    mutating func joinUnknownNames() {
        struct Name {
            var id: EntityID
            var parts: NameParts
            var count: Int
        }
        var names: [Name] = []
        for index in spans.indices where spans[index].form == .fullName && spans[index].decision == nil {
            let id = self.id(of: spans[index].mention)
            spans[index].decision = Decision(owner: .unknown(id), rule: .unknown, score: 0.7)
            if let known = names.firstIndex(where: { $0.id == id }) {
                names[known].count += 1
            } else if names.count < 64 {
                let mention = spans[index].mention
                names.append(Name(id: id, parts: parts(of: mention.positions, in: mention.field), count: 1))
            }
        }
        for (index, name) in names.enumerated() {
            // The spelling used most stands for all; the first of those used alike.
            var best: (id: EntityID, count: Int, score: Double)?
            for (other, candidate) in names.enumerated() where other != index {
                guard candidate.count > name.count || (candidate.count == name.count && other < index) else { continue }
                let score = NameComparison(left: name.parts, right: candidate.parts).score()
                guard score >= NameComparison.accepts, score > best?.score ?? 0 else { continue }
                best = (aliases[candidate.id] ?? candidate.id, candidate.count, score)
            }
            if let best { aliases[name.id] = best.id }
        }
        guard !aliases.isEmpty else { return }
        for index in spans.indices {
            if case .unknown(let id) = spans[index].decision?.owner, let alias = aliases[id] {
                spans[index].decision = Decision(owner: .unknown(end(of: alias)), rule: .garbled, score: 0.65)
            }
        }
    }

    private func end(of alias: EntityID) -> EntityID {
        var id = alias
        var steps = 0
        while let next = aliases[id], steps < 64 {
            id = next
            steps += 1
        }
        return id
    }

    /// The id of a name that no authority entry has.
    mutating func id(of mention: Mention) -> EntityID {
        let words = mention.positions.map {
            String(decoding: fields[mention.field].folded(at: $0), as: UTF8.self)
        }
        return EntityID(kind: mention.kind, foldedWords: words.filter { !$0.isEmpty })
    }

    /// Lets surnames and first names stand for those who are named in full.
    mutating func rememberFullNames() {
        spans.sort { $0.place < $1.place }
        for span in spans where span.form == .known || span.form == .fullName { remember(span) }
    }

    private mutating func remember(_ span: Span) {
        let owners: [ArticleMemory.Owner]
        if span.form == .known {
            owners = span.candidates.map { .known($0) }
        } else if let owner = span.decision?.owner {
            owners = [owner]
        } else {
            return
        }
        for owner in owners {
            memory.name(owner, at: span.place, text: text(of: span.mention))
            guard span.mention.kind == .person else { continue }
            if case .known(let index) = owner, let surname = authority.surnames[index.ordinal],
                memory.lacks(surname, of: owner)
            {
                memory.add(surname, of: owner, sounds: matches.surnameSounds(of: index))
            }
            let words = nameWords(of: span.mention)
            if let surname = Surname(of: words), memory.lacks(surname, of: owner) {
                memory.add(surname, of: owner, sounds: sounds(of: span.mention))
            }
            if words.count >= 2, words[0].isCapitalised, words[0].letters >= 3,
                words[0].classes.isDisjoint(with: [.title, .common, .institution, .particle])
            {
                memory.add(firstName: words[0].hash, of: owner)
            }
        }
    }

    private func sounds(of mention: Mention) -> [UInt8] {
        guard let last = parts(of: mention.positions, in: mention.field).words.last, !last.isKnown else { return [] }
        return last.sounds
    }
}
