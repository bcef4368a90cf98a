// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import TestSupport
import Testing

struct PropertyTests {
    @Test func parsingAPrintedTreeGivesTheSameTree() throws {
        var trees = RandomTrees(random: SeededGenerator(seed: 1861))
        var (tried, forms) = (0, Set<String>())
        while tried < 6000 {
            let tree = trees.tree(depth: 1 + tried % 5)
            let text = tree.description
            guard text.utf8.count <= QueryLimits.bytes / 2, text.utf8.count(where: { $0 == 32 }) < 100 else { continue }
            tried += 1
            forms.insert(text)
            do {
                let parsed = try QueryParser.parse(text)
                try #require(parsed == tree, "\(text)")
                try #require(parsed.description == text)
                try #require(try QueryParser.parse(text, match: .any) == tree, "\(text)")
            } catch let error as QueryError {
                Issue.record("\(error.message)\n\(error.caret(in: text))")
                return
            }
        }
        #expect(forms.count > 4000)
    }

    @Test func noPrintedParenthesisIsSuperfluous() throws {
        var trees = RandomTrees(random: SeededGenerator(seed: 1946))
        var removed = 0
        for index in 0..<3000 {
            let tree = trees.tree(depth: 1 + index % 4)
            let text = tree.description
            // Quotes and web addresses hold parentheses that group nothing.
            guard !text.contains("AND OR ("), !text.contains("http"), text.utf8.count < 1000 else { continue }
            for pair in Self.parentheses(in: Array(text)) {
                var scalars = Array(text)
                scalars[pair.close] = " "
                scalars[pair.open] = " "
                if scalars[max(0, pair.open - 1)] == ":" { scalars.remove(at: pair.open) }
                removed += 1
                let other = try? QueryParser.parse(String(scalars))
                try #require(other != tree, "\(text) without \(pair)")
            }
        }
        #expect(removed > 500)
    }

    @Test func anyTextIsParsedOrRefusedWithAPlaceInIt() throws {
        let pieces =
            [
                "a", "guerra", "E", "O", "AND", "OR", "NOT", "NON", "NEAR/2", "ADJ", "VICINO/", "title:", "section:",
                "data:", "x:",
            ]
            + [
                "2022", "..", ">=", "-", "--", "=", "~", "~1", "*", "?", "ter*", "(", ")", "(", ")", "\"", "\"", "“",
                "”", "«",
            ]
            + [
                "»", "'", "''", "’’", "‘", "@", "@n", "#", ":", ".", ",", "%", "\n", "\t", "www.", "http://",
                "e\u{301}",
            ]
            + ["\u{301}", "東", "🇮🇹", "\u{200D}", "/", "\\", "\u{0}", "\u{202E}", "\r\n", " ", " ", " ", " ", " ", " "]
        var random = SeededGenerator(seed: 2022)
        var (parsed, refused) = (0, Set<QueryError.Code>())
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }.joined()
            let length = text.unicodeScalars.count
            do throws(QueryError) {
                let tree = try QueryParser.parse(text, match: Bool.random(using: &random) ? .all : .any)
                parsed += 1
                let again = try? QueryParser.parse(tree.description)
                try? #require(again == tree, "\(text.debugDescription) -> \(tree.description)")
                #expect(tree.rangesAreNested(in: 0..<length), "\(text.debugDescription)")
            } catch {
                refused.insert(error.code)
                let isInside = error.range.lowerBound >= 0 && error.range.upperBound <= length && !error.range.isEmpty
                #expect(isInside, "\(text.debugDescription) \(error)")
                #expect(error.caret(in: text).unicodeScalars.count { $0 == "\n" } == 1)
            }
        }
        #expect(parsed > 2000)
        #expect(refused.count >= 18)
    }

    private static func parentheses(in characters: [Character]) -> [(open: Int, close: Int)] {
        var (open, pairs): ([Int], [(open: Int, close: Int)]) = ([], [])
        for (index, character) in characters.enumerated() {
            if character == "(" { open.append(index) }
            if character == ")", let start = open.popLast() { pairs.append((start, index)) }
        }
        return pairs
    }
}

extension QueryNode {
    func rangesAreNested(in outer: Range<Int>) -> Bool {
        guard outer.lowerBound <= range.lowerBound, range.upperBound <= outer.upperBound else { return false }
        return switch form {
        case .and(let operands), .or(let operands), .near(let operands, _, _):
            operands.allSatisfy { $0.rangesAreNested(in: range) }
        case .not(let operand), .field(_, let operand): operand.rangesAreNested(in: range)
        default: true
        }
    }
}
