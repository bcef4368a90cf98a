// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import Testing

/// The trees themselves, which the printed form alone does not show: forms and ranges.
struct TreeTests {
    private func node(_ form: QueryNode.Form) -> QueryNode { QueryNode(form, range: 0..<0) }
    private func word(_ text: String) -> QueryNode { node(.word(QueryWord(text: text))) }

    @Test func theMarksOfAWordAreNotInItsText() throws {
        #expect(try QueryParser.parse("=NATO").form == .word(QueryWord(text: "NATO", match: .exact)))
        #expect(try QueryParser.parse("terror*").form == .word(QueryWord(text: "terror*", match: .wildcard)))
        #expect(try QueryParser.parse("kiev~").form == .word(QueryWord(text: "kiev", match: .fuzzy(edits: nil))))
        #expect(try QueryParser.parse("kiev~2").form == .word(QueryWord(text: "kiev", match: .fuzzy(edits: 2))))
        #expect(try QueryParser.parse("@mia").form == .saved("mia"))
    }

    @Test func theQuotesOfAPhraseAreNotInItsText() throws {
        #expect(try QueryParser.parse("«a b»").form == .phrase(QueryPhrase(text: "a b")))
        #expect(try QueryParser.parse("\"a\"").form == .phrase(QueryPhrase(text: "a")))
        #expect(try QueryParser.parse("=\"A b\"~5").form == .phrase(QueryPhrase(text: "A b", match: .exact, slop: 5)))
        #expect(try QueryParser.parse("~\"a b\"").form == .phrase(QueryPhrase(text: "a b", match: .stemmed)))
    }

    @Test func operatorsMakeOneNodeOfTheirOperands() throws {
        let (a, b, c) = (word("a"), word("b"), word("c"))
        #expect(try QueryParser.parse("a b E c").form == .and([a, b, c]))
        #expect(try QueryParser.parse("a O (b OR c)").form == .or([a, b, c]))
        #expect(try QueryParser.parse("a ADJ/2 b ADJ/2 c").form == .near([a, b, c], distance: 2, ordered: true))
        #expect(try QueryParser.parse("a VICINO b").form == .near([a, b], distance: 10, ordered: false))
        #expect(try QueryParser.parse("a NON b").form == .and([a, node(.not(b))]))
    }

    @Test func aTextFieldHoldsATreeAndAnyOtherFieldBecomesValues() throws {
        #expect(try QueryParser.parse("titolo:(a O b)").form == .field(.title, node(.or([word("a"), word("b")]))))
        let values = ["a", "b c"].map { node(.value(.section, FieldValue(text: $0, quoted: $0.contains(" ")))) }
        #expect(try QueryParser.parse("sezione:(a O \"b c\")").form == .or(values))
        let year = DateBound(year: 2022)
        #expect(try QueryParser.parse("data:2022").form == .date(.range(from: year, to: year)))
    }

    @Test(arguments: [
        ("Pol*", false, true), ("Pol?", false, true), ("Pol*", true, false), ("Pol", false, false),
        ("https://x.it/?a", false, false), ("https://x.it/*", false, true),
    ])
    func onlyAnUnquotedValueIsAPattern(_ text: String, _ quoted: Bool, _ isWildcard: Bool) {
        #expect(FieldValue(text: text, quoted: quoted).isWildcard == isWildcard)
    }

    @Test func rangesCoverWhatWasTyped() throws {
        let text = "  guerra (pace O -titolo:=\"La gas\"~5) @x sezione:(a b)"
        let scalars = Array(text.unicodeScalars)
        func typed(_ node: QueryNode) -> String { String(String.UnicodeScalarView(scalars[node.range])) }
        let tree = try QueryParser.parse(text)
        guard case .and(let parts) = tree.form, case .or(let alternatives) = parts[1].form,
            case .not(let negated) = alternatives[1].form, case .field(_, let phrase) = negated.form
        else {
            Issue.record("\(tree)")
            return
        }
        #expect(typed(tree) == String(text.dropFirst(2)))
        #expect(
            parts.map(typed) == ["guerra", "(pace O -titolo:=\"La gas\"~5)", "@x", "a", "b"])
        #expect(alternatives.map(typed) == ["pace", "-titolo:=\"La gas\"~5"])
        #expect(typed(negated) == "titolo:=\"La gas\"~5")
        #expect(typed(phrase) == "=\"La gas\"~5")
        let grouped = try QueryParser.parse("x OR sezione:(a b)")
        guard case .or(let sides) = grouped.form else {
            Issue.record("\(grouped)")
            return
        }
        #expect(sides[1].range == 5..<18)
    }

    @Test func rangesCountScalars() throws {
        let tree = try QueryParser.parse("e\u{301} 🇮🇹x y")
        guard case .and(let words) = tree.form else {
            Issue.record("\(tree)")
            return
        }
        #expect(words.map(\.range) == [0..<2, 3..<6, 7..<8])
    }

    @Test func equalityIgnoresRanges() throws {
        #expect(try QueryParser.parse("a b") == QueryParser.parse("( a  AND b )"))
        #expect(try QueryParser.parse("a b") != QueryParser.parse("a OR b"))
    }

    @Test func aPhraseWithQuotesOfAllKindsPrintsWithEscapedOnes() throws {
        let phrase = QueryPhrase(text: "a \"b\" «c» ''d\\")
        #expect(phrase.description == #""a \"b\" «c» ''d\\""#)
        #expect(try QueryParser.parse(phrase.description).form == .phrase(phrase))
    }
}
