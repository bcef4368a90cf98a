// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import QueryLanguage

struct LexerTests {
    private func lex(_ text: String) throws -> [Lexeme] { try Lexer.lexemes(of: Array(text.unicodeScalars)) }

    @Test func everyKindOfLexemeKeepsItsPlace() throws {
        let text = "-titolo:(=A \"b c\"~2) VICINO/3 * @x E"
        let word = QueryWord(text: "A", match: .exact)
        #expect(
            try lex(text) == [
                Lexeme(kind: .minus, range: 0..<1), Lexeme(kind: .field(.title), range: 1..<8),
                Lexeme(kind: .open, range: 8..<9), Lexeme(kind: .word(word), range: 9..<11),
                Lexeme(kind: .phrase(QueryPhrase(text: "b c", slop: 2)), range: 12..<19),
                Lexeme(kind: .close, range: 19..<20),
                Lexeme(
                    kind: .operation(Operator(action: .near(distance: 3, ordered: false), spelling: "VICINO/3")),
                    range: 21..<29),
                Lexeme(kind: .everything, range: 30..<31), Lexeme(kind: .saved("x"), range: 32..<34),
                Lexeme(kind: .operation(Operator(action: .and, spelling: "E")), range: 35..<36),
            ])
    }

    @Test func lonePunctuationLeavesNoLexeme() throws {
        #expect(try lex(" . - -- ?? !! = ~ @ … – € ").isEmpty)
    }

    @Test func theValueOfAKeywordFieldIsTakenWhole() throws {
        #expect(
            try lex("id:a:b/c") == [
                Lexeme(kind: .field(.id), range: 0..<3), Lexeme(kind: .word(QueryWord(text: "a:b/c")), range: 3..<8),
            ])
    }
}
