// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What stands beside a name and tells whose it is.
struct Evidence {
    /// The countries of the known places and organisations, and where they are named.
    private var countries: [(place: Place, country: ContextWords.Country, isPlace: Bool)] = []
    private var sentences: [Place: Sentence] = [:]
    private var people: [Authority.Index: Person] = [:]

    /// What the words of a sentence tell.
    struct Sentence {
        var positions: Range<Int>
        /// Roles and where they stand.
        var roles: [(position: Int, roles: ContextWords.Roles)] = []
        var countries: Set<ContextWords.Country> = []
        /// The first five letters of long words, and short words in capitals.
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
        var isHead: Bool
    }

    /// Which proofs there are; each adds to the score of a name that is nearly the person's.
    struct Proof {
        /// The country is named in the sentence (1), in the one before or after (0.5), elsewhere (0.25).
        var country = 0.0
        /// A noun beside the name says what the person is, in the sentence (1) or beside it (0.5).
        var role = 0.0
        /// A word of the description.
        var description = 0.0
        /// The sum; a single weak proof is none.
        var total: Double {
            let sum = min(country + role + description, 2.5)
            return sum >= 0.75 ? sum : 0
        }
    }

    /// Whether the article names a place or organisation of any country.
    var hasCountries: Bool { !countries.isEmpty }

    mutating func note(_ entity: Authority.Index, at place: Place, authority: Authority) {
        guard authority.kind(at: entity) != .person else { return }
        let country = ContextWords.country(authority.bytes[authority.records[entity.ordinal].country])
        guard country != 0 else { return }
        countries.append((place, country, authority.kind(at: entity) == .place))
    }

    /// What speaks for a person at the words of a mention.
    mutating func proof(
        of person: Authority.Index, at positions: Range<Int>, in field: inout LinkField, authority: Authority,
        context: ContextWords
    ) -> Proof {
        let person = self.person(person, authority: authority, context: context)
        let own = sentence(at: positions.lowerBound, in: &field, context: context)
        var neighbours: [Sentence] = []
        if own.positions.lowerBound > 0 {
            neighbours.append(sentence(at: own.positions.lowerBound - 1, in: &field, context: context))
        }
        if own.positions.upperBound < field.count {
            neighbours.append(sentence(at: own.positions.upperBound, in: &field, context: context))
        }
        var proof = Proof()
        proof.country = countryProof(person.country, own, neighbours, field.field)
        let roles = person.roles
        if own.roles.contains(where: { !positions.contains($0.position) && !$0.roles.isDisjoint(with: roles) }) {
            proof.role = 1
        } else if neighbours.contains(where: { $0.roles.contains { !$0.roles.isDisjoint(with: roles) } }) {
            proof.role = 0.5
        }
        if own.contains(person.stems, outside: positions) {
            proof.description = 1
        } else if neighbours.contains(where: { $0.contains(person.stems, outside: positions) }) {
            proof.description = 0.5
        }
        return proof
    }

    private func countryProof(
        _ country: ContextWords.Country, _ own: Sentence, _ neighbours: [Sentence], _ field: ArticleText.Field
    ) -> Double {
        guard country != 0 else { return 0 }
        if own.countries.contains(country) { return 1 }
        var best = neighbours.contains { $0.countries.contains(country) } ? 0.5 : 0
        for named in countries where named.country == country {
            let value: Double
            if named.place.field == field, own.positions.contains(named.place.position) {
                value = named.isPlace ? 1 : 0.75
            } else if named.place.field == field,
                neighbours.contains(where: { $0.positions.contains(named.place.position) })
            {
                value = 0.5
            } else {
                value = 0.25
            }
            best = max(best, value)
        }
        return best
    }

    /// Whether the noun that stands before a name, a few words between them aside, can be said of the person; nil where
    /// there is none.
    mutating func isTitled(
        _ person: Authority.Index, before position: Int, in field: inout LinkField, authority: Authority,
        context: ContextWords
    ) -> Bool? {
        let person = self.person(person, authority: authority, context: context)
        var index = position - 1
        // il presidente dell'Argentina Milei, l'ex presidente americano Biden
        while index >= 0, position - index <= 4, field.flags(at: index + 1).isDisjoint(with: .afterPunctuation) {
            if let roles = context.roles[field.word(at: index).hash] { return !roles.isDisjoint(with: person.roles) }
            index -= 1
        }
        return nil
    }

    mutating func isHead(_ person: Authority.Index, authority: Authority, context: ContextWords) -> Bool {
        self.person(person, authority: authority, context: context).isHead
    }

    mutating func country(
        of person: Authority.Index, authority: Authority, context: ContextWords
    ) -> ContextWords.Country {
        self.person(person, authority: authority, context: context).country
    }

    private mutating func person(
        _ index: Authority.Index, authority: Authority, context: ContextWords
    ) -> Person {
        if let person = people[index] { return person }
        let record = authority.records[index.ordinal]
        var field = LinkField(
            .body, .init(String(decoding: authority.bytes[record.description], as: UTF8.self)), words: authority.words)
        var person = Person(
            country: ContextWords.country(authority.bytes[record.country]), roles: [], stems: [], isHead: false)
        for position in 0..<field.count {
            let hash = field.word(at: position).hash
            if let roles = context.roles[hash] {
                person.roles.formUnion(roles)
                if !roles.isDisjoint(with: context.heads) { person.isHead = true }
            } else if let stem = Self.stem(&field, position) {
                person.stems.insert(stem)
            }
        }
        people[index] = person
        return person
    }

    private mutating func sentence(
        at position: Int, in field: inout LinkField, context: ContextWords
    ) -> Sentence {
        let range = field.sentence(around: position)
        let key = Place(field: field.field, position: range.lowerBound)
        if let sentence = sentences[key], sentence.positions == range { return sentence }
        var sentence = Sentence(positions: range)
        for position in range {
            let hash = field.word(at: position).hash
            if let country = context.countries[hash] { sentence.countries.insert(country) }
            if let roles = context.roles[hash] {
                sentence.roles.append((position, roles))
            } else if let stem = Self.stem(&field, position) {
                sentence.stems.append((position, stem))
            }
        }
        sentences[key] = sentence
        return sentence
    }

    /// The first five letters of a word: `catalano` speaks for a leader from `Catalogna`. Of shorter words only those
    /// in capitals count.
    private static func stem(_ field: inout LinkField, _ position: Int) -> UInt64? {
        let letters = field.folded(at: position)
        let isShort = letters.count < 5
        guard !isShort || (letters.count >= 3 && field.flags(at: position).contains(.allCapitals)) else { return nil }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for letter in letters.prefix(5) { hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3 }
        return hash
    }
}
