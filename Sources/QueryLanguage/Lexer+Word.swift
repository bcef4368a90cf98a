// SPDX-License-Identifier: GPL-3.0-or-later

extension Lexer {
    /// Anything that begins with neither a parenthesis, a quote, a minus nor a mark.
    mutating func lexWord() throws(QueryError) {
        if WebAddress.begins(scalars, at: position) {
            let end = addressEnd(from: position)
            return emit(.word(QueryWord(text: scalars[position..<end].string)), to: end)
        }
        if !holdsKeyword, let colon = fieldColon(from: position) { return try lexField(colon: colon) }
        let end = chunkEnd(from: position)
        let text = scalars[position..<end].string
        if scalars[position] == "@", try lexSaved(to: end) { return }
        if !holdsKeyword, let operation = try Operator(spelling: text, range: position..<end) {
            guard holder != .nothing else { return emit(.operation(operation), to: end) }
            if operation.needsOperands { return emit(.word(QueryWord(text: text)), to: end) }
            throw QueryError(
                .operatorAsWord,
                "\(operation.name) is an operator; to search for the word write it in lower case or in quotes",
                position..<end)
        }
        if text == "*", holder != .field(.date) { return emit(.everything, to: end) }
        guard hasLetterOrDigit(position..<end) || holder == .field(.date) else { return try skip(to: end) }
        emit(.word(try word(to: end)), to: end)
    }

    /// `=Word`, the `=` at `position`.
    mutating func lexExactWord(from start: Int, to chunkEnd: Int) throws(QueryError) {
        if WebAddress.begins(scalars, at: start) {
            let end = addressEnd(from: start)
            return emit(.word(QueryWord(text: scalars[start..<end].string, match: .exact)), to: end)
        }
        if !holdsKeyword, let colon = fieldColon(from: start) {
            let name = scalars[start..<colon].string
            throw QueryError(
                .misplacedMark, "'=' goes after the colon, as in \(name):=…", position..<position + 1)
        }
        let text = scalars[start..<chunkEnd]
        if text.contains("~") { throw .combinedMarks(position..<chunkEnd) }
        if text.contains("*") || text.contains("?") {
            throw QueryError(.badWildcard, "a wildcard cannot be combined with '='", position..<chunkEnd)
        }
        emit(.word(QueryWord(text: text.string, match: .exact)), to: chunkEnd)
    }

    /// The word between `position` and `end`, with the fuzzy mark or the wildcards it holds.
    private func word(to end: Int) throws(QueryError) -> QueryWord {
        let range = position..<end
        if holder == .field(.date) { return QueryWord(text: scalars[range].string) }
        var bodyEnd = end
        while scalars[bodyEnd - 1].isASCIIDigit, bodyEnd - 1 > position { bodyEnd -= 1 }
        let isFuzzy = scalars[bodyEnd - 1] == "~"
        let body = position..<(isFuzzy ? bodyEnd - 1 : end)
        if !holdsKeyword, let mark = scalars[body].firstIndex(of: "~") { throw .misplaced("~", mark..<mark + 1) }
        let hasWildcard = scalars[body].contains("*") || scalars[body].contains("?")
        guard isFuzzy else {
            if hasWildcard { try checkWildcards(in: range) }
            return QueryWord(text: scalars[range].string, match: hasWildcard ? .wildcard : .stemmed)
        }
        guard hasLetterOrDigit(body) else { throw .misplaced("~", bodyEnd - 1..<bodyEnd) }
        if hasWildcard { throw QueryError(.badWildcard, "a wildcard cannot be combined with '~'", range) }
        let digits = scalars[bodyEnd..<end].string
        let edits = Int(digits: digits)
        guard digits.isEmpty || edits.map(QueryLimits.edits.contains) == true else {
            let message = "'~' after a word allows 1 or 2 edits, not '\(digits.shortened)'"
            throw QueryError(.badFuzzy, message, bodyEnd - 1..<end)
        }
        return QueryWord(text: scalars[body].string, match: .fuzzy(edits: edits))
    }

    private func checkWildcards(in range: Range<Int>) throws(QueryError) {
        var letters = 0
        for index in range {
            let scalar = scalars[index]
            if scalar.isLetterOrDigit { letters += 1 }
            if scalar == "*", letters < 3 {
                throw QueryError(.badWildcard, "'*' needs at least 3 letters or digits before it", index..<index + 1)
            }
            if scalar == "?", letters < 1 {
                throw QueryError(.badWildcard, "'?' needs at least one letter or digit before it", index..<index + 1)
            }
        }
    }

    /// `@name`; false for an `@` with nothing but punctuation after it.
    private mutating func lexSaved(to end: Int) throws(QueryError) -> Bool {
        let name = position + 1..<end
        let isName = scalars[name].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" || $0 == "-" }
        if isName, !name.isEmpty {
            emit(.saved(scalars[name].string), to: end)
            return true
        }
        guard hasLetterOrDigit(name) else { return false }
        let text = scalars[position..<end].string.shortened
        throw QueryError(
            .badSavedName, "'\(text)' names no saved query: a name has only letters a-z, digits, '-' and '_'",
            position..<end)
    }

    /// The colon of a field name that begins here: a letter, then letters, digits, `_` or `-`.
    private func fieldColon(from start: Int) -> Int? {
        guard scalars[start].isLetterOrDigit, !scalars[start].isASCIIDigit else { return nil }
        var end = start + 1
        while end < scalars.count {
            let scalar = scalars[end]
            if scalar == ":" { return end }
            guard scalar.isLetterOrDigit || scalar.isMark || scalar == "_" || scalar == "-" else { return nil }
            end += 1
        }
        return nil
    }

    private mutating func lexField(colon: Int) throws(QueryError) {
        let name = scalars[position..<colon].string
        guard let field = QueryField(named: name) else { throw .unknownField(name, range: position..<colon) }
        let next = colon + 1
        if next == scalars.count || scalars[next].isSpace || scalars[next] == ")" {
            let message = "field '\(name)' needs a value right after the colon"
            throw QueryError(.missingValue, message, position..<next)
        }
        emit(.field(field), to: next)
    }

    /// The end of a web address, which takes in pairs of parentheses, as in `Vento_(film)`, but none inside another.
    private func addressEnd(from start: Int) -> Int {
        var opening: Int?
        var end = start
        while end < scalars.count, !scalars[end].isSpace, Quote(opening: end, in: scalars) == nil {
            if scalars[end] == "(" {
                if let opening { return opening }
                opening = end
            } else if scalars[end] == ")" {
                if opening == nil { return end }
                opening = nil
            }
            end += 1
        }
        return opening ?? end
    }
}

extension Operator {
    /// The operator that a word spells; nil for a plain word.
    fileprivate init?(spelling: String, range: Range<Int>) throws(QueryError) {
        guard let first = spelling.utf8.first, Self.initials.contains(first) else { return nil }
        if let action = Self.words[spelling] {
            self.init(action: action, spelling: spelling)
            return
        }
        guard
            let (name, ordered) = Self.proximities.first(where: {
                spelling == $0.name || spelling.hasPrefix($0.name + "/")
            })
        else { return nil }
        var distance = QueryLimits.plainDistance
        if spelling != name {
            let digits = String(spelling.dropFirst(name.count + 1))
            guard let number = Int(digits: digits), QueryLimits.distances.contains(number) else {
                let instead = digits.isEmpty ? "" : ", not '\(digits.shortened)'"
                throw QueryError(.badDistance, "\(name)/ needs a distance from 1 to 100\(instead)", range)
            }
            distance = number
        }
        self.init(action: .near(distance: distance, ordered: ordered), spelling: spelling)
    }
}

extension QueryError {
    fileprivate static func unknownField(_ name: String, range: Range<Int>) -> QueryError {
        let advice =
            if let nearest = QueryField.nearestName(to: name) {
                "did you mean '\(nearest)'?"
            } else {
                "the fields are \(QueryField.allCases.map(\.canonicalName).joined(separator: ", ")); "
                    + "put a text that has a colon in quotes"
            }
        return QueryError(.unknownField, "unknown field '\(name.shortened)'; \(advice)", range)
    }
}
