// SPDX-License-Identifier: GPL-3.0-or-later

extension QueryError {
    static func unclosed(_ range: Range<Int>) -> QueryError {
        QueryError(.unclosedParenthesis, "the parenthesis '(' is never closed", range)
    }

    static func unopened(_ range: Range<Int>) -> QueryError {
        QueryError(.unopenedParenthesis, "the parenthesis ')' was never opened", range)
    }

    /// An operator where an operand was due: it lacks its left side, or the one before it lacks its right one.
    static func missingSide(of operation: Operator, awaiting: Lexeme?, _ range: Range<Int>) -> QueryError {
        if operation.action == .not { return misplacedNegation(after: awaiting, range) }
        if case .operation(let waiting)? = awaiting?.kind, let awaiting {
            return QueryError(.missingOperand, "\(waiting.name) needs something on its right", awaiting.range)
        }
        return QueryError(.missingOperand, "\(operation.name) needs something on its left", range)
    }

    /// Only after a proximity operator is a negation not taken for the beginning of an operand.
    static func misplacedNegation(after awaiting: Lexeme?, _ range: Range<Int>) -> QueryError {
        if case .operation(let operation)? = awaiting?.kind { return badOperand(of: operation.name, range) }
        return badOperand(of: "NEAR", range)
    }

    static func badOperand(of name: Substring, _ range: Range<Int>) -> QueryError {
        let message = "\(name) takes only words, phrases without '~n', and OR groups of these on its sides"
        return QueryError(.badOperand, message, range)
    }

    static func mixed(_ first: Operator, _ second: Operator, _ range: Range<Int>) -> QueryError {
        let example = "(a \(first.spelling) b) AND (b \(second.spelling) c)"
        let message = "\(first.spelling) and \(second.spelling) cannot be chained; write two groups in parentheses: "
        return QueryError(.mixedProximity, message + example, range)
    }

    static func misplaced(_ what: String, in field: QueryField, _ range: Range<Int>) -> QueryError {
        QueryError(.badFieldValue, "\(what) cannot stand inside field '\(field.canonicalName)'", range)
    }

    static func misplacedSaved(_ name: String, in field: QueryField, _ range: Range<Int>) -> QueryError {
        let message =
            "a saved query cannot stand inside field '\(field.canonicalName)'; quote '@\(name)' if it is a text"
        return QueryError(.badFieldValue, message, range)
    }

    static func misused(_ what: String, in field: QueryField, _ range: Range<Int>) -> QueryError {
        QueryError(.badFieldValue, "\(what) does not work on field '\(field.canonicalName)'", range)
    }
}
