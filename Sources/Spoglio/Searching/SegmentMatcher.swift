// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText

/// Executes clauses over one segment.
final class SegmentMatcher {
    let segment: Segment
    private let everything: DocumentSet
    /// What is known of the stems that were asked for.
    var stems: [StemKey: KnownStem] = [:]
    private var patterns: [ObjectIdentifier: BoundWords] = [:]
    private var placePatterns: [ObjectIdentifier: [PhrasePattern]] = [:]
    private let stemmer: ItalianStemmer
    /// The entities of the index, and the segment's place in it; without them identifiers are as indexed.
    let entities: (directory: EntityDirectory, segment: Int)?
    /// What bounds the work of the query with words near each other.
    let effort: ProximityEffort
    /// Wildcards and fuzzy words expand to at most this many forms.
    static let expansionLimit = 1_000

    init(
        _ segment: Segment, stemmer: ItalianStemmer, entities: (directory: EntityDirectory, segment: Int)? = nil,
        effort: ProximityEffort = ProximityEffort()
    ) {
        self.effort = effort
        self.segment = segment
        self.entities = entities
        self.stemmer = stemmer
        everything = segment.live ?? .all(universe: segment.count)
    }

    /// A word, phrase or expansion in the terms of this segment.
    struct BoundWords {
        /// All spellings that an expansion stands for.
        var pattern: PhrasePattern?
        /// Stems whose every document matches.
        var sureStems: [[UInt8]] = []
        /// For each pattern still to be looked for, for each of its words the stems one of which its documents hold;
        /// nil where a word is not in the postings (elided articles) and any document may match.
        var candidates: [[[[UInt8]]?]] = []
        /// The patterns that `candidates` belong to.
        var uncertain: [PhrasePattern] = []
        /// The folded forms that an expansion found, and their stems in order.
        var expansion: [Int] = []
        var stems: [[UInt8]] = []
    }

    /// The documents that match, deleted ones left out.
    ///
    /// - Parameter within: Only these documents are of interest.
    func documents(_ clause: Clause, within: DocumentSet? = nil) throws(SpoglioError) -> DocumentSet {
        var set = try evaluate(clause, within: within ?? everything)
        segment.removeDeleted(from: &set)
        return set
    }

    func evaluate(_ clause: Clause, within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        switch clause {
        case .everything: return within
        case .nothing: return DocumentSet(universe: segment.count)
        case .words(let words): return try matching(bound(words), words.fields, within)
        case .expansion(let expansion): return try matching(bound(expansion), expansion.fields, within)
        case .near(let near): return try matching(near, within)
        case .values(let values): return try matching(values, within)
        case .days(let first, let last):
            return try segment.documents(from: first, to: last).intersection(within)
        case .undated: return try segment.undatedDocuments().intersection(within)
        case .id(let id): return try matching(id: id, within)
        case .url(let url): return try matching(url: url, within)
        case .documents(let documents):
            return DocumentSet(documents[segment.name] ?? [], universe: segment.count).intersection(within)
        case .and(let clauses): return try matching(all: clauses, within)
        case .or(let clauses):
            var result = DocumentSet(universe: segment.count)
            for clause in clauses { result.formUnion(try evaluate(clause, within: within)) }
            return result
        case .not(let clause):
            var result = within
            result.subtract(try evaluate(clause, within: within))
            return result
        }
    }

    // MARK: Words

    private func matching(
        _ bound: BoundWords, _ fields: TextFields, _ within: DocumentSet
    ) throws(SpoglioError) -> DocumentSet {
        var result = try documents(withAny: bound.sureStems, within)
        for (pattern, slots) in zip(bound.uncertain, bound.candidates) {
            var candidates = within
            candidates.subtract(result)
            if let frequent = try segment.forward.documents(withFrequentPairsOf: pattern) {
                candidates.formIntersection(frequent.documents)
                if frequent.isExact, fields == .all {
                    result.formUnion(candidates)
                    continue
                }
            }
            let known = slots.compactMap(\.self)
            candidates = try documents(withOneOfEach: worthReading(known, of: candidates), candidates)
            guard !candidates.isEmpty else { continue }
            do {
                let found = try segment.forward.filter(candidates.documents(), containing: [pattern], fields: fields)
                result.insert(contentsOf: found)
            } catch {
                throw SpoglioError(any: error)
            }
        }
        return result
    }

    /// The patterns of a word or phrase, for places in a document.
    func patterns(_ words: WordsClause) throws(SpoglioError) -> [PhrasePattern] {
        if let known = placePatterns[ObjectIdentifier(words)] { return known }
        let terms = try segment.terms
        let patterns = words.variants.map { variant in
            PhrasePattern(variant.map { tokens(of: $0, words.match, isAlone: variant.count == 1, terms) }) {
                WordForms.isCompound(tag: terms.tag(ofToken: $0))
            }
        }
        placePatterns[ObjectIdentifier(words)] = patterns
        return patterns
    }

    private func bound(_ words: WordsClause) throws(SpoglioError) -> BoundWords {
        var bound = BoundWords()
        if let stem = words.plainStem {
            // In the postings or nowhere; its spellings matter for highlights only.
            bound.sureStems = [stem]
            return bound
        }
        if let known = patterns[ObjectIdentifier(words)] { return known }
        let terms = try segment.terms
        for variant in words.variants {
            if variant.count == 1, words.match == .stemmed, words.fields == .all {
                bound.sureStems.append(variant[0].stem)
                continue
            }
            let sets = variant.map { tokens(of: $0, words.match, isAlone: variant.count == 1, terms) }
            let pattern = PhrasePattern(sets, areWholeForms: words.match == .folded) {
                WordForms.isCompound(tag: terms.tag(ofToken: $0))
            }
            guard !pattern.isImpossible else { continue }
            if variant.count == 1, words.fields == .all, isSure(variant[0], sets[0], words.match, terms) {
                bound.sureStems.append(variant[0].stem)
                continue
            }
            bound.uncertain.append(pattern)
            bound.candidates.append(
                zip(variant, sets).map { term, set in
                    set.tokens.contains { WordForms.isElided(tag: terms.tag(ofToken: $0)) } ? nil : [term.stem]
                })
        }
        patterns[ObjectIdentifier(words)] = bound
        return bound
    }

    /// The folded forms of this segment that have a stem.
    private func folded(withStem stem: [UInt8], _ terms: TermDictionary) -> [Int] {
        if let known = stems[StemKey(stem)]?.folded { return known }
        let found = terms.folded(withStem: stem) { stemmer.stem(ofFolded: $0) }
        stems[StemKey(stem), default: KnownStem()].folded = found
        return found
    }

    /// The tokens that a term stands for.
    private func tokens(
        of term: QueryTerm, _ match: WordsClause.Match, isAlone: Bool, _ terms: TermDictionary
    ) -> TokenSet {
        switch match {
        case .stemmed:
            let all = folded(withStem: term.stem, terms).flatMap { terms.tokens(ofFolded: $0) }
            // Alone, a word is looked for in the postings, which leave out elided articles.
            return TokenSet(isAlone ? all.filter { !WordForms.isElided(tag: terms.tag(ofToken: $0)) } : all)
        case .folded, .exact:
            guard let folded = terms.folded.index(of: term.folded) else { return TokenSet([]) }
            let all = terms.tokens(ofFolded: folded)
            guard match == .exact else { return TokenSet(all) }
            return TokenSet(
                all.filter { Folding.exact(terms.spelling(ofToken: $0, folded: term.folded).span) == term.exact })
        }
    }

    /// Whether the postings of the term's stem are exactly the documents that hold one of its tokens.
    private func isSure(
        _ term: QueryTerm, _ set: TokenSet, _ match: WordsClause.Match, _ terms: TermDictionary
    ) -> Bool {
        let all = folded(withStem: term.stem, terms).flatMap { terms.tokens(ofFolded: $0) }
        return TokenSet(all).tokens == set.tokens && !all.contains { WordForms.isElided(tag: terms.tag(ofToken: $0)) }
    }

    func bound(_ expansion: ExpansionClause) throws(SpoglioError) -> BoundWords {
        if let known = patterns[ObjectIdentifier(expansion)] { return known }
        let terms = try segment.terms
        let folded: [Int] =
            switch expansion.form {
            case .wildcard(let pattern): terms.folded(matching: pattern, limit: Self.expansionLimit)
            case .fuzzy(let word, let edits):
                terms.folded.indices(within: edits, of: word, limit: Self.expansionLimit).map(\.index)
            }
        var bound = BoundWords()
        bound.expansion = folded
        let tokens = { (folded: [Int]) in
            folded.flatMap { terms.tokens(ofFolded: $0) }.filter { !WordForms.isElided(tag: terms.tag(ofToken: $0)) }
        }
        let isCompound = { (token: UInt32) in WordForms.isCompound(tag: terms.tag(ofToken: token)) }
        bound.pattern = PhrasePattern([TokenSet(tokens(folded))], isCompound: isCompound)
        let chosen = Set(folded)
        var unsureStems: [[UInt8]] = []
        var unsureFolded: [Int] = []
        for (stem, forms) in Dictionary(grouping: folded, by: { stemmer.stem(ofFolded: terms.folded.bytes(at: $0)) }) {
            bound.stems.append(stem)
            if expansion.fields == .all, self.folded(withStem: stem, terms).allSatisfy({ chosen.contains($0) }) {
                bound.sureStems.append(stem)
            } else {
                unsureStems.append(stem)
                unsureFolded += forms
            }
        }
        bound.stems.sort { $0.lexicographicallyPrecedes($1) }
        if !unsureStems.isEmpty {
            bound.uncertain = [PhrasePattern([TokenSet(tokens(unsureFolded))], isCompound: isCompound)]
            bound.candidates = [[unsureStems]]
        }
        patterns[ObjectIdentifier(expansion)] = bound
        return bound
    }
}

extension DocumentSet {
    func intersection(_ other: DocumentSet) -> DocumentSet {
        var result = self
        result.formIntersection(other)
        return result
    }
}
