// SPDX-License-Identifier: GPL-3.0-or-later

extension TreeParser {
    /// A word, a phrase, a group, a field with its value, `*` or a saved query.
    mutating func operand(in scope: Scope, after awaiting: Int?) throws(QueryError) -> QueryNode {
        current?.kind == .open ? try group(in: scope) : try single(in: scope, after: awaiting.map { lexemes[$0] })
    }

    private mutating func single(in scope: Scope, after awaiting: Lexeme?) throws(QueryError) -> QueryNode {
        guard let lexeme = current, lexeme.kind != .close else { throw missingOperand(after: awaiting) }
        switch lexeme.kind {
        case .field(let field): return try fieldOperand(field, lexeme, in: scope)
        case .minus: throw .misplacedNegation(after: awaiting, lexeme.range)
        case .operation(let operation):
            guard operation.needsOperands else {
                throw .missingSide(of: operation, awaiting: awaiting, lexeme.range)
            }
            return try leaf(.word(QueryWord(text: operation.spelling)), lexeme.range, in: scope)
        default: return try leaf(lexeme.kind, lexeme.range, in: scope)
        }
    }

    private func missingOperand(after awaiting: Lexeme?) -> QueryError {
        if case .operation(let operation)? = awaiting?.kind, let awaiting {
            return QueryError(.missingOperand, "\(operation.name) needs something on its right", awaiting.range)
        }
        guard let opening = openings.last else { return .unopened(current?.range ?? 0..<0) }
        guard let closing = current else { return .unclosed(opening) }
        let range = opening.lowerBound..<closing.range.upperBound
        return QueryError(.emptyParentheses, "there is nothing to search for between the parentheses", range)
    }

    private mutating func group(in scope: Scope) throws(QueryError) -> QueryNode {
        try passOpening()
        var node = try disjunction(in: scope, after: nil)
        node.range = try passClosing()
        return node
    }

    private mutating func passOpening() throws(QueryError) {
        let range = lexemes[position].range
        try checkDepth(adding: 1, at: range)
        openings.append(range)
        position += 1
    }

    /// The range of the group that ends here, parentheses included.
    private mutating func passClosing() throws(QueryError) -> Range<Int> {
        let opening = openings.removeLast()
        guard let closing = current else { throw .unclosed(opening) }
        position += 1
        return opening.lowerBound..<closing.range.upperBound
    }

    private mutating func fieldOperand(
        _ field: QueryField, _ lexeme: Lexeme, in scope: Scope
    ) throws(QueryError) -> QueryNode {
        if let outer = scope.field { throw .misplaced("field '\(field.canonicalName)'", in: outer, lexeme.range) }
        position += 1
        let inner = try operand(in: field.kind == .text ? .text(field) : .values(field), after: nil)
        let range = lexeme.range.lowerBound..<inner.range.upperBound
        return QueryNode(field.kind == .text ? .field(field, inner) : inner.form, range: range)
    }

    private mutating func leaf(_ kind: Lexeme.Kind, _ range: Range<Int>, in scope: Scope) throws(QueryError)
        -> QueryNode
    {
        position += 1
        if case .values(let field) = scope { return try value(of: field, kind, range) }
        switch kind {
        case .word(let word):
            count(terms: 1, at: range)
            return QueryNode(.word(word), range: range)
        case .phrase(let phrase):
            count(terms: phrase.wordCount, at: range)
            return QueryNode(.phrase(phrase), range: range)
        case .saved(let name):
            if let field = scope.field { throw .misplacedSaved(name, in: field, range) }
            return QueryNode(.saved(name), range: range)
        default:
            if let field = scope.field { throw .misplaced("'*' alone", in: field, range) }
            return QueryNode(.everything, range: range)
        }
    }

    private mutating func value(
        of field: QueryField, _ kind: Lexeme.Kind, _ range: Range<Int>
    ) throws(QueryError) -> QueryNode {
        count(terms: 1, at: range)
        let value: FieldValue
        switch kind {
        case .word(let word):
            switch word.match {
            case .exact: throw .misused("'='", in: field, range)
            case .fuzzy: throw .misused("'~'", in: field, range)
            case .stemmed, .wildcard: value = FieldValue(text: word.text)
            }
        case .phrase(let phrase):
            if phrase.match == .exact { throw .misused("'='", in: field, range) }
            if phrase.match == .stemmed || phrase.slop != nil { throw .misused("'~'", in: field, range) }
            value = FieldValue(text: phrase.text, quoted: true)
        case .saved(let name): throw .misplacedSaved(name, in: field, range)
        default: throw .misplaced("'*' alone", in: field, range)
        }
        switch field.kind {
        case .date: return QueryNode(.date(try DateCondition(parsing: value.text, range: range)), range: range)
        case .duplicate where value.isWildcard: throw .misused("a wildcard", in: field, range)
        default: return QueryNode(.value(field, value), range: range)
        }
    }
}

extension TreeParser.Scope {
    fileprivate var field: QueryField? {
        switch self {
        case .query: nil
        case .text(let field), .values(let field): field
        }
    }
}

extension QueryPhrase {
    /// How many terms it counts for.
    var wordCount: Int {
        text.unicodeScalars.split(whereSeparator: \.isSpace).count { $0.contains(where: \.isLetterOrDigit) }
    }
}
