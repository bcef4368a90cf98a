// SPDX-License-Identifier: GPL-3.0-or-later

/// Turns lexemes into a tree by recursive descent: `OR` binds loosest, then `AND` and juxtaposition, `NOT`, `NEAR`.
struct TreeParser {
    /// What the lexemes at hand belong to.
    enum Scope: Equatable {
        case query
        case text(QueryField)
        case values(QueryField)
    }

    let lexemes: [Lexeme]
    let match: MatchMode
    var position = 0
    var openings: [Range<Int>] = []
    private var negations = 0
    private var terms = 0
    private var firstTermTooMany: Range<Int>?

    init(lexemes: [Lexeme], match: MatchMode) {
        self.lexemes = lexemes
        self.match = match
    }

    var current: Lexeme? { position < lexemes.count ? lexemes[position] : nil }

    mutating func parse() throws(QueryError) -> QueryNode {
        let tree = try disjunction(in: .query, after: nil)
        if let left = current { throw .unopened(left.range) }
        if let firstTermTooMany {
            let message = "the query has \(terms) terms; the limit is \(QueryLimits.terms)"
            throw QueryError(.tooManyTerms, message, firstTermTooMany)
        }
        return tree
    }

    /// Operands joined by `OR`; `awaiting` is the place of an operator that still lacks its right side.
    ///
    /// The functions on the way from one parenthesis to the next one inside keep lexemes and errors out of their frames:
    /// 64 rounds must fit a small stack.
    mutating func disjunction(in scope: Scope, after awaiting: Int?) throws(QueryError) -> QueryNode {
        var operands = [try conjunction(in: scope, after: awaiting)]
        while operatorAhead?.action == .or {
            position += 1
            operands.append(try conjunction(in: scope, after: position - 1))
        }
        return .or(operands)
    }

    private mutating func conjunction(in scope: Scope, after awaiting: Int?) throws(QueryError) -> QueryNode {
        var juxtapositions: [[QueryNode]] = []
        var awaiting = awaiting
        repeat {
            var run: [QueryNode] = []
            repeat {
                run.append(try negation(in: scope, after: awaiting))
                awaiting = nil
            } while continuesJuxtaposition
            juxtapositions.append(run)
            awaiting = position
        } while passAnd()
        return try conjunction(of: juxtapositions)
    }

    /// Whether what follows an operand is one more, with no operator between them.
    private var continuesJuxtaposition: Bool {
        guard let current, current.kind != .close else { return false }
        let action = operatorAhead?.action
        return action == nil || action == .not
    }

    private mutating func passAnd() -> Bool {
        guard operatorAhead?.action == .and else { return false }
        position += 1
        return true
    }

    private func conjunction(of juxtapositions: [[QueryNode]]) throws(QueryError) -> QueryNode {
        var operands: [QueryNode] = []
        for run in juxtapositions { operands += try alternatives(in: run, isAlone: juxtapositions.count == 1) }
        return .and(operands)
    }

    /// With ``MatchMode/any``, the operands with their plain words made one `or` at the place of the first of them.
    private func alternatives(in run: [QueryNode], isAlone: Bool) throws(QueryError) -> [QueryNode] {
        let words = run.filter(\.isWord)
        guard match == .any, words.count > 1, let place = run.firstIndex(where: \.isWord) else { return run }
        var operands = run.filter { !$0.isWord }
        let group = QueryNode.or(words)
        // Among other operands it will be printed between parentheses.
        if !operands.isEmpty || !isAlone { try checkDepth(adding: 1, at: group.range) }
        operands.insert(group, at: place)
        return operands
    }

    private mutating func negation(in scope: Scope, after awaiting: Int?) throws(QueryError) -> QueryNode {
        let first = position
        try passNegations()
        let signs = first..<position
        negations += signs.count
        let node = try proximity(in: scope, after: signs.last ?? awaiting)
        negations -= signs.count
        return negated(node, by: signs)
    }

    private mutating func passNegations() throws(QueryError) {
        let first = position
        while let current, current.isNegation {
            try checkDepth(adding: position - first + 1, at: current.range)
            position += 1
        }
    }

    private func negated(_ node: QueryNode, by signs: Range<Int>) -> QueryNode {
        signs.reversed().reduce(node) { inner, sign in
            QueryNode(.not(inner), range: lexemes[sign].range.lowerBound..<inner.range.upperBound)
        }
    }

    private mutating func proximity(in scope: Scope, after awaiting: Int?) throws(QueryError) -> QueryNode {
        var operands = [try operand(in: scope, after: awaiting)]
        let place = position
        while try passProximity(in: scope, chainedTo: place) {
            operands.append(try operand(in: scope, after: position - 1))
        }
        return operands.count == 1 ? operands[0] : try near(operands, place: place)
    }

    /// Passes a proximity operator that can stand in one chain with the one at `place`.
    private mutating func passProximity(in scope: Scope, chainedTo place: Int) throws(QueryError) -> Bool {
        guard let next = operatorAhead, case .near = next.action else { return false }
        let range = lexemes[position].range
        if case .values(let field) = scope { throw .misused(String(next.name), in: field, range) }
        if case .operation(let first) = lexemes[place].kind, first.action != next.action {
            throw .mixed(first, next, range)
        }
        position += 1
        return true
    }

    private func near(_ operands: [QueryNode], place: Int) throws(QueryError) -> QueryNode {
        guard case .operation(let operation) = lexemes[place].kind,
            case .near(let distance, let ordered) = operation.action
        else { return .and(operands) }
        if let operand = operands.first(where: { !$0.canBeNear }) {
            throw .badOperand(of: operation.name, operand.range)
        }
        return QueryNode(.near(operands, distance: distance, ordered: ordered), range: operands.coveredRange)
    }

    /// The operator at hand, given an operand on its left; nil when there is none, or an `E` or `O` that is a word.
    private var operatorAhead: Operator? {
        guard case .operation(let operation)? = current?.kind else { return nil }
        guard operation.needsOperands else { return operation }
        return position + 1 < lexemes.count && lexemes[position + 1].canBeginOperand ? operation : nil
    }

    func checkDepth(adding levels: Int, at range: Range<Int>) throws(QueryError) {
        guard openings.count + negations + levels > QueryLimits.depth else { return }
        let message = "the query is nested more than \(QueryLimits.depth) deep; use fewer parentheses and negations"
        throw QueryError(.tooDeep, message, range)
    }

    mutating func count(terms number: Int, at range: Range<Int>) {
        terms += number
        if terms > QueryLimits.terms, firstTermTooMany == nil { firstTermTooMany = range }
    }
}

extension Lexeme {
    fileprivate var isNegation: Bool {
        if case .operation(let operation) = kind { operation.action == .not } else { kind == .minus }
    }

    fileprivate var canBeginOperand: Bool {
        switch kind {
        case .operation(let operation): operation.action == .not || operation.needsOperands
        case .close: false
        default: true
        }
    }
}

extension QueryNode {
    fileprivate var isWord: Bool { if case .word = form { true } else { false } }

    fileprivate var canBeNear: Bool {
        switch form {
        case .word: true
        case .phrase(let phrase): phrase.slop == nil
        case .or(let operands): operands.allSatisfy(\.canBeNear)
        default: false
        }
    }

    fileprivate static func and(_ operands: [QueryNode]) -> QueryNode {
        joined(operands, inner: { if case .and(let inner) = $0.form { inner } else { nil } }, as: Form.and)
    }

    fileprivate static func or(_ operands: [QueryNode]) -> QueryNode {
        joined(operands, inner: { if case .or(let inner) = $0.form { inner } else { nil } }, as: Form.or)
    }

    private static func joined(
        _ operands: [QueryNode], inner: (QueryNode) -> [QueryNode]?, as form: ([QueryNode]) -> Form
    ) -> QueryNode {
        if operands.count == 1 { return operands[0] }
        return QueryNode(form(operands.flatMap { inner($0) ?? [$0] }), range: operands.coveredRange)
    }
}

extension [QueryNode] {
    fileprivate var coveredRange: Range<Int> {
        let start = map(\.range.lowerBound).min() ?? 0
        return start..<(map(\.range.upperBound).max() ?? start)
    }
}
