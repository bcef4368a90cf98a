// SPDX-License-Identifier: GPL-3.0-or-later

/// One piece of a query: an operand, an operator, a parenthesis, a minus, or a field name with its colon.
struct Lexeme: Equatable {
    enum Kind: Equatable {
        case word(QueryWord)
        case phrase(QueryPhrase)
        case everything
        case saved(String)
        case field(QueryField)
        case operation(Operator)
        case minus
        case open
        case close
    }

    var kind: Kind
    /// Unicode scalar offsets into the query text.
    var range: Range<Int>
}

/// A word in capitals that joins or negates.
struct Operator: Equatable {
    enum Action: Equatable {
        case and
        case or
        case not
        case near(distance: Int, ordered: Bool)
    }

    var action: Action
    /// As typed, a distance included.
    var spelling: String

    /// `E` and `O` are operators only between two operands: elsewhere they are the words, or somebody's initials.
    var needsOperands: Bool { spelling == "E" || spelling == "O" }

    /// The spelling without its distance.
    var name: Substring { spelling.prefix { $0 != "/" } }

    /// The operators without a distance.
    static let words: [String: Action] = [
        "AND": .and, "E": .and, "OR": .or, "O": .or, "NOT": .not, "NON": .not,
    ]
    /// The operators that take a distance, and whether they keep the order.
    static let proximities: [(name: String, ordered: Bool)] = [("NEAR", false), ("VICINO", false), ("ADJ", true)]
    /// The letters that they all begin with, by which most words of a query are told from them.
    static let initials = Array("AEONV".utf8)
}
