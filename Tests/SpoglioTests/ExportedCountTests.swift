// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

/// Whatever is counted, exporting the articles and counting them by hand gives the same.
struct ExportedCountTests {
    private static let facets: [Facet] = [
        .section, .source, .author, .tag, .year, .month, .day, .topic, .person, .organisation, .place,
    ]
    private static let sentences = [
        "Elon Musk ha incontrato Giorgia Meloni a Roma.", "A Milano la Nato ha ricevuto Sergio Mattarella.",
        "Il tribunale ha condannato per omicidio l'imputato arrestato dai carabinieri.",
        "La squadra ha vinto il campionato di calcio con un gol nella partita di domenica.",
        "Il ministro ha aperto la campagna elettorale alla Camera dei deputati.",
    ]

    /// An article as it was exported.
    private struct Row {
        var id: String
        var values: [Facet: Set<String>] = [:]
        var date = ""
        var story = ""
    }

    /// Random articles, of which one in four is another one again with some words changed.
    private func articles(_ corpus: inout RandomCorpus, count: Int) -> [Article] {
        var articles: [Article] = []
        for number in 0..<count {
            var article = corpus.article("a\(number)")
            if !articles.isEmpty, corpus.random.chance(4) {
                let words = corpus.random.pick(articles).body.split(separator: " ")
                article.body = words.map { corpus.random.chance(30) ? "altro" : String($0) }.joined(separator: " ")
            } else {
                article.body += " " + corpus.random.list(0...3, of: Self.sentences).joined(separator: " ")
            }
            articles.append(article)
        }
        return articles
    }

    private func rows(_ searcher: Searcher) throws -> [String: Row] {
        let fields: [(field: ExportField, facet: Facet)] = [
            (.section, .section), (.source, .source), (.author, .author), (.tags, .tag), (.topics, .topic),
            (.persons, .person), (.organisations, .organisation), (.places, .place),
        ]
        var rows: [String: Row] = [:]
        let export = try searcher.export(ExportRequest("", fields: [.id, .date] + fields.map(\.field)))
        try export.visit { values in
            guard case .text(let id?) = values[0], case .text(let date) = values[1] else { return false }
            var row = Row(id: id, date: date ?? "")
            for (place, field) in fields.enumerated() {
                switch values[place + 2] {
                case .text(let text): row.values[field.facet] = Set([text].compactMap(\.self))
                case .list(let texts): row.values[field.facet] = Set(texts)
                }
            }
            for (facet, length) in [(Facet.year, 4), (.month, 7), (.day, 10)] {
                row.values[facet] = row.date.count >= length ? [String(row.date.prefix(length))] : []
            }
            rows[id] = row
            return true
        }
        for id in rows.keys { rows[id]?.story = try searcher.article(id).story }
        return rows
    }

    private func exported(_ searcher: Searcher, _ query: String, _ filters: [Facet: [String]]) throws -> [String] {
        var ids: [String] = []
        try searcher.export(ExportRequest(query, fields: [.id], filters: filters)).visit { values in
            if case .text(let id?) = values[0] { ids.append(id) }
            return true
        }
        return ids
    }

    @Test(arguments: 1...10) func countsAreThoseOfTheExportedArticles(seed: UInt64) async throws {
        var corpus = RandomCorpus(seed: seed &* 7)
        var queries = RandomQueries(seed: seed &* 13)
        let fixture = try IndexFixture()
        let articles = articles(&corpus, count: 60)
        for start in stride(from: 0, to: 60, by: 20) { try await fixture.add(Array(articles[start..<start + 20])) }
        try await fixture.delete(["a5", "a22", "a59"])
        _ = try UserTopicEditor(fixture.location).add("Capitale", "Roma OR guerra")
        let searcher = try fixture.searcher()
        let rows = try rows(searcher)
        #expect(Set(rows.values.map(\.story)).count < rows.count)
        for _ in 0..<110 {
            var query = queries.query()
            if queries.random.chance(4) {
                query = queries.random.pick([
                    "topic:politica", "-topic:sport", "topic:capitale", "person:musk", "place:roma OR topic:giustizia",
                    "dup:a7 OR guerra",
                ])
            }
            try check(
                searcher, rows, query, queries.filters(), Self.named(&queries.random), queries.random.chance(2))
        }
    }

    /// Filters whose values articles have or have not, whatever a query finds.
    private static func named(_ random: inout SeededGenerator) -> [Facet: [String]] {
        var filters: [Facet: [String]] = [:]
        let topics = ["medtop:11000000", "medtop:02000000", "medtop:15000000", "user:capitale"]
        if random.chance(4) { filters[.topic] = random.list(1...3, of: topics) }
        if random.chance(6) { filters[.person] = random.list(1...2, of: ["Elon Musk", "Giorgia Meloni"]) }
        if random.chance(6) { filters[.place] = random.list(1...2, of: ["Roma", "Milano"]) }
        return filters
    }

    private func check(
        _ searcher: Searcher, _ rows: [String: Row], _ query: String, _ plain: [Facet: [String]],
        _ named: [Facet: [String]], _ stories: Bool
    ) throws {
        let filters = plain.merging(named) { $1 }
        let place: Comment = "\(query) \(filters) stories: \(stories)"
        /// The rows that pass all filters but that of one facet; the named ones are looked up in the rows.
        func passing(exceptFor facet: Facet?) throws -> [Row] {
            let ids = try exported(searcher, query, plain.filter { $0.key != facet })
            return ids.compactMap { rows[$0] }.filter { row in
                named.allSatisfy { $0 == facet || !(row.values[$0] ?? []).isDisjoint(with: $1) }
            }
        }
        let found = try passing(exceptFor: nil)
        #expect(try exported(searcher, query, filters) == found.map(\.id), place)
        let hits = try searcher.search(
            SearchRequest(query, limit: 1_000, filters: filters, hasSnippets: false, isCollapsed: true))
        #expect(hits.total == found.count, place)
        #expect(hits.stories == Set(found.map(\.story)).count, place)
        #expect(hits.hits.count == hits.stories, place)
        let answer = try searcher.facets(
            FacetsRequest(query, facets: Self.facets, limit: 1_000, filters: filters, countsStories: stories))
        #expect(answer.total == found.count, place)
        for facet in Self.facets {
            let over = try filters[facet].map { _ in try passing(exceptFor: facet) }
            var told: [String: [String]] = [:]
            for row in over ?? found {
                let values = row.values[facet] ?? []
                for value in values.isEmpty ? [""] : values { told[value, default: []].append(row.story) }
            }
            var counts = told.mapValues { stories ? Set($0).count : $0.count }
            let missing = counts.removeValue(forKey: "") ?? 0
            let got = answer.facets[facet.rawValue]
            let isOfNames = facet == .person || facet == .organisation || facet == .place
            let pairs = (got?.values ?? []).map { (isOfNames ? $0.value : $0.id, $0.count) }
            #expect(Dictionary(pairs, uniquingKeysWith: +) == counts, "\(facet) \(place)")
            #expect(got?.distinct == counts.count, "\(facet) \(place)")
            #expect(got?.missing == missing, "\(facet) \(place)")
        }
        try checkSelected(searcher, query, filters, stories, answer, place)
        for (step, length) in [(CalendarStep.year, 4), (.month, 7), (.day, 10)] {
            let timeline = try searcher.timeline(TimelineRequest(query, by: step, filters: filters))
            let dated = found.filter { $0.date.count >= length }
            #expect(timeline.total == found.count, place)
            #expect(timeline.undated == found.count - dated.count, place)
            #expect(timeline.buckets.reduce(0) { $0 + $1.count } == dated.count, place)
            for bucket in timeline.buckets where bucket.count > 0 {
                #expect(bucket.count == dated.count { $0.date.hasPrefix(bucket.key) }, "\(bucket.key) \(place)")
            }
        }
    }

    /// Whatever the limit, a listing is the beginning of the whole one and the selected values of its rest.
    private func checkSelected(
        _ searcher: Searcher, _ query: String, _ filters: [Facet: [String]], _ stories: Bool, _ whole: FacetsAnswer,
        _ place: Comment
    ) throws {
        let short = try searcher.facets(
            FacetsRequest(query, facets: Self.facets, limit: 2, filters: filters, countsStories: stories))
        for facet in Self.facets {
            let all = whole.facets[facet.rawValue]?.values ?? []
            let expected = all.prefix(2) + all.dropFirst(2).filter { $0.selected == true }
            #expect(short.facets[facet.rawValue]?.values == Array(expected), "\(facet) \(place)")
            let selected = all.filter { $0.selected == true }
            for value in filters[facet] ?? [] where all.contains(where: { $0.id == value || $0.value == value }) {
                #expect(selected.contains { $0.id == value || $0.value == value }, "\(facet) \(value) \(place)")
            }
        }
    }
}
