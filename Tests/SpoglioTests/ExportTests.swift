// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage
import TestSupport
import Testing

@testable import Spoglio

/// An export holds every match once, in the order of the index, with what the article itself says.
struct ExportTests {
    @Test(arguments: 1...8)
    func rowsAreThoseOfALookAtEveryArticle(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed)
        var queries = RandomQueries(seed: seed &* 53)
        let fixture = try IndexFixture()
        // More than one word of bits in each segment.
        for batch in 0..<2 { try await fixture.add((0..<80).map { corpus.article("a\(batch * 80 + $0)") }) }
        try await fixture.delete(["a0", "a63", "a64", "a100", "a159"])
        let searcher = try fixture.searcher()
        for _ in 0..<10 {
            let text = queries.query()
            let filters = queries.filters()
            let wanted = try fixture.model.matching(try QueryParser.parse(text), filters: filters)
            let fields = ExportField.allCases.filter { $0.facet == nil }.shuffled(using: &corpus.random)
            let some = Array(fields.prefix(corpus.random.number(1...fields.count)))
            let export = try searcher.export(ExportRequest(text, fields: some, filters: filters))
            var rows: [[ExportValue]] = []
            try export.visit { row in
                rows.append(row)
                return true
            }
            #expect(export.total == wanted.count)
            #expect(rows == wanted.map { article in some.map { Self.value($0, article.article) } }, "\(text) \(some)")
        }
    }

    private static func value(_ field: ExportField, _ article: Article) -> ExportValue {
        switch field {
        case .id: .text(article.id)
        case .title: .text(article.title)
        case .date: .text(article.date?.iso8601)
        case .section: .text(article.section)
        case .source: .text(article.source)
        case .author: .list(article.authors)
        case .tags: .list(article.tags)
        case .url: .text(article.url)
        case .path: .text(article.path)
        case .body: .text(article.body)
        case .layout: .text(article.metadata["layout"])
        default: .list(["not of the record"])
        }
    }

    @Test func namesAreThoseOfTheMentionsWithCorrections() async throws {
        let fixture = try IndexFixture()
        let names = ["Elon Musk", "Giorgia Meloni", "Carlo Zanzucchi", "Piero Bastianelli", "Lucia Pomarici"]
        var random = SeededGenerator(seed: 5)
        for batch in 0..<3 {
            try await fixture.add(
                (0..<20).map { number in
                    let said = random.list(0...3, of: names).map { "Ieri a Roma ha parlato \($0) con i giornalisti." }
                    return IndexFixture.article("b\(batch)-\(number)", (["Una notizia."] + said).joined(separator: " "))
                })
        }
        try check(try fixture.searcher())
        _ = try EntityEditor(fixture.location).merge(["Piero Bastianelli"], into: "Carlo Zanzucchi")
        _ = try EntityEditor(fixture.location).rename("Lucia Pomarici", to: "L. Pomarici")
        _ = try EntityEditor(fixture.location).alias("Elon Musk", form: "giornalisti", isContextual: false)
        let corrected = try fixture.searcher()
        try check(corrected)
        let seen = try Self.names(corrected, .persons).values.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(seen == ["Elon Musk", "Giorgia Meloni", "Carlo Zanzucchi", "L. Pomarici"])
    }

    private func check(_ searcher: Searcher) throws {
        for field in [ExportField.persons, .organisations, .places] {
            let exported = try Self.names(searcher, field)
            #expect(exported.count == 60)
            for (id, names) in exported {
                let mentions = try searcher.article(id).mentions.filter { $0.kind == field.facet?.rawValue }
                #expect(names == Set(mentions.compactMap { $0.entity?.name }).sorted(), "\(id) \(field)")
            }
        }
    }

    private static func names(_ searcher: Searcher, _ field: ExportField) throws -> [String: [String]] {
        var names: [String: [String]] = [:]
        try searcher.export(ExportRequest("", fields: [.id, field])).visit { row in
            if case .text(let id?) = row[0], case .list(let list) = row[1] { names[id] = list }
            return true
        }
        return names
    }

    @Test func topicsCountAsTheirFacetDoes() async throws {
        let fixture = try IndexFixture()
        try await fixture.add(
            ["Sport", "Politica", "Politica", "Economia", "boh"].enumerated().map {
                IndexFixture.article("a\($0)", "uno", section: $1)
            })
        let searcher = try fixture.searcher()
        var counts: [String: Int] = [:]
        try searcher.export(ExportRequest("", fields: [.topics])).visit { row in
            if case .list(let codes) = row[0] { for code in codes { counts[code, default: 0] += 1 } }
            return true
        }
        let facet = try searcher.facets(FacetsRequest(facets: [.topic], limit: 100)).facets["topic"]
        #expect(counts.count > 2)
        #expect(counts == Dictionary(uniqueKeysWithValues: (facet?.values ?? []).map { ($0.id, $0.count) }))
    }
}
