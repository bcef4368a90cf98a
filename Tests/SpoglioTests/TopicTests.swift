// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Glibc
import TestSupport
import Testing
import Topics

@testable import Spoglio

/// Topics of the tree and of the user, counted and searched.
struct TopicTests {
    private static let words = [
        "calcio", "gol", "partita", "campionato", "tribunale", "giudice", "processo", "procura", "arresto", "terremoto",
        "magnitudo", "sisma", "governo", "ministro", "parlamento", "vescovo", "messa", "ospedale", "vaccino", "borsa",
        "azioni", "scuola", "studenti", "film", "regista", "neve", "temporale", "sciopero", "sindacato", "e", "poi",
        "la",
    ]

    private static func articles(_ random: inout SeededGenerator, _ ids: ClosedRange<Int>) -> [Article] {
        ids.map { id in
            IndexFixture.article(
                "a\(id)", random.list(0...25, of: words).joined(separator: " "),
                title: random.list(0...4, of: words).joined(separator: " "),
                section: random.chance(3) ? random.pick(["Sport", "Cronaca", "Esteri", "Calcio"]) : nil,
                tags: random.chance(4) ? [random.pick(["meteo", "scuola", "varie"])] : [])
        }
    }

    /// Topics are counted by their articles, each once for the topic that two of its own lie in.
    @Test(arguments: 1...12)
    func countsAreThoseOfTheArticlesOneByOne(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let fixture = try IndexFixture()
        for batch in 0..<3 { try await fixture.add(Self.articles(&random, batch * 20 + 1...batch * 20 + 20)) }
        try await fixture.add(Self.articles(&random, 15...22))
        try await fixture.delete(["a3", "a44"])
        if random.chance(2) { try await fixture.compact() }
        let editor = try UserTopicEditor(fixture.location)
        let own = ["Uno": "terremoto OR calcio", "Due": "topic:uno -governo", "Tre": "topic:sport OR topic:politica"]
        for name in ["Uno", "Due", "Tre"] { _ = try editor.add(name, try #require(own[name])) }
        let searcher = try fixture.searcher()
        let tree = try TopicTree()
        var topicsOf: [String: Set<String>] = [:]
        for article in fixture.model.articles {
            let view = try searcher.article(article.article.id)
            #expect(view.topics.filter { !$0.code.hasPrefix("user:") }.count <= 3)
            #expect(view.topics.allSatisfy { !$0.why.isEmpty && $0.score > 0 })
            topicsOf[view.id] = Set(
                view.topics.flatMap { topic in [topic.code] + tree.path(of: TopicCode(topic.code)).map(\.text) })
        }
        for query in ["*", "governo", "calcio OR neve", "-messa", "topic:due", "terremoto topic:giustizia"] {
            var request = SearchRequest(query, limit: 100, facets: [(.topic, 200)])
            let answer = try searcher.search(request)
            let found = answer.hits.map(\.id)
            let counts = try #require(answer.facets["topic"])
            var wanted: [String: Int] = [:]
            for id in found { for code in topicsOf[id] ?? [] { wanted[code, default: 0] += 1 } }
            #expect(Dictionary(uniqueKeysWithValues: counts.values.map { ($0.id, $0.count) }) == wanted, "\(query)")
            #expect(counts.missing == found.count { topicsOf[$0]?.isEmpty ?? true })
            #expect(counts.distinct == wanted.count)
            let selected = ["topic:due": ["user:due"], "terremoto topic:giustizia": ["medtop:02000000"]][query] ?? []
            #expect(counts.values.filter { $0.selected == true }.map(\.id) == selected, "\(query)")
            for value in counts.values {
                #expect(value.parent == tree[TopicCode(value.id)]?.parent?.text)
                request.filters = [.topic: [value.id]]
                let filtered = try searcher.search(request)
                #expect(filtered.total == value.count)
                var marked = counts
                for index in marked.values.indices where marked.values[index].id == value.id {
                    marked.values[index].selected = true
                }
                #expect(filtered.facets["topic"] == marked)
            }
        }
        for (name, query) in own {
            let total = try searcher.search(SearchRequest(query, limit: 0)).total
            #expect(try searcher.search(SearchRequest("argomento:\(name)", limit: 0)).total == total)
            #expect(topicsOf.values.count { $0.contains("user:\(name.lowercased())") } == total)
        }
        for topic in tree.topics {
            let total = topicsOf.values.count { $0.contains(topic.code.text) }
            #expect(try searcher.search(SearchRequest("topic:\"\(topic.code)\"", limit: 0)).total == total)
        }
        var exported: [Set<String>] = []
        try searcher.export(ExportRequest("", fields: [.id, .topics])).visit { row in
            if case .list(let codes) = row[1] { exported.append(Set(codes)) }
            return true
        }
        #expect(Set(exported) == Set(topicsOf.values) && exported.count == topicsOf.count)
        #expect(try IndexVerifier(fixture.location).verify().problems == [])
    }

    @Test func aTopicIsFoundByCodeAndLabelsAndUnknownOnesSuggestNearOnes() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article(
                "a", "Il giudice del tribunale", title: "Processo in tribunale", section: "Cronaca nera")
        ])
        let searcher = try fixture.searcher()
        for name in [
            "giustizia", "medtop:02000000", "Criminalità e giustizia", "crime, law and justice",
            "CRIMINALITA E GIUSTIZIA",
        ] {
            let answer = try searcher.search(SearchRequest("tema:\"\(name)\""))
            #expect(answer.total == 1 && answer.notes == [], "\(name)")
        }
        #expect(try searcher.search(SearchRequest("topic:sport")).total == 0)
        #expect(
            try searcher.search(SearchRequest("topic:sprot")).notes
                == ["no topic is called 'sprot'; the nearest known: 'Sport'"])
        #expect(
            try searcher.search(SearchRequest("topic:disastri")).notes == [
                "no topic is called 'disastri'; took those whose name contains it: 'Disastri e calamità', "
                    + "'Incidenti, disastri ed emergenze'"
            ])
    }

    @Test func topicsThatLeadBackToThemselvesAreRefusedAtThePlace() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "gas e petrolio")])
        let editor = try UserTopicEditor(fixture.location)
        _ = try editor.add("Gas", "gas")
        _ = try editor.add("Energia", "petrolio OR topic:gas")
        _ = try SavedQueryEditor(fixture.location).save("e", "topic:energia")
        for (name, query, message, excerpt) in [
            ("X", "a topic:x", "the topic 'X' would stand for itself: 'X' > 'X'", "a topic:x\n  ^^^^^^^"),
            (
                "Gas", "nulla OR argomento:Energia",
                "the topic 'Gas' would stand for itself: 'Gas' > 'Energia' > 'Gas'",
                "nulla OR argomento:Energia\n         ^^^^^^^^^^^^^^^^^"
            ),
            ("Gas", "@e", "the topic 'Gas' would stand for itself: 'Gas' > 'Energia' > 'Gas'", "@e\n^^"),
            (
                "Gas", "topic:ener*", "a topic's query names other topics in full, not by 'ener*'",
                "topic:ener*\n^^^^^^^^^^^"
            ),
            ("Y", "(gas", "the parenthesis '(' is never closed", "(gas\n^"),
        ] {
            let error = #expect(throws: SpoglioError.self) { try editor.add(name, query, replaces: true) }
            #expect(error?.message == message)
            #expect(error?.excerpt == excerpt)
            #expect(error?.code == .query)
        }
        let used = #expect(throws: SpoglioError.self) { try editor.remove("gas") }
        #expect(used?.message == "the topic 'Energia' asks for 'Gas': petrolio OR topic:gas")
        _ = try editor.remove("energia")
        _ = try editor.remove("user:gas")
        #expect(try UserTopics.read(fixture.location).topics == [])
    }

    @Test func aFileThatWasEditedIntoACircleStillCountsTheOthers() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "gas e petrolio")])
        let text = "# nota\nA\ttopic:b\nB\ttopic:a\nC\t(gas\nD\tgas\n"
        try FileSystem.replace(UserTopics.name, in: fixture.location.path, by: Array(text.utf8))
        let searcher = try fixture.searcher()
        let error = #expect(throws: SpoglioError.self) { try searcher.search(SearchRequest("topic:a")) }
        #expect(error?.message == "the topic 'A' cannot be used: the topic 'A' stands for itself: 'A' > 'B' > 'A'")
        let broken = #expect(throws: SpoglioError.self) { try searcher.search(SearchRequest("topic:c")) }
        #expect(broken?.message == "the topic 'C' cannot be used: the parenthesis '(' is never closed")
        let answer = try searcher.search(SearchRequest("*", facets: [(.topic, 9)]))
        #expect(answer.facets["topic"]?.values.map(\.id).filter { $0.hasPrefix("user:") } == ["user:d"])
        #expect(
            answer.notes
                == ["A", "B", "C"].map {
                    "the topic '\($0)' cannot be used and is not counted; see 'spoglio topic show'"
                })
        #expect(try searcher.article("a").topics.map(\.code).filter { $0.hasPrefix("user:") } == ["user:d"])
        #expect(try searcher.topics(named: "C").topics.first?.fault?.hasPrefix("the topic 'C' cannot be used") == true)
        for (text, message) in [
            ("A x", "there is no tab after the name"), ("A\tx\na\ty", "the topic 'a' stands in line 1 already"),
            ("-\tx", "the name of a topic needs a letter or digit"),
        ] {
            let error = #expect(throws: SpoglioError.self) { try UserTopics(Array(text.utf8), of: "t") }
            #expect(error?.message == "'t' line \(text.split(separator: "\n").count): \(message)")
        }
    }

    @Test func aTopicThatIsReplacedKeepsItsLineAndNotes() throws {
        let before = try UserTopics(Array("# mie\nB\tx\n\n# poi\nA\ty\n".utf8), of: "t")
        let after = before.adding(UserTopic(name: "b", query: "z")).adding(UserTopic(name: "C", query: "w"))
        #expect(String(decoding: after.bytes, as: UTF8.self) == "# mie\nb\tz\n\n# poi\nA\ty\nC\tw\n")
        #expect(after["B"]?.query == "z" && after["c"]?.query == "w")
        let less = after.removing(UserTopic(name: "b", query: "z"))
        #expect(String(decoding: less.bytes, as: UTF8.self) == "# mie\n\n# poi\nA\ty\nC\tw\n")
        #expect(less["a"]?.query == "y" && less["c"]?.query == "w" && less["b"] == nil)
        #expect(
            String(decoding: less.removing(UserTopic(name: "C", query: "w")).bytes, as: UTF8.self).hasSuffix("A\ty\n"))
    }

    /// What is new since a commit is what came or changed after it, however segments are joined.
    @Test(arguments: 1...6)
    func newIsWhatLaterCommitsBroughtOrChanged(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let fixture = try IndexFixture()
        var changedAt: [String: Int] = [:]
        var revisions = [0]
        for round in 0..<12 {
            let articles = (0..<random.number(1...4)).map { _ in
                IndexFixture.article(
                    "a\(random.number(1...20))", random.list(1...3, of: Self.words).joined(separator: " "))
            }
            let before = Dictionary(
                uniqueKeysWithValues: fixture.model.articles.map { ($0.article.id, $0.article.body) })
            try await fixture.add(articles)
            for article in fixture.model.articles where before[article.article.id] != article.article.body {
                changedAt[article.article.id] = round
            }
            if random.chance(5) { try await fixture.compact() }
            revisions.append(try fixture.searcher().revision)
            let searcher = try fixture.searcher()
            for (asked, revision) in revisions.enumerated() {
                let answer = try searcher.search(SearchRequest("*", limit: 100, since: revision))
                #expect(Set(answer.hits.map(\.id)) == Set(changedAt.filter { $0.value >= asked }.keys))
                #expect(answer.total == answer.hits.count)
            }
        }
    }

    @Test func aSearchThatHoldsTheMarksForLongIsNamed() async throws {
        let fixture = try IndexFixture()
        let mark = try SearchMark(fixture.location, named: "a")
        let error = #expect(throws: SpoglioError.self) {
            _ = try SearchMark(fixture.location, named: "b", patience: .milliseconds(20))
        }
        #expect(error?.code == .indexLocked)
        #expect(
            error?.message
                == "the marks of the index '\(fixture.location.path)' are held by another search with --since-last "
                + "(pid \(getpid()))")
        #expect(error?.hint == "try again when it has answered, or stop it")
        try mark.advance(to: 1, search: "guerra")
    }

    /// Each topic names the one before six times: written out, the last one would have 6^15 conditions.
    @Test func topicsThatMultiplyAreWorkedOutOnce() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "gas e petrolio"), IndexFixture.article("b", "pane e vino"),
            IndexFixture.article("c", "gas dal mare"),
        ])
        let lines = (1...15).map { number in
            let names = [String](repeating: "topic:t\(number - 1)", count: 6).joined(separator: " OR ")
            return "T\(number)\t\(names)\n"
        }
        try FileSystem.replace(
            UserTopics.name, in: fixture.location.path, by: Array(("T0\tgas\n" + lines.joined()).utf8))
        let searcher = try fixture.searcher()
        for number in [0, 3, 9, 14] {
            let answer = try searcher.search(SearchRequest("topic:t\(number)", facets: [(.topic, 100)]))
            #expect(answer.hits.map(\.id).sorted() == ["a", "c"])
            #expect(answer.facets["topic"]?.values.filter { $0.id.hasPrefix("user:") && $0.count == 2 }.count == 16)
            #expect(answer.notes == [])
            // As long as it is no more than can be ranked, the words of a topic are highlighted.
            #expect(answer.hits.allSatisfy { ($0.snippets.first?.highlights.isEmpty ?? true) == (number > 4) })
        }
        #expect(try searcher.search(SearchRequest("-topic:t12")).hits.map(\.id) == ["b"])
    }
}
