// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import ItalianText
import TestSupport
import Testing

@testable import Spoglio

struct SnippetTests {
    /// The scalars of a text with white space reduced to single spaces.
    private static func collapsed(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
            .map { String($0) }.joined(separator: " ")
    }

    /// Whether `piece` stands in a text so that it begins and ends at no word's inside.
    private static func isPiece(_ piece: String, of text: String) -> Bool {
        let (all, wanted) = (Array(text.utf8), Array(piece.utf8))
        let tokens = Tokenizer().tokens(in: text).filter { !$0.isCompound }.map(\.byteRange)
        return (0...max(0, all.count - wanted.count)).contains { start in
            guard all[start...].starts(with: wanted) else { return false }
            let edges = [start, start + wanted.count]
            return !tokens.contains { token in edges.contains { $0 > token.lowerBound && $0 < token.upperBound } }
        }
    }

    private static func highlighted(_ snippet: Snippet) -> [String] {
        let scalars = Array(snippet.text.unicodeScalars)
        return snippet.highlights.map { range in
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[range])
            return String(text)
        }
    }

    @Test func whatMatchedIsMarkedInScalars() {
        let cases: [(text: String, matches: [(UInt32, UInt32)], shown: String, marked: [String])] = [
            ("Perché no", [], "Perché no", []),
            ("Perché  l’Ucraina\n\nresiste?", [(2, 3)], "Perché l’Ucraina resiste?", ["Ucraina"]),
            ("😀 è  la\tguerra 😀", [(0, 1), (2, 3)], "😀 è la guerra 😀", ["è", "guerra"]),
            ("la guerra in Ucraina", [(0, 2), (1, 3)], "la guerra in Ucraina", ["la guerra in"]),
            ("la guerra in Ucraina", [(2, 3), (0, 1), (0, 1)], "la guerra in Ucraina", ["la", "in"]),
            ("uno due", [(1, 1), (1, 9)], "uno due", []),
            ("", [], "", []),
            ("  \n uno", [(0, 1)], "uno", ["uno"]),
            ("D'Alema  e\nmail", [(0, 2)], "D'Alema e mail", ["D'Alema"]),
        ]
        for (text, matches, shown, marked) in cases {
            let ranges = matches.map { PositionRange($0.0, $0.1) }
            for field in [Snippet.Field.body, .title] {
                let snippet = SnippetBuilder.snippet(text, field: field, matches: ranges)
                #expect(snippet.text == shown)
                #expect(snippet.field == field)
                #expect(Self.highlighted(snippet) == marked)
            }
            let whole = SnippetBuilder.whole(text, field: .body, matches: ranges)
            #expect(whole.text == text)
            #expect(Self.highlighted(whole).map(Self.collapsed) == marked)
        }
    }

    @Test func aLongTextIsCutAroundTheMatchBetweenWords() {
        let text = (1...200).map { "parola\($0)" }.joined(separator: " ")
        let snippet = SnippetBuilder.snippet(text, field: .body, matches: [PositionRange(150, 151)])
        #expect(snippet.text.hasPrefix("… parola145 ") && snippet.text.hasSuffix(" …"))
        #expect(Self.highlighted(snippet) == ["parola151"])
        let title = SnippetBuilder.snippet(text, field: .title, matches: [])
        #expect(title.text == text)
        let end = SnippetBuilder.snippet(text, field: .body, matches: [PositionRange(199, 200)])
        #expect(end.text.hasSuffix(" parola199 parola200"))
    }

    @Test func ofSeveralPlacesTheRichestIsShown() {
        let filler = (1...100).map { "parola\($0)" }.joined(separator: " ")
        let text = "guerra \(filler) guerra e guerra \(filler) guerra"
        let positions: [UInt32] = [0, 101, 103, 204]
        let snippet = SnippetBuilder.snippet(
            text, field: .body, matches: positions.map { PositionRange($0, $0 + 1) })
        #expect(Self.highlighted(snippet) == ["guerra", "guerra"])
        #expect(snippet.text.contains("guerra e guerra"))
    }

    @Test(arguments: 1...40) func everySnippetIsAPieceOfItsTextCutBetweenWords(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let separators = [" ", " ", ", ", "«", "» ", "…", " – ", "\n\n", "——", "\u{A0}", "  ", "’"]
        for _ in 0..<25 {
            let words = random.list(1...200, of: RandomCorpus.words + ["precipitevolissimevolmente", "東京", "È"])
            let text = words.reduce("") { $0 + $1 + random.pick(separators) }
            let all = Tokenizer().tokens(in: text).filter { !$0.isCompound }
            let matches = (0..<random.number(0...6)).map { _ in
                let start = random.number(0...all.count - 1)
                return PositionRange(
                    UInt32(start), UInt32(min(all.count, start + random.pick([1, 1, 2, 3, random.number(1...140)]))))
            }
            let snippet = SnippetBuilder.snippet(text, field: .body, matches: matches)
            var shown = snippet.text
            if shown.hasPrefix("… ") { shown.removeFirst(2) }
            if shown.hasSuffix(" …") { shown.removeLast(2) }
            #expect(Self.isPiece(shown, of: Self.collapsed(text)), "\(shown)")
            #expect(matches.isEmpty == snippet.highlights.isEmpty)
            #expect(
                zip(snippet.highlights, snippet.highlights.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
            let whole = SnippetBuilder.whole(text, field: .body, matches: matches)
            let marked = Self.highlighted(whole).map(Self.collapsed)
            // The last may be cut where it is very long.
            let found = Self.highlighted(snippet)
            #expect(found.dropLast().allSatisfy { marked.contains($0) })
            #expect(found.last.map { last in marked.contains { $0.hasPrefix(last) } } ?? true)
            #expect(snippet.text.utf8.count < 1_400)
        }
    }

    @Test func scalarOffsetsCountScalars() {
        let text = "aè東😀e\u{301}z"
        var offsets = ScalarOffsets(Array(text.utf8))
        let bytes = [0, 1, 3, 6, 10, 11, 13, 14, 3, 0, 14]
        #expect(bytes.map { offsets.offset(ofByte: $0) } == [0, 1, 2, 3, 4, 5, 6, 7, 2, 0, 7])
    }
}
