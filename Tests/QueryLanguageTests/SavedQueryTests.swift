// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import TestSupport
import Testing

struct SavedQueryTests {
    private func expanded(_ text: String, _ saved: [String: String]) throws(QueryError) -> QueryNode {
        try QueryParser.parse(text).expanded(from: text) { saved[$0] }
    }

    private func refusal(_ text: String, _ saved: [String: String]) -> QueryError? {
        do throws(QueryError) {
            _ = try expanded(text, saved)
            return nil
        } catch { return error }
    }

    @Test func aNameStandsForItsQueryInParentheses() throws {
        var trees = RandomTrees(random: SeededGenerator(seed: 1848))
        for round in 0..<300 {
            var saved: [String: String] = [:]
            // Each may name those after it.
            for (place, name) in RandomTrees.names.enumerated().reversed() {
                let later = Set(RandomTrees.names[(place + 1)...])
                var tree = trees.tree(depth: 2)
                while !later.isSuperset(of: tree.savedNames) || tree.description.utf8.count > 200 {
                    tree = trees.tree(depth: 1)
                }
                saved[name] = tree.description
            }
            let text = trees.tree(depth: 1 + round % 3).description
            guard text.utf8.count < 500 else { continue }
            var written = text
            while let place = try Self.places(QueryParser.parse(written)).first {
                let scalars = Array(written.unicodeScalars)
                let name = String(String.UnicodeScalarView(scalars[place].dropFirst()))
                written =
                    String(String.UnicodeScalarView(scalars[..<place.lowerBound])) + "(\(saved[name] ?? ""))"
                    + String(String.UnicodeScalarView(scalars[place.upperBound...]))
                if written.utf8.count > 3_000 { break }
            }
            guard written.utf8.count <= 3_000, let wanted = try? QueryParser.parse(written) else { continue }
            try #require(try Self.flat(expanded(text, saved)) == wanted, "\(text)\n\(saved)")
        }
    }

    private static func places(_ node: QueryNode) -> [Range<Int>] {
        switch node.form {
        case .saved: [node.range]
        case .and(let nodes), .or(let nodes): nodes.flatMap(places)
        case .not(let inner): places(inner)
        default: []
        }
    }

    /// Without an AND directly in an AND, or an OR in an OR, as the parser leaves them.
    private static func flat(_ node: QueryNode) -> QueryNode {
        var node = node
        switch node.form {
        case .and(let nodes):
            node.form = .and(
                nodes.map(flat).flatMap { if case .and(let inner) = $0.form { inner } else { [$0] } })
        case .or(let nodes):
            node.form = .or(nodes.map(flat).flatMap { if case .or(let inner) = $0.form { inner } else { [$0] } })
        case .not(let inner): node.form = .not(flat(inner))
        default: break
        }
        return node
    }

    @Test func whatComesFromASavedQueryStandsAtItsName() throws {
        let node = try expanded("gas -@x", ["x": "nord (stream OR flusso)"])
        #expect(node.description == "gas AND NOT (nord AND (stream OR flusso))")
        guard case .and(let operands) = node.form, case .not(let inner) = operands[1].form,
            case .and(let parts) = inner.form
        else {
            Issue.record("\(node)")
            return
        }
        #expect(parts.map(\.range) == [5..<7, 5..<7])
    }

    @Test func savedWordsAreAllMeantWhateverTheMatch() throws {
        let text = "@x"
        let node = try QueryParser.parse(text, match: .any).expanded(from: text) { _ in "a b" }
        #expect(node.description == "a AND b")
    }

    @Test(arguments: [
        ("gas @x", [:], QueryError.Code.unknownSaved, "there is no saved query '@x'", 4..<6),
        ("@x", ["x": "a @y"], .unknownSaved, "there is no saved query '@y', which '@x' names", 0..<2),
        (
            "b @x", ["x": "a @y", "y": "-@x"], .savedCycle,
            "the saved query '@x' would stand for itself: @x > @y > @x", 2..<4
        ),
        ("@x", ["x": "@x"], .savedCycle, "the saved query '@x' would stand for itself: @x > @x", 0..<2),
        (
            "a @x", ["x": "(b"], .badSaved,
            "the saved query '@x' cannot be understood: the parenthesis '(' is never closed", 2..<4
        ),
    ])
    func whatCannotBePutInIsRefusedAtTheName(
        text: String, saved: [String: String], code: QueryError.Code, message: String, range: Range<Int>
    ) {
        #expect(refusal(text, saved) == QueryError(code: code, message: message, range: range))
    }

    @Test func theLimitsHoldForTheWhole() {
        let terms = ["x": String(repeating: "a ", count: 100), "y": String(repeating: "b ", count: 27)]
        #expect(refusal("@x @y c", terms) == nil)
        #expect(
            refusal("@x @y c d", terms)
                == QueryError(
                    code: .tooManyTerms, message: "with its saved queries the query has more than 128 terms",
                    range: 3..<5))
        let bytes = ["x": String(repeating: "a", count: 2_000)]
        #expect(refusal("@x @x", bytes) == nil)
        #expect(
            refusal("@x @x @x", bytes)
                == QueryError(
                    code: .tooLong, message: "with its saved queries the query is over 4096 bytes long", range: 6..<8))
        let deep = ["x": String(repeating: "-", count: 40) + "a"]
        #expect(refusal(String(repeating: "-", count: 24) + "@x", deep) == nil)
        #expect(
            refusal(String(repeating: "-", count: 25) + "@x", deep)
                == QueryError(
                    code: .tooDeep, message: "with its saved queries the query is nested more than 64 deep",
                    range: 25..<27))
    }

    @Test func savedQueriesNameEachOtherToALimit() {
        func chain(_ count: Int) -> [String: String] {
            var saved = ["q\(count)": "fine"]
            for number in 1..<count { saved["q\(number)"] = "@q\(number + 1)" }
            return saved
        }
        #expect(refusal("@q1", chain(16)) == nil)
        let error = refusal("a @q1", chain(17))
        #expect(error?.code == .tooDeep && error?.range == 2..<5)
        #expect(error?.message.hasPrefix("saved queries name each other more than 16 deep: @q1 > @q2 > ") == true)
    }

    /// Doubling at each step, this would come to 2¹⁵ copies.
    @Test func whatWouldGrowWithoutEndIsRefusedAtOnce() {
        var saved = ["q15": "*"]
        for number in 1..<15 { saved["q\(number)"] = "@q\(number + 1) @q\(number + 1)" }
        #expect(refusal("@q1", saved)?.code == .tooLong)
        let nested = Dictionary(
            uniqueKeysWithValues: (1...15).map {
                ("q\($0)", String(repeating: "-(a ", count: 30) + "@q\($0 + 1)" + String(repeating: ")", count: 30))
            })
        #expect(refusal("@q1", nested)?.code == .tooDeep)
    }
}
