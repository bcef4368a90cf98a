// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What stands beside a name and tells whose it is.
struct Evidence {
    /// A known entity where the article names it.
    struct Naming {
        var entity: Authority.Index
        var place: Place
        /// 0 for people, and for what is of no country.
        var country: ContextWords.Country
        var isPlace: Bool
    }

    let authority: Authority
    let matches: NameMatchCache
    let context = ContextWords.embedded
    private(set) var namings: [Naming] = []
    private var sentences: [Place: Sentence] = [:]
    private var people: [Authority.Index: Person] = [:]

    init(authority: Authority, matches: NameMatchCache) {
        self.authority = authority
        self.matches = matches
    }

    /// What the words of a sentence tell.
    struct Sentence {
        var positions: Range<Int>
        /// Roles and where they stand.
        var roles: [(position: Int, roles: ContextWords.Roles)] = []
        var countries: Set<ContextWords.Country> = []
        /// The first five letters of long words, and short words with a capital.
        var stems: [(position: Int, stem: UInt64)] = []

        func contains(_ others: Set<UInt64>, outside positions: Range<Int>) -> Bool {
            stems.contains { others.contains($0.stem) && !positions.contains($0.position) }
        }
    }

    /// What the authority tells of a person.
    struct Person {
        var country: ContextWords.Country
        var roles: ContextWords.Roles
        var stems: Set<UInt64>
        /// The stem of the first word, where that is no role of the table: `stilista`.
        var occupation: UInt64?
        var isHead: Bool
        /// Whatever office it is that the description names.
        var isInPolitics = false
    }

    /// Which proofs there are; each adds to the score of a name that is nearly the person's.
    struct Proof {
        /// The country is named in the sentence (1), in the one before or after (0.5), elsewhere (0.25).
        var country = 0.0
        /// A noun beside the name says what the person is, in the sentence (1) or beside it (0.5).
        var role = 0.0
        /// A word of the description.
        var description = 0.0
        /// Somebody or something that the description names, or that is itself described by the name.
        var tie = 0.0
        /// The sum; a single weak proof is none.
        var total: Double {
            let sum = min(country + role + max(description, tie), 2.5)
            return sum >= 0.75 ? sum : 0
        }
    }

    /// Whether the article names a place or organisation of any country.
    var hasCountries: Bool { namings.contains { $0.country != 0 } }

    mutating func note(_ entity: Authority.Index, at place: Place) {
        let kind = authority.kind(at: entity)
        let code = authority.bytes[authority.records[entity.ordinal].country]
        namings.append(
            Naming(
                entity: entity, place: place, country: kind == .person ? 0 : ContextWords.country(code),
                isPlace: kind == .place))
    }

    /// What speaks for a person at the words of a mention.
    mutating func proof(
        of index: Authority.Index, at positions: Range<Int>, in field: inout LinkField
    ) -> Proof {
        let person = self.person(index)
        let own = sentence(at: positions.lowerBound, in: &field)
        var neighbours: [Sentence] = []
        if own.positions.lowerBound > 0 {
            neighbours.append(sentence(at: own.positions.lowerBound - 1, in: &field))
        }
        if own.positions.upperBound < field.count {
            neighbours.append(sentence(at: own.positions.upperBound, in: &field))
        }
        var proof = Proof()
        proof.country = countryProof(person.country, own, neighbours, field.field)
        let roles = person.roles.subtracting(context.broad)
        if own.roles.contains(where: { !positions.contains($0.position) && !$0.roles.isDisjoint(with: roles) }) {
            proof.role = 1
        } else if neighbours.contains(where: { $0.roles.contains { !$0.roles.isDisjoint(with: roles) } }) {
            proof.role = 0.5
        } else if own.roles.contains(where: {
            !positions.contains($0.position) && !$0.roles.isDisjoint(with: person.roles)
        }) {
            proof.role = 0.5
        }
        if own.contains(person.stems, outside: positions) {
            proof.description = 1
        } else if neighbours.contains(where: { $0.contains(person.stems, outside: positions) }) {
            proof.description = 0.5
        }
        proof.tie = tieProof(index, own, neighbours, field.field)
        return proof
    }

    private func tieProof(
        _ entity: Authority.Index, _ own: Sentence, _ neighbours: [Sentence], _ field: ArticleText.Field
    ) -> Double {
        var best = 0.0
        for naming in namings where naming.entity != entity {
            let value = nearness(of: naming.place, own, neighbours, field)
            if value > best, matches.areTied(naming.entity, entity) { best = value }
        }
        return best
    }

    /// In the sentence (1), beside it (0.5), elsewhere (0.25).
    private func nearness(
        of place: Place, _ own: Sentence, _ neighbours: [Sentence], _ field: ArticleText.Field
    ) -> Double {
        guard place.field == field else { return 0.25 }
        if own.positions.contains(place.position) { return 1 }
        return neighbours.contains { $0.positions.contains(place.position) } ? 0.5 : 0.25
    }

    private func countryProof(
        _ country: ContextWords.Country, _ own: Sentence, _ neighbours: [Sentence], _ field: ArticleText.Field
    ) -> Double {
        guard country != 0 else { return 0 }
        if own.countries.contains(country) { return 1 }
        var best = neighbours.contains { $0.countries.contains(country) } ? 0.5 : 0
        for naming in namings where naming.country == country {
            let value = nearness(of: naming.place, own, neighbours, field)
            best = max(best, value == 1 && !naming.isPlace ? 0.75 : value)
        }
        return best
    }

    /// Whether the noun that stands before a name, a few words between them aside, can be said of the person; nil where
    /// there is none.
    mutating func isTitled(
        _ person: Authority.Index, before position: Int, in field: inout LinkField
    ) -> Bool? {
        let person = self.person(person)
        var index = position - 1
        // il presidente dell'Argentina Milei, l'ex presidente americano Biden
        while index >= 0, position - index <= 4, field.flags(at: index + 1).isDisjoint(with: .afterPunctuation) {
            let roles = context.office(at: index, in: &field)?.roles.subtracting(context.broad) ?? []
            if !roles.isEmpty { return !roles.isDisjoint(with: person.roles) }
            index -= 1
        }
        return nil
    }

    mutating func isHead(_ person: Authority.Index) -> Bool { self.person(person).isHead }

    mutating func country(of person: Authority.Index) -> ContextWords.Country { self.person(person).country }

    mutating func person(_ index: Authority.Index) -> Person {
        if let person = people[index] { return person }
        let record = authority.records[index.ordinal]
        var field = LinkField(
            .body, .init(String(decoding: authority.bytes[record.description], as: UTF8.self)), words: authority.words)
        var person = Person(
            country: ContextWords.country(authority.bytes[record.country]), roles: [], stems: [], isHead: false)
        for position in 0..<field.count {
            if let (noun, roles) = context.office(at: position, in: &field) {
                person.roles.formUnion(context.broadNouns.contains(noun) ? roles : roles.subtracting(context.broad))
                if !roles.isDisjoint(with: context.broad) { person.isInPolitics = true }
                if !roles.isDisjoint(with: context.heads) { person.isHead = true }
            } else if let stem = stem(&field, position) {
                person.stems.insert(stem)
                if position == 0 { person.occupation = stem }
            }
        }
        people[index] = person
        return person
    }

    mutating func sentence(at position: Int, in field: inout LinkField) -> Sentence {
        let range = field.sentence(around: position)
        let key = Place(field: field.field, position: range.lowerBound)
        if let sentence = sentences[key], sentence.positions == range { return sentence }
        var sentence = Sentence(positions: range)
        for position in range {
            let hash = field.word(at: position).hash
            if let country = context.countries[hash] { sentence.countries.insert(country) }
            if let (_, roles) = context.office(at: position, in: &field) {
                sentence.roles.append((position, roles))
            } else if let stem = stem(&field, position) {
                sentence.stems.append((position, stem))
            }
        }
        sentences[key] = sentence
        return sentence
    }

    /// The first five letters of a word: `catalano` speaks for a leader from `Catalogna`. Of shorter words only those
    /// with a capital count, and none of those that stand in descriptions of anybody.
    func stem(_ field: inout LinkField, _ position: Int) -> UInt64? {
        let word = field.word(at: position)
        guard word.letters >= 5 || (word.letters >= 2 && word.flags.contains(.capitalised)),
            word.classes.isDisjoint(with: [.article, .preposition, .particle, .determiner]),
            !context.fillers.contains(word.hash)
        else { return nil }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for letter in field.folded(at: position).prefix(5) { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3 }
        return hash
    }
}
