// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText
internal import QueryLanguage

/// Did-you-mean for a query without hits.
///
/// A word of the query is in doubt if no article has it (a plain word: in any form; a word of a phrase: as written), or
/// at most `rare` articles while the suggested one stands in `common` or more. Suggested are words of the index within
/// one edit, two letters that changed places counting as one; if none of these helps, for words of six letters or more
/// those within two that have the same first letter. What is shorter than four letters or has a digit is left alone. Of
/// words with as many edits those with the same first letter come first, then the commoner ones. A suggestion is a whole
/// query, and it is run: only one with hits is made.
struct SpellingSuggestion {
    private static let rare = 2
    private static let common = 20
    private static let shortest = 4
    private static let longest = 40
    private static let long = 6
    /// Words in doubt, words tried for each, and queries run at most.
    private static let mostWords = 4
    private static let mostForms = 6
    private static let mostRuns = 12
    private static let mostSpellings = 4
    /// Capitals that a query would take for something else than a word.
    private static let operators: Set<String> = ["AND", "OR", "NOT", "NON", "NEAR", "VICINO", "ADJ"]

    private let searcher: Searcher
    private let request: SearchRequest
    private let matchers: [SegmentMatcher]
    private let stemmer: ItalianStemmer

    init(_ searcher: Searcher, _ request: SearchRequest, _ matchers: [SegmentMatcher]) throws(SpoglioError) {
        self.searcher = searcher
        self.request = request
        self.matchers = matchers
        stemmer = try ItalianStemmer()
    }

    /// A word of the query that may be misspelt.
    private struct Doubt {
        var word: String
        /// Bytes of the query.
        var range: Range<Int>
        var articles: Int
        var forms: [String] = []
    }

    /// What to tell about a query that nothing matches; nil where no word of it is in doubt or nothing better is known.
    func note(for parsed: QueryNode) throws(SpoglioError) -> String? {
        let doubts = try doubts(in: parsed)
        guard !doubts.isEmpty, doubts.count <= Self.mostWords else { return nil }
        for edits in 1...(doubts.contains { Self.isLong($0.word) } ? 2 : 1) {
            var tried = doubts
            for index in tried.indices { tried[index].forms = try forms(like: tried[index], edits) }
            tried.removeAll { $0.forms.isEmpty }
            if tried.isEmpty { continue }
            for choice in Self.choices(tried.map(\.forms.count)).prefix(Self.mostRuns) {
                var corrected = request
                corrected.query = replaced(tried, choice)
                guard let total = try? SearchRun(searcher, corrected).total(), total > 0 else { continue }
                return Self.text(tried, corrected.query, total)
            }
        }
        return nil
    }

    private static func text(_ doubts: [Doubt], _ query: String, _ total: Int) -> String {
        let words = doubts.map { "'\($0.word)'" }.joined(separator: " and ")
        let verb = doubts.count == 1 ? "occurs" : "occur"
        let place = doubts.allSatisfy { $0.articles == 0 } ? "nowhere" : "next to nowhere"
        return "\(words) \(verb) \(place); did you mean '\(query)'? (\(total.counted("article", "articles")))"
    }

    /// Which form to take for each word, the best ones first: all first ones, then one word after the other changed.
    private static func choices(_ counts: [Int]) -> [[Int]] {
        let best = counts.map { _ in 0 }
        var choices = [best]
        for form in 1..<max(mostForms, 2) {
            for word in counts.indices where form < counts[word] {
                var choice = best
                choice[word] = form
                choices.append(choice)
            }
        }
        return choices
    }

    /// The query with one form for each word in doubt.
    private func replaced(_ doubts: [Doubt], _ choice: [Int]) -> String {
        var bytes = Array(request.query.utf8)
        for (doubt, form) in zip(doubts, choice).reversed() {
            bytes.replaceSubrange(doubt.range, with: doubt.forms[form].utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Words in doubt

    private func doubts(in parsed: QueryNode) throws(SpoglioError) -> [Doubt] {
        var doubts: [Doubt] = []
        try collect(parsed, into: &doubts)
        return doubts.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Words under NOT are left out, as are those of saved queries, which the user did not write here.
    private func collect(_ node: QueryNode, into doubts: inout [Doubt]) throws(SpoglioError) {
        switch node.form {
        case .word(let word) where word.match == .stemmed: try add(node, areStemmed: true, &doubts)
        case .word(let word) where word.match == .exact: try add(node, areStemmed: false, &doubts)
        case .phrase(let phrase): try add(node, areStemmed: phrase.match == .stemmed, &doubts)
        case .near(let nodes, _, _), .and(let nodes), .or(let nodes):
            for node in nodes { try collect(node, into: &doubts) }
        case .field(_, let inner): try collect(inner, into: &doubts)
        case .word, .everything, .not, .value, .date, .saved: break
        }
    }

    private func add(_ node: QueryNode, areStemmed: Bool, _ doubts: inout [Doubt]) throws(SpoglioError) {
        let scalars = request.query.unicodeScalars
        guard
            let first = scalars.index(scalars.startIndex, offsetBy: node.range.lowerBound, limitedBy: scalars.endIndex),
            let last = scalars.index(first, offsetBy: node.range.count, limitedBy: scalars.endIndex)
        else { return }
        let start = request.query.utf8.distance(from: request.query.startIndex, to: first)
        let text = String(scalars[first..<last])
        let bytes = Array(text.utf8)
        for token in Tokenizer().tokens(in: text)
        where token.kind == .word && !token.isCompound && !token.flags.contains(.elided) {
            let slice = Array(bytes[token.byteRange])
            let folded = Folding.folded(slice.span, kind: token.kind)
            let word = String(decoding: slice, as: UTF8.self)
            guard (Self.shortest...Self.longest).contains(word.count),
                !folded.contains(where: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            else { continue }
            let articles = try articles(with: folded, isStemmed: areStemmed)
            guard articles <= Self.rare else { continue }
            doubts.append(
                Doubt(word: word, range: start + Int(token.start)..<start + Int(token.end), articles: articles))
        }
    }

    /// How many articles have a word, at least.
    private func articles(with folded: [UInt8], isStemmed: Bool) throws(SpoglioError) -> Int {
        if !isStemmed {
            var isKnown = false
            for matcher in matchers where try matcher.segment.terms.folded.index(of: folded) != nil { isKnown = true }
            guard isKnown else { return 0 }
        }
        let stem = stemmer.stem(ofFolded: folded)
        var articles = 0
        for matcher in matchers { articles += try matcher.frequency(of: stem) }
        return articles
    }

    // MARK: Words like them

    /// A word of the index that is like one in doubt.
    private struct Candidate {
        var edits: Int
        var hasOtherInitial: Bool
        /// About how often the word occurs, by Zipf's law from its place among the words of each segment.
        var uses = 0.0
        /// The spelling that is most used, and how much; one with a capital or not, as the word in doubt, before others.
        var spelling: [UInt8] = []
        var spellingUses = 0.0
        var isAlike = false
    }

    private func forms(like doubt: Doubt, _ edits: Int) throws(SpoglioError) -> [String] {
        let folded = Folding.folded(Array(doubt.word.utf8).span, kind: .word)
        var candidates: [[UInt8]: Candidate] = [:]
        for matcher in matchers {
            try addForms(
                matcher.segment, folded, isCapitalised: Self.isCapitalised(Array(doubt.word.utf8)),
                Self.isLong(doubt.word) ? edits : 1, &candidates)
        }
        let sorted = candidates.sorted { left, right in
            let (a, b) = (left.value, right.value)
            if a.edits != b.edits { return a.edits < b.edits }
            if a.hasOtherInitial != b.hasOtherInitial { return b.hasOtherInitial }
            if a.uses != b.uses { return a.uses > b.uses }
            return left.key.lexicographicallyPrecedes(right.key)
        }
        var forms: [String] = []
        for (form, candidate) in sorted.prefix(4 * Self.mostForms) where forms.count < Self.mostForms {
            // What is misspelt in two articles is not corrected by what is misspelt in three.
            if doubt.articles > 0, try articles(with: form, isStemmed: true) < Self.common { continue }
            let spelling = String(decoding: candidate.spelling, as: UTF8.self)
            forms.append(Self.operators.contains(spelling) ? String(decoding: form, as: UTF8.self) : spelling)
        }
        return forms
    }

    private func addForms(
        _ segment: Segment, _ folded: [UInt8], isCapitalised: Bool, _ edits: Int,
        _ candidates: inout [[UInt8]: Candidate]
    ) throws(SpoglioError) {
        let terms = try segment.terms
        // Few people mistake the first letter, and the words that share it are a small part of all.
        let range = edits == 1 ? nil : terms.folded.range(withPrefix: Array(folded.prefix(1)))
        var found = terms.folded.indices(
            within: edits, of: folded, in: range, limit: SegmentMatcher.expansionLimit)
        for swapped in Self.swapped(folded) {
            if let index = terms.folded.index(of: swapped) { found.append((index, 1)) }
        }
        for (index, edits) in found where edits > 0 {
            let tokens = terms.tokens(ofFolded: index).filter {
                let tag = terms.tag(ofToken: $0)
                return !WordForms.isElided(tag: tag) && !WordForms.isCompound(tag: tag)
                    && WordForms.kind(tag: tag) != .url
            }
            guard let token = tokens.first else { continue }
            let form = terms.folded.bytes(at: index)
            guard form.count >= Self.shortest - 1,
                !form.contains(where: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            else { continue }
            let uses = { (token: UInt32) in Double(segment.entry.tokens) / Double(token + 1) }
            var candidate = candidates[form] ?? Candidate(edits: edits, hasOtherInitial: form.first != folded.first)
            candidate.edits = min(candidate.edits, edits)
            candidate.uses += uses(token)
            for token in tokens.prefix(Self.mostSpellings) {
                let spelling = terms.spelling(ofToken: token, folded: form)
                let isAlike = Self.isCapitalised(spelling) == isCapitalised
                guard (isAlike ? 1 : 0, uses(token)) > (candidate.isAlike ? 1 : 0, candidate.spellingUses) else {
                    continue
                }
                candidate.spelling = spelling
                candidate.spellingUses = uses(token)
                candidate.isAlike = isAlike
            }
            candidates[form] = candidate
        }
    }

    private static func isLong(_ word: String) -> Bool { word.count >= long }

    private static func isCapitalised(_ spelling: [UInt8]) -> Bool {
        String(decoding: spelling, as: UTF8.self).first?.isUppercase ?? false
    }

    /// A word with each two neighbouring letters changed over.
    private static func swapped(_ folded: [UInt8]) -> [[UInt8]] {
        guard folded.allSatisfy({ $0 < 0x80 }) else { return [] }
        return folded.indices.dropLast().compactMap { index in
            guard folded[index] != folded[index + 1] else { return nil }
            var swapped = folded
            swapped.swapAt(index, index + 1)
            return swapped
        }
    }
}
