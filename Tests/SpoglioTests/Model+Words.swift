// SPDX-License-Identifier: GPL-3.0-or-later

import ItalianText
import QueryLanguage

extension Model {
    /// Where a word, phrase, expansion or proximity stands in a field; of a proximity, the whole of each match.
    func places(_ node: QueryNode, _ article: ModelArticle, _ field: Field) throws -> Set<Range<Int>> {
        let tokens = field == .title ? article.title : article.body
        switch node.form {
        case .word(let word): return try places(word, tokens)
        case .phrase(let phrase):
            guard let slop = phrase.slop else {
                let variants = try Self.variants(phrase.text, dropsElisions: false)
                return Self.places(variants, phrase.match, tokens)
            }
            let parts = try Self.variants(phrase.text, dropsElisions: false)[0]
            let operands = parts.map { Self.places([[$0]], phrase.match, tokens) }
            return operands.count == 1 ? operands[0] : Self.near(operands, distance: slop, isOrdered: false)
        case .near(let operands, let distance, let isOrdered):
            return Self.near(
                try operands.map { try places($0, article, field) }, distance: distance, isOrdered: isOrdered)
        case .or(let operands):
            return try operands.reduce(into: []) { $0.formUnion(try places($1, article, field)) }
        default: throw Unmodelled(node: "\(node)")
        }
    }

    private func places(_ word: QueryWord, _ tokens: [ModelToken]) throws -> Set<Range<Int>> {
        let isMeant: (String) -> Bool
        switch word.match {
        case .stemmed:
            return Self.places(try Self.variants(word.text, dropsElisions: true), .stemmed, tokens)
        case .exact: return Self.places(try Self.variants(word.text, dropsElisions: false), .exact, tokens)
        case .wildcard:
            let pattern = Self.foldedPattern(word.text)
            isMeant = { Self.matches(pattern[...], Array($0)[...]) }
        case .fuzzy(let edits):
            let wanted = try Self.variants(word.text, dropsElisions: true).last?.first?.folded ?? ""
            let allowed = min(edits ?? 2, wanted.unicodeScalars.count < 6 ? 1 : 2)
            isMeant = { Self.distance($0, wanted) <= allowed }
        }
        return Set(tokens.filter { !$0.isElided && isMeant($0.folded) }.map(\.places))
    }

    /// Where one of the sequences stands side by side; a compound stands for the tokens it covers.
    static func places(
        _ variants: [[ModelToken]], _ match: QueryPhrase.Match, _ tokens: [ModelToken]
    ) -> Set<Range<Int>> {
        // Nothing but elided articles is looked for as it is written.
        let isElided = match == .stemmed && variants.allSatisfy { $0.allSatisfy(\.isElided) }
        let match = isElided ? .folded : match
        var found: Set<Range<Int>> = []
        for variant in variants where !variant.isEmpty {
            func isMatch(_ token: ModelToken, _ term: ModelToken) -> Bool {
                switch match {
                // An article or preposition is not what anybody searches for by a word alone.
                case .stemmed: token.stem == term.stem && !(variant.count == 1 && token.isElided)
                case .folded: token.folded == term.folded
                case .exact: token.folded == term.folded && token.exact == term.exact
                }
            }
            var runs = Set(tokens.filter { isMatch($0, variant[0]) }.map(\.places))
            for term in variant.dropFirst() {
                var longer: Set<Range<Int>> = []
                for run in runs {
                    for token in tokens where token.start == run.upperBound && isMatch(token, term) {
                        longer.insert(run.lowerBound..<token.places.upperBound)
                    }
                }
                runs = longer
            }
            found.formUnion(runs)
        }
        return found
    }

    /// The sequences that a text of a query stands for: its words, and with compounds in place of what they cover.
    static func variants(_ text: String, dropsElisions: Bool) throws -> [[ModelToken]] {
        let tokens = try ModelToken.tokens(of: text).filter { !$0.folded.isEmpty }
        let compounds = tokens.filter(\.isCompound)
        var parts = tokens.filter { !$0.isCompound }
        if dropsElisions, parts.contains(where: { !$0.isElided }) { parts.removeAll(where: \.isElided) }
        if text.hasPrefix("#"), let tag = compounds.first(where: { $0.byte == 0 }) { return [[tag]] }
        var variants = [parts]
        for chosen in compounds.map({ [$0] }) + [compounds] {
            var variant: [ModelToken] = []
            var covered = 0
            for part in parts where part.start >= covered {
                let compound = chosen.first { $0.places.contains(part.start) }
                variant.append(compound ?? part)
                covered = compound?.places.upperBound ?? covered
            }
            let forms = { (variant: [ModelToken]) in variant.map { [$0.folded, $0.exact] } }
            if !variants.contains(where: { forms($0) == forms(variant) }) { variants.append(variant) }
        }
        return variants.filter { !$0.isEmpty }
    }

    /// Every choice of one place of each operand that is a match, from its first word to its last.
    static func near(_ operands: [Set<Range<Int>>], distance: Int, isOrdered: Bool) -> Set<Range<Int>> {
        var choices: [[Range<Int>]] = [[]]
        for places in operands { choices = choices.flatMap { choice in places.map { choice + [$0] } } }
        let matches = choices.filter { ranges in
            let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
            guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) else { return false }
            if isOrdered {
                return sorted == ranges
                    && zip(ranges, ranges.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound + 1 <= distance }
            }
            let gaps = zip(sorted, sorted.dropFirst()).reduce(0) { $0 + $1.1.lowerBound - $1.0.upperBound + 1 }
            return gaps <= distance
        }
        return Set(matches.map { ($0.map(\.lowerBound).min() ?? 0)..<($0.map(\.upperBound).max() ?? 0) })
    }

    // MARK: Patterns

    static func foldedPattern(_ text: String) -> [Character] {
        var pattern: [Character] = []
        var piece = ""
        for character in text + "*" {
            if character == "*" || character == "?" {
                pattern += Array(Folding.folded(piece)) + [character]
                piece = ""
            } else {
                piece.append(character)
            }
        }
        return pattern.dropLast()
    }

    static func matches(_ pattern: ArraySlice<Character>, _ word: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return word.isEmpty }
        let rest = pattern.dropFirst()
        if first == "*" { return (0...word.count).contains { matches(rest, word.dropFirst($0)) } }
        guard let letter = word.first else { return false }
        return (first == "?" || first == letter) && matches(rest, word.dropFirst())
    }

    /// Levenshtein distance by its definition, remembered by what is left of both words.
    static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        if abs(a.count - b.count) > 2 { return 3 }
        var row = Array(0...b.count)
        for i in a.indices {
            let above = row
            row[0] = i + 1
            for j in b.indices { row[j + 1] = min(above[j] + (a[i] == b[j] ? 0 : 1), above[j + 1] + 1, row[j] + 1) }
        }
        return row[b.count]
    }
}
