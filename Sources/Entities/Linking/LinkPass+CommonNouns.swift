// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// How a common noun stands that may be a name.
    private enum Standing {
        /// As a name does: singular, with the definite article, nothing after it that a thing would have.
        case name
        /// As a name or a thing may: with the indefinite article, with `del` after it.
        case doubtful
        /// As the thing: `la maschera antigas`, `si toglie la maschera`.
        case thing
    }

    private struct Occurrence {
        var positions: Range<Int>
        var field: ArticleText.Field
        var standing: Standing
    }

    /// Common nouns among the contextual forms of named entities: `la maschera` of an article on Elon Musk.
    ///
    /// A noun has one sense in an article: where it stands like a name three times and never for the thing, doubtful
    /// places count, too; where it stands for the thing as often as like a name, none does.
    mutating func findCommonNouns() {
        guard !authority.commonNouns.isEmpty else { return }
        var owners: [[UInt64]: [Authority.Index]] = [:]
        for entity in known.sorted() {
            for noun in authority.commonNouns[UInt32(entity.ordinal)] ?? [] { owners[noun, default: []].append(entity) }
        }
        guard !owners.isEmpty else { return }
        var nouns: [UInt64: [[UInt64]]] = [:]
        for noun in owners.keys { nouns[noun[0], default: []].append(noun) }
        var occurrences: [[UInt64]: [Occurrence]] = [:]
        for field in fields.map(\.field) { collect(nouns, owners, in: field, &occurrences) }
        for (noun, places) in occurrences {
            let names = places.count { $0.standing == .name }
            let things = places.count { $0.standing == .thing }
            guard names > things, let candidates = owners[noun] else { continue }
            for place in places where place.standing != .thing {
                guard place.standing == .name || (names >= 3 && things == 0) else { continue }
                addNoun(place, candidates)
            }
        }
    }

    private mutating func addNoun(_ place: Occurrence, _ candidates: [Authority.Index]) {
        let start = Place(field: place.field, position: place.positions.lowerBound)
        let (owner, isShared) = memory.nearest(of: candidates.map { .known($0) }, to: start)
        guard case .known(let entity) = owner else { return }
        add(
            place.positions, in: place.field, kind: authority.kind(at: entity), form: .short, candidates: candidates,
            decision: Decision(owner: owner, rule: .contextual, score: isShared ? 0.6 : 0.75))
    }

    private mutating func collect(
        _ nouns: [UInt64: [[UInt64]]], _ owners: [[UInt64]: [Authority.Index]], in field: ArticleText.Field,
        _ occurrences: inout [[UInt64]: [Occurrence]]
    ) {
        var position = 0
        while position + 1 < fields[field].count {
            // Nouns follow an article: only words after one of two to five letters are looked at.
            let article = fields[field][position]
            position += 1
            guard article.end - article.start <= 8, article.kind == .word, !fields[field].isCovered[position],
                !fields[field].flags(at: position).contains(.capitalised)
            else { continue }
            let word = fields[field].word(at: position)
            guard let forms = nouns[word.hash] else { continue }
            for noun in forms {
                let end = position + noun.count
                guard end <= fields[field].count,
                    (position..<end).elementsEqual(noun, by: { fields[field].word(at: $0).hash == $1 }),
                    let kind = owners[noun]?.first.map({ authority.kind(at: $0) }),
                    let standing = standing(of: position..<end, word, in: field, kind: kind)
                else { continue }
                occurrences[noun, default: []].append(
                    Occurrence(positions: position..<end, field: field, standing: standing))
                break
            }
        }
    }

    /// How the noun stands, nil where it tells nothing: without an article, as a title.
    private mutating func standing(
        of positions: Range<Int>, _ noun: LinkWord, in field: ArticleText.Field, kind: EntityKind
    ) -> Standing? {
        let first = positions.lowerBound
        guard fields[field].isAdjacent(first) else { return nil }
        let article = fields[field].folded(at: first - 1)
        guard let isDefinite = Self.articles[article] else { return nil }
        // Another's title or name: il sultano Qabus, la maschera Arlecchino.
        let next = positions.upperBound
        if kind == .person, next < fields[field].count, fields[field].isAdjacent(next),
            fields[field].flags(at: next).contains(.capitalised)
        {
            return nil
        }
        if isObject(after: positions.upperBound, noun.hash, in: field, kind: kind)
            || followsVerb(first - 1, noun.hash, in: field)
        {
            return .thing
        }
        guard isDefinite else { return .doubtful }
        if next < fields[field].count, fields[field].isAdjacent(next), kind == .person {
            let word = fields[field].folded(at: next)
            if Self.genitives.contains(word) { return .doubtful }
        }
        return .name
    }

    /// Whether what follows belongs to a thing: an adjective of its kind, what it is made of or for, another's name.
    private mutating func isObject(
        after next: Int, _ noun: UInt64, in field: ArticleText.Field, kind: EntityKind
    ) -> Bool {
        guard next < fields[field].count, fields[field].isAdjacent(next), kind == .person else { return false }
        let word = fields[field].word(at: next)
        if evidence.context.objectWords[noun]?.contains(word.hash) == true { return true }
        guard next + 1 < fields[field].count, fields[field].isAdjacent(next + 1) else { return false }
        let preposition = fields[field].folded(at: next)
        guard Self.prepositions.contains(preposition) else { return false }
        let after = fields[field].word(at: next + 1)
        if after.flags.contains(.capitalised) {
            // La maschera di Batman; but `per Starlink`, `di Kiev`.
            return preposition == Self.of && !fields[field].isCovered[next + 1]
        }
        return !Self.opensClause(fields[field].folded(at: next + 1))
    }

    private mutating func followsVerb(_ article: Int, _ noun: UInt64, in field: ArticleText.Field) -> Bool {
        guard let verbs = evidence.context.objectVerbs[noun] else { return false }
        for position in max(0, article - 2)..<article {
            let word = fields[field].folded(at: position)
            if verbs.contains(where: word.starts(with:)) { return true }
        }
        return false
    }

    /// `di non …`, `di attivare`, `per averlo`: a clause follows, not a thing.
    private static func opensClause(_ word: [UInt8]) -> Bool {
        let text = String(decoding: word, as: UTF8.self)
        return text == "non" || text == "aver" || text == "quanto"
            || ["are", "ere", "ire", "arlo", "erlo", "irlo", "arla", "erla", "arsi", "ersi", "irsi"].contains {
                text.hasSuffix($0)
            }
    }

    private static let of = Array("di".utf8)
    private static let prepositions: Set<[UInt8]> = words("di da in per con a anti")
    private static let genitives: Set<[UInt8]> = words("del dello della dei degli delle dell")

    /// Folded articles, alone and in prepositions, and whether they are definite.
    private static let articles: [[UInt8]: Bool] = {
        var articles: [[UInt8]: Bool] = [:]
        let definite =
            "il lo la i gli le l del dello della dei degli delle dell al allo alla ai agli alle all dal dallo dalla dai "
            + "dagli dalle dall col"
        for word in words(definite) { articles[word] = true }
        for word in words("un uno una sul sullo sulla sui sugli sulle nel nello nella nei negli nelle") {
            articles[word] = false
        }
        return articles
    }()

    private static func words(_ list: String) -> Set<[UInt8]> {
        Set(list.split(separator: " ").map { Array($0.utf8) })
    }
}
