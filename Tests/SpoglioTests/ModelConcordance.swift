// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import QueryLanguage

@testable import Spoglio

/// A line of a concordance, found by looking at every token.
struct ModelLine: Equatable, CustomStringConvertible {
    var id: String
    var field: String
    var match: String
    /// Folded words of the field before and behind the match, the nearest first.
    var left: [String]
    var right: [String]
    /// All that stands in the field before and behind it.
    var before: String
    var behind: String
    var day: String?

    var description: String { "\(id) \(field): \(left.reversed().suffix(3)) [\(match)] \(right.prefix(3))" }
}

extension Model {
    /// The lines of a query in the order of the index.
    func lines(_ node: QueryNode, filters: [Facet: [String]]) throws -> [ModelLine] {
        var lines: [ModelLine] = []
        for article in try matching(node, filters: filters) {
            let found = try placesOfMatches(node, article, Field.allCases) ?? [:]
            for field in Field.allCases {
                let text = field == .title ? article.article.title : article.article.body
                let tokens = (field == .title ? article.title : article.body).filter { !$0.isCompound }
                var end = 0
                for range in (found[field] ?? []).sorted(by: { ($0.lowerBound, -$0.count) < ($1.lowerBound, -$1.count) }
                )
                where range.lowerBound >= end {
                    end = range.upperBound
                    let bytes = Array(text.utf8)
                    let (first, last) = (tokens[range.lowerBound].byte, tokens[range.upperBound - 1].end)
                    lines.append(
                        ModelLine(
                            id: article.article.id, field: "\(field)",
                            match: String(decoding: bytes[first..<last], as: UTF8.self),
                            left: tokens[..<range.lowerBound].reversed().map(\.folded),
                            right: tokens[range.upperBound...].map(\.folded),
                            before: String(decoding: bytes[..<first], as: UTF8.self),
                            behind: String(decoding: bytes[last...], as: UTF8.self), day: article.days?.first))
                }
            }
        }
        return lines
    }

    /// The places that make an article match, by field; nil where it does not match.
    private func placesOfMatches(
        _ node: QueryNode, _ article: ModelArticle, _ fields: [Field]
    ) throws -> [Field: Set<Range<Int>>]? {
        switch node.form {
        case .word, .phrase, .near:
            var found: [Field: Set<Range<Int>>] = [:]
            for field in fields {
                let places = try places(node, article, field)
                // Only of words near each other a place may hold another that is a match as well.
                let isSpan = if case .near = node.form { true } else { node.isPhraseWithSlop }
                found[field] =
                    isSpan ? places.filter { place in !places.contains { $0 != place && place.holds($0) } } : places
            }
            return found.values.allSatisfy(\.isEmpty) ? nil : found
        case .and(let nodes):
            var all: [Field: Set<Range<Int>>] = [:]
            for node in nodes {
                guard let found = try placesOfMatches(node, article, fields) else { return nil }
                all.merge(found) { $0.union($1) }
            }
            return all
        case .or(let nodes):
            let found = try nodes.compactMap { try placesOfMatches($0, article, fields) }
            return found.isEmpty ? nil : found.reduce(into: [:]) { $0.merge($1) { $0.union($1) } }
        case .not(let inner): return try placesOfMatches(inner, article, fields) == nil ? [:] : nil
        case .field(let field, let inner):
            return try placesOfMatches(inner, article, field == .title ? [.title] : [.body])
        default: return try matches(article, node, fields) ? [:] : nil
        }
    }
}

extension Range<Int> {
    fileprivate func holds(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}

extension QueryNode {
    fileprivate var isPhraseWithSlop: Bool { if case .phrase(let phrase) = form { phrase.slop != nil } else { false } }

    /// Whether a concordance takes the query.
    var hasWords: Bool {
        switch form {
        case .word, .phrase, .near: true
        case .field(_, let inner): inner.hasWords
        case .and(let nodes), .or(let nodes): nodes.contains(where: \.hasWords)
        default: false
        }
    }
}
