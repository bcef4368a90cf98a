// SPDX-License-Identifier: GPL-3.0-or-later

extension QueryNode: CustomStringConvertible {
    /// The canonical form: English names, every operator written, no parenthesis without need.
    ///
    /// Parsing it gives the same form, in either ``MatchMode``, for every tree that the parser made.
    public var description: String {
        switch form {
        case .everything: "*"
        case .word(let word): word.description
        case .phrase(let phrase): phrase.description
        case .near(let operands, let distance, let ordered):
            operands.map { $0.enclosed(unlessAbove: .near) }
                .joined(separator: ordered ? " ADJ/\(distance) " : " NEAR/\(distance) ")
        case .and(let operands): operands.map { $0.enclosed(unlessAbove: .and) }.joined(separator: " AND ")
        case .or(let operands): operands.map { $0.enclosed(unlessAbove: .or) }.joined(separator: " OR ")
        case .not(let operand): "NOT " + operand.enclosed(unlessAbove: .and)
        case .field(let field, let operand): "\(field.canonicalName):" + operand.enclosed(unlessAbove: .near)
        case .value(let field, let value):
            "\(field.canonicalName):" + (value.quoted ? Quote.quoting(value.text) : value.text)
        case .date(let condition): "date:\(condition)"
        case .saved(let name): "@" + name
        }
    }

    private enum Binding: Int {
        case or, and, not, near, operand
    }

    private var binding: Binding {
        switch form {
        case .or: .or
        case .and: .and
        case .not: .not
        case .near: .near
        default: .operand
        }
    }

    /// How deep parentheses and negations stand in one another in the printed form.
    var nesting: Int {
        switch form {
        case .near(let operands, _, _): Self.nesting(of: operands, unlessAbove: .near)
        case .and(let operands): Self.nesting(of: operands, unlessAbove: .and)
        case .or(let operands): Self.nesting(of: operands, unlessAbove: .or)
        case .not(let operand): 1 + Self.nesting(of: [operand], unlessAbove: .and)
        case .field(_, let operand): Self.nesting(of: [operand], unlessAbove: .near)
        case .everything, .word, .phrase, .value, .date, .saved: 0
        }
    }

    private static func nesting(of nodes: [QueryNode], unlessAbove binding: Binding) -> Int {
        nodes.map { $0.nesting + ($0.binding.rawValue > binding.rawValue ? 0 : 1) }.max() ?? 0
    }

    private func enclosed(unlessAbove binding: Binding) -> String {
        self.binding.rawValue > binding.rawValue ? description : "(\(description))"
    }
}

extension QueryWord: CustomStringConvertible {
    /// The word with its marks, as a query writes it.
    public var description: String {
        switch match {
        case .stemmed, .wildcard: text
        case .exact: "=" + text
        case .fuzzy(let edits): text + "~" + (edits.map(String.init) ?? "")
        }
    }
}

extension QueryPhrase: CustomStringConvertible {
    /// The phrase with its quotes and marks, as a query writes it.
    public var description: String {
        let mark =
            switch match {
            case .folded: ""
            case .exact: "="
            case .stemmed: "~"
            }
        return mark + Quote.quoting(text) + (slop.map { "~\($0)" } ?? "")
    }
}
