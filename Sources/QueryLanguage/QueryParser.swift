// SPDX-License-Identifier: GPL-3.0-or-later

/// Turns the text of a query into a tree.
public struct QueryParser {
    /// The tree of a query; refuses what it cannot understand and guesses nothing.
    ///
    /// Takes time linear in the text and, whatever the text, less than 512 KiB of stack. The printed form of a query
    /// close to ``QueryLimits/bytes`` may itself be over that limit, since it spells every operator out.
    public static func parse(_ text: String, match: MatchMode = .all) throws(QueryError) -> QueryNode {
        try checkSize(of: text)
        let scalars = Array(text.unicodeScalars)
        try checkCharacters(of: scalars)
        let lexemes = try Lexer.lexemes(of: scalars)
        if lexemes.isEmpty {
            let typed = scalars.indices.filter { !scalars[$0].isSpace }
            guard let first = typed.first, let last = typed.last else {
                return QueryNode(.everything, range: 0..<scalars.count)
            }
            let shown = scalars[first...last].string.shortened
            throw QueryError(.nothingToSearch, "nothing to search for in '\(shown)'", first..<last + 1)
        }
        var parser = TreeParser(lexemes: lexemes, match: match)
        return try parser.parse()
    }

    private static func checkSize(of text: String) throws(QueryError) {
        let bytes = text.utf8.count
        guard bytes > QueryLimits.bytes else { return }
        let limit = text.utf8.index(text.startIndex, offsetBy: QueryLimits.bytes)
        let start = text.unicodeScalars[..<limit].count
        throw QueryError(
            .tooLong, "the query is \(bytes.grouped) bytes long; the limit is \(QueryLimits.bytes.grouped)",
            start..<max(start + 1, text.unicodeScalars.count))
    }

    private static func checkCharacters(of scalars: [Unicode.Scalar]) throws(QueryError) {
        guard let index = scalars.firstIndex(where: \.isControl) else { return }
        let digits = String(scalars[index].value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
        let message = "the query holds the control character \(code); remove it"
        throw QueryError(.controlCharacter, message, index..<index + 1)
    }
}

extension Int {
    /// With a comma between thousands.
    fileprivate var grouped: String {
        self < 1000 ? String(self) : (self / 1000).grouped + "," + String(1000 + self % 1000).dropFirst()
    }
}
