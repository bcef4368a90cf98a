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

    @Test(arguments: [
        (
            "guerra -",
            ["'-' by itself excludes nothing; to exclude a word write the minus right before it, as in -word"]
        ),
        (
            "guerra - pace -- fine",
            [
                "'-' by itself excludes nothing; to exclude a word write the minus right before it, as in -word",
                "'--' by itself excludes nothing; to exclude a word write the minus right before it, as in -word",
            ]
        ),
        ("guerra | pace", ["'|' is no operator and was passed over; write OR between words any of which will do"]),
        (
            "a || b && c & d",
            [
                "'||' is no operator and was passed over; write OR between words any of which will do",
                "'&&' is no operator and was passed over; all words are to be found anyway, with AND or without",
                "'&' is no operator and was passed over; all words are to be found anyway, with AND or without",
            ]
        ),
        (
            "guerra|pace",
            [
                "'|' in 'guerra|pace' is no operator: its words are searched side by side; write OR with spaces around it"
            ]
        ),
        (
            "a&&b",
            ["'&&' in 'a&&b' is no operator: its words are searched side by side; write AND with spaces around it"]
        ),
        ("title:x^2", ["'^2' in 'x^2' gives no weight, it is searched as a word; leave it out"]),
        ("guerra -pace \"a - b\" R&S http://x.it/a|b e^x …", []), ("(guerra", []), ("", []),
    ])
    func whatIsTakenForAnOperatorElsewhereGetsANote(query: String, notes: [String]) {
        #expect(QueryParser.notes(on: query) == notes)
    }
}
