// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import Testing

/// What is refused, with which words, and where the caret points.
struct RefusalTests {
    @Test(arguments: RefusalTable.rows)
    func aRefusalNamesTheReasonAndThePlace(_ row: RefusalTable.Row) throws {
        let error = try #require(throws: QueryError.self) { try QueryParser.parse(row.query) }
        #expect(error.code == row.code)
        #expect(error.message == row.message)
        #expect(error.caret(in: row.query) == row.shown + "\n" + row.carets)
    }

    @Test func everyCodeHasARefusal() {
        let oversized: Set<QueryError.Code> = [.tooLong, .tooManyTerms, .tooDeep]
        // The parser alone does not know what is saved; `SavedQueryTests` has these, and the tests of topics the last.
        let saved: Set<QueryError.Code> = [.unknownSaved, .savedCycle, .badSaved, .topicCycle]
        let refused = Set(RefusalTable.rows.map(\.code))
        #expect(refused.union(oversized).union(saved) == Set(QueryError.Code.allCases))
    }

    @Test func codesAreSnakeCase() {
        for code in QueryError.Code.allCases {
            #expect(code.rawValue.utf8.allSatisfy { $0 == 95 || (97...122).contains($0) })
        }
    }

    @Test func theDescriptionOfAnErrorIsItsMessage() {
        let error = QueryError(code: .badDate, message: "no", range: 0..<1)
        #expect("\(error)" == "no")
    }
}
