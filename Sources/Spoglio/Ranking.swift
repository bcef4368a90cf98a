// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Glibc

/// One source of score: stems that count as one word, and the words whose rarity gives its weight.
struct ScoringTerm {
    /// The stems, by segment: an expansion finds other forms in each.
    var stems: [[[UInt8]]]
    /// BM25's inverse document frequency, over the whole index.
    var weight: Float
}

/// A document of one of the segments.
struct DocumentReference: Hashable {
    var segment: Int
    var document: UInt32
}

/// BM25 from the impacts in the postings: score = Σ weight · impact / 127.
///
/// The impact of a word in an article is tf / (tf + k1 · (1 - b + b · length / typical length)), quantised when the
/// article was indexed (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009, with a fixed pivot);
/// the weight is ln(1 + (N - n + 0.5) / (n + 0.5)).
struct Ranking {
    let matchers: [SegmentMatcher]
    private let articles: Int

    init(_ matchers: [SegmentMatcher]) {
        self.matchers = matchers
        articles = matchers.reduce(0) { $0 + $1.segment.count }
    }

    private func weight(_ frequency: Int) -> Float {
        let n = Double(min(frequency, articles))
        return Float(log(1 + (Double(articles) - n + 0.5) / (n + 0.5)))
    }

    /// The sources of score of a query: the words that a document may match by, those under NOT left out.
    func terms(_ clause: Clause) throws(SpoglioError) -> [ScoringTerm] {
        switch clause {
        case .words(let words):
            var terms: [ScoringTerm] = []
            for variant in words.variants {
                if let term = try term(variant) { terms.append(term) }
            }
            return terms
        case .expansion(let expansion):
            var stems: [[[UInt8]]] = []
            var frequency = 0
            for matcher in matchers {
                let own = try matcher.bound(expansion).stems
                for stem in own { frequency += try matcher.frequency(of: stem) }
                stems.append(own)
            }
            return frequency == 0 ? [] : [ScoringTerm(stems: stems, weight: weight(frequency))]
        case .near(let near):
            var terms: [ScoringTerm] = []
            for operand in near.operands { terms += try self.terms(.or(operand)) }
            return terms
        case .and(let clauses), .or(let clauses):
            var terms: [ScoringTerm] = []
            for clause in clauses { terms += try self.terms(clause) }
            return terms
        case .not, .everything, .nothing, .values, .days, .undated, .id, .url: return []
        }
    }

    /// A phrase scores as its rarest word, with the weight of all its words.
    private func term(_ variant: [QueryTerm]) throws(SpoglioError) -> ScoringTerm? {
        var rarest: (stem: [UInt8], frequency: Int)?
        var total: Float = 0
        for term in variant where !term.isElided || variant.count == 1 {
            var frequency = 0
            for matcher in matchers { frequency += try matcher.frequency(of: term.stem) }
            guard frequency > 0 else { continue }
            total += weight(frequency)
            if frequency < rarest?.frequency ?? .max { rarest = (term.stem, frequency) }
        }
        return rarest.map { rarest in ScoringTerm(stems: matchers.map { _ in [rarest.stem] }, weight: total) }
    }

    /// The best `count` documents: by falling score, then in the order of the index.
    func best(
        _ count: Int, of matches: [DocumentSet], by terms: [ScoringTerm]
    ) throws(SpoglioError) -> [(reference: DocumentReference, score: Double)] {
        var top = TopHits(count: count)
        for (index, matcher) in matchers.enumerated() {
            let documents = matches[index].documents()
            guard !documents.isEmpty else { continue }
            let scores = try scores(matcher, index, matches[index], documents, terms)
            for document in documents {
                top.offer(
                    DocumentReference(segment: index, document: document), score: Double(scores[Int(document)]))
            }
        }
        return top.sorted()
    }

    private func scores(
        _ matcher: SegmentMatcher, _ index: Int, _ set: DocumentSet, _ documents: [UInt32], _ terms: [ScoringTerm]
    ) throws(SpoglioError) -> [Float] {
        var scores = [Float](repeating: 0, count: matcher.segment.count)
        for term in terms {
            let stems = term.stems[index]
            let weight = term.weight / Float(StemCounter.fullImpact)
            if stems.count == 1 {
                try matcher.impacts(of: stems[0], documents) { document, impact in
                    scores[Int(document)] += weight * Float(impact)
                }
            } else if !stems.isEmpty {
                // Forms of one wildcard count as one word: the strongest form speaks for all.
                var strongest = [UInt8](repeating: 0, count: scores.count)
                for stem in stems {
                    try matcher.impacts(of: stem, documents) { document, impact in
                        strongest[Int(document)] = max(strongest[Int(document)], UInt8(truncatingIfNeeded: impact))
                    }
                }
                for document in documents { scores[Int(document)] += weight * Float(strongest[Int(document)]) }
            }
        }
        return scores
    }
}

/// The best documents seen so far, in a binary heap with the worst on top.
struct TopHits {
    private let count: Int
    private var heap: [(reference: DocumentReference, score: Double)] = []

    init(count: Int) { self.count = count }

    private static func isWorse(
        _ left: (reference: DocumentReference, score: Double), _ right: (reference: DocumentReference, score: Double)
    ) -> Bool {
        if left.score != right.score { return left.score < right.score }
        return (left.reference.segment, left.reference.document) > (right.reference.segment, right.reference.document)
    }

    @inline(__always)
    mutating func offer(_ reference: DocumentReference, score: Double) {
        if heap.count < count {
            heap.append((reference, score))
            var child = heap.count - 1
            while child > 0, Self.isWorse(heap[child], heap[(child - 1) / 2]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if count > 0, score > heap[0].score || Self.isWorse(heap[0], (reference, score)) {
            heap[0] = (reference, score)
            var parent = 0
            while true {
                var worst = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < heap.count && Self.isWorse(heap[child], heap[worst]) {
                    worst = child
                }
                if worst == parent { break }
                heap.swapAt(parent, worst)
                parent = worst
            }
        }
    }

    func sorted() -> [(reference: DocumentReference, score: Double)] {
        heap.sorted { Self.isWorse($1, $0) }
    }
}
