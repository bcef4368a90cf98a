// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Glibc

/// One source of score: stems that count as one word, and the words whose rarity gives its weight.
struct ScoringTerm {
    /// The stems, by segment: an expansion finds other forms in each.
    var stems: [[[UInt8]]]
    /// BM25's inverse document frequency, over the whole index.
    var weight: Float
    /// By segment the documents that count as full matches without looking at stems; for what is not in the postings.
    var documents: [[UInt32]]?
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
    let articles: Int

    init(_ matchers: [SegmentMatcher]) {
        self.matchers = matchers
        articles = matchers.reduce(0) { $0 + $1.segment.count }
    }

    /// How much a word counts that so many articles hold.
    func weight(_ frequency: Int) -> Float {
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
        case .not, .everything, .nothing, .values, .days, .undated, .id, .url, .documents: return []
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
            let scores = try scores(matcher, index, documents, terms)
            for place in documents.indices {
                top.offer(
                    DocumentReference(segment: index, document: documents[place]), score: Double(scores[place]))
            }
        }
        return top.sorted()
    }

    private static func fullMatches(_ documents: [UInt32]) -> PostingList {
        PostingList(documents, Array(repeating: UInt32(StemCounter.fullImpact), count: documents.count))
    }

    /// What a term adds to the score of one document.
    func part(of term: ScoringTerm, in reference: DocumentReference) throws(SpoglioError) -> Double {
        if let documents = term.documents?[reference.segment] {
            // The documents of an entity may be many; a list of impacts is not made of them for one.
            guard Self.holds(documents, reference.document) else { return 0 }
            return Double(term.weight / Float(StemCounter.fullImpact) * Float(StemCounter.fullImpact))
        }
        return Double(try scores(matchers[reference.segment], reference.segment, [reference.document], [term])[0])
    }

    /// Whether an ascending list has a document.
    private static func holds(_ documents: [UInt32], _ document: UInt32) -> Bool {
        var low = 0
        var high = documents.count
        while low < high {
            let middle = (low + high) / 2
            if documents[middle] < document { low = middle + 1 } else { high = middle }
        }
        return low < documents.count && documents[low] == document
    }

    /// The score of each of `documents`.
    private func scores(
        _ matcher: SegmentMatcher, _ index: Int, _ documents: [UInt32], _ terms: [ScoringTerm]
    ) throws(SpoglioError) -> [Float] {
        var lists: [(list: PostingList, weight: Float)] = []
        for term in terms {
            let list =
                if let full = term.documents { Self.fullMatches(full[index]) } else {
                    try list(of: term.stems[index], matcher, documents)
                }
            guard let list else { continue }
            lists.append((list, term.weight / Float(StemCounter.fullImpact)))
        }
        // By their numbers many documents are met without a comparison.
        if documents.count > matcher.segment.count / 16, lists.contains(where: { $0.list.documents != documents }) {
            var scores = [Float](repeating: 0, count: matcher.segment.count)
            for (list, weight) in lists {
                for (document, impact) in zip(list.documents, list.impacts) {
                    scores[Int(document)] += weight * Float(impact)
                }
            }
            var wanted = [Float](repeating: 0, count: documents.count)
            for place in documents.indices { wanted[place] = scores[Int(documents[place])] }
            return wanted
        }
        var scores = [Float](repeating: 0, count: documents.count)
        for (list, weight) in lists {
            if list.documents == documents {
                for place in scores.indices { scores[place] += weight * Float(list.impacts[place]) }
            } else {
                Self.add(list, weight, documents, to: &scores)
            }
        }
        return scores
    }

    /// The impacts of a word's stems at least in those of `documents` that hold one.
    private func list(
        of stems: [[UInt8]], _ matcher: SegmentMatcher, _ documents: [UInt32]
    ) throws(SpoglioError) -> PostingList? {
        if stems.count < 2 { return stems.isEmpty ? nil : try matcher.impacts(of: stems[0], in: documents) }
        // Forms of one wildcard count as one word: the strongest form speaks for all.
        var strongest = [UInt32](repeating: 0, count: matcher.segment.count)
        for stem in stems {
            let list = try matcher.impacts(of: stem, in: documents)
            for (document, impact) in zip(list.documents, list.impacts) {
                strongest[Int(document)] = max(strongest[Int(document)], impact)
            }
        }
        var impacts = documents
        for place in documents.indices { impacts[place] = strongest[Int(documents[place])] }
        return PostingList(documents, impacts)
    }

    /// Adds a word's part to the scores of `documents`.
    private static func add(
        _ list: PostingList, _ weight: Float, _ documents: [UInt32], to scores: inout [Float]
    ) {
        var place = 0
        for (document, impact) in zip(list.documents, list.impacts) {
            while place < documents.count, documents[place] < document { place += 1 }
            guard place < documents.count else { return }
            if documents[place] == document { scores[place] += weight * Float(impact) }
        }
    }
}

/// The best documents seen so far, in a binary heap with the worst on top.
struct TopHits {
    private let count: Int
    private var heap: [(reference: DocumentReference, score: Double)] = []
    /// What a score must exceed once the heap is full.
    private var bar: Double

    init(count: Int) {
        self.count = count
        bar = .infinity
    }

    private static func isWorse(
        _ left: (reference: DocumentReference, score: Double), _ right: (reference: DocumentReference, score: Double)
    ) -> Bool {
        if left.score != right.score { return left.score < right.score }
        return (left.reference.segment, left.reference.document) > (right.reference.segment, right.reference.document)
    }

    /// Takes a document if it is among the best; documents come in the order of the index, so that of equal scores the
    /// first stay.
    @inline(__always)
    mutating func offer(_ reference: DocumentReference, score: Double) {
        if heap.count < count || score > bar { insert(reference, score) }
    }

    @inline(never)
    private mutating func insert(_ reference: DocumentReference, _ score: Double) {
        if heap.count < count {
            heap.append((reference, score))
            var child = heap.count - 1
            while child > 0, Self.isWorse(heap[child], heap[(child - 1) / 2]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else {
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
        bar = heap[0].score
    }

    func sorted() -> [(reference: DocumentReference, score: Double)] {
        heap.sorted { Self.isWorse($1, $0) }
    }
}
