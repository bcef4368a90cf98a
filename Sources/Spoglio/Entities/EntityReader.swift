// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

/// Tells all that an index knows of entities.
struct EntityReader {
    private let searcher: Searcher
    private let authority: Authority
    /// How many companions of each kind are given.
    private static let mostCompanions = 10

    init(_ searcher: Searcher) throws(SpoglioError) {
        self.searcher = searcher
        authority = try searcher.entities.annotator().authority
    }

    /// - Parameter isFull: Whether companions and timeline are worked out; else they are empty.
    func view(_ id: String, _ facet: Facet, isFull: Bool = true) throws(SpoglioError) -> EntityView {
        guard let entities = try searcher.entities.entities(of: facet) else {
            throw SpoglioError(.request, "'\(facet.rawValue)' has no entities")
        }
        let sets = try documents(id, entities)
        let known = authority.entity(EntityID(id))
        let variants = try variants(id, entities, sets)
        let days = try days(sets)
        let years = try isFull ? Self.filled(FacetCounter(searcher).count(.year, over: sets).counts) : []
        return EntityView(
            id: id, name: try entities.name(of: id) ?? id, kind: facet.rawValue, known: known != nil,
            articles: sets.reduce(0) { $0 + $1.count }, mentions: variants.reduce(0) { $0 + $1.mentions },
            variants: variants, country: known.flatMap { $0.country.isEmpty ? nil : $0.country },
            description: known.flatMap { $0.description.isEmpty ? nil : $0.description },
            first: days.map { Calendar.iso8601($0.first) }, last: days.map { Calendar.iso8601($0.last) },
            with: try isFull ? companions(of: id, sets) : [], timeline: years,
            corrections: try corrections(id, facet, entities))
    }

    private func documents(_ id: String, _ entities: FacetEntities) throws(SpoglioError) -> [DocumentSet] {
        var sets: [DocumentSet] = []
        for (index, segment) in searcher.segments.enumerated() {
            var set = DocumentSet(try entities.documents(of: id, inSegment: index), universe: segment.count)
            segment.removeDeleted(from: &set)
            sets.append(set)
        }
        return sets
    }

    /// How the articles write the name, by falling number of mentions.
    private func variants(
        _ id: String, _ entities: FacetEntities, _ sets: [DocumentSet]
    ) throws(SpoglioError) -> [EntityView.Variant] {
        struct Tally {
            var mentions = 0
            var rules: [String: Int] = [:]
            var score: UInt8 = 0
        }
        var tallies: [String: Tally] = [:]
        let facetNumber = Facet.entities.firstIndex(of: entities.facet) ?? 0
        for (segment, set) in zip(searcher.segments, sets) where !set.isEmpty {
            let column = try segment.column(entities.facet)
            let mentions = try segment.mentions
            var counts = [Int](repeating: 0, count: mentions.variantCount)
            do {
                for document in set.documents() {
                    try mentions.forEach(of: Int(document)) { _, variant in counts[variant] += 1 }
                }
            } catch {
                throw SpoglioError(error)
            }
            for (number, count) in counts.enumerated() where count > 0 {
                let meant = mentions.value(ofVariant: number)
                guard Int(meant.facet) == facetNumber else { continue }
                let indexed = column.ids.text(at: Int(meant.value))
                let text = mentions.text(ofVariant: number)
                guard entities.lineage.entity(of: indexed, variant: { NameKeys.whole(text) }) == id else { continue }
                let variant = mentions.variant(number)
                var tally = tallies[text] ?? Tally()
                tally.mentions += count
                tally.rules[variant.rule, default: 0] += count
                tally.score = max(tally.score, variant.score)
                tallies[text] = tally
            }
        }
        for alias in entities.aliases where alias.entity == id {
            let found = try occurrences(of: alias.clause, sets)
            guard found > 0, tallies[alias.form] == nil else { continue }
            tallies[alias.form] = Tally(mentions: found, rules: ["alias": found], score: 100)
        }
        return tallies.map { text, tally in
            let rule = tally.rules.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            return EntityView.Variant(
                text: text, mentions: tally.mentions, rule: rule, score: Double(tally.score) / 100)
        }.sorted { ($1.mentions, $0.text) < ($0.mentions, $1.text) }
    }

    /// How often a form stands in the articles of an entity.
    private func occurrences(of clause: Clause, _ sets: [DocumentSet]) throws(SpoglioError) -> Int {
        var count = 0
        let stemmer = try ItalianStemmer()
        for (segment, set) in zip(searcher.segments, sets) where !set.isEmpty {
            let matcher = SegmentMatcher(segment, stemmer: stemmer)
            for document in try matcher.documents(clause, within: set).documents() {
                count += try matcher.highlights(clause, in: Int(document))?.count ?? 0
            }
        }
        return count
    }

    private func days(_ sets: [DocumentSet]) throws(SpoglioError) -> (first: Int32, last: Int32)? {
        var range: (first: Int32, last: Int32)?
        for (segment, set) in zip(searcher.segments, sets) where !set.isEmpty {
            let periods = try segment.periods
            for document in set.documents() {
                let period = periods.period(of: Int(document))
                guard period.isDated else { continue }
                range = (min(range?.first ?? period.first, period.first), max(range?.last ?? period.last, period.last))
            }
        }
        return range
    }

    private func companions(of id: String, _ sets: [DocumentSet]) throws(SpoglioError) -> [EntityView.Companion] {
        var companions: [EntityView.Companion] = []
        for facet in Facet.entities {
            let counts = try FacetCounter(searcher).count(facet, over: sets).top(Self.mostCompanions + 1)
            companions += counts.values.filter { $0.id != id }.prefix(Self.mostCompanions).map {
                EntityView.Companion(id: $0.id, name: $0.value, kind: facet.rawValue, count: $0.count)
            }
        }
        return companions.sorted { ($1.count, $0.id) < ($0.count, $1.id) }
    }

    private static func filled(_ years: [(number: Int, count: Int)]) -> [EntityView.Year] {
        guard let first = years.first?.number, let last = years.last?.number else { return [] }
        let counts = Dictionary(uniqueKeysWithValues: years.map { ($0.number, $0.count) })
        return (first...last).map { EntityView.Year(key: Calendar.year($0), count: counts[$0] ?? 0) }
    }

    private func corrections(
        _ id: String, _ facet: Facet, _ entities: FacetEntities
    ) throws(SpoglioError) -> [String] {
        try searcher.entities.corrections().corrections.filter { correction in
            guard correction.facet == facet else { return false }
            if entities.lineage.entity(of: correction.entity) == id { return true }
            switch correction.action {
            case .merge(let into): return entities.lineage.entity(of: into) == id
            case .split(_, let new): return entities.lineage.entity(of: new) == id
            case .rename, .alias: return false
            }
        }.map { $0.line.split(separator: "\t").joined(separator: " ") }
    }
}
