// SPDX-License-Identifier: GPL-3.0-or-later

/// The topics of Italian news: 17 top topics and those below them.
public struct TopicTree: Sendable {
    /// In the order of the table, each top topic before its children.
    public let topics: [Topic]
    private let indices: [TopicCode: Int]
    private let children: [TopicCode: [TopicCode]]
    /// By topic the number of the top topic that it lies in, itself for a top topic.
    private let topNumbers: [Int]
    /// By topic the numbers of those right below it.
    private let childNumbers: [[Int]]
    /// The numbers of the top topics.
    let tops: [Int]
    /// Topics by folded code, slug and labels.
    private let names: [String: [Int]]

    /// - Throws: `TopicError` naming table and line for a row that is none, a code or slug that is taken, or a parent
    ///   that no earlier row has.
    public init(table: TopicTable = .embeddedTopics) throws(TopicError) {
        var topics: [Topic] = []
        var indices: [TopicCode: Int] = [:]
        var children: [TopicCode: [TopicCode]] = [:]
        var names: [String: [Int]] = [:]
        var slugs: Set<String> = []
        for (line, fields) in try table.rows(columns: 6).dropFirst() {
            let topic = Topic(
                code: TopicCode(String(fields[0])), parent: fields[1].isEmpty ? nil : TopicCode(String(fields[1])),
                slug: String(fields[2]), italianLabel: String(fields[3]), englishLabel: String(fields[4]),
                italianDescription: String(fields[5]))
            guard !topic.code.text.isEmpty, !topic.slug.isEmpty else {
                throw TopicError(.invalidValue, table: table.name, line: line, "a topic needs a code and a slug")
            }
            guard indices[topic.code] == nil, slugs.insert(topic.slug).inserted else {
                throw TopicError(
                    .duplicateTopic, table: table.name, line: line,
                    "the code '\(topic.code)' or slug '\(topic.slug)' is taken by an earlier topic; choose another")
            }
            if let parent = topic.parent {
                guard indices[parent] != nil else {
                    throw TopicError(
                        .unknownTopic, table: table.name, line: line,
                        "the parent '\(parent)' is no earlier topic; put it before its children")
                }
                children[parent, default: []].append(topic.code)
            }
            let index = topics.count
            indices[topic.code] = index
            for name in [topic.code.text, topic.slug, topic.italianLabel, topic.englishLabel] {
                let key = FoldedSlug.of(name)
                if names[key]?.contains(index) != true { names[key, default: []].append(index) }
            }
            topics.append(topic)
        }
        self.topics = topics
        self.indices = indices
        self.children = children
        self.names = names
        var topNumbers: [Int] = []
        var childNumbers = [[Int]](repeating: [], count: topics.count)
        for (number, topic) in topics.enumerated() {
            let parent = topic.parent.flatMap { indices[$0] }
            topNumbers.append(parent.map { topNumbers[$0] } ?? number)
            if let parent { childNumbers[parent].append(number) }
        }
        tops = topics.indices.filter { topics[$0].parent == nil }
        self.topNumbers = topNumbers
        self.childNumbers = childNumbers
    }

    func index(of code: TopicCode) -> Int? { indices[code] }

    @inline(__always)
    func top(of number: Int) -> Int { topNumbers[number] }

    func children(of number: Int) -> [Int] { childNumbers[number] }

    /// The topic with a code, or nil when the tree does not have it.
    public subscript(code: TopicCode) -> Topic? {
        indices[code].map { topics[$0] }
    }

    /// The topics whose code, slug, Italian or English label is `name`; case, accents and punctuation make no
    /// difference. A label may belong to more than one topic.
    public func topics(named name: String) -> [Topic] {
        (names[FoldedSlug.of(name)] ?? []).map { topics[$0] }
    }

    /// The topics right below one, in the order of the table.
    public func children(of code: TopicCode) -> [Topic] {
        (children[code] ?? []).compactMap { self[$0] }
    }

    /// The topics one of whose labels has the words of `name` side by side, case and accents folded.
    public func topics(whoseLabelContains name: String) -> [Topic] {
        let wanted = "-" + FoldedSlug.of(name) + "-"
        guard wanted.count > 2 else { return [] }
        return topics.filter { topic in
            [topic.italianLabel, topic.englishLabel].contains { ("-" + FoldedSlug.of($0) + "-").contains(wanted) }
        }
    }

    /// The topic and everything below it, the topic first; empty for an unknown code.
    public func subtree(of code: TopicCode) -> [TopicCode] {
        guard indices[code] != nil else { return [] }
        var result = [code]
        var next = 0
        while next < result.count {
            result += children[result[next]] ?? []
            next += 1
        }
        return result
    }

    /// The topic and everything above it, the topic first; empty for an unknown code.
    public func path(of code: TopicCode) -> [TopicCode] {
        var result: [TopicCode] = []
        var next: TopicCode? = code
        while let code = next, let topic = self[code] {
            result.append(code)
            next = topic.parent
        }
        return result
    }

    /// The Italian labels nearest to a name that no topic has, best first: for "did you mean".
    ///
    /// Near is an edit distance of a third of the name, or a name that begins a label or is one of its words.
    public func nearestLabels(to name: String, limit: Int = 3) -> [String] {
        let wanted = Array(FoldedSlug.of(name).utf8.prefix(100))
        guard !wanted.isEmpty else { return [] }
        var scores: [Int: Int] = [:]
        for (key, owners) in names {
            let label = Array(key.utf8)
            let words = label.split(separator: UInt8(ascii: "-"))
            let most = max(1, wanted.count / 3)
            var distance = EditDistance.between(wanted, label, atMost: most)
            if label.starts(with: wanted) { distance = min(distance ?? most, 1) }
            for word in words where word.count > 3 {
                if let near = EditDistance.between(wanted, Array(word), atMost: most) {
                    distance = min(distance ?? .max, near + 1)
                }
            }
            guard let distance else { continue }
            for owner in owners { scores[owner] = min(scores[owner] ?? .max, distance) }
        }
        let best = scores.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        return best.prefix(max(0, limit)).map { topics[$0.key].italianLabel }
    }
}
