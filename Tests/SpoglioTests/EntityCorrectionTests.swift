// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

/// Corrections of entities take effect at once and exactly.
struct EntityCorrectionTests {
    private static let names = [
        "Elon Musk", "Giorgia Meloni", "Sergio Mattarella", "Mario Draghi", "Carlo Zanzucchi", "Piero Bastianelli",
        "Lucia Pomarici", "Emmanuel Macron", "Angela Merkel", "Ornella Quadrelli",
    ]

    private func fixture(seed: UInt64, articles: Int = 60) async throws -> IndexFixture {
        var random = SeededGenerator(seed: seed)
        let fixture = try IndexFixture()
        var batch: [Article] = []
        for number in 0..<articles {
            let sentences = (0..<random.number(1...4)).map { _ in
                let name = random.pick(Self.names)
                let again = random.chance(2) ? " Poi \(name.split(separator: " ")[1]) ha risposto." : ""
                return "Ieri a Roma ha parlato \(name) davanti ai giornalisti.\(again)"
            }
            batch.append(IndexFixture.article("a\(number)", sentences.joined(separator: " ")))
            if batch.count == 25 {
                try await fixture.add(batch)
                batch = []
            }
        }
        try await fixture.add(batch)
        return fixture
    }

    /// By entity the articles whose mentions, read one by one, are of it.
    private func bruteForce(_ searcher: Searcher, _ facet: Facet) throws -> [String: Set<String>] {
        var articles: [String: Set<String>] = [:]
        for hit in try searcher.search(SearchRequest("", limit: 1_000)).hits {
            for mention in try searcher.article(hit.id).mentions where mention.kind == facet.rawValue {
                if let entity = mention.entity { articles[entity.id, default: []].insert(hit.id) }
            }
        }
        return articles
    }

    private func expectExact(_ searcher: Searcher, _ comment: Comment) throws {
        let wanted = try bruteForce(searcher, .person)
        let facet = try searcher.facets(FacetsRequest(facets: [.person], limit: 1_000)).facets["person"]
        let counts = Dictionary(uniqueKeysWithValues: (facet?.values ?? []).map { ($0.id, $0.count) })
        #expect(counts == wanted.mapValues(\.count), comment)
        #expect(facet?.missing == searcher.articleCount - wanted.values.reduce(Set()) { $0.union($1) }.count, comment)
        for (id, articles) in wanted {
            let found = try searcher.search(SearchRequest("", limit: 1_000, filters: [.person: [id]]))
            #expect(Set(found.hits.map(\.id)) == articles, comment)
            let view = try searcher.showEntities(id, facets: [.person]).entities
            #expect(view.map(\.articles) == [articles.count], comment)
        }
        // Over part of the articles too.
        let some = try searcher.search(SearchRequest("Draghi OR Merkel", limit: 1_000, facets: [(.person, 1_000)]))
        let hits = Set(some.hits.map(\.id))
        let partial = wanted.mapValues { $0.intersection(hits).count }.filter { $0.value > 0 }
        let partialFacet = some.facets["person"]?.values ?? []
        #expect(Dictionary(uniqueKeysWithValues: partialFacet.map { ($0.id, $0.count) }) == partial, comment)
    }

    @Test(arguments: 1...6) func countsStayExactUnderRandomCorrections(seed: Int) async throws {
        let fixture = try await fixture(seed: UInt64(seed))
        var random = SeededGenerator(seed: UInt64(seed + 100))
        try expectExact(fixture.searcher(), "before")
        var accepted = 0
        for step in 1...12 {
            let facet = try fixture.searcher().facets(FacetsRequest(facets: [.person], limit: 1_000)).facets["person"]
            let ids = (facet?.values ?? []).map(\.id)
            let id = random.pick(ids)
            let editor = try EntityEditor(fixture.location)
            do {
                switch random.number(0...4) {
                case 0, 1: _ = try editor.merge([id], into: random.pick(ids))
                case 2:
                    let variants = try fixture.searcher().showEntities(id, facets: [.person]).entities[0].variants
                    _ = try editor.split(id, variant: random.pick(variants).text)
                case 3: _ = try editor.rename(id, to: "Nome \(step)")
                default:
                    _ = try editor.alias(id, form: random.pick(["giornalisti", "Ieri a Roma"]), isContextual: false)
                }
                accepted += 1
            } catch let error as SpoglioError {
                #expect(error.code == .request || error.code == .notFound, "\(error)")
            }
            try expectExact(fixture.searcher(), "step \(step)")
        }
        #expect(accepted > 3)
        try await fixture.compact()
        try expectExact(fixture.searcher(), "compacted")
    }

    @Test func anArticleWithBothMergedNamesCountsOnce() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Carlo Zanzucchi. Poi ha parlato Piero Bastianelli."),
            IndexFixture.article("b", "Ieri ha parlato Carlo Zanzucchi."),
            IndexFixture.article("c", "Ieri ha parlato Piero Bastianelli."),
        ])
        let outcome = try EntityEditor(fixture.location).merge(["Carlo Zanzucchi"], into: "Piero Bastianelli")
        #expect(outcome.message == "1 entity merged into 'Piero Bastianelli'")
        #expect(outcome.articles == 3)
        let searcher = try fixture.searcher()
        for query in ["person:\"Carlo Zanzucchi\"", "person:\"Piero Bastianelli\"", "person:zanzucchi"] {
            #expect(try searcher.search(SearchRequest(query)).total == 3, "\(query)")
        }
        let facet = try searcher.facets(FacetsRequest(facets: [.person])).facets["person"]
        #expect(facet?.values.map(\.value) == ["Piero Bastianelli"])
        #expect(facet?.values.map(\.count) == [3])
    }

    @Test func aMergeMayLeadToSomebodyWhomOnlyTheAuthorityHas() async throws {
        let articles = [
            IndexFixture.article("a", "Ieri ha parlato Carlo Zanzucchi. Poi Zanzucchi è partito."),
            IndexFixture.article("b", "Ieri ha parlato Giorgia Meloni."),
        ]
        let fixture = try IndexFixture()
        try await fixture.add(articles)
        let outcome = try EntityEditor(fixture.location).merge(["Carlo Zanzucchi"], into: "Joe Biden")
        #expect(outcome.message == "1 entity merged into 'Joe Biden'")
        #expect(outcome.id == "joe-biden" && outcome.articles == 1)
        let text = try EntityEditor.exported(fixture.location)
        #expect(
            text.hasSuffix("merge\tperson\tperson/carlo-zanzucchi\tjoe-biden\nrename\tperson\tjoe-biden\tJoe Biden\n"))
        // An article that names him later is of the same entity; another index takes the corrections too.
        try await fixture.add([IndexFixture.article("c", "Ieri ha parlato Joe Biden.")])
        #expect(try fixture.searcher().search(SearchRequest("person:\"Carlo Zanzucchi\"")).total == 2)
        #expect(try fixture.searcher().search(SearchRequest("person:\"Joe Biden\"")).total == 2)
        let other = try IndexFixture()
        try await other.add(articles)
        #expect(try EntityEditor(other.location).importCorrections(Array(text.utf8), of: "c.tsv") == 2)
        #expect(try other.searcher().search(SearchRequest("person:\"Joe Biden\"")).total == 1)
    }

    @Test func aMergeDoesNotLeadToAnotherKindThatTheAuthorityHas() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([IndexFixture.article("a", "Ieri ha parlato Carlo Zanzucchi.")])
        let error = #expect(throws: SpoglioError.self) {
            try EntityEditor(fixture.location).merge(["Carlo Zanzucchi"], into: "Nasa")
        }
        #expect(
            error?.message
                == "'Carlo Zanzucchi' is a person and 'Nasa' an organisation: only entities of one kind can be merged")
    }

    @Test func splittingUndoesAMerge() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Mario Draghi. Poi Draghi è partito."),
            IndexFixture.article("b", "Ieri ha parlato Giorgia Meloni."),
        ])
        let before = try fixture.searcher().facets(FacetsRequest(facets: [.person])).facets
        _ = try EntityEditor(fixture.location).merge(["Mario Draghi"], into: "Giorgia Meloni")
        let outcome = try EntityEditor(fixture.location).split("Giorgia Meloni", variant: "Mario Draghi")
        #expect(outcome.message == "'Mario Draghi' is an entity of its own")
        #expect(outcome.articles == 1)
        #expect(try fixture.searcher().facets(FacetsRequest(facets: [.person])).facets == before)
    }

    @Test func aSnippetMarksTheMentionsWhateverTheyAreCalled() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Elon Musk. Poi Musk è partito con la cometa.")
        ])
        _ = try EntityEditor(fixture.location).alias("Elon Musk", form: "la cometa", isContextual: true)
        let hits = try fixture.searcher().search(SearchRequest("person:\"Elon Musk\"")).hits
        let snippet = try #require(hits.first?.snippets.last)
        let scalars = Array(snippet.text.unicodeScalars)
        let marked = snippet.highlights.map { range in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
        #expect(marked == ["Elon Musk", "Musk", "la cometa"])
        let mentions = try fixture.searcher().article("a").mentions.filter { $0.kind == "person" }
        #expect(mentions.map(\.text) == ["Elon Musk", "Musk", "la cometa"])
        #expect(mentions.map { $0.entity?.id } == ["elon-musk", "elon-musk", "elon-musk"])
    }

    @Test func whatCannotBeDoneIsRefusedWithTheReason() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Carlo Zanzucchi con Elon Musk della Nasa. Poi Musk è partito.")
        ])
        let cases: [(reason: String, correct: (EntityEditor) throws(SpoglioError) -> EntityEditor.Outcome)] = [
            (
                "no entity is called 'Pinco'",
                { (editor) throws(SpoglioError) in try editor.merge(["Pinco"], into: "Elon Musk") }
            ),
            (
                "'Elon Musk' and 'musk' are one already ('elon-musk')",
                { (editor) throws(SpoglioError) in try editor.merge(["Elon Musk"], into: "musk") }
            ),
            (
                "'Nasa' is an organisation and 'Elon Musk' a person: only entities of one kind can be merged",
                { (editor) throws(SpoglioError) in try editor.merge(["Nasa"], into: "Elon Musk") }
            ),
            (
                "no article calls 'Elon Musk' 'Mask'",
                { (editor) throws(SpoglioError) in try editor.split("Elon Musk", variant: "Mask") }
            ),
            (
                "'Carlo Zanzucchi' is the only form of 'Carlo Zanzucchi': nothing would be left",
                { (editor) throws(SpoglioError) in try editor.split("Carlo Zanzucchi", variant: "Carlo Zanzucchi") }
            ),
            (
                "a name cannot be used: a name has a control character or a mark of writing direction",
                { (editor) throws(SpoglioError) in try editor.rename("Elon Musk", to: "Musk\u{202E}") }
            ),
            (
                "'Razzo' stands in no article",
                { (editor) throws(SpoglioError) in try editor.alias("Elon Musk", form: "Razzo", isContextual: false) }
            ),
        ]
        for (reason, correct) in cases {
            do {
                _ = try correct(EntityEditor(fixture.location))
                Issue.record("not refused: \(reason)")
            } catch {
                #expect(error.message == reason)
            }
        }
        #expect(try CorrectionLog.read(fixture.location).corrections.isEmpty)
    }

    @Test func anImportIsRefusedAsAWholeWithFileLineAndReason() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Carlo Zanzucchi con Elon Musk e con Mario Draghi.")
        ])
        let good = "merge\tperson\tmario-draghi\telon-musk\n"
        let cases: [(text: [UInt8], reason: String)] = [
            (Array("boh\n".utf8), "'c.tsv' line 1: 'boh' is not merge, split, rename or alias"),
            (
                Array((good + "merge\tperson\tx\n").utf8),
                "'c.tsv' line 2: 'merge' takes 4 tab-separated fields, this line has 3"
            ),
            (
                Array((good + "merge\tperson\telon-musk\tmario-draghi\n").utf8),
                "'c.tsv' line 2: 'elon-musk' and 'mario-draghi' are one already: merges must not go round"
            ),
            (
                Array((good + "merge\tsection\ta\tb\n").utf8),
                "'c.tsv' line 2: 'section' is not person, organisation or place"
            ),
            (
                Array((good + "merge\tperson\tnessuno\telon-musk\n").utf8),
                "'c.tsv' line 2: there is no person 'nessuno' in this index"
            ),
            (Array(good.utf8) + [0xFF, 0x0A], "'c.tsv' line 2: it is not UTF-8"),
            (
                Array("merge\tperson\telon-musk\telon-musk\n".utf8),
                "'c.tsv' line 1: 'elon-musk' cannot be merged into itself"
            ),
            (
                Array((good + "rename\tperson\telon-musk\t  \n").utf8),
                "'c.tsv' line 2: there is no word in '  '"
            ),
            (
                Array("alias\tperson\telon-musk\tRazzo\tfull\n".utf8), "'c.tsv' line 1: 'Razzo' stands in no article"
            ),
            (
                Array("split\tperson\telon-musk\tIlon Musk\tperson/ilon-musk\n".utf8),
                "'c.tsv' line 1: 'Ilon Musk' stands in no article"
            ),
            (
                Array("split\tperson\telon-musk\tElon Musk\tx y\n".utf8),
                "'c.tsv' line 1: 'x y' is no identifier of a person"
            ),
            (
                Array("split\tperson\telon-musk\tElon Musk\torganisation/x\n".utf8),
                "'c.tsv' line 1: 'organisation/x' is no identifier of a person"
            ),
            (
                Array("split\tperson\telon-musk\tElon Musk\telon-musk\n".utf8),
                "'c.tsv' line 1: 'Elon Musk' is split off into the entity that it is of, 'elon-musk'"
            ),
            ([UInt8](repeating: 0x61, count: 10_000_000), "'c.tsv' line 1: it has more than 4096 bytes"),
            (
                Array("rename\tperson\telon-musk\tE\u{1B}[31m\n".utf8),
                "'c.tsv' line 1: a name has a control character or a mark of writing direction"
            ),
        ]
        let before = try fixture.searcher().facets(FacetsRequest(facets: [.person])).facets
        for (text, reason) in cases {
            let editor = try EntityEditor(fixture.location)
            let error = #expect(throws: SpoglioError.self) { try editor.importCorrections(text, of: "c.tsv") }
            #expect(error?.message == reason)
            #expect(try fixture.searcher().facets(FacetsRequest(facets: [.person])).facets == before)
        }
        let text = Array((good + "merge\tperson\tnessuno\telon-musk\n").utf8)
        let added = try EntityEditor(fixture.location).importCorrections(text, of: "c.tsv", skipsUnmatched: true)
        #expect(added == 1)
        #expect(try EntityEditor.exported(fixture.location).hasSuffix(good))
    }

    private func three() async throws -> IndexFixture {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Carlo Zanzucchi."),
            IndexFixture.article("b", "Ieri ha parlato Piero Bastianelli."),
            IndexFixture.article("c", "Ieri ha parlato Lucia Pomarici."),
        ])
        return fixture
    }

    private func persons(_ fixture: IndexFixture) throws -> [String: Int] {
        let facet = try fixture.searcher().facets(FacetsRequest(facets: [.person], limit: 100)).facets["person"]
        return Dictionary(uniqueKeysWithValues: (facet?.values ?? []).map { ($0.value, $0.count) })
    }

    @Test func aMergeIntoWhatWasMergedAwayGoesWhereThatWent() async throws {
        let fixture = try await three()
        let log = """
            # due registri, uno dopo l'altro
            merge\tperson\tperson/piero-bastianelli\tperson/lucia-pomarici
            merge\tperson\tperson/carlo-zanzucchi\tperson/piero-bastianelli

            """
        let added = try EntityEditor(fixture.location).importCorrections(Array(log.utf8), of: "c.tsv")
        #expect(added == 2)
        #expect(try persons(fixture) == ["Lucia Pomarici": 3])
        try expectExact(fixture.searcher(), "after both")
    }

    @Test func whatIsExportedGivesTheSameWhenImported() async throws {
        let fixture = try await three()
        for name in ["Primo Nome", "Secondo Nome", "Primo Nome"] {
            _ = try EntityEditor(fixture.location).rename("person/carlo-zanzucchi", to: name)
        }
        let log = try EntityEditor.exported(fixture.location)
        let other = try await three()
        #expect(try EntityEditor(other.location).importCorrections(Array(log.utf8), of: "c.tsv") == 3)
        #expect(try persons(other) == persons(fixture))
        #expect(try EntityEditor(other.location).importCorrections(Array(log.utf8), of: "c.tsv") == 0)
    }

    @Test func anAliasDoesNotBringBackWhatWasSplitOff() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Elon Musk. Poi Musk è partito.")
        ])
        try await fixture.add([
            IndexFixture.article("b", "Ieri ha parlato Ilon Musk."),
            IndexFixture.article("c", "Ieri si è vista la cometa."),
        ])
        _ = try EntityEditor(fixture.location).split("Elon Musk", variant: "Ilon Musk", into: "Ilario Musco")
        _ = try EntityEditor(fixture.location).alias("elon-musk", form: "la cometa", isContextual: false)
        #expect(try persons(fixture) == ["Elon Musk": 2, "Ilario Musco": 1])
        try expectExact(fixture.searcher(), "after both")
    }

    @Test func namesThatCorrectionsGaveAreFoundByTheirWords() async throws {
        let fixture = try await three()
        _ = try EntityEditor(fixture.location).rename("Carlo Zanzucchi", to: "Amedeo Quintavalle")
        for query in ["person:quintavalle", "person:quintav*", "person:\"Amedeo Quintavalle\"", "person:zanzucchi"] {
            #expect(try fixture.searcher().search(SearchRequest(query)).total == 1, "\(query)")
        }
    }

    @Test func anOldIdentifierStillFilters() async throws {
        let fixture = try await three()
        _ = try EntityEditor(fixture.location).merge(["Carlo Zanzucchi"], into: "Lucia Pomarici")
        let request = SearchRequest("", filters: [.person: ["person/carlo-zanzucchi"]])
        #expect(try fixture.searcher().search(request).total == 2)
    }

    @Test func aNearNameIsNotCorrected() async throws {
        let fixture = try await three()
        let error = #expect(throws: SpoglioError.self) {
            try EntityEditor(fixture.location).rename("Zanzucchi", to: "Altro Nome")
        }
        #expect(error?.message == "no entity is called 'Zanzucchi'")
        #expect(error?.hint == "near names are 'Carlo Zanzucchi'; write one whole")
    }

    @Test func whatPeopleNotedInTheLogStays() async throws {
        let fixture = try await three()
        _ = try EntityEditor(fixture.location).rename("Carlo Zanzucchi", to: "Primo Nome")
        var log = try EntityEditor.exported(fixture.location)
        log += "# visto con la redazione\n"
        try Files.write(log.utf8, to: fixture.location.correctionsPath)
        _ = try EntityEditor(fixture.location).rename("Lucia Pomarici", to: "Secondo Nome")
        #expect(
            try EntityEditor.exported(fixture.location)
                == log + "# The next 1 line is one correction.\nrename\tperson\tperson/lucia-pomarici\tSecondo Nome\n")
    }

    @Test func aSpellingThatOnlyDeletedArticlesHaveJoinsNobody() async throws {
        let fixture = try IndexFixture()
        try await fixture.add([
            IndexFixture.article("a", "Ieri ha parlato Sergey Bastianov."),
            IndexFixture.article("b", "Ieri ha parlato Sergej Bastianov."),
            IndexFixture.article("c", "Ieri ha parlato Sergej Bastianov."),
        ])
        #expect(try persons(fixture) == ["Sergej Bastianov": 3])
        try await fixture.delete(["b", "c"])
        #expect(try persons(fixture) == ["Sergey Bastianov": 1])
    }

    private func correct(_ editor: EntityEditor, _ step: Int) throws {
        switch step {
        case 0: _ = try editor.merge(["Mario Draghi", "Angela Merkel"], into: "Elon Musk")
        case 1: _ = try editor.merge(["Emmanuel Macron"], into: "Elon Musk")
        case 2: _ = try editor.split("Elon Musk", variant: "Draghi", into: "M. Draghi")
        case 3: _ = try editor.rename("Elon Musk", to: "E. Musk")
        case 4: _ = try editor.alias("Carlo Zanzucchi", form: "GIORNALISTI", isContextual: true)
        case 5:
            let lines = ["giornalisti\tfull", "Ieri\tcontextual"].map { "alias\tperson\telon-musk\t\($0)\r\n" }
            #expect(try editor.importCorrections(Array(lines.joined().utf8), of: "c.tsv") == 2)
        default: _ = try editor.merge(["Sergio Mattarella", "Giorgia Meloni"], into: "Ornella Quadrelli")
        }
    }

    @Test func undoLeadsBackThroughEveryCorrection() async throws {
        let fixture = try await fixture(seed: 3)
        let editor = try EntityEditor(fixture.location)
        func person(_ editor: EntityEditor) throws -> FacetCounts? {
            try editor.searcher.facets(FacetsRequest(facets: [.person], limit: 100)).facets["person"]
        }
        var states: [(text: String, counts: FacetCounts?)] = []
        for step in 0..<7 {
            states.append((editor.log.text, try person(editor)))
            try correct(editor, step)
        }
        for state in states.reversed() {
            _ = try editor.undo()
            #expect(editor.log.text == state.text)
            #expect(try CorrectionLog.read(fixture.location).corrections == editor.log.corrections)
            #expect(try person(editor) == state.counts)
        }
        #expect(throws: SpoglioError.self) { try editor.undo() }
    }

    @Test(arguments: [false, true])
    func aLineThatWasDeletedByHandIsNotMadeUpByTheNextCommand(endsAsWindows: Bool) throws {
        let all = ["a", "b", "c"].map { "merge\tperson\t\($0)\td" }
        var log = CorrectionLog()
        log.append(try all.prefix(2).map { try EntityCorrection(line: $0) })
        var edited = log.text.replacing(all[1] + "\n", with: "")
        if endsAsWindows { edited = edited.replacing("\n", with: "\r\n") }
        log = try CorrectionLog(Array(edited.utf8), of: "c.tsv")
        log.append([try EntityCorrection(line: all[2])])
        #expect(log.removeLast().map(\.line) == [all[2]])
        #expect(log.text == edited)
        #expect(log.removeLast().map(\.line) == [all[0]])
        #expect(log.removeLast().isEmpty)
    }

    @Test func aGroupWhoseLinesEndAsInWindowsIsTakenOutWhole() throws {
        var log = CorrectionLog()
        let before = log.text.replacing("\n", with: "\r\n")
        log.append(try ["a", "b"].map { try EntityCorrection(line: "merge\tperson\t\($0)\td") })
        log = try CorrectionLog(Array(log.text.replacing("\n", with: "\r\n").utf8), of: "c.tsv")
        #expect(log.removeLast().count == 2)
        #expect(log.text == before && log.corrections.isEmpty)
    }

    @Test func ofAGroupThatWasChangedSinceTheLastLineIsTakenOut() throws {
        let lines = ["a", "b", "c"].map { "merge\tperson\t\($0)\td\n" }
        for (text, left) in [
            ("# The next 2 lines are one correction.\n" + lines[0] + lines[1], ""),
            (
                lines[2] + "# The next 2 lines are one correction.\n" + lines[0] + lines[1] + "# mio\n\n",
                lines[2] + "# mio\n\n"
            ),
            (
                "# The next 2 lines are one correction.\n" + lines.joined(),
                "# The next 2 lines are one correction.\n" + lines[0] + lines[1]
            ),
            (
                "# The next 3 lines are one correction.\n" + lines[0] + lines[1],
                "# The next 3 lines are one correction.\n" + lines[0]
            ),
            (lines[0] + lines[1].dropLast(), lines[0].dropLast() + ""),
        ] {
            var log = try CorrectionLog(Array(text.utf8), of: "c.tsv")
            let before = log.corrections
            let removed = log.removeLast()
            #expect(log.text == left)
            #expect(log.corrections + removed == before)
        }
    }
}
