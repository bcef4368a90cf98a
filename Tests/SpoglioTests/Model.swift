// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage

@testable import Spoglio

/// What an index should answer, found by looking at every token of every article.
struct Model {
    /// The live articles in the order of the index.
    var articles: [ModelArticle] = []

    enum Field: CaseIterable { case title, body }

    /// The articles that a query and filters match.
    func matching(_ node: QueryNode, filters: [Facet: [String]] = [:], except: Facet? = nil) throws -> [ModelArticle] {
        let active = filters.filter { $0.key != except }
        return try articles.filter { article in
            try matches(article, node, Field.allCases)
                && active.allSatisfy { facet, values in
                    values.contains { value in
                        let meant = self.values(of: facet, filter: value)
                        return self.values(article, facet).contains { meant.contains($0) }
                    }
                }
        }
    }

    func matches(_ article: ModelArticle, _ node: QueryNode, _ fields: [Field]) throws -> Bool {
        switch node.form {
        case .everything: return true
        case .word, .phrase, .near: return try fields.contains { try !places(node, article, $0).isEmpty }
        case .and(let nodes): return try nodes.allSatisfy { try matches(article, $0, fields) }
        case .or(let nodes): return try nodes.contains { try matches(article, $0, fields) }
        case .not(let inner): return try !matches(article, inner, fields)
        case .field(let field, let inner): return try matches(article, inner, field == .title ? [.title] : [.body])
        case .value(.id, let value): return article.article.id == value.text
        case .value(let field, let value):
            guard let facet = Facet(rawValue: field.canonicalName) else { throw Unmodelled(node: "\(node)") }
            let meant = values(of: facet, named: value)
            return values(article, facet).contains { meant.contains($0) }
        case .date(.none): return article.days == nil
        case .date(.range(let from, let to)):
            guard let days = article.days else { return false }
            let isAfter = from.map { ModelArticle.firstDay($0.year, $0.month, $0.day) <= days.first } ?? true
            return isAfter && (to.map { days.last <= ModelArticle.lastDay($0.year, $0.month, $0.day) } ?? true)
        case .saved: throw Unmodelled(node: "\(node)")
        }
    }

    struct Unmodelled: Error { var node: String }

    // MARK: Facets

    func values(_ article: ModelArticle, _ facet: Facet) -> Set<String> {
        let article = article.article
        switch facet {
        case .section: return Set([article.section].compactMap(\.self))
        case .source: return Set([article.source].compactMap(\.self))
        case .author: return Set(article.authors)
        case .tag: return Set(article.tags)
        case .language: return Set([article.language].compactMap(\.self))
        case .year: return Set([article.date].compactMap { $0.map { String($0.iso8601.prefix(4)) } })
        case .month:
            return Set(
                [article.date].compactMap { $0.flatMap { $0.month == nil ? nil : String($0.iso8601.prefix(7)) } })
        case .day:
            return Set([article.date].compactMap { $0.flatMap { $0.day == nil ? nil : $0.iso8601 } })
        case .topic, .person, .organisation, .place: return []
        }
    }

    func counts(_ facet: Facet, over matching: [ModelArticle]) -> FacetCounts {
        var counts: [String: Int] = [:]
        for article in matching { for value in values(article, facet) { counts[value, default: 0] += 1 } }
        let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return FacetCounts(
            values: sorted.map { FacetCounts.Value(id: $0.key, value: $0.key, count: $0.value) },
            distinct: counts.count, missing: matching.count { values($0, facet).isEmpty })
    }

    /// The counts with the values marked that the query, its exclusions aside, or the filters ask for.
    func counts(
        _ facet: Facet, over matching: [ModelArticle], selectedBy query: QueryNode, _ filters: [Facet: [String]]
    ) -> FacetCounts {
        var counts = counts(facet, over: matching)
        let meant = (filters[facet] ?? []).reduce(named(by: query, facet)) { $0.union(values(of: facet, filter: $1)) }
        for index in counts.values.indices where meant.contains(counts.values[index].id) {
            counts.values[index].selected = true
        }
        return counts
    }

    private func named(by node: QueryNode, _ facet: Facet) -> Set<String> {
        switch node.form {
        case .and(let nodes), .or(let nodes): nodes.reduce(into: []) { $0.formUnion(named(by: $1, facet)) }
        case .value(let field, let value):
            field.canonicalName == facet.rawValue ? values(of: facet, named: value) : []
        default: []
        }
    }

    /// The values that a query means by a name: those called so, else those whose name holds its words.
    private func values(of facet: Facet, named name: FieldValue) -> Set<String> {
        let all = articles.reduce(into: Set<String>()) { $0.formUnion(values($1, facet)) }
        if name.isWildcard {
            let pattern = Self.foldedPattern(name.text)
            return all.filter { value in
                let words = Self.words(value)
                return (words + [words.joined(separator: " ")]).contains { Self.matches(pattern[...], Array($0)[...]) }
            }
        }
        let words = Self.words(name.text)
        let called = all.filter { Self.words($0) == words && !words.isEmpty }
        if !called.isEmpty { return called }
        return all.filter { value in
            let own = Self.words(value)
            return !words.isEmpty && own.indices.contains { own[$0...].starts(with: words) }
        }
    }

    private func values(of facet: Facet, filter value: String) -> Set<String> {
        if [.year, .month, .day].contains(facet) { return [value] }
        let isKnown = articles.contains { values($0, facet).contains(value) }
        return isKnown ? [value] : values(of: facet, named: FieldValue(text: value, quoted: true))
    }

    private static func words(_ name: String) -> [String] {
        ((try? ModelToken.tokens(of: name)) ?? []).filter { !$0.isCompound }.map(\.folded)
    }
}
