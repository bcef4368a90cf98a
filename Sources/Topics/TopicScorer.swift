// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// What besides its text tells an article's topics.
public struct TopicHint: Sendable, Equatable {
    public let topic: TopicCode
    /// A strong hint decides the first topic, a weak one alone gives none.
    public let strength: SectionTopics.Strength

    /// A hint as section or tag gives it.
    public init(topic: TopicCode, strength: SectionTopics.Strength) {
        self.topic = topic
        self.strength = strength
    }
}

/// A topic of an article.
public struct TopicAssignment: Sendable, Equatable {
    public let topic: TopicCode
    /// Between 0 and 1: one half where it is just enough.
    public let score: Double

    /// A topic with a score between 0 and 1.
    public init(topic: TopicCode, score: Double) {
        self.topic = topic
        self.score = score
    }
}

/// Finds the topics of articles, one after another.
///
/// A family of words counts by how often and where it stands: *q* = 4 for a place in the title, 2 among the first 100
/// words, 1/4 further on, together at most 8. The score of a topic is Σ weight · log2(1 + *q*), and the scores of the top
/// topics pass through `TopicWeights`. The best top topic needs 4.5, and in texts of more than 40 words
/// 4.5 · (words / 40)^¼; others 0.4 of the best, crime 0.35. One word alone that is not in the title is not enough. Under
/// each the best topic below it stands instead, if it is clear which. The constants were set on 410 articles labelled by
/// hand; ARCHITECTURE.md tells what they reach on others.
public struct TopicScorer: Sendable {
    private let lexicon: TopicLexicon
    /// By family in quarters, for those in `touched`.
    private var quarters: [UInt16]
    private var touched: [UInt16] = []
    private var scores: [Float]
    /// By topic how often its words count, in quarters, and how many they are, where it is a top one.
    private var evidence: [Int]
    private var found: [Int]
    private var bodyWords = 0

    private static let titleQuarters: UInt16 = 16
    private static let leadQuarters: UInt16 = 8
    private static let leadWords = 100
    private static let mostQuarters = 32
    /// log2(1 + q), by quarters.
    private static let growth = (0...mostQuarters).map { log2f(1 + Float($0) / 4) }
    private static let threshold: Float = 4.5
    private static let shortText: Float = 40
    private static let othersShare: Float = 0.4
    private static let leastShare: Float = 0.2
    private static let weakHint: Float = 2.5
    /// More than one word among the first ones, or several anywhere.
    private static let leastEvidence = 12
    private static let leastFound = 4
    private static let crime = "medtop:02000000"
    private static let mostTopics = 3

    /// A scorer for articles whose tokens were looked up in this lexicon.
    public init(_ lexicon: TopicLexicon) {
        self.lexicon = lexicon
        quarters = [UInt16](repeating: 0, count: lexicon.families.count)
        scores = [Float](repeating: 0, count: lexicon.tree.topics.count)
        evidence = [Int](repeating: 0, count: lexicon.tree.topics.count)
        found = evidence
    }

    /// Counts the words of the next article.
    ///
    /// - Parameters:
    ///   - title: Its tokens by any numbers, and `body` those of its text …
    ///   - entries: … and by number what the lexicon says of them.
    public mutating func count(title: [UInt32], body: [UInt32], entries: [UInt32]) {
        bodyWords = body.count
        // The arrays leave `self` while they change, so that none is copied.
        var (quarters, touched) = (self.quarters, self.touched)
        self.quarters = []
        self.touched = []
        lexicon.forEachMatch(in: title, entries) { family, _ in
            if quarters[family] == 0 { touched.append(UInt16(family)) }
            quarters[family] = min(quarters[family] + Self.titleQuarters, UInt16(Self.mostQuarters))
        }
        lexicon.forEachMatch(in: body, entries) { family, range in
            if quarters[family] == 0 { touched.append(UInt16(family)) }
            let more = range.lowerBound < Self.leadWords ? Self.leadQuarters : 1
            quarters[family] = min(quarters[family] + more, UInt16(Self.mostQuarters))
        }
        (self.quarters, self.touched) = (quarters, touched)
    }

    /// The topics of the article that was counted, the best first; none where nothing is clear.
    public mutating func assign(_ hints: [TopicHint] = []) -> [TopicAssignment] {
        let tree = lexicon.tree
        for index in scores.indices {
            scores[index] = 0
            evidence[index] = 0
            found[index] = 0
        }
        for family in touched {
            let factor = Self.growth[Int(quarters[Int(family)])]
            let known = lexicon.families[Int(family)]
            for (topic, weight) in known.tops {
                scores[Int(topic)] += weight * factor
                evidence[Int(topic)] += Int(quarters[Int(family)])
                found[Int(topic)] += 1
            }
            for (topic, weight) in known.below { scores[Int(topic)] += weight * factor }
            quarters[Int(family)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        let words = Float(max(1, bodyWords))
        let threshold = Self.threshold * max(1, powf(words / Self.shortText, 0.25))
        for top in tree.tops { scores[top] *= Self.factor(tree.topics[top].code) }
        lexicon.weights.adjust(&scores, words: bodyWords)
        let total = tree.tops.reduce(0) { $0 + scores[$1] }
        let decided = add(hints, threshold)
        let ranked = tree.tops.filter { scores[$0] >= threshold && isEnough($0) }.sorted {
            scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
        }
        guard let best = ranked.first else { return [] }
        let isClear = bodyWords <= Self.leadWords || scores[best] >= Self.leastShare * total
        guard isClear || decided else { return [] }
        let close = ranked.filter { scores[$0] >= Self.share(tree.topics[$0].code) * scores[best] }
        return close.prefix(Self.mostTopics).map { top in
            let score = scores[top]
            let rounded = (Double(score / (score + threshold)) * 1_000).rounded() / 1_000
            return TopicAssignment(topic: tree.topics[narrowest(below: top, threshold)].code, score: rounded)
        }
    }

    /// Adds what section and tags tell.
    ///
    /// - Returns: Whether a strong hint was among them.
    private mutating func add(_ hints: [TopicHint], _ threshold: Float) -> Bool {
        let tree = lexicon.tree
        let best = tree.tops.map { scores[$0] }.max() ?? 0
        var decided = false
        for hint in hints {
            guard let topic = tree.index(of: hint.topic) else { continue }
            let top = tree.top(of: topic)
            let amount: Float
            switch hint.strength {
            // The first strong one outweighs whatever the words say.
            case .strong:
                amount = decided ? Self.weakHint : best + threshold
                decided = true
            case .weak: amount = Self.weakHint
            }
            scores[top] += amount
            evidence[top] += hint.strength == .strong ? Self.leastEvidence : Int(Self.leadQuarters)
            if topic != top { scores[topic] += min(amount, threshold) }
        }
        return decided
    }

    /// The topic below a top topic that stands for it, or itself.
    private func narrowest(below top: Int, _ threshold: Float) -> Int {
        var best = (topic: top, score: Float(0))
        var second: Float = 0
        for child in lexicon.tree.children(of: top) {
            if scores[child] > best.score {
                second = best.score
                best = (child, scores[child])
            } else {
                second = max(second, scores[child])
            }
        }
        return best.score >= threshold && best.score >= 1.5 * second ? best.topic : top
    }

    private func isEnough(_ top: Int) -> Bool {
        evidence[top] >= Self.leastEvidence || found[top] >= Self.leastFound
    }

    /// Politics has words in every kind of news; crime is told by few.
    private static func factor(_ code: TopicCode) -> Float {
        switch code.text {
        case "medtop:11000000": 0.85
        case crime: 1.2
        default: 1
        }
    }

    /// How much of the score of the best topic another one needs.
    private static func share(_ code: TopicCode) -> Float { code.text == crime ? 0.35 : othersShare }
}

extension TopicScorer {
    /// The words that speak for a topic in an article, the most telling first: as they first stand there, and how often
    /// they count.
    ///
    /// - Parameters:
    ///   - entries: By position what the lexicon says of the tokens of title and body.
    ///   - text: What stands at a range of positions of title (true) or body.
    public static func reasons(
        for topic: TopicCode, in lexicon: TopicLexicon, title: [UInt32], body: [UInt32],
        text: (_ isTitle: Bool, _ range: Range<Int>) -> String
    ) -> [(text: String, count: Int)] {
        guard let index = lexicon.tree.index(of: topic) else { return [] }
        let top = lexicon.tree.top(of: index)
        var found: [Int: (text: String, count: Int, quarters: Int)] = [:]
        for (isTitle, entries) in [(true, title), (false, body)] {
            lexicon.forEachMatch(in: entries.indices.map { UInt32($0) }, entries) { family, range in
                let isLead = range.lowerBound < leadWords
                let more = isTitle ? titleQuarters : isLead ? leadQuarters : 1
                var entry = found[family] ?? (text(isTitle, range), 0, 0)
                entry.count += 1
                entry.quarters += Int(more)
                found[family] = entry
            }
        }
        let told = found.compactMap { family, entry -> (text: String, count: Int, score: Float)? in
            guard let weight = lexicon.families[family].tops.first(where: { Int($0.topic) == top })?.weight else {
                return nil
            }
            return (entry.text, entry.count, weight * growth[min(entry.quarters, mostQuarters)])
        }
        return told.sorted { ($1.score, $0.text) < ($0.score, $1.text) }.map { ($0.text, $0.count) }
    }
}
