// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage
import Testing

@testable import Spoglio

/// A saved query finds what its text finds, in whatever query it is named.
struct SavedQueryTests {
    @Test(arguments: 1...6)
    func aNameFindsWhatItsTextFinds(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        var queries = RandomQueries(seed: seed &* 19)
        let fixture = try IndexFixture()
        try await fixture.add((1...40).map { corpus.article("a\($0)") })
        let searcher = try fixture.searcher()
        let editor = try SavedQueryEditor(fixture.location)
        for round in 0..<10 {
            let inner = queries.query()
            let outer = queries.query()
            let outcome = try editor.save("@una", inner, replaces: round > 0)
            #expect(outcome.articles == (try searcher.search(SearchRequest(inner, limit: 0)).total))
            _ = try editor.save("due", "(\(outer)) -@una", replaces: round > 0)
            for (named, plain) in [
                ("@una", "(\(inner))"), ("(\(outer)) @una", "(\(outer)) (\(inner))"),
                ("@due OR guerra", "((\(outer)) -(\(inner))) OR guerra"),
            ] {
                let answer = try searcher.search(SearchRequest(named, limit: 100))
                let wanted = try fixture.model.matching(try QueryParser.parse(plain)).map(\.article.id)
                #expect(Set(answer.hits.map(\.id)) == Set(wanted) && answer.total == wanted.count, "\(plain)")
                #expect(try answer.query.parsed == QueryParser.parse(named).description)
                let plainly = try searcher.search(SearchRequest(plain, limit: 100))
                #expect(answer.hits.map(\.snippets) == plainly.hits.map(\.snippets))
            }
        }
        #expect(try IndexVerifier(fixture.location).verify().problems == [])
    }

    @Test func whatIsSavedIsThereForTheNextReaderAndInAFilePeopleCanRead() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "la guerra")])
        _ = try SavedQueryEditor(fixture.location).save("b", "gas\nOR\tpetrolio")
        _ = try SavedQueryEditor(fixture.location).save("a", "@b guerra")
        #expect(
            try SavedQueryEditor.list(fixture.location)
                == [SavedQuery(name: "a", query: "@b guerra"), SavedQuery(name: "b", query: "gas OR petrolio")])
        let bytes = try #require(try FileSystem.read(fixture.location.queriesPath))
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                # Saved queries, a name, a tab and the query a line; '@name' in a query stands for it. \
                See 'spoglio query --help'.
                a\t@b guerra
                b\tgas OR petrolio

                """)
        let queries = [SavedQuery(name: "a", query: "@b guerra"), SavedQuery(name: "b", query: "gas OR petrolio")]
        #expect(try SavedQueries(bytes, of: "x").list == queries)
    }

    @Test func aFileThatCannotBeReadIsReportedByItsLine() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "la guerra")])
        let path = fixture.location.queriesPath
        for (text, reason) in [
            ("# mie\n\nx guerra\n", "line 3: there is no tab after the name"),
            ("x\ta\nx\tb", "line 2: '@x' stands in line 1 already"),
            (
                "perché\ta",
                "line 1: 'perché' cannot name a saved query: a name has only letters a-z, digits, '-' and '_'"
            ),
            ("\ta", "line 1: the name of a saved query is empty"),
        ] {
            try FileSystem.write(Array(text.utf8), to: path)
            let error = #expect(throws: SpoglioError.self) {
                try fixture.searcher().search(SearchRequest("@x"))
            }
            #expect(error?.code == .indexDamaged && error?.message == "'\(path)' \(reason)")
            #expect(error?.hint == "mend or remove that line; the file is plain text")
            #expect(try IndexVerifier(fixture.location).verify().problems == ["'\(path)' \(reason)"])
            #expect(try fixture.searcher().search(SearchRequest("guerra")).total == 1)
        }
        try FileSystem.write([UInt8(ascii: "x"), 9, 0xFF], to: path)
        #expect(try IndexVerifier(fixture.location).verify().problems == ["'\(path)' line 1: it is not UTF-8"])
        try FileSystem.write(Array("x\t(a\r\n\ny\t@x\n".utf8), to: path)
        #expect(
            try IndexVerifier(fixture.location).verify().problems == [
                "'\(path)' line 1: '@x' cannot be used: the parenthesis '(' is never closed",
                "'\(path)' line 3: '@y' cannot be used: the saved query '@x' cannot be understood: the parenthesis '('"
                    + " is never closed",
            ])
    }

    @Test func twoEditorsDoNotLoseEachOthersQueries() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "la guerra")])
        let first = try SavedQueryEditor(fixture.location)
        let error = #expect(throws: SpoglioError.self) { _ = try SavedQueryEditor(fixture.location) }
        #expect(error?.code == .indexLocked)
        _ = try first.save("x", "guerra")
    }

    @Test func aReplacementThatOthersCouldNotBearIsRefused() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "la guerra")])
        let editor = try SavedQueryEditor(fixture.location)
        _ = try editor.save("x", "guerra")
        _ = try editor.save("y", "-@x " + String(repeating: "a ", count: 100))
        let error = #expect(throws: SpoglioError.self) {
            try editor.save("x", String(repeating: "b ", count: 100), replaces: true)
        }
        #expect(
            error?.message
                == "the saved query '@y' could not be used any more: with its saved queries the query has more than "
                + "128 terms")
        #expect(error?.hint == "change or remove '@y' first")
        #expect(try SavedQueryEditor.list(fixture.location).first?.query == "guerra")
    }
}
