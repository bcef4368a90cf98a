// SPDX-License-Identifier: GPL-3.0-or-later

internal import QueryLanguage
internal import Topics

/// Changes the user's topics of an index; what it writes takes effect for every later search, over old articles too.
///
/// It takes a lock of its own, so that no two of them lose each other's topics; an index may be written meanwhile.
public final class UserTopicEditor {
    private let location: IndexLocation
    private let lock: IndexLock
    private var topics: UserTopics

    /// - Throws: `indexMissing`; `indexLocked` while another editor is at work.
    public init(_ location: IndexLocation) throws(SpoglioError) {
        guard FileSystem.exists(location.manifestPath) else { throw Manifest.missing(location) }
        self.location = location
        lock = try IndexLock(location, .topics)
        topics = try UserTopics.read(location)
    }

    /// What adding a topic did.
    public struct Outcome: Sendable, Encodable, Equatable {
        public var version = 1
        public var code: String
        public var label: String
        public var query: String
        /// Whether another query had the name before.
        public var replaced: Bool
        /// How many articles have it now, and how the query was understood.
        public var articles: Int
        public var notes: [String]
    }

    /// Adds a topic: the articles that a query matches.
    ///
    /// - Parameter replaces: Whether another query of that name is replaced.
    /// - Throws: `query` where the query cannot be understood or asks for the topic itself; `request` where the name is
    ///   taken or cannot be used.
    public func add(_ name: String, _ query: String, replaces: Bool = false) throws(SpoglioError) -> Outcome {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let fault = UserTopics.fault(inName: name) { throw SpoglioError(.request, fault) }
        if let taken = try TopicDirectory.tree().topics(named: name).first {
            throw SpoglioError(
                .request, "'\(name)' is a topic of the tree (\(taken.code))", hint: "choose another name")
        }
        // One line of the file; white space of any kind means the same in a query.
        let topic = UserTopic(name: name, query: String(query.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
        guard topic.query.contains(where: { !$0.isWhitespace }) else {
            throw SpoglioError(.request, "the query of a topic is empty; '*' stands for every article")
        }
        let before = topics[name]
        if let before, before.query != topic.query, !replaces {
            throw SpoglioError(
                .request, "there is a topic '\(before.name)' already: \(before.query)",
                hint: "replace it with --replace")
        }
        guard before != nil || topics.topics.count < UserTopics.mostTopics else {
            throw SpoglioError(.request, "an index keeps at most \(UserTopics.mostTopics) topics of the user")
        }
        let next = topics.adding(topic)
        try check(topic, among: next)
        let answer = try Searcher(location).search(SearchRequest(topic.query, limit: 0))
        if next != topics {
            try FileSystem.replace(UserTopics.name, in: location.path, by: next.bytes)
            topics = next
        }
        return Outcome(
            code: topic.id, label: topic.name, query: topic.query,
            replaced: before.map { $0.query != topic.query } ?? false, articles: answer.total, notes: answer.notes)
    }

    /// Removes a topic; one that others ask for stays.
    public func remove(_ name: String) throws(SpoglioError) -> UserTopicView {
        guard let topic = topics[name] else {
            if let known = try TopicDirectory.tree().topics(named: name).first {
                throw SpoglioError(
                    .request, "'\(name)' is a topic of the tree (\(known.code)), which stays as it is",
                    hint: "'spoglio topic list --own' shows the topics that can be removed")
            }
            let near = Suggestions.nearest(to: name, among: topics.topics.map(\.name))
            throw SpoglioError(
                .notFound, "there is no topic '\(name)' of your own",
                hint: near.map { "did you mean '\($0)'?" } ?? "'spoglio topic list --own' shows those of this index")
        }
        for other in topics.topics where other != topic {
            let named = (try? tree(of: other))?.topicNodes ?? []
            if named.contains(where: { topics[$0.value.text] == topic }) {
                throw SpoglioError(
                    .request, "the topic '\(other.name)' asks for '\(topic.name)': \(other.query)",
                    hint: "change or remove '\(other.name)' first")
            }
        }
        let next = topics.removing(topic)
        try FileSystem.replace(UserTopics.name, in: location.path, by: next.bytes)
        topics = next
        return UserTopicView(code: topic.id, label: topic.name, query: topic.query)
    }

    /// The tree of a topic's query with what saved queries stand for.
    private func tree(of topic: UserTopic) throws(SpoglioError) -> QueryNode {
        let node: QueryNode
        do {
            node = try QueryParser.parse(topic.query)
        } catch {
            throw SpoglioError(error, in: topic.query)
        }
        let location = location
        return try SavedQueries.expand(node, from: topic.query) { () throws(SpoglioError) in
            try SavedQueries.read(location)
        }
    }

    /// Refuses a topic whose query cannot be understood, or leads back to it.
    private func check(_ topic: UserTopic, among next: UserTopics) throws(SpoglioError) {
        for node in try tree(of: topic).topicNodes {
            let refusal: String
            if node.value.isWildcard {
                refusal = "a topic's query names other topics in full, not by '\(node.value.text)'"
            } else if let named = next[node.value.text], let chain = path(from: named, to: topic, next) {
                let names = ([topic] + chain).map { "'\($0.name)'" }.joined(separator: " > ")
                refusal = "the topic '\(topic.name)' would stand for itself: \(names)"
            } else {
                continue
            }
            throw SpoglioError(QueryError(code: .topicCycle, message: refusal, range: node.range), in: topic.query)
        }
    }

    /// The topics that lead from one to another, both included; nil where none do.
    private func path(from start: UserTopic, to end: UserTopic, _ known: UserTopics) -> [UserTopic]? {
        var before: [String: UserTopic] = [:]
        var seen: Set<String> = [start.id]
        var waiting = [start]
        while let topic = waiting.popLast() {
            if topic.id == end.id {
                var path = [topic]
                while let last = path.last, let earlier = before[last.id] { path.append(earlier) }
                return path.reversed()
            }
            for node in (try? tree(of: topic))?.topicNodes ?? [] {
                guard let named = known[node.value.text], seen.insert(named.id).inserted else { continue }
                before[named.id] = topic
                waiting.append(named)
            }
        }
        return nil
    }
}

extension QueryNode {
    /// The values of the field `topic` in it, and their places.
    fileprivate var topicNodes: [(value: FieldValue, range: Range<Int>)] {
        switch form {
        case .value(.topic, let value): [(value, range)]
        case .and(let nodes), .or(let nodes), .near(let nodes, _, _): nodes.flatMap(\.topicNodes)
        case .not(let node), .field(_, let node): node.topicNodes
        case .everything, .word, .phrase, .value, .date, .saved: []
        }
    }
}
