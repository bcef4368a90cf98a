// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Glibc

/// Which articles to find that are like one.
public struct SimilarRequest: Sendable, Equatable {
    public var id: String
    public var limit: Int
    /// What people, organisations and places count against words; 0 leaves them out.
    public var entityWeight: Double

    public init(_ id: String, limit: Int = 10, entityWeight: Double = 1) {
        self.id = id
        self.limit = limit
        self.entityWeight = entityWeight
    }
}

/// What an article is looked for by: its words that weigh most, and the entities it names.
struct ArticleProfile {
    /// Of the words of an article so many are looked for, those of most weight.
    static let words = 25
    /// What stands in more than one article of ten, and in more than a few, says nothing.
    static let commonest = 10
    static let fewArticles = 5

    struct Term {
        var shared: SharedTerm
        var scoring: ScoringTerm
    }

    private(set) var terms: [Term] = []

    /// Words weigh by their impact in the article and their rarity (tf · idf), entities by their rarity.
    init(_ place: DocumentReference, _ searcher: Searcher, _ ranking: Ranking, entityWeight: Double)
        throws(SpoglioError)
    {
        try addWords(place, searcher, ranking)
        if entityWeight > 0 { try addEntities(place, searcher, ranking, Float(entityWeight)) }
    }

    private mutating func addWords(
        _ place: DocumentReference, _ searcher: Searcher, _ ranking: Ranking
    ) throws(SpoglioError) {
        var found: [Term] = []
        for (stem, word, impact) in try Self.stems(place, searcher.segments[place.segment]) {
            var frequency = 0
            for matcher in ranking.matchers { frequency += try matcher.frequency(of: stem) }
            guard frequency > 1, frequency <= max(ranking.articles / Self.commonest, Self.fewArticles) else { continue }
            let weight = ranking.weight(frequency) * Float(impact) / Float(StemCounter.fullImpact)
            let text = String(decoding: word, as: UTF8.self)
            found.append(
                Term(
                    shared: SharedTerm(text: text, kind: .word, score: Double(weight)),
                    scoring: ScoringTerm(stems: ranking.matchers.map { _ in [stem] }, weight: weight)))
        }
        terms += found.first(Self.words) { ($1.scoring.weight, $0.shared.text) < ($0.scoring.weight, $1.shared.text) }
    }

    /// The stems of a document, each with the word that it mostly stands for and its impact.
    private static func stems(
        _ place: DocumentReference, _ segment: Segment
    ) throws(SpoglioError) -> [(stem: [UInt8], word: [UInt8], impact: UInt32)] {
        let forward = try segment.forward
        let terms = try segment.terms
        let stemmer = try ItalianStemmer()
        var tokens = ForwardColumn.Tokens()
        do {
            try forward.read(Int(place.document), into: &tokens)
        } catch {
            throw SpoglioError(error)
        }
        var uses: [UInt32: UInt32] = [:]
        for token in tokens.title { uses[token, default: 0] += StemCounter.titleWeight }
        for token in tokens.body { uses[token, default: 0] += 1 }
        for compound in tokens.compounds {
            uses[compound.token, default: 0] +=
                Int(compound.position) < tokens.title.count ? StemCounter.titleWeight : 1
        }
        var counter = StemCounter()
        var stems = StringInterner(minimumCapacity: 256)
        // By stem its commonest word.
        var words: [(word: [UInt8], uses: UInt32)] = []
        for token in uses.keys.sorted() {
            guard !WordForms.isElided(tag: terms.tag(ofToken: token)), let folded = terms.foldedForm(ofToken: token),
                let count = uses[token]
            else { continue }
            let (number, isNew) = stems.intern(stemmer.stem(ofFolded: folded))
            counter.count(number, count)
            if isNew {
                words.append((folded, count))
            } else if words[Int(number)].uses < count {
                words[Int(number)] = (folded, count)
            }
        }
        var result: [(stem: [UInt8], word: [UInt8], impact: UInt32)] = []
        counter.drain { stem, impact in
            let bytes = Array(stems.bytes(of: stem))
            if !bytes.isEmpty { result.append((bytes, words[Int(stem)].word, impact)) }
        }
        return result
    }

    private mutating func addEntities(
        _ place: DocumentReference, _ searcher: Searcher, _ ranking: Ranking, _ entityWeight: Float
    ) throws(SpoglioError) {
        let kinds: [(facet: Facet, kind: SharedTerm.Kind)] = [
            (.person, .person), (.organisation, .organisation), (.place, .place),
        ]
        for (facet, kind) in kinds {
            guard let entities = try searcher.entities.entities(of: facet) else { continue }
            let values = try ArticleValues(
                facet, searcher.segments[place.segment], overlay: entities.overlays[place.segment])
            for id in values.ids(of: Int(place.document)).sorted() {
                var documents: [[UInt32]] = []
                for index in searcher.segments.indices {
                    documents.append(try entities.documents(of: id, inSegment: index))
                }
                let frequency = documents.reduce(0) { $0 + $1.count }
                guard frequency > 1, frequency <= max(ranking.articles / Self.commonest, Self.fewArticles)
                else { continue }
                let weight = entityWeight * ranking.weight(frequency)
                let name = try entities.name(of: id) ?? id
                terms.append(
                    Term(
                        shared: SharedTerm(text: name, kind: kind, score: Double(weight)),
                        scoring: ScoringTerm(stems: documents.map { _ in [] }, weight: weight, documents: documents)))
            }
        }
    }
}

extension Searcher {
    /// The articles that are most like one, itself left out, each with what they share.
    ///
    /// - Throws: `notFound` where there is no such article.
    public func similar(_ request: SimilarRequest) throws(SpoglioError) -> SearchAnswer {
        guard request.limit >= 0, request.limit <= SearchRequest.largestPage else {
            throw SpoglioError(.request, "a page has 0 to \(SearchRequest.largestPage) hits")
        }
        guard request.entityWeight.isFinite, request.entityWeight >= 0 else {
            throw SpoglioError(.request, "the weight of entities is a number from 0")
        }
        guard let place = try place(of: request.id) else { throw Self.missing(request.id) }
        let clock = ContinuousClock()
        let start = clock.now
        let stemmer = try ItalianStemmer()
        let matchers = segments.enumerated().map { SegmentMatcher($1, stemmer: stemmer, entities: (entities, $0)) }
        let ranking = Ranking(matchers)
        let profile = try ArticleProfile(place, self, ranking, entityWeight: request.entityWeight)
        let scoring = profile.terms.map(\.scoring)
        var found: [DocumentSet] = []
        for (index, matcher) in matchers.enumerated() {
            var set = try matcher.documents(
                withAny: scoring.flatMap { $0.stems[index] }, .all(universe: matcher.segment.count))
            for term in scoring { set.insert(contentsOf: term.documents?[index] ?? []) }
            if index == place.segment { set.remove(place.document) }
            matcher.segment.removeDeleted(from: &set)
            found.append(set)
        }
        let total = found.reduce(0) { $0 + $1.count }
        var hits: [Hit] = []
        if total > 0, request.limit > 0 {
            for (index, entry) in try ranking.best(min(total, request.limit), of: found, by: scoring).enumerated() {
                var hit = try Hit(
                    segments[entry.reference.segment], entry.reference, rank: index + 1, score: entry.score)
                hit.shared = try shared(profile, entry.reference, ranking)
                hits.append(hit)
            }
        }
        let took = start.duration(to: clock.now).components
        return SearchAnswer(
            query: QueryEcho(text: request.id, parsed: profile.terms.map(\.shared.text).joined(separator: " OR ")),
            index: IndexEcho(articles: articleCount, revision: revision), total: total, offset: 0,
            limit: request.limit, hits: hits, facets: [:], notes: [],
            tookMicroseconds: Int(took.seconds) * 1_000_000 + Int(took.attoseconds / 1_000_000_000_000))
    }

    /// What of a profile stands in a document, what adds most first.
    private func shared(
        _ profile: ArticleProfile, _ reference: DocumentReference, _ ranking: Ranking
    ) throws(SpoglioError) -> [SharedTerm] {
        var shared: [SharedTerm] = []
        for term in profile.terms {
            let part = try ranking.part(of: term.scoring, in: reference)
            guard part > 0 else { continue }
            var own = term.shared
            own.score = (part * 1_000).rounded() / 1_000
            shared.append(own)
        }
        return shared.sorted { ($1.score, $0.text) < ($0.score, $1.text) }
    }

    static func missing(_ id: String) -> SpoglioError {
        SpoglioError(
            .notFound, "there is no article '\(id)' in this index",
            hint: "ids are shown by 'spoglio search', and 'spoglio search id:\(id)' would find it")
    }
}
