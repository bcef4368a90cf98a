// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// A surname by itself is linked where what stands beside it leaves one known person: a title and the country
    /// (`il presidente Biden`), or, of heads of states and governments, the country alone (`Milei, Argentina`).
    mutating func findByContext(in loose: [Place]) {
        for index in spans.indices where spans[index].form == .short && spans[index].mention.kind == .person {
            let mention = spans[index].mention
            guard mention.positions.count == 1, spans[index].decision == nil,
                spans[index].candidates.allSatisfy({ !known.contains($0) }),
                let person = personByContext(mention.positions.lowerBound, in: mention.field)
            else { continue }
            spans[index].decision = Decision(owner: .known(person), rule: .context, score: 0.72)
            remember(person, at: spans[index].place)
        }
        for place in loose where !fields[place.field].isCovered[place.position] {
            guard isAlone(place), let person = personByContext(place.position, in: place.field) else { continue }
            add(
                place.position..<place.position + 1, in: place.field, kind: .person, form: .short,
                candidates: [person], decision: Decision(owner: .known(person), rule: .context, score: 0.72))
            remember(person, at: place)
        }
    }

    private mutating func remember(_ person: Authority.Index, at place: Place) {
        guard known.insert(person).inserted else { return }
        memory.name(.known(person), at: place)
        if let surname = authority.surnames[person.ordinal] { memory.add(surname, of: .known(person)) }
    }

    /// Whether no capitalised word beside it makes it part of a longer name; a known place may stand there.
    private mutating func isAlone(_ place: Place) -> Bool {
        let position = place.position
        func isFree(_ other: Int) -> Bool {
            !fields[place.field].flags(at: other).contains(.capitalised) || fields[place.field].isCovered[other]
        }
        if position + 1 < fields[place.field].count, fields[place.field].isAdjacent(position + 1),
            !isFree(position + 1)
        {
            return false
        }
        guard position > 0, fields[place.field].isAdjacent(position) else { return true }
        if isFree(position - 1) { return true }
        let classes = fields[place.field].word(at: position - 1).classes
        if !classes.isDisjoint(with: [.title, .common, .preposition]) { return true }
        return classes.isDisjoint(with: .firstName) && fields[place.field].beginsSentence(position - 1)
    }

    private mutating func personByContext(_ position: Int, in field: ArticleText.Field) -> Authority.Index? {
        let token = fields[field][position]
        let word = fields[field].word(at: position)
        let unfit: WordClass = [
            .firstName, .title, .common, .institution, .calendar, .ambiguous, .ambiguousPlace, .preposition, .article,
            .romanNumeral, .particle,
        ]
        guard token.kind == .word, word.letters >= 4, !word.flags.contains(.allCapitals),
            word.classes.isDisjoint(with: unfit), !isDedicated(position, in: field),
            memory.owners(surname: [word.hash]).isEmpty
        else { return nil }
        // Cheap signs first: a known word is nobody's surname or somebody's, an unknown one needs a country or title.
        if word.isKnown {
            guard authority.isSurname(word.id) else { return nil }
        } else if !evidence.hasCountries, !followsRole(position, in: field) {
            return nil
        }
        let positions = position..<position + 1
        var found: Authority.Index?
        var titled = 0
        for match in people(like: positions, in: field) {
            // A word that others are called by is taken as it stands.
            guard match.score == 1 || (!word.isKnown && match.score >= 0.95) else { continue }
            let proof = evidence.proof(of: match.person, at: positions, in: &fields[field])
            let isHead = evidence.isHead(match.person)
            let isTitled = evidence.isTitled(match.person, before: position, in: &fields[field])
            let isItalian = evidence.country(of: match.person) == ContextWords.italy
            // Of two presidents of one name, the article does not tell which.
            if isTitled == true { titled += 1 }
            let isMeant: Bool
            switch isTitled {
            case true?: isMeant = proof.description >= 0.5 || (!isItalian && proof.country >= 0.5)
            case false?: isMeant = false
            case nil: isMeant = isHead && !isItalian && proof.description == 1 && proof.country == 1
            }
            guard isMeant else { continue }
            guard found == nil else { return nil }
            found = match.person
        }
        return titled > 1 ? nil : found
    }

    private mutating func followsRole(_ position: Int, in field: ArticleText.Field) -> Bool {
        for before in max(0, position - 4)..<position
        where evidence.context.roles[fields[field].word(at: before).hash] != nil { return true }
        return false
    }
}
