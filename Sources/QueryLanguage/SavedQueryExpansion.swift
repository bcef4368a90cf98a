// SPDX-License-Identifier: GPL-3.0-or-later

extension QueryNode {
    /// Whether a saved query is named anywhere in it.
    public var namesSavedQueries: Bool { !savedNames.isEmpty }

    /// The saved queries named in it, in order, each as often as it is named.
    public var savedNames: [String] {
        switch form {
        case .saved(let name): [name]
        case .and(let nodes), .or(let nodes), .near(let nodes, _, _): nodes.flatMap(\.savedNames)
        case .not(let node), .field(_, let node): node.savedNames
        case .everything, .word, .phrase, .value, .date: []
        }
    }

    /// The query with what the names of saved queries stand for in their place.
    ///
    /// The limits of a query hold for what comes of it. Nodes from a saved query have the range of the name in the
    /// query's own text, and an error is about such a place too. The words of a saved query are always all to be found.
    ///
    /// - Parameters:
    ///   - text: The text of the query itself.
    ///   - path: The saved queries that this one is for, outermost first.
    ///   - saved: The text of a saved query; nil where there is none.
    public func expanded(
        from text: String, path: [String] = [], saved: (String) -> String?
    ) throws(QueryError) -> QueryNode {
        guard namesSavedQueries else { return self }
        var expansion = SavedQueryExpansion(bytes: text.utf8.count)
        let whole = try expansion.expand(self, at: nil, path: path, saved: saved)
        try expansion.checkNesting(of: whole)
        return whole
    }
}

/// Puts saved queries into a query, counting what it grows to.
private struct SavedQueryExpansion {
    var bytes: Int
    private var terms = 0
    /// Parentheses and negations of the saved queries that are being put in, at their deepest.
    private var open = 0
    /// The place of the last name, for errors about the whole.
    private var place = 0..<0

    init(bytes: Int) { self.bytes = bytes }

    mutating func expand(
        _ node: QueryNode, at outer: Range<Int>?, path: [String], saved: (String) -> String?
    ) throws(QueryError) -> QueryNode {
        let range = outer ?? node.range
        switch node.form {
        case .saved(let name):
            place = range
            let inner = try parsed(name, at: range, path: path, saved: saved)
            let levels = inner.nesting + 1
            open += levels
            defer { open -= levels }
            // The tree is measured when it is whole; until then this bounds the stack.
            guard open <= 4 * QueryLimits.depth else { throw Self.tooDeep(range) }
            return try expand(inner, at: range, path: path + [name], saved: saved)
        case .and(let nodes):
            return QueryNode(.and(try expand(nodes, at: outer, path, saved)), range: range)
        case .or(let nodes):
            return QueryNode(.or(try expand(nodes, at: outer, path, saved)), range: range)
        case .near(let nodes, let distance, let ordered):
            let operands = try expand(nodes, at: outer, path, saved)
            return QueryNode(.near(operands, distance: distance, ordered: ordered), range: range)
        case .not(let inner):
            return QueryNode(.not(try expand(inner, at: outer, path: path, saved: saved)), range: range)
        case .field(let field, let inner):
            return QueryNode(.field(field, try expand(inner, at: outer, path: path, saved: saved)), range: range)
        case .everything, .word, .phrase, .value, .date:
            try count(node.termCount, at: outer ?? place)
            return QueryNode(node.form, range: range)
        }
    }

    private mutating func expand(
        _ nodes: [QueryNode], at outer: Range<Int>?, _ path: [String], _ saved: (String) -> String?
    ) throws(QueryError) -> [QueryNode] {
        var expanded: [QueryNode] = []
        for node in nodes { expanded.append(try expand(node, at: outer, path: path, saved: saved)) }
        return expanded
    }

    /// The tree of a saved query.
    private mutating func parsed(
        _ name: String, at range: Range<Int>, path: [String], saved: (String) -> String?
    ) throws(QueryError) -> QueryNode {
        let chain = (path + [name]).map { "@" + $0 }.joined(separator: " > ")
        guard !path.contains(name) else {
            throw QueryError(.savedCycle, "the saved query '@\(name)' would stand for itself: \(chain)", range)
        }
        guard path.count < QueryLimits.savedDepth else {
            let message = "saved queries name each other more than \(QueryLimits.savedDepth) deep: \(chain)"
            throw QueryError(.tooDeep, message, range)
        }
        guard let text = saved(name) else {
            let inside = path.last.map { ", which '@\($0)' names" } ?? ""
            throw QueryError(.unknownSaved, "there is no saved query '@\(name)'\(inside)", range)
        }
        bytes += text.utf8.count - name.utf8.count - 1
        guard bytes <= QueryLimits.bytes else {
            let message = "with its saved queries the query is over \(QueryLimits.bytes) bytes long"
            throw QueryError(.tooLong, message, range)
        }
        do {
            return try QueryParser.parse(text)
        } catch {
            throw QueryError(.badSaved, "the saved query '@\(name)' cannot be understood: \(error.message)", range)
        }
    }

    private mutating func count(_ number: Int, at range: Range<Int>) throws(QueryError) {
        terms += number
        guard terms > QueryLimits.terms else { return }
        let message = "with its saved queries the query has more than \(QueryLimits.terms) terms"
        throw QueryError(.tooManyTerms, message, range)
    }

    func checkNesting(of node: QueryNode) throws(QueryError) {
        if node.nesting > QueryLimits.depth { throw Self.tooDeep(place) }
    }

    private static func tooDeep(_ range: Range<Int>) -> QueryError {
        let message = "with its saved queries the query is nested more than \(QueryLimits.depth) deep"
        return QueryError(.tooDeep, message, range)
    }
}

extension QueryNode {
    /// Words, words inside phrases, and field values of this node alone.
    fileprivate var termCount: Int {
        switch form {
        case .word, .value, .date: 1
        case .phrase(let phrase): phrase.wordCount
        default: 0
        }
    }
}
