// SPDX-License-Identifier: GPL-3.0-or-later

extension QueryParser {
    /// What a user may take for an operator in a query that was understood, and what to write instead.
    ///
    /// Each sentence comes once, in the order of the query. A text that is refused has none.
    public static func notes(on text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        guard let lexer = try? Lexer.lexed(scalars) else { return [] }
        var found: [(place: Int, note: String)] = []
        for range in lexer.skipped {
            if let note = note(onSkipped: scalars[range].string) { found.append((range.lowerBound, note)) }
        }
        for lexeme in lexer.lexemes {
            guard case .word(let word) = lexeme.kind, !WebAddress.begins(Array(word.text.unicodeScalars), at: 0),
                let note = note(onWord: word.text)
            else { continue }
            found.append((lexeme.range.lowerBound, note))
        }
        var notes: [String] = []
        for (_, note) in found.sorted(by: { $0.place < $1.place }) where !notes.contains(note) { notes.append(note) }
        return notes
    }

    private static func note(onSkipped text: String) -> String? {
        switch text {
        case "-", "--":
            "'\(text)' by itself excludes nothing; to exclude a word write the minus right before it, as in -word"
        case "|", "||": "'\(text)' is no operator and was passed over; write OR between words any of which will do"
        case "&", "&&":
            "'\(text)' is no operator and was passed over; all words are to be found anyway, with AND or without"
        default: nil
        }
    }

    private static func note(onWord text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        for (mark, instead) in [("||", "OR"), ("|", "OR"), ("&&", "AND")] where holds(mark, between: scalars) {
            return "'\(mark)' in '\(text.shortened)' is no operator: its words are searched side by side; write "
                + "\(instead) with spaces around it"
        }
        if let caret = scalars.lastIndex(of: "^"), caret > 0, caret + 1 < scalars.count,
            scalars[(caret + 1)...].allSatisfy({ $0.isASCIIDigit || $0 == "." })
        {
            let weight = scalars[caret...].string
            return "'\(weight)' in '\(text.shortened)' gives no weight, it is searched as a word; leave it out"
        }
        return nil
    }

    /// Whether a mark stands in a word, with something on both sides.
    private static func holds(_ mark: String, between scalars: [Unicode.Scalar]) -> Bool {
        let mark = Array(mark.unicodeScalars)
        guard scalars.count > mark.count + 1 else { return false }
        return (1..<scalars.count - mark.count).contains { scalars[$0..<$0 + mark.count].elementsEqual(mark) }
    }
}
