// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import TestSupport

/// Makes trees of every form that a query can have.
struct RandomTrees {
    var random: SeededGenerator

    static let words = [
        "guerra", "Ucraina", "E", "O", "e", "and", "Or", "E.", "l’Ucraina", "po'", "'ndrangheta", "12:30", "25%", "C++",
        "#tag", "1,8", "a=b", "mario@rossi.it", "U.S.A.", "covid-19", "…fine", "–meno", "[nota]", "perché", "E/O",
        "near/5",
        "https://x.it/a?b=*(c)~", "www.ansa.it", "ⅷ", "東京", "o'",
    ]
    static let patterns = ["terror*", "s?cilia", "perch?", "N.A.T*", "l’ucr*a?", "123*:"]
    static let phrases = [
        "la guerra", "e. morante", "E", "un po'", "'' x", "il “boom” del gas", "AND OR (", "a:b", "terror* ~5", "= a",
        "«a» b", "-a", "\"a\" b", "a 'b", "' \"a\" «b» '", "@x",
        "a\\b", "a\\", "\\\\ a \\\\\\", "\"a «b» ''", "a \\\"b\\\\\" «c '' \\",
    ]
    static let values = [
        "Politica", "Pol*", "#gas", "a:b", "2022/10", "AND", "x~y", "https://x.it/?a", "D’Alema", "E", "NEAR/5",
    ]
    static let names = ["politica", "x", "a-b_1", "2"]

    mutating func tree(depth: Int) -> QueryNode {
        switch depth > 0 ? Int.random(in: 0..<18, using: &random) : Int.random(in: 4..<11, using: &random) {
        case 0, 11, 12, 13: joined(depth) { $0.tree(depth: depth - 1) }
        case 1, 14: node(.not(tree(depth: depth - 1)))
        case 2, 15: node(.field(Bool.random(using: &random) ? .title : .body, textTree(depth: depth - 1)))
        case 3, 16: joined(depth) { $0.tree(depth: depth - 1) }
        case 4, 17: near()
        case 5:
            node(.value(pick(QueryField.allCases.filter { [.keyword, .entity, .topic].contains($0.kind) }), value()))
        case 6: node(.date(date()))
        case 7: node(.saved(pick(Self.names)))
        case 8:
            Int.random(in: 0..<4, using: &random) == 0
                ? node(.everything) : node(.value(.duplicate, FieldValue(text: "a17")))
        default: leaf()
        }
    }

    private mutating func textTree(depth: Int) -> QueryNode {
        switch depth > 0 ? Int.random(in: 0..<5, using: &random) : 4 {
        case 0, 1: joined(depth) { $0.textTree(depth: depth - 1) }
        case 2: node(.not(textTree(depth: depth - 1)))
        case 3: near()
        default: leaf()
        }
    }

    private mutating func joined(_ depth: Int, _ operand: (inout RandomTrees) -> QueryNode) -> QueryNode {
        let isAnd = Bool.random(using: &random)
        var operands: [QueryNode] = []
        let wanted = Int.random(in: 2...4, using: &random)
        while operands.count < wanted {
            let next = operand(&self)
            switch next.form {
            case .and where isAnd, .or where !isAnd: continue
            default: operands.append(next)
            }
        }
        return node(isAnd ? .and(operands) : .or(operands))
    }

    private mutating func near() -> QueryNode {
        var operands: [QueryNode] = []
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            if Int.random(in: 0..<3, using: &random) == 0 {
                operands.append(node(.or([leaf(slop: false), leaf(slop: false)])))
            } else {
                operands.append(leaf(slop: false))
            }
        }
        let distance = Int.random(in: 1...100, using: &random)
        return node(.near(operands, distance: distance, ordered: Bool.random(using: &random)))
    }

    private mutating func leaf(slop: Bool = true) -> QueryNode {
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            let match = pick([QueryPhrase.Match.folded, .exact, .stemmed])
            let distance = slop ? pick([nil, nil, 1, 100]) : nil
            return node(.phrase(QueryPhrase(text: pick(Self.phrases), match: match, slop: distance)))
        case 1: return node(.word(QueryWord(text: pick(Self.patterns), match: .wildcard)))
        case 2:
            return node(
                .word(QueryWord(text: pick(["zelensky", "E", "AND", "o'"]), match: .fuzzy(edits: pick([nil, 1, 2])))))
        case 3: return node(.word(QueryWord(text: pick(Self.words + ["AND", "-x"]), match: .exact)))
        default: return node(.word(QueryWord(text: pick(Self.words))))
        }
    }

    private mutating func value() -> FieldValue {
        Bool.random(using: &random)
            ? FieldValue(text: pick(Self.values)) : FieldValue(text: pick(Self.phrases + ["---"]), quoted: true)
    }

    private mutating func date() -> DateCondition {
        let bounds = [
            DateBound(year: 2022), DateBound(year: 2022, month: 5), DateBound(year: 2022, month: 2, day: 28),
        ].compactMap(\.self)
        let later = [DateBound(year: 2023), DateBound(year: 2023, month: 12, day: 31)].compactMap(\.self)
        let bound = pick(bounds)
        return pick([
            .none, .range(from: bound, to: bound), .range(from: bound, to: pick(later)), .range(from: bound, to: nil),
            .range(from: nil, to: bound),
        ])
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private func node(_ form: QueryNode.Form) -> QueryNode { QueryNode(form, range: 0..<0) }
}
