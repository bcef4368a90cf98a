// SPDX-License-Identifier: GPL-3.0-or-later

import QueryLanguage
import Spoglio
import TestSupport

/// Makes queries of every form over the words of `RandomCorpus`.
struct RandomQueries {
    var random: SeededGenerator
    /// Expansions are scored by the forms that each segment happens to hold.
    var hasExpansions = true

    init(seed: UInt64, hasExpansions: Bool = true) {
        random = SeededGenerator(seed: seed)
        self.hasExpansions = hasExpansions
    }

    mutating func query() -> String {
        // Words side by side are what most people write; whether all or any are meant, the request says.
        random.chance(6)
            ? random.list(2...4, of: Self.words + ["\"la guerra\"", "-gas"]).joined(separator: " ")
            : tree(depth: random.number(0...3)).description
    }

    private static let words =
        RandomCorpus.words.filter { $0 != "@governo" } + ["ucraini", "Governo", "sconosciuto", "del"]
    private static let patterns = [
        "gue*", "ucrain*", "perch?", "città*", "terror*", "terroris?i", "s?cilia", "UCR*a", "gov*ni", "150*", "guerr?",
        "per?*", "ital*se", "cov*",
    ]
    private static let misspelt = ["gverra", "guerra", "ucrain", "Ukraina", "governo", "terroristo", "usa", "siciglia"]

    private mutating func tree(depth: Int) -> QueryNode {
        switch depth > 0 ? random.number(0...13) : random.number(4...13) {
        case 0, 1: return joined(isAnd: true) { $0.tree(depth: depth - 1) }
        case 2: return joined(isAnd: false) { $0.tree(depth: depth - 1) }
        case 3: return node(.not(tree(depth: depth - 1)))
        case 4: return node(.field(random.chance(2) ? .title : .body, textTree(depth: max(0, depth - 1))))
        case 5: return near()
        case 6: return value()
        case 7: return node(.date(date()))
        default: return leaf()
        }
    }

    private mutating func textTree(depth: Int) -> QueryNode {
        switch depth > 0 ? random.number(0...5) : random.number(3...5) {
        case 0: return joined(isAnd: random.chance(2)) { $0.textTree(depth: depth - 1) }
        case 1: return node(.not(textTree(depth: depth - 1)))
        case 2, 3: return near()
        default: return leaf()
        }
    }

    private mutating func joined(isAnd: Bool, _ operand: (inout RandomQueries) -> QueryNode) -> QueryNode {
        let operands = (0..<random.number(2...3)).map { _ in operand(&self) }
        return node(isAnd ? .and(operands) : .or(operands))
    }

    private mutating func near() -> QueryNode {
        let operands = (0..<random.number(2...3)).map { _ in
            random.chance(4) ? node(.or([leaf(hasSlop: false), leaf(hasSlop: false)])) : leaf(hasSlop: false)
        }
        return node(.near(operands, distance: random.number(1...8), ordered: random.chance(2)))
    }

    private mutating func leaf(hasSlop: Bool = true) -> QueryNode {
        switch random.number(0...(hasExpansions ? 8 : 6)) {
        case 0, 1, 2:
            let text = random.list(1...3, of: Self.words).joined(separator: random.pick([" ", " ", ", "]))
            let slop = hasSlop && random.chance(3) ? random.number(1...6) : nil
            return node(.phrase(QueryPhrase(text: text, match: random.pick([.folded, .exact, .stemmed]), slop: slop)))
        case 3: return node(.word(QueryWord(text: random.pick(Self.words), match: .exact)))
        case 7: return node(.word(QueryWord(text: random.pick(Self.patterns), match: .wildcard)))
        case 8:
            let edits = random.pick([nil, 1, 2])
            return node(.word(QueryWord(text: random.pick(Self.misspelt), match: .fuzzy(edits: edits))))
        default: return node(.word(QueryWord(text: random.pick(Self.words))))
        }
    }

    private mutating func value() -> QueryNode {
        let (field, texts): (QueryField, [String]) = random.pick([
            (
                .section,
                RandomCorpus.sections + ["POLITICA", "estera", "cronaca roma", "società", "Pol*", "Socié*", "xyz*"]
            ),
            (.source, RandomCorpus.sources + ["corriere", "espresso", "l'espresso", "cor*sera"]),
            (.author, RandomCorpus.authors + ["rossi", "mario", "d'alo", "ROSS*", "ignota"]),
            (.tag, RandomCorpus.tags + ["gas", "naturale", "energ*"]),
            (.id, ["a1", "a2", "a77"]),
        ])
        let text = random.pick(texts)
        let isPattern = text.contains("*") && !text.contains(" ")
        return node(.value(field, FieldValue(text: text, quoted: !isPattern)))
    }

    private mutating func date() -> DateCondition {
        let bounds = [
            DateBound(year: 2019), DateBound(year: 2022), DateBound(year: 2022, month: 2),
            DateBound(year: 2022, month: 10, day: 15), DateBound(year: 2020, month: 2, day: 29),
        ].compactMap(\.self).sorted { $0.firstDay < $1.firstDay }
        let first = random.number(0...bounds.count - 1)
        let last = random.number(first...bounds.count - 1)
        return random.pick([
            .none, .range(from: bounds[first], to: bounds[first]), .range(from: bounds[first], to: nil),
            .range(from: nil, to: bounds[last]), .range(from: bounds[first], to: bounds[last]),
        ])
    }

    /// Filters on no, one or two facets.
    mutating func filters() -> [Facet: [String]] {
        var filters: [Facet: [String]] = [:]
        for _ in 0..<random.number(0...2) {
            switch random.number(0...4) {
            case 0: filters[.section] = random.list(1...2, of: RandomCorpus.sections + ["estera"])
            case 1: filters[.tag] = random.list(1...2, of: RandomCorpus.tags)
            case 2: filters[.author] = random.list(1...2, of: RandomCorpus.authors + ["rossi"])
            case 3: filters[.year] = random.list(1...2, of: ["2019", "2022", "2030"])
            default: filters[.month] = random.list(1...2, of: ["2022-10", "2022-02", "2019-01"])
            }
        }
        return filters
    }

    private func node(_ form: QueryNode.Form) -> QueryNode { QueryNode(form, range: 0..<0) }
}
