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

    /// A stem of the article.
    private struct Word {
        let stem: [UInt8]
        let text: String
        let impact: UInt32
        /// In how many articles it is known to be.
        var frequency: Int
    }

    /// Asks for frequencies only as far as a word may be among those of most weight: the more articles turn out to have
    /// it, the less it weighs.
    private mutating func addWords(
        _ place: DocumentReference, _ searcher: Searcher, _ ranking: Ranking
    ) throws(SpoglioError) {
        let others = ranking.matchers.indices.filter { $0 != place.segment }
        let commonest = max(ranking.articles / Self.commonest, Self.fewArticles)
        func weight(_ word: Word) -> Float {
            ranking.weight(max(2, word.frequency)) * Float(word.impact) / Float(StemCounter.fullImpact)
        }
        var words: [Word] = []
        for (stem, word, impact) in try Self.stems(place, searcher.segments[place.segment]) {
            let text = String(decoding: word, as: UTF8.self)
            guard !FunctionWords.all.contains(text) else { continue }
            let frequency = try ranking.matchers[place.segment].frequency(of: stem)
            words.append(Word(stem: stem, text: text, impact: impact, frequency: frequency))
        }
        var best: [Word] = []
        /// Adds a word that is not too common, nor found to weigh less than the best before all segments were asked.
        func add(_ word: Word) throws(SpoglioError) {
            var word = word
            for index in others {
                word.frequency += try ranking.matchers[index].frequency(of: word.stem)
                let isBeaten = best.count == Self.words && weight(word) < weight(best[Self.words - 1])
                if word.frequency > commonest || isBeaten { return }
            }
            guard word.frequency > 1, word.frequency <= commonest else { return }
            let (own, text) = (weight(word), word.text)
            let rank = best.firstIndex { (weight($0), text) < (own, $0.text) } ?? best.count
            best.insert(word, at: rank)
            if best.count > Self.words { best.removeLast() }
        }
        // What may weigh most comes first, so that of the others most are known to weigh less.
        for word in words.sorted(by: { weight($0) > weight($1) }) {
            if best.count == Self.words, weight(word) < weight(best[Self.words - 1]) { break }
            try add(word)
        }
        terms += best.map { word in
            Term(
                shared: SharedTerm(text: word.text, kind: .word, score: Double(weight(word))),
                scoring: ScoringTerm(stems: ranking.matchers.map { _ in [word.stem] }, weight: weight(word)))
        }
    }

    /// The stems of a document in the order of their bytes, each with the word that it mostly stands for and its impact.
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
        // Neighbours in the postings one after the other, so that each of their blocks is read once.
        return result.sorted { $0.stem.lexicographicallyPrecedes($1.stem) }
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
            own.score = Double(part)
            shared.append(own)
        }
        return Self.joined(shared).map { term in
            SharedTerm(text: term.text, kind: term.kind, score: (term.score * 1_000).rounded() / 1_000)
        }.sorted { ($1.score, $0.text) < ($0.score, $1.text) }
    }

    /// A word of a shared name is told with that name, whose score it adds to.
    private static func joined(_ shared: [SharedTerm]) -> [SharedTerm] {
        var names = shared.filter { $0.kind != .word }.sorted { ($1.score, $0.text) < ($0.score, $1.text) }
        let words = names.map { Set(NameKeys.words(of: $0.text)) }
        var others: [SharedTerm] = []
        for term in shared where term.kind == .word {
            if let name = words.firstIndex(where: { $0.contains(term.text) }) {
                names[name].score += term.score
            } else {
                others.append(term)
            }
        }
        return names + others
    }

    static func missing(_ id: String) -> SpoglioError {
        SpoglioError(
            .notFound, "there is no article '\(id)' in this index",
            hint: "ids are shown by 'spoglio search', and 'spoglio search id:\(id)' would find it")
    }
}
