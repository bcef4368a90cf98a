// SPDX-License-Identifier: GPL-3.0-or-later

/// Cuts a query into lexemes; punctuation that stands alone is dropped.
struct Lexer {
    /// What the operand at hand is glued to.
    enum Holder: Equatable {
        case nothing
        case minus
        case field(QueryField)
    }

    let scalars: [Unicode.Scalar]
    var position = 0
    var holder = Holder.nothing
    private(set) var lexemes: [Lexeme] = []
    /// The punctuation that was passed over.
    private(set) var skipped: [Range<Int>] = []

    static func lexemes(of scalars: [Unicode.Scalar]) throws(QueryError) -> [Lexeme] {
        try lexed(scalars).lexemes
    }

    static func lexed(_ scalars: [Unicode.Scalar]) throws(QueryError) -> Lexer {
        var lexer = Lexer(scalars: scalars)
        while lexer.position < scalars.count { try lexer.step() }
        return lexer
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private mutating func step() throws(QueryError) {
        let scalar = scalars[position]
        if scalar.isSpace {
            position += 1
        } else if scalar == "(" {
            emit(.open, to: position + 1)
        } else if scalar == ")" {
            emit(.close, to: position + 1)
        } else if Quote(opening: position, in: scalars) != nil {
            try lexPhrase(.folded, quoteAt: position)
        } else if scalar == "-" {
            try lexMinus()
        } else if scalar == "=" || scalar == "~" {
            try lexMark(scalar)
        } else {
            try lexWord()
        }
    }

    /// Ends the lexeme that began at `position`.
    mutating func emit(_ kind: Lexeme.Kind, to end: Int) {
        lexemes.append(Lexeme(kind: kind, range: position..<end))
        position = end
        switch kind {
        case .minus: holder = .minus
        case .field(let field): holder = .field(field)
        default: holder = .nothing
        }
    }

    /// Passes over punctuation, which nothing may be glued to.
    mutating func skip(to end: Int) throws(QueryError) {
        if holder != .nothing {
            let text = scalars[position..<end].string
            throw QueryError(.nothingToSearch, "nothing to search for in '\(text.shortened)'", position..<end)
        }
        skipped.append(position..<end)
        position = end
    }

    /// Where a word that begins at `start` ends: before white space, a parenthesis or a quote.
    func chunkEnd(from start: Int) -> Int {
        var end = start
        while end < scalars.count, !isBorder(end) { end += 1 }
        return end
    }

    func isBorder(_ index: Int) -> Bool {
        guard index < scalars.count else { return true }
        let scalar = scalars[index]
        return scalar.isSpace || scalar == "(" || scalar == ")" || Quote(opening: index, in: scalars) != nil
    }

    /// Whether a parenthesis or a quote opens here, which a mark can be glued to.
    func opens(_ index: Int) -> Bool {
        index < scalars.count && (scalars[index] == "(" || Quote(opening: index, in: scalars) != nil)
    }

    func hasLetterOrDigit(_ range: Range<Int>) -> Bool { scalars[range].contains(where: \.isLetterOrDigit) }

    /// `-x`, `-"…"`, `-field:x`, `-(…)`; hyphens before nothing of the kind are punctuation.
    private mutating func lexMinus() throws(QueryError) {
        var next = position
        while next < scalars.count, scalars[next] == "-" { next += 1 }
        let end = chunkEnd(from: next)
        let chunk = scalars[next..<end]
        let marksAnOpening = opens(end) && chunk.allSatisfy { $0 == "=" || $0 == "~" }
        guard marksAnOpening || hasLetterOrDigit(next..<end) || chunk == ["*"] else {
            try skip(to: end)
            return
        }
        if case .field(let field) = holder {
            let name = field.canonicalName
            throw QueryError(
                .badFieldValue, "the minus goes before the field, as in -\(name):…; quote a value that begins with one",
                position..<next)
        }
        while position < next { emit(.minus, to: position + 1) }
    }

    /// `=` before a word or a phrase, `~` before a phrase.
    private mutating func lexMark(_ mark: Unicode.Scalar) throws(QueryError) {
        var next = position
        while next < scalars.count, scalars[next] == "=" || scalars[next] == "~" { next += 1 }
        let end = chunkEnd(from: next)
        guard opens(next) || hasLetterOrDigit(next..<end) else {
            try skip(to: end)
            return
        }
        let marks = position..<next
        if scalars[marks].contains(where: { $0 != mark }) { throw .combinedMarks(marks) }
        guard marks.count == 1, scalars[next] != "(" else { throw .misplaced(mark, marks) }
        if Quote(opening: next, in: scalars) != nil {
            try lexPhrase(mark == "=" ? .exact : .stemmed, quoteAt: next)
        } else if mark == "=" {
            try lexExactWord(from: next, to: end)
        } else {
            throw .misplaced(mark, marks)
        }
    }
}

extension QueryError {
    static func combinedMarks(_ range: Range<Int>) -> QueryError {
        QueryError(.misplacedMark, "'=' and '~' cannot be combined", range)
    }

    static func misplaced(_ mark: Unicode.Scalar, _ range: Range<Int>) -> QueryError {
        let message =
            mark == "="
            ? "'=' goes once, right before a word or a quoted phrase"
            : "'~' goes right before a quoted phrase, or right after a word or a phrase"
        return QueryError(.misplacedMark, message, range)
    }
}
