// SPDX-License-Identifier: GPL-3.0-or-later

import Entities

/// Counts how many garbled names of the authority's people are linked to their bearers, and how many strangers of nearly
/// the name are taken for them, by what stands beside the name.
struct NameBenchmark {
    private let tables: [AuthorityTable]
    private let authority: Authority
    private let people: [Entity]
    private let countries: [String: String]
    /// Prints what is wrong, too.
    private let isTold: Bool

    /// What a sentence tells beside a name.
    private enum Context: String, CaseIterable {
        case none, country, role, title, description
    }

    private struct Count {
        var names = 0
        var right = 0
        var wrong = 0
    }

    init(_ arguments: [String]) throws {
        tables = AuthorityTable.embedded
        authority = try Authority()
        let entities = authority.allIndices.map { [authority] in authority.entity(at: $0) }
        people = entities.filter { $0.kind == .person }
        var countries: [String: String] = [:]
        for place in entities where place.kind == .place && place.description.hasPrefix("Stato") {
            countries[place.country] = countries[place.country] ?? place.name
        }
        self.countries = countries
        isTold = arguments.contains("--tell")
    }

    func run() throws {
        print("what\tbeside\tof Italy: names\tright %\tanother %\tof others: names\tright %\tanother %")
        for kind in NameGarbling.allCases { try recall(of: kind) }
        try strangers()
    }

    /// One person in four under garbled names.
    private func recall(of kind: NameGarbling) throws {
        var random = SeededNumbers(seed: 1)
        var counts: [Context: [Bool: Count]] = [:]
        var reader = Reader(authority)
        for (number, person) in people.enumerated() where number % 4 == 0 {
            guard let name = kind.garble(person.name, &random), authority.entities(named: name).full.isEmpty else {
                continue
            }
            for context in Context.allCases {
                guard let text = sentence(name, of: person, context) else { continue }
                let found = reader.person(named: name, in: text)
                count(found, of: person, &counts[context, default: [:]][person.country == "IT", default: Count()])
                if isTold, let found, found != person.id { print("#", text, found.text, person.id.text) }
                if isTold, found == nil, context == .description { print("#", text, "-", person.id.text) }
            }
        }
        report(kind.rawValue, counts)
    }

    private func count(_ found: EntityID?, of person: Entity, _ count: inout Count) {
        count.names += 1
        if found == person.id { count.right += 1 } else if found != nil { count.wrong += 1 }
    }

    private func report(_ what: String, _ counts: [Context: [Bool: Count]]) {
        for context in Context.allCases {
            var line = "\(what)\t\(context.rawValue)"
            for isItalian in [true, false] {
                let count = counts[context]?[isItalian] ?? Count()
                func share(_ part: Int) -> String {
                    let tenths = (Double(part) * 1_000 / Double(max(count.names, 1))).rounded()
                    return "\(tenths / 10)"
                }
                line += "\t\(count.names)\t\(share(count.right))\t\(share(count.wrong))"
            }
            print(line)
        }
    }

    /// Everybody under the right name, with what is said of them, where the authority has only the other half of the
    /// people; and invented namesakes, which have the first name of one, nearly the surname and the life of another.
    private func strangers() throws {
        var counts: [Context: [Bool: Count]] = [:]
        for half in 0..<2 {
            let kept = people.enumerated().filter { $0.offset % 2 == half }.map(\.element.id.text)
            let known = try Authority(tables: tables.map { Self.table($0, without: Set(kept)) })
            var reader = Reader(known)
            for (number, person) in people.enumerated() where number % 2 == half {
                for context in Context.allCases {
                    guard let text = sentence(person.name, of: person, context) else { continue }
                    let found = reader.person(named: person.name, in: text)
                    count(found, of: person, &counts[context, default: [:]][person.country == "IT", default: Count()])
                    if isTold, let found { print("#", text, found.text) }
                }
            }
        }
        report("stranger", counts)
        try namesakes("namesake") { _, _, other in other }
        try namesakes("namesake of the same office") { person, _, _ in person }
        try relatives()
    }

    private func namesakes(_ what: String, life: (Entity, Int, Entity) -> Entity) throws {
        var random = SeededNumbers(seed: 2)
        var counts: [Context: [Bool: Count]] = [:]
        var reader = Reader(authority)
        var surnames: [String: [String]] = [:]
        for person in people {
            guard let surname = person.name.split(separator: " ").last.map(String.init), surname.count >= 4 else {
                continue
            }
            for key in Self.neighbours(of: surname) { surnames[key, default: []].append(surname) }
        }
        for (number, person) in people.enumerated() {
            var words = person.name.split(separator: " ").map(String.init)
            guard words.count >= 2, let surname = words.last, surname.count >= 4,
                let other = random.pick(
                    Self.neighbours(of: surname).flatMap { surnames[$0] ?? [] }.filter { $0 != surname })
            else { continue }
            words[words.count - 1] = other
            let name = words.joined(separator: " ")
            guard authority.entities(named: name).full.isEmpty else { continue }
            let life = life(person, number, people[random.next(below: people.count)])
            for context in Context.allCases {
                guard let text = sentence(name, of: life, context) else { continue }
                let found = reader.person(named: name, in: text)
                count(found, of: person, &counts[context, default: [:]][person.country == "IT", default: Count()])
                if isTold, let found { print("#", text, found.text) }
            }
        }
        report(what, counts)
    }

    /// The life and surname of a person with the first name of another.
    private func relatives() throws {
        var random = SeededNumbers(seed: 3)
        var counts: [Context: [Bool: Count]] = [:]
        var reader = Reader(authority)
        for person in people {
            var words = person.name.split(separator: " ").map(String.init)
            let other = people[random.next(below: people.count)].name.split(separator: " ").first.map(String.init)
            guard words.count >= 2, let other, other != words[0] else { continue }
            words[0] = other
            let name = words.joined(separator: " ")
            guard authority.entities(named: name).full.isEmpty else { continue }
            for context in Context.allCases {
                guard let text = sentence(name, of: person, context) else { continue }
                let found = reader.person(named: name, in: text)
                count(found, of: person, &counts[context, default: [:]][person.country == "IT", default: Count()])
                if isTold, let found { print("#", text, found.text) }
            }
        }
        report("relative", counts)
    }

    /// Words of one letter more or less, or another, share one of these.
    private static func neighbours(of word: String) -> [String] {
        let letters = Array(word)
        return [word]
            + letters.indices.map { index in
                String(letters[..<index]) + "*" + String(letters[(index + 1)...])
            }
    }

    private static func table(_ table: AuthorityTable, without ids: Set<String>) -> AuthorityTable {
        let lines = String(decoding: table.bytes, as: UTF8.self).split(separator: "\n").filter {
            !ids.contains(String($0.prefix { $0 != "\t" }))
        }
        return AuthorityTable(name: table.name, text: lines.joined(separator: "\n") + "\n")
    }

    private func sentence(_ name: String, of person: Entity, _ context: Context) -> String? {
        let parts = person.description.split(separator: ",")
        let country = countries[person.country]
        switch context {
        case .none: return "Secondo \(name), la giornata di ieri è stata lunga e non è finita bene."
        case .country: return country.map { "Secondo \(name) la giornata è stata lunga. È tornato ieri: \($0)." }
        case .role:
            // Only what the person is, not of what.
            guard let role = parts.first?.split(separator: " ").first, let country else { return nil }
            return "In \(country) ha parlato a lungo il \(role) \(name), poi tutti hanno cenato."
        case .title:
            guard let first = parts.first, !first.contains(" e ") else { return nil }
            return "Ha parlato a lungo il \(first) \(name), poi tutti hanno cenato."
        case .description:
            guard !parts.isEmpty else { return nil }
            return "Secondo \(name), \(person.description), la giornata è stata lunga."
        }
    }

    /// The finding of one name in texts.
    private struct Reader {
        private let linker: EntityLinker
        private var recogniser: NameRecogniser

        init(_ authority: Authority) {
            linker = EntityLinker(authority: authority)
            recogniser = NameRecogniser(authority: authority)
        }

        /// The known person that the name is linked to, if it is to one.
        mutating func person(named name: String, in text: String) -> EntityID? {
            let article = ArticleText(body: text)
            guard let range = text.firstRange(of: name) else { return nil }
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            let end = start + name.utf8.count
            return linker.link(recogniser.mentions(in: article), in: article).first {
                $0.kind == .person && $0.isKnown && $0.mention.byteRange.lowerBound >= start
                    && $0.mention.byteRange.upperBound <= end
            }?.entity
        }
    }
}
