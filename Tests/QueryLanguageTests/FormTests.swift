// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import Testing

/// What each query is understood as, in the canonical form.
struct FormTests {
    @Test(arguments: FormTable.words)
    func wordsAreUnderstood(_ row: FormTable.Row) throws { try check(row) }

    @Test(arguments: FormTable.phrases)
    func phrasesAreUnderstood(_ row: FormTable.Row) throws { try check(row) }

    @Test(arguments: FormTable.operators)
    func operatorsAreUnderstood(_ row: FormTable.Row) throws { try check(row) }

    @Test(arguments: FormTable.fields)
    func fieldsAreUnderstood(_ row: FormTable.Row) throws { try check(row) }

    @Test(arguments: FormTable.dates)
    func datesAreUnderstood(_ row: FormTable.Row) throws { try check(row) }

    @Test(arguments: FormTable.anyWord)
    func anyOfTheWordsIsAnAlternativeOfThePlainOnes(_ row: FormTable.Row) throws { try check(row, match: .any) }

    private func check(_ row: FormTable.Row, match: MatchMode = .all) throws {
        let tree = try QueryParser.parse(row.query, match: match)
        #expect(tree.description == row.form)
        #expect(try QueryParser.parse(row.form) == tree)
    }
}
