// SPDX-License-Identifier: GPL-3.0-or-later

extension Lexer {
    /// A phrase whose mark, if any, stands at `position` and whose quote opens at `quoteAt`.
    mutating func lexPhrase(_ match: QueryPhrase.Match, quoteAt start: Int) throws(QueryError) {
        guard let quote = Quote(opening: start, in: scalars) else { return }
        let inside = start + quote.length
        guard let closing = quote.closing(from: inside, in: scalars) else {
            let mark = scalars[start..<inside].string
            throw QueryError(.unclosedQuote, "the quote \(mark) is never closed", start..<inside)
        }
        let words = quote.content(of: scalars[inside..<closing.lowerBound]).split(whereSeparator: \.isSpace)
        let whole = start..<closing.upperBound
        if words.isEmpty { throw QueryError(.emptyQuotes, "there is nothing between the quotes", whole) }
        if !holdsKeyword, !words.contains(where: { $0.contains(where: \.isLetterOrDigit) }) {
            let text = scalars[whole].string
            throw QueryError(.nothingToSearch, "nothing to search for in '\(text.shortened)'", whole)
        }
        let (slop, end) = try lexSlop(at: closing.upperBound)
        let text = Array(words.joined(separator: [" "])).string
        emit(.phrase(QueryPhrase(text: text, match: match, slop: slop)), to: end)
    }

    /// Whether the operand at hand is the value of a field that is compared as it stands, punctuation and all.
    var holdsKeyword: Bool {
        if case .field(let field) = holder { field.kind != .text } else { false }
    }

    /// `~5` after the quote that closes a phrase.
    private func lexSlop(at start: Int) throws(QueryError) -> (slop: Int?, end: Int) {
        guard start < scalars.count, scalars[start] == "~" else { return (nil, start) }
        let end = chunkEnd(from: start)
        let digits = scalars[start + 1..<end].string
        guard let slop = Int(digits: digits), QueryLimits.distances.contains(slop) else {
            let instead = digits.isEmpty ? "" : ", not '\(digits.shortened)'"
            throw QueryError(.badDistance, "'~' after a phrase needs a distance from 1 to 100\(instead)", start..<end)
        }
        return (slop, end)
    }
}

extension Int {
    /// Digits only: no sign, and nothing that does not fit.
    init?(digits: String) {
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.init(digits)
    }
}
