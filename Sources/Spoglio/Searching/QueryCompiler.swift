// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText
internal import QueryLanguage

/// Turns a parsed query into clauses.
struct QueryCompiler: ~Copyable {
    private let analyzer: QueryAnalyzer
    private var resolver: ValueResolver
    private let text: String
    /// The values of facets that the query asks for, other than by its exclusions.
    private(set) var selection = FacetSelection()
    /// How many exclusions stand around what is being compiled.
    private var exclusions = 0

    init(text: String, resolver: ValueResolver) throws(SpoglioError) {
        analyzer = try QueryAnalyzer()
        self.resolver = resolver
        self.text = text
    }

    /// What a user should know about how the query was understood.
    var notes: [String] { resolver.notes }

    mutating func compile(_ node: QueryNode, fields: TextFields = .all) throws(SpoglioError) -> Clause {
        switch node.form {
        case .everything: return .everything
        case .word(let word): return try compile(word, node, fields)
        case .phrase(let phrase): return try compile(phrase, node, fields)
        case .near(let operands, let distance, let isOrdered):
            var compiled: [[Clause]] = []
            for operand in operands { compiled.append(try alternatives(operand, fields)) }
            return .near(NearClause(operands: compiled, distance: distance, isOrdered: isOrdered, fields: fields))
        case .and(let operands): return .and(try compile(operands, fields))
        case .or(let operands): return .or(try compile(operands, fields))
        case .not(let operand):
            exclusions += 1
            defer { exclusions -= 1 }
            return .not(try compile(operand, fields: fields))
        case .field(let field, let operand):
            return try compile(operand, fields: field == .title ? .title : .body)
        case .value(let field, let value): return try compile(field, value, node)
        case .date(DateCondition.none): return .undated
        case .date(.range(let from, let to)):
            return .days(first: from?.firstDay ?? DocumentRow.undated + 1, last: to?.lastDay ?? .max)
        case .saved: preconditionFailure("saved queries are put in before a query is compiled")
        }
    }

    private mutating func compile(_ nodes: [QueryNode], _ fields: TextFields) throws(SpoglioError) -> [Clause] {
        var clauses: [Clause] = []
        for node in nodes { clauses.append(try compile(node, fields: fields)) }
        return clauses
    }

    private func compile(_ word: QueryWord, _ node: QueryNode, _ fields: TextFields) throws(SpoglioError) -> Clause {
        switch word.match {
        case .stemmed:
            return try words(word.text, .stemmed, node, fields, dropsElisions: true)
        case .exact:
            return try words(word.text, .exact, node, fields, dropsElisions: false)
        case .wildcard:
            let pattern = WordForms.pattern(word.text)
            return .expansion(ExpansionClause(form: .wildcard(pattern), fields: fields, text: word.text))
        case .fuzzy(let edits):
            let variants = try analyzer.variants(of: word.text, dropsElisions: true)
            guard let term = variants.last, term.count == 1 else {
                throw refusal("'\(word.text)~' is more than one word; a fuzzy search takes one", node)
            }
            let folded = term[0].folded
            let letters = String(decoding: folded, as: UTF8.self).unicodeScalars.count
            return .expansion(
                ExpansionClause(
                    form: .fuzzy(folded, edits: min(edits ?? 2, letters < 6 ? 1 : 2)), fields: fields,
                    text: word.text + "~"))
        }
    }

    private func compile(_ phrase: QueryPhrase, _ node: QueryNode, _ fields: TextFields) throws(SpoglioError) -> Clause
    {
        let match: WordsClause.Match =
            switch phrase.match {
            case .folded: .folded
            case .exact: .exact
            case .stemmed: .stemmed
            }
        guard let slop = phrase.slop else {
            return try words(phrase.text, match, node, fields, dropsElisions: false)
        }
        let variants = try analyzer.variants(of: phrase.text, dropsElisions: false)
        guard let parts = variants.first else { throw refusal("there is no word in '\(phrase.text)'", node) }
        let operands = parts.map { [Clause.words(WordsClause(variants: [[$0]], match: match, fields: fields))] }
        if operands.count == 1 { return operands[0][0] }
        return .near(NearClause(operands: operands, distance: slop, isOrdered: false, fields: fields))
    }

    private func words(
        _ text: String, _ match: WordsClause.Match, _ node: QueryNode, _ fields: TextFields, dropsElisions: Bool
    ) throws(SpoglioError) -> Clause {
        let variants = try analyzer.variants(of: text, dropsElisions: dropsElisions)
        guard !variants.isEmpty else { throw refusal("there is no word in '\(text)'", node) }
        return .words(WordsClause(variants: variants, match: match, fields: fields))
    }

    /// The words, phrases and expansions that an operand of NEAR or ADJ is a choice of.
    private mutating func alternatives(_ node: QueryNode, _ fields: TextFields) throws(SpoglioError) -> [Clause] {
        if case .or(let operands) = node.form {
            var clauses: [Clause] = []
            for operand in operands { clauses += try alternatives(operand, fields) }
            return clauses
        }
        return [try compile(node, fields: fields)]
    }

    private mutating func compile(
        _ field: QueryField, _ value: FieldValue, _ node: QueryNode
    ) throws(SpoglioError) -> Clause {
        switch field {
        case .id: return .id(value.text)
        case .url: return .url(value.text)
        case .duplicate:
            return try resolver.copies(ofArticle: value.text)
        case .topic:
            let clause = try resolver.topics(value.text, isWildcard: value.isWildcard)
            if exclusions == 0 {
                try selection.add(topic: value.text, meaning: clause, resolver.searcher.topics.user())
            }
            return clause
        default:
            let values = try resolver.resolve(value, in: field)
            if exclusions == 0 { selection.add(values) }
            return .values(values)
        }
    }

    private func refusal(_ message: String, _ node: QueryNode) -> SpoglioError {
        SpoglioError(QueryError(code: .nothingToSearch, message: message, range: node.range), in: text)
    }
}
