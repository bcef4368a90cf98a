// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import Testing

enum RefusalTable {
    struct Row: Sendable, CustomTestStringConvertible {
        var query: String
        var code: QueryError.Code
        var message: String
        var carets: String
        var shown: String
        var testDescription: String { query }

        init(_ query: String, _ code: QueryError.Code, _ message: String, _ carets: String, shown: String? = nil) {
            self.query = query
            self.code = code
            self.message = message
            self.carets = carets
            self.shown = shown ?? query
        }
    }

    private static let notADate =
        "is not a date; write 2022, 2022-10, 2022-10-05, 5/10/2022, \"5 ottobre 2022\", 2022-05..2022-10, >=2022 or none"
    private static let tildeGoes = "'~' goes right before a quoted phrase, or right after a word or a phrase"
    private static let nearTakes = "takes only words, phrases without '~n', and OR groups of these on its sides"
    private static let theFields =
        "the fields are title, body, section, source, author, tag, url, id, person, organisation, place, entity, topic, "
        + "date, dup; put a text that has a colon in quotes"

    static let rows: [Row] = [
        Row("...", .nothingToSearch, "nothing to search for in '...'", "^^^"),
        Row("  ???  ", .nothingToSearch, "nothing to search for in '???'", "  ^^^"),
        Row("- -- !", .nothingToSearch, "nothing to search for in '- -- !'", "^^^^^^"),
        Row("\"\"", .emptyQuotes, "there is nothing between the quotes", "^^"),
        Row("«  »", .emptyQuotes, "there is nothing between the quotes", "^^^^"),
        Row("''''", .emptyQuotes, "there is nothing between the quotes", "^^^^"),
        Row("\"...\" a", .nothingToSearch, "nothing to search for in '\"...\"'", "^^^^^"),
        Row(#"guerra "la pace\""#, .unclosedQuote, "the quote \" is never closed", "       ^"),
        Row("guerra \"la pace", .unclosedQuote, "the quote \" is never closed", "       ^"),
        Row("«la pace\"", .unclosedQuote, "the quote « is never closed", "^"),
        Row("po''", .unclosedQuote, "the quote '' is never closed", "  ^^"),
        Row("\"a” b", .unclosedQuote, "the quote \" is never closed", "^"),
        Row("guerra '' a", .unclosedQuote, "the quote '' is never closed", "       ^^"),
        Row("()", .emptyParentheses, "there is nothing to search for between the parentheses", "^^"),
        Row("a ( ... )", .emptyParentheses, "there is nothing to search for between the parentheses", "  ^^^^^^^"),
        Row("(a b", .unclosedParenthesis, "the parenthesis '(' is never closed", "^"),
        Row("a (b (c)", .unclosedParenthesis, "the parenthesis '(' is never closed", "  ^"),
        Row("a b)", .unopenedParenthesis, "the parenthesis ')' was never opened", "   ^"),
        Row(")", .unopenedParenthesis, "the parenthesis ')' was never opened", "^"),
        Row("AND", .missingOperand, "AND needs something on its left", "^^^"),
        Row("AND b", .missingOperand, "AND needs something on its left", "^^^"),
        Row("a AND", .missingOperand, "AND needs something on its right", "  ^^^"),
        Row("a OR", .missingOperand, "OR needs something on its right", "  ^^"),
        Row("OR a", .missingOperand, "OR needs something on its left", "^^"),
        Row("a AND OR b", .missingOperand, "AND needs something on its right", "  ^^^"),
        Row("NOT", .missingOperand, "NOT needs something on its right", "^^^"),
        Row("a NON", .missingOperand, "NON needs something on its right", "  ^^^"),
        Row("a (NOT )", .missingOperand, "NOT needs something on its right", "   ^^^"),
        Row("NEAR/3 b", .missingOperand, "NEAR needs something on its left", "^^^^^^"),
        Row("a VICINO/3", .missingOperand, "VICINO needs something on its right", "  ^^^^^^^^"),
        Row("(a O b) AND (O AND)", .missingOperand, "AND needs something on its right", "               ^^^"),
        Row("VICINO ORIENTE", .missingOperand, "VICINO needs something on its left", "^^^^^^"),
        Row(
            "-AND", .operatorAsWord, "AND is an operator; to search for the word write it in lower case or in quotes",
            " ^^^"),
        Row(
            "titolo:NEAR", .operatorAsWord,
            "NEAR is an operator; to search for the word write it in lower case or in quotes", "       ^^^^"),
        Row("a NEAR/0 b", .badDistance, "NEAR/ needs a distance from 1 to 100, not '0'", "  ^^^^^^"),
        Row("a NEAR/101 b", .badDistance, "NEAR/ needs a distance from 1 to 100, not '101'", "  ^^^^^^^^"),
        Row("a VICINO/ b", .badDistance, "VICINO/ needs a distance from 1 to 100", "  ^^^^^^^"),
        Row("a ADJ/tre b", .badDistance, "ADJ/ needs a distance from 1 to 100, not 'tre'", "  ^^^^^^^"),
        Row(
            "a NEAR/99999999999999999999 b", .badDistance,
            "NEAR/ needs a distance from 1 to 100, not '99999999999999999999'", "  ^^^^^^^^^^^^^^^^^^^^^^^^^"),
        Row("a NEAR/-1 b", .badDistance, "NEAR/ needs a distance from 1 to 100, not '-1'", "  ^^^^^^^"),
        Row("a NEAR/3 -b", .badOperand, "NEAR \(nearTakes)", "         ^"),
        Row("a ADJ/2 NON b", .badOperand, "ADJ \(nearTakes)", "        ^^^"),
        Row("a VICINO/2 (b c)", .badOperand, "VICINO \(nearTakes)", "           ^^^^^"),
        Row("\"a b\"~3 NEAR/2 c", .badOperand, "NEAR \(nearTakes)", "^^^^^^^"),
        Row("a NEAR/2 titolo:b", .badOperand, "NEAR \(nearTakes)", "         ^^^^^^^^"),
        Row("a NEAR/2 *", .badOperand, "NEAR \(nearTakes)", "         ^"),
        Row("(a NEAR/2 b) NEAR/2 c", .badOperand, "NEAR \(nearTakes)", "^^^^^^^^^^^^"),
        Row(
            "a NEAR/3 b ADJ/2 c", .mixedProximity,
            "NEAR/3 and ADJ/2 cannot be chained; write two groups in parentheses: (a NEAR/3 b) AND (b ADJ/2 c)",
            "           ^^^^^"),
        Row(
            "a VICINO/3 b VICINO/4 c", .mixedProximity,
            "VICINO/3 and VICINO/4 cannot be chained; write two groups in parentheses: (a VICINO/3 b) AND (b VICINO/4 c)",
            "             ^^^^^^^^"),
        Row("te*", .badWildcard, "'*' needs at least 3 letters or digits before it", "  ^"),
        Row("a *rror", .badWildcard, "'*' needs at least 3 letters or digits before it", "  ^"),
        Row("?a", .badWildcard, "'?' needs at least one letter or digit before it", "^"),
        Row("section:P*", .badWildcard, "'*' needs at least 3 letters or digits before it", "         ^"),
        Row("=terror*", .badWildcard, "a wildcard cannot be combined with '='", "^^^^^^^^"),
        Row("terror*~", .badWildcard, "a wildcard cannot be combined with '~'", "^^^^^^^^"),
        Row("terror*~1", .badWildcard, "a wildcard cannot be combined with '~'", "^^^^^^^^^"),
        Row("zelensky~3", .badFuzzy, "'~' after a word allows 1 or 2 edits, not '3'", "        ^^"),
        Row("zelensky~0", .badFuzzy, "'~' after a word allows 1 or 2 edits, not '0'", "        ^^"),
        Row("zel~ensky", .misplacedMark, tildeGoes, "   ^"),
        Row("~guerra", .misplacedMark, tildeGoes, "^"),
        Row("~(a b)", .misplacedMark, tildeGoes, "^"),
        Row("=(a b)", .misplacedMark, "'=' goes once, right before a word or a quoted phrase", "^"),
        Row("a ~5", .misplacedMark, tildeGoes, "  ^"),
        Row("=zelensky~", .misplacedMark, "'=' and '~' cannot be combined", "^^^^^^^^^^"),
        Row("=~\"a b\"", .misplacedMark, "'=' and '~' cannot be combined", "^^"),
        Row("==a", .misplacedMark, "'=' goes once, right before a word or a quoted phrase", "^^"),
        Row("~~\"a\"", .misplacedMark, tildeGoes, "^^"),
        Row("=titolo:a", .misplacedMark, "'=' goes after the colon, as in titolo:=…", "^"),
        Row("\"a b\"~", .badDistance, "'~' after a phrase needs a distance from 1 to 100", "     ^"),
        Row("\"a b\"~0", .badDistance, "'~' after a phrase needs a distance from 1 to 100, not '0'", "     ^^"),
        Row("\"a b\"~101", .badDistance, "'~' after a phrase needs a distance from 1 to 100, not '101'", "     ^^^^"),
        Row("\"a b\"~x", .badDistance, "'~' after a phrase needs a distance from 1 to 100, not 'x'", "     ^^"),
        Row("...~1", .misplacedMark, tildeGoes, "   ^"),
        Row("titlo:x", .unknownField, "unknown field 'titlo'; did you mean 'title'?", "^^^^^"),
        Row("Titoloo:x", .unknownField, "unknown field 'Titoloo'; did you mean 'titolo'?", "^^^^^^^"),
        Row("sezone:x", .unknownField, "unknown field 'sezone'; did you mean 'sezione'?", "^^^^^^"),
        Row("prson:x", .unknownField, "unknown field 'prson'; did you mean 'person'?", "^^^^^"),
        Row("guerra: la pace", .unknownField, "unknown field 'guerra'; \(theFields)", "^^^^^^"),
        Row("it:x", .unknownField, "unknown field 'it'; \(theFields)", "^^"),
        Row("covid-19:x", .unknownField, "unknown field 'covid-19'; \(theFields)", "^^^^^^^^"),
        Row("ftp://x.it", .unknownField, "unknown field 'ftp'; \(theFields)", "^^^"),
        Row("title:", .missingValue, "field 'title' needs a value right after the colon", "^^^^^^"),
        Row(
            "guerra titolo: pace", .missingValue, "field 'titolo' needs a value right after the colon", "       ^^^^^^^"
        ),
        Row("(title:)", .missingValue, "field 'title' needs a value right after the colon", " ^^^^^^"),
        Row("section:...", .nothingToSearch, "nothing to search for in '...'", "        ^^^"),
        Row(
            "title:-a", .badFieldValue,
            "the minus goes before the field, as in -title:…; quote a value that begins with one", "      ^"),
        Row(
            "section:-a", .badFieldValue,
            "the minus goes before the field, as in -section:…; quote a value that begins with one", "        ^"),
        Row("title:(a date:2022)", .badFieldValue, "field 'date' cannot stand inside field 'title'", "         ^^^^^"),
        Row("title:body:a", .badFieldValue, "field 'body' cannot stand inside field 'title'", "      ^^^^^"),
        Row(
            "section:(a title:b)", .badFieldValue, "field 'title' cannot stand inside field 'section'",
            "           ^^^^^^"),
        Row(
            "title:@x", .badFieldValue, "a saved query cannot stand inside field 'title'; quote '@x' if it is a text",
            "      ^^"),
        Row(
            "author:@rossi", .badFieldValue,
            "a saved query cannot stand inside field 'author'; quote '@rossi' if it is a text", "       ^^^^^^"),
        Row("title:*", .badFieldValue, "'*' alone cannot stand inside field 'title'", "      ^"),
        Row("section:*", .badFieldValue, "'*' alone cannot stand inside field 'section'", "        ^"),
        Row("section:(a NEAR/2 b)", .badFieldValue, "NEAR does not work on field 'section'", "           ^^^^^^"),
        Row("section:=Politica", .badFieldValue, "'=' does not work on field 'section'", "        ^^^^^^^^^"),
        Row("section:Politica~", .badFieldValue, "'~' does not work on field 'section'", "        ^^^^^^^^^"),
        Row("section:~\"a b\"", .badFieldValue, "'~' does not work on field 'section'", "        ^^^^^^"),
        Row("person:\"a b\"~3", .badFieldValue, "'~' does not work on field 'person'", "       ^^^^^^^"),
        Row("person:=\"A\"", .badFieldValue, "'=' does not work on field 'person'", "       ^^^^"),
        Row("dup:abc*", .badFieldValue, "a wildcard does not work on field 'dup'", "    ^^^^"),
        Row("date:2022-13", .badDate, "'2022-13' is not a date: there is no month 13", "     ^^^^^^^"),
        Row("date:2022-02-30", .badDate, "'2022-02-30' is not a date: 2022-02 has 28 days", "     ^^^^^^^^^^"),
        Row("date:2023-02-29", .badDate, "'2023-02-29' is not a date: 2023-02 has 28 days", "     ^^^^^^^^^^"),
        Row("date:0000", .badDate, "'0000' is not a date: there is no year 0", "     ^^^^"),
        Row("date:2022-00", .badDate, "'2022-00' is not a date: there is no month 0", "     ^^^^^^^"),
        Row(
            "date:2022-10..2022-05", .reversedDates, "the dates '2022-10..2022-05' run backwards",
            "     ^^^^^^^^^^^^^^^^"),
        Row("date:ieri", .badDate, "'ieri' \(notADate)", "     ^^^^"),
        Row("date:31/2/2022", .badDate, "'31/2/2022' is not a date: 2022-02 has 28 days", "     ^^^^^^^^^"),
        Row(
            "date:\"31 febbraio 2022\"", .badDate, "'31 febbraio 2022' is not a date: 2022-02 has 28 days",
            "     ^^^^^^^^^^^^^^^^^^"),
        Row("date:\"5 bre 2022\"", .badDate, "'5 bre 2022' \(notADate)", "     ^^^^^^^^^^^^"),
        Row("date:5/10/22", .badDate, "'5/10/22' \(notADate)", "     ^^^^^^^"),
        Row("date:2022/10/5", .badDate, "'2022/10/5' \(notADate)", "     ^^^^^^^^^"),
        Row("date:2022-1", .badDate, "'2022-1' \(notADate)", "     ^^^^^^"),
        Row("date:22", .badDate, "'22' \(notADate)", "     ^^"),
        Row("date:..", .badDate, "'..' \(notADate)", "     ^^"),
        Row("date:>=", .badDate, "'>=' needs a date right after it", "     ^^"),
        Row("date:>9999", .badDate, "no date comes after '9999'", "     ^^^^^"),
        Row("date:<0001", .badDate, "no date comes before '0001'", "     ^^^^^"),
        Row("date:>=2022..2023", .badDate, "'>=2022..2023' \(notADate)", "     ^^^^^^^^^^^^"),
        Row("date:*", .badDate, "'*' \(notADate)", "     ^"),
        Row("date:=2022", .badFieldValue, "'=' does not work on field 'date'", "     ^^^^^"),
        Row("date:2022...2023", .badDate, "'2022...2023' \(notADate)", "     ^^^^^^^^^^^"),
        Row("date:+2022", .badDate, "'+2022' \(notADate)", "     ^^^^^"),
        Row(
            "@perché", .badSavedName,
            "'@perché' names no saved query: a name has only letters a-z, digits, '-' and '_'", "^^^^^^^"),
        Row(
            "@a.b", .badSavedName, "'@a.b' names no saved query: a name has only letters a-z, digits, '-' and '_'",
            "^^^^"),
        Row(
            "a\u{7}b", .controlCharacter, "the query holds the control character U+0007; remove it", " ^", shown: "a�b"),
        Row(
            "a\u{202E}b", .controlCharacter, "the query holds the control character U+202E; remove it", " ^",
            shown: "a�b"),
        Row("\u{85}", .controlCharacter, "the query holds the control character U+0085; remove it", "^", shown: "�"),
        Row("東京 é AND", .missingOperand, "AND needs something on its right", "       ^^^"),
        Row("a\nb )", .unopenedParenthesis, "the parenthesis ')' was never opened", "    ^", shown: "a b )"),
    ]
}
