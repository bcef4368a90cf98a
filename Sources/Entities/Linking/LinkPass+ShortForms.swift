// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// Links the recogniser's short forms to those whom the article names in full.
    mutating func linkShortForms() {
        for index in spans.indices where spans[index].form == .short && spans[index].decision == nil {
            spans[index].decision = decision(
                ofShort: spans[index].mention.positions, in: spans[index].mention.field,
                kind: spans[index].mention.kind, candidates: spans[index].candidates)
            if spans[index].decision?.owner == nil, spans[index].mention.kind == .person {
                spans[index].decision = decision(ofAmbiguous: spans[index]) ?? spans[index].decision
            }
        }
    }

    /// A short form of two words or more whose bearer the article does not name (`Ministro Pecoraro Scanio`): the one
    /// who has the title, or else a name like any other.
    private mutating func decision(ofAmbiguous span: Span) -> Decision? {
        guard nameWords(of: span.mention).count(where: \.isCapitalised) >= 2 else { return nil }
        let titled = span.candidates.filter { candidate in
            evidence.isTitled(candidate, before: span.place.position, in: &fields[span.mention.field]) == true
        }
        if titled.count == 1 {
            memory.name(.known(titled[0]), at: span.place)
            return Decision(owner: .known(titled[0]), rule: .context, score: 0.72)
        }
        let id = self.id(of: span.mention)
        memory.name(.unknown(id), at: span.place, text: text(of: span.mention))
        return Decision(owner: .unknown(id), rule: .unknown, score: 0.7)
    }

    private mutating func decision(
        ofShort positions: Range<Int>, in field: ArticleText.Field, kind: EntityKind, candidates: [Authority.Index]
    ) -> Decision {
        let words = positions.map { fields[field].word(at: $0) }
        let place = Place(field: field, position: positions.lowerBound)
        var owners: [ArticleMemory.Owner] = candidates.filter(known.contains).map { .known($0) }
        let isContextual = !owners.isEmpty
        if kind == .person {
            for owner in memory.owners(surname: words.map(\.hash)) where !owners.contains(owner) {
                owners.append(owner)
            }
        }
        if owners.isEmpty, kind == .person, words.count == 1 {
            if let owner = memory.owner(firstName: words[0].hash) {
                return Decision(owner: owner, rule: .firstName, score: 0.65)
            }
            if let owner = ownerOfGarbledSurname(positions.lowerBound, in: field) {
                return Decision(owner: owner, rule: .garbled, score: 0.65)
            }
        }
        let (owner, isShared) = memory.nearest(of: owners, to: place)
        switch owner {
        case .known(let index):
            let rule: LinkRule = isContextual && candidates.contains(index) ? .contextual : .surname
            return Decision(owner: owner, rule: rule, score: isShared ? 0.6 : 0.75)
        case .unknown:
            return Decision(owner: owner, rule: .surname, score: isShared ? 0.6 : 0.65)
        case nil:
            return Decision(owner: nil, rule: .unresolved, score: 0.3)
        }
    }

    /// Short forms that the recogniser did not take for names.
    mutating func findShortForms(in loose: [Place]) {
        guard !memory.isEmpty else { return }
        for place in loose {
            let (field, position) = (place.field, place.position)
            guard !fields[field].isCovered[position] else { continue }
            let word = fields[field].word(at: position)
            if let form = contextualForm(at: position, in: field), isBare(form.words, in: field, kind: form.kind) {
                let decision = decision(ofShort: form.words, in: field, kind: form.kind, candidates: form.candidates)
                if decision.owner != nil {
                    add(
                        form.words, in: field, kind: form.kind, form: .short, candidates: form.candidates,
                        decision: decision)
                    continue
                }
            }
            if let positions = surname(at: position, word, in: field), isBare(positions, in: field, kind: .person) {
                let decision = decision(ofShort: positions, in: field, kind: .person, candidates: [])
                if decision.owner != nil {
                    add(positions, in: field, kind: .person, form: .short, decision: decision)
                    continue
                }
            }
            let single = position..<position + 1
            if isFirstName(word, at: position, in: field), let owner = memory.owner(firstName: word.hash) {
                add(
                    single, in: field, kind: .person, form: .short,
                    decision: Decision(owner: owner, rule: .firstName, score: 0.65))
            } else if isBare(single, in: field, kind: .person), let owner = ownerOfGarbledSurname(position, in: field) {
                add(
                    single, in: field, kind: .person, form: .short,
                    decision: Decision(owner: owner, rule: .garbled, score: 0.65))
            }
        }
    }

    private struct ShortForm {
        var words: Range<Int>
        var candidates: [Authority.Index]
        var kind: EntityKind
    }

    /// The longest contextual form of a named entity that begins here.
    private mutating func contextualForm(at start: Int, in field: ArticleText.Field) -> ShortForm? {
        var best: ShortForm?
        var node = PhraseTrie.root
        var position = start
        var capitals: UInt32 = 0
        while position < fields[field].count, position - start < AuthorityForms.longestForm,
            !fields[field].isCovered[position], position == start || fields[field].isAdjacent(position)
        {
            let word = fields[field].word(at: position)
            guard word.isKnown else { break }
            node = authority.trie.child(of: node, word.id)
            guard node != PhraseTrie.none else { break }
            if word.flags.contains(.capitalised) { capitals |= 1 << UInt32(position - start) }
            position += 1
            var next = authority.trie.firstForm[Int(node)]
            var candidates: [Authority.Index] = []
            while next >= 0 {
                let form = authority.trie.forms[Int(next)]
                next = form.next
                let entity = Authority.Index(ordinal: Int(form.entity))
                guard form.traits.contains(.contextual), !form.traits.contains(.commonNoun), known.contains(entity),
                    form.capitals & ~capitals == 0, form.prefixCount == 0 || form.traits.contains(.prefixOptional)
                else { continue }
                candidates.append(entity)
            }
            if let first = candidates.min() {
                best = ShortForm(
                    words: start..<position, candidates: candidates.sorted(), kind: authority.kind(at: first))
            }
        }
        return best
    }

    /// The longest surname of a named person that begins here, particles in lower case aside.
    private mutating func surname(at start: Int, _ word: LinkWord, in field: ArticleText.Field) -> Range<Int>? {
        var best: Range<Int>?
        for surname in memory.surnames(beginningWith: word.hash) {
            let end = start + surname.required.count
            guard end <= fields[field].count, end - start > best?.count ?? 0 else { continue }
            var isWhole = true
            for (offset, hash) in surname.required.enumerated() where offset > 0 {
                let position = start + offset
                guard !fields[field].isCovered[position], fields[field].isAdjacent(position),
                    fields[field].word(at: position).hash == hash
                else {
                    isWhole = false
                    break
                }
            }
            if isWhole { best = start..<end }
        }
        return best
    }

    /// Whether nothing beside a short form makes it part of another name (`Trump Tower`, `via Moro`).
    private mutating func isBare(_ words: Range<Int>, in field: ArticleText.Field, kind: EntityKind) -> Bool {
        if kind != .organisation, isDedicated(words.lowerBound, in: field) { return false }
        guard !fields[field].flags(at: words.lowerBound).contains(.allCapitals) else { return true }
        let next = words.upperBound
        if next < fields[field].count, kind == .person, fields[field].isAdjacent(next),
            fields[field].flags(at: next).contains(.capitalised), !fields[field].isCovered[next],
            fields[field].word(at: next).classes.isDisjoint(with: .title)
        {
            return false
        }
        let before = words.lowerBound - 1
        guard before >= 0, kind == .person, fields[field].isAdjacent(words.lowerBound),
            fields[field].flags(at: before).contains(.capitalised), !fields[field].isCovered[before]
        else { return true }
        let classes = fields[field].word(at: before).classes
        if !classes.isDisjoint(with: [.title, .common, .institution]) { return true }
        return classes.isDisjoint(with: .firstName) && fields[field].beginsSentence(before)
    }

    /// Whether a word by itself is a first name here: bare, no title before it, no word of the language.
    private mutating func isFirstName(_ word: LinkWord, at position: Int, in field: ArticleText.Field) -> Bool {
        guard word.classes.contains(.firstName), word.letters >= 3,
            word.classes.isDisjoint(with: [.title, .common, .institution, .calendar, .ambiguous, .ambiguousPlace]),
            !word.flags.contains(.allCapitals), isBare(position..<position + 1, in: field, kind: .person)
        else { return false }
        if position > 0, fields[field].isAdjacent(position) {
            let before = fields[field].word(at: position - 1).classes
            // Papa Francesco, san Marco; il Mario.
            guard before.isDisjoint(with: [.title, .institution, .dedication]) else { return false }
        }
        let next = position + 1
        guard next < fields[field].count, fields[field].isAdjacent(next) else { return true }
        // Francesco d'Assisi, Anna di Zara.
        return fields[field].word(at: next).classes.isDisjoint(with: [.particle, .romanNumeral])
    }

    /// Whose surname an unknown word is, but for its spelling: `Mask` in an article on Elon Musk.
    private mutating func ownerOfGarbledSurname(_ position: Int, in field: ArticleText.Field) -> ArticleMemory.Owner? {
        let token = fields[field][position]
        guard token.kind == .word, !token.flags.contains(.allCapitals), !fields[field].word(at: position).isKnown else {
            return nil
        }
        let letters = fields[field].folded(at: position)
        guard letters.count >= 4, letters.count <= 24 else { return nil }
        let sounds = NameSounds.sounds(of: letters)
        let skeleton = NameSounds.skeleton(of: sounds)
        guard skeleton.count >= 2 else { return nil }
        var found: ArticleMemory.Owner?
        for bearer in memory.bearers {
            guard let first = bearer.sounds.first, first == sounds.first, bearer.sounds.count >= 4,
                NameSounds.skeleton(of: bearer.sounds) == skeleton || bearer.sounds.starts(with: sounds.dropLast(2))
            else { continue }
            let distance = SoundDistance(sounds, bearer.sounds)
            guard distance.similarity >= 0.9, !distance.isHard, !distance.differsInEnding else { continue }
            guard found == nil || found == bearer.owner else { return nil }
            found = bearer.owner
        }
        return found
    }
}
