// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import QueryLanguage

/// The documented formula of relevance, computed from the tokens of every article.
struct ModelRanking {
    private let model: Model
    /// By article: how often each stem counts, and how long the article is.
    private let frequencies: [[String: Double]]
    private let lengths: [Double]

    init(_ model: Model) {
        self.model = model
        frequencies = model.articles.map { article in
            var counts: [String: Double] = [:]
            for (tokens, weight) in [(article.title, 3.0), (article.body, 1.0)] {
                for token in tokens where !token.isElided { counts[token.stem, default: 0] += weight }
            }
            return counts
        }
        lengths = frequencies.map { $0.values.reduce(0, +) }
    }

    /// The scores of every article, in the order of the model.
    func scores(_ node: QueryNode) throws -> [Double] {
        let terms = try self.terms(node)
        return model.articles.indices.map { article in
            terms.reduce(0) { sum, term in
                sum + term.weight * (term.stems.map { impact($0, article) }.max() ?? 0) / 127
            }
        }
    }

    private struct Term {
        /// The best of these counts.
        var stems: [String]
        var weight: Double
    }

    private func impact(_ stem: String, _ article: Int) -> Double {
        guard let frequency = frequencies[article][stem] else { return 0 }
        let norm = 1.2 * (1 - 0.75 + 0.75 * lengths[article] / 400)
        return max(1, (127 * frequency / (frequency + norm)).rounded())
    }

    private func count(_ stem: String) -> Int { frequencies.count { $0[stem] != nil } }

    private func weight(_ count: Int) -> Double {
        let all = Double(model.articles.count)
        let n = min(Double(count), all)
        return log(1 + (all - n + 0.5) / (n + 0.5))
    }

    private func terms(_ node: QueryNode) throws -> [Term] {
        switch node.form {
        case .and(let nodes), .or(let nodes), .near(let nodes, _, _): return try nodes.flatMap { try terms($0) }
        case .field(_, let inner): return try terms(inner)
        case .phrase(let phrase):
            let variants = try Model.variants(phrase.text, dropsElisions: false)
            if phrase.slop != nil, variants[0].count > 1 { return variants[0].compactMap { term([$0]) } }
            return (phrase.slop == nil ? variants : [variants[0]]).compactMap(term)
        case .word(let word):
            switch word.match {
            case .stemmed, .exact:
                return try Model.variants(word.text, dropsElisions: word.match == .stemmed).compactMap(term)
            case .wildcard, .fuzzy: return try expansion(node)
            }
        case .everything, .not, .value, .date, .saved: return []
        }
    }

    /// A phrase scores as its rarest word, with the weight of all its words.
    private func term(_ variant: [ModelToken]) -> Term? {
        let counted = variant.filter { !$0.isElided || variant.count == 1 }.filter { count($0.stem) > 0 }
        guard let rarest = counted.min(by: { count($0.stem) < count($1.stem) }) else { return nil }
        return Term(stems: [rarest.stem], weight: counted.reduce(0) { $0 + weight(count($1.stem)) })
    }

    /// The forms that a wildcard or fuzzy word finds count as one word.
    private func expansion(_ node: QueryNode) throws -> [Term] {
        var stems: Set<String> = []
        for article in model.articles {
            for token in article.title + article.body {
                // Each token by itself, articles and prepositions as any other word.
                var alone = token
                (alone.start, alone.span, alone.isElided) = (0, 1, false)
                let text = ModelArticle(article.article, title: [], body: [alone])
                if try !model.places(node, text, .body).isEmpty { stems.insert(token.stem) }
            }
        }
        let frequency = stems.reduce(0) { $0 + count($1) }
        return frequency == 0 ? [] : [Term(stems: stems.sorted(), weight: weight(frequency))]
    }
}
