// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Topics

/// A topic of the user as it was given.
public struct UserTopicView: Sendable, Encodable, Equatable {
    public var code: String
    public var label: String
    public var query: String
}

/// A topic and how many articles of an index have it.
public struct TopicView: Sendable, Encodable, Equatable {
    public var code: String
    /// Its Italian label, or the name that the user gave.
    public var label: String
    /// Its English label, for topics of the tree.
    public var english: String?
    /// The code of the topic that it lies in.
    public var parent: String?
    public var description: String?
    /// What articles of a topic of the user match, and why that cannot be used.
    public var query: String?
    public var fault: String?
    /// Articles with it or a topic below it.
    public var articles: Int
    /// The topics right below it, where one topic is shown.
    public var children: [TopicView]?
}

/// Topics of an index.
public struct TopicAnswer: Sendable, Encodable, Equatable {
    public var version = 1
    public var topics: [TopicView]
}

extension Searcher {
    /// All topics: those of the tree, each before those below it, then those of the user.
    ///
    /// - Parameter ownOnly: Only those of the user.
    public func listTopics(ownOnly: Bool = false) throws(SpoglioError) -> TopicAnswer {
        let counts = ownOnly ? [:] : try topicCounts()
        let tree = try TopicDirectory.tree()
        var views = ownOnly ? [] : tree.topics.map { TopicView($0, counts) }
        for topic in try topics.user().topics { views.append(try view(topic)) }
        return TopicAnswer(topics: views)
    }

    /// The topics that a name means.
    ///
    /// - Throws: `notFound` with the nearest known ones where there is none.
    public func topics(named name: String) throws(SpoglioError) -> TopicAnswer {
        if let own = try topics.user()[name] { return TopicAnswer(topics: [try view(own)]) }
        let tree = try TopicDirectory.tree()
        let named = tree.topics(named: name)
        guard !named.isEmpty else {
            throw SpoglioError(
                .notFound, try ValueResolver.unknown(name, tree, topics.user()),
                hint: "'spoglio topic list' shows all topics")
        }
        let counts = try topicCounts()
        return TopicAnswer(
            topics: named.map { topic in
                var view = TopicView(topic, counts)
                view.children = tree.children(of: topic.code).map { TopicView($0, counts) }
                return view
            })
    }

    /// By code how many articles have a topic of the tree.
    private func topicCounts() throws(SpoglioError) -> [String: Int] {
        var counts: [String: Int] = [:]
        for segment in segments {
            let column = try segment.column(.topic)
            for value in 0..<column.count {
                counts[column.ids.text(at: value), default: 0] += segment.liveCount(value: value, in: column)
            }
        }
        return counts
    }

    private func view(_ topic: UserTopic) throws(SpoglioError) -> TopicView {
        var view = TopicView(code: topic.id, label: topic.name, query: topic.query, articles: 0)
        do throws(SpoglioError) {
            view.articles = try topics.documents(of: topic).reduce(0) { $0 + $1.count }
        } catch {
            guard error.code == .query else { throw error }
            view.fault = error.message
        }
        return view
    }
}

extension TopicView {
    fileprivate init(_ topic: Topic, _ counts: [String: Int]) {
        self.init(
            code: topic.code.text, label: topic.italianLabel, english: topic.englishLabel, parent: topic.parent?.text,
            description: topic.italianDescription, articles: counts[topic.code.text] ?? 0)
    }
}
