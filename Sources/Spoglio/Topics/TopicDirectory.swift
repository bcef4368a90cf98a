// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import QueryLanguage
internal import Topics

/// The topics of an index: those of the tree, which articles were indexed with, and the user's own, which are queries.
///
/// What a topic of the user matches is worked out when it is first asked for, and kept as long as the searcher.
final class TopicDirectory {
    private unowned let searcher: Searcher
    private var known: UserTopics?
    private var clauses: [String: Clause] = [:]
    /// How many conditions each of these clauses has.
    private var sizes: [String: Int] = [:]
    private var sets: [String: [DocumentSet]] = [:]
    private var matchers: [SegmentMatcher]?
    /// The topics that are being compiled, outermost first.
    private var path: [UserTopic] = []
    /// How deep topics may name each other.
    static let deepest = 16
    /// A topic of more conditions than this is put into a query as the set of its articles: topics that name each other
    /// several times would else grow with each step.
    static let mostConditions = 512

    private static let embedded = Result<TopicTree, SpoglioError> { () throws(SpoglioError) in
        do {
            return try TopicTree()
        } catch {
            throw SpoglioError(.system, "the table of topics cannot be read: \(error)")
        }
    }

    init(_ searcher: Searcher) { self.searcher = searcher }

    /// The tree that the program carries.
    static func tree() throws(SpoglioError) -> TopicTree { try embedded.get() }

    /// The topics of the user as they were when they were first asked for.
    func user() throws(SpoglioError) -> UserTopics {
        if let known { return known }
        let topics = try UserTopics.read(searcher.location)
        known = topics
        return topics
    }

    /// What a topic of the user asks for.
    func clause(of topic: UserTopic) throws(SpoglioError) -> Clause {
        if let clause = clauses[topic.id] { return clause }
        guard !path.contains(topic), path.count < Self.deepest else {
            let chain = (path + [topic]).map { "'\($0.name)'" }.joined(separator: " > ")
            throw SpoglioError(
                .query, "the topic '\(topic.name)' stands for itself: \(chain)",
                hint: "change or remove one of them with 'spoglio topic'")
        }
        path.append(topic)
        defer { path.removeLast() }
        let clause: Clause
        do throws(SpoglioError) {
            let node: QueryNode
            do {
                node = try QueryParser.parse(topic.query)
            } catch {
                throw SpoglioError(error, in: topic.query)
            }
            let location = searcher.location
            let whole = try SavedQueries.expand(node, from: topic.query) { () throws(SpoglioError) in
                try SavedQueries.read(location)
            }
            var compiler = try QueryCompiler(text: topic.query, resolver: ValueResolver(searcher))
            clause = try compiler.compile(whole)
        } catch {
            guard path.count == 1, error.code == .query else { throw error }
            throw SpoglioError(
                .query, "the topic '\(topic.name)' cannot be used: \(error.message)", hint: error.hint,
                offset: error.offset, excerpt: error.excerpt)
        }
        clauses[topic.id] = clause
        sizes[topic.id] = clause.conditionCount
        return clause
    }

    /// What stands for a topic of the user in a query: what it asks for, so that its words are ranked and highlighted, or
    /// where that is too much its articles, which are worked out once.
    func condition(of topic: UserTopic) throws(SpoglioError) -> Clause {
        let clause = try clause(of: topic)
        guard sizes[topic.id] ?? 0 > Self.mostConditions else { return clause }
        var documents: [String: [UInt32]] = [:]
        for (segment, set) in zip(searcher.segments, try self.documents(of: topic)) {
            documents[segment.name] = Array(set.documents())
        }
        return .documents(documents)
    }

    /// The articles of a topic of the user, by segment.
    func documents(of topic: UserTopic) throws(SpoglioError) -> [DocumentSet] {
        if let known = sets[topic.id] { return known }
        let clause = try clause(of: topic)
        let matchers = try openMatchers()
        try SearchRun.checkExpansions(clause, matchers)
        var found: [DocumentSet] = []
        for matcher in matchers { found.append(try matcher.documents(clause)) }
        sets[topic.id] = found
        return found
    }

    /// Whether an article has a topic of the user.
    func has(_ topic: UserTopic, segment: Int, document: Int) throws(SpoglioError) -> Bool {
        let clause = try clause(of: topic)
        let matcher = try openMatchers()[segment]
        let one = DocumentSet([UInt32(document)], universe: matcher.segment.count)
        return try !matcher.documents(clause, within: one).isEmpty
    }

    /// Whether its query can be understood.
    func isUsable(_ topic: UserTopic) throws(SpoglioError) -> Bool {
        do throws(SpoglioError) {
            _ = try clause(of: topic)
            return true
        } catch {
            guard error.code == .query else { throw error }
            return false
        }
    }

    private func openMatchers() throws(SpoglioError) -> [SegmentMatcher] {
        if let matchers { return matchers }
        let stemmer = try ItalianStemmer()
        let effort = ProximityEffort()
        let opened = searcher.segments.enumerated().map {
            SegmentMatcher($1, stemmer: stemmer, entities: (searcher.entities, $0), effort: effort)
        }
        matchers = opened
        return opened
    }

    /// The topics of the user as values beside those of the column; nil where there are none.
    ///
    /// Topics that cannot be used are left out; `faults` tells of them.
    func values() throws(SpoglioError) -> FacetEntities? {
        var names: [String: String] = [:]
        var documents = [[String: [UInt32]]](repeating: [:], count: searcher.segments.count)
        for topic in try user().topics {
            guard let sets = try usable(topic) else { continue }
            names[topic.id] = topic.name
            for (segment, set) in sets.enumerated() { documents[segment][topic.id] = Array(set.documents()) }
        }
        guard !names.isEmpty else { return nil }
        return try FacetEntities(.topic, searcher.segments, given: names, documents: documents)
    }

    /// Sentences about the topics that cannot be used.
    func faults() throws(SpoglioError) -> [String] {
        var faults: [String] = []
        for topic in try user().topics where try usable(topic) == nil {
            faults.append("the topic '\(topic.name)' cannot be used and is not counted; see 'spoglio topic show'")
        }
        return faults
    }

    /// Nil where its query is at fault.
    private func usable(_ topic: UserTopic) throws(SpoglioError) -> [DocumentSet]? {
        do throws(SpoglioError) {
            return try documents(of: topic)
        } catch {
            guard error.code == .query else { throw error }
            return nil
        }
    }
}

extension ValueResolver {
    /// The articles of the topics that a name means: a code or label of the tree, or a topic of the user.
    mutating func topics(_ text: String, isWildcard: Bool) throws(SpoglioError) -> Clause {
        let tree = try TopicDirectory.tree()
        let own = try searcher.topics.user()
        if isWildcard {
            let pattern = WordForms.pattern(text)
            let named = own.topics.filter { topic in
                ([NameKeys.whole(topic.name)] + NameKeys.words(of: topic.name)).contains {
                    Array($0.utf8).matches(wildcard: pattern)
                }
            }
            let before = notes
            let found = try wildcard(text, [.topic], "topic")
            if !named.isEmpty { notes = before }
            return try clause(found[.topic] ?? [], named)
        }
        if let topic = own[text] { return try searcher.topics.condition(of: topic) }
        let exact = tree.topics(named: text)
        if !exact.isEmpty { return .values([.topic: exact.map(\.code.text)]) }
        let words = NameKeys.words(of: text)
        let near = tree.topics(whoseLabelContains: text)
        let named = own.topics.filter { Self.contains(words, in: NameKeys.whole($0.name)) }
        if !near.isEmpty || !named.isEmpty {
            notes.append(
                "no topic is called '\(text)'; took those whose name contains it: "
                    + Self.listed((near.map(\.italianLabel) + named.map(\.name)).sorted()))
            return try clause(near.map(\.code.text), named)
        }
        notes.append(try Self.unknown(text, tree, own))
        return .nothing
    }

    private func clause(_ codes: [String], _ own: [UserTopic]) throws(SpoglioError) -> Clause {
        var clauses: [Clause] = codes.isEmpty ? [] : [.values([.topic: codes])]
        for topic in own { clauses.append(try searcher.topics.condition(of: topic)) }
        return clauses.count == 1 ? clauses[0] : clauses.isEmpty ? .nothing : .or(clauses)
    }

    /// The note about a topic that is not known, with the nearest known ones.
    static func unknown(_ text: String, _ tree: TopicTree, _ own: UserTopics) throws(SpoglioError) -> String {
        let known = own.topics.map(\.name) + tree.topics.flatMap { [$0.italianLabel, $0.englishLabel] }
        var names = Suggestions.nearest(to: text, among: known).map { [$0] } ?? []
        // What newspapers call a section is often what a topic is looked for by.
        let section = try? SectionTopics(tree: tree).hint(forSection: text)?.topic
        if let label = section.flatMap({ tree[$0]?.italianLabel }) { names.append(label) }
        for label in tree.nearestLabels(to: text) where !names.contains(label) { names.append(label) }
        let note = "no topic is called '\(text)'"
        return names.isEmpty ? note : note + "; the nearest known: " + listed(names)
    }
}
