// SPDX-License-Identifier: GPL-3.0-or-later

internal import QueryLanguage

/// A topic of the user's own: the articles that a query matches.
struct UserTopic: Equatable, Sendable {
    var name: String
    var query: String

    /// What identifies it beside the codes of the tree.
    var id: String { Self.prefix + Self.key(name) }

    static let prefix = "user:"

    /// What spellings of a name have in common.
    static func key(_ name: String) -> String { NameKeys.words(of: name).joined(separator: "-") }
}

/// The user's topics of an index: a text file in it that people may read, edit and keep under version control.
///
/// A line is a name, a tab and the query; empty lines and those that begin with `#` do not count.
struct UserTopics: Equatable, Sendable {
    static let name = "topics.tsv"
    private static let header = """
        # Topics of your own, a name, a tab and the query a line; 'topic:name' finds their articles. See 'spoglio topic --help'.

        """
    /// How many an index keeps.
    static let mostTopics = 1_000
    /// The longest name, in bytes.
    static let longestName = 100

    /// In the order of the file.
    private(set) var topics: [UserTopic] = []
    /// By key of the name the topic's place and its line in the file.
    private var places: [String: (topic: Int, line: Int)] = [:]
    /// The lines of the file as they stand, with what people noted in it.
    private var rows: [String] = Self.header.split(separator: "\n").map(String.init)

    init() {}

    /// Reads the topics of an index; a file that is not there has none.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> UserTopics {
        guard let bytes = try FileSystem.read(location.topicsPath) else { return UserTopics() }
        return try UserTopics(bytes, of: location.topicsPath)
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if rows.last == "" { rows.removeLast() }
        do {
            try TextLines.forEach(in: bytes, longest: SavedQueries.longestLine) {
                (number, line) throws(TextLines.Fault) in
                guard let tab = line.firstIndex(of: "\t") else {
                    throw TextLines.Fault(reason: "there is no tab after the name")
                }
                let topic = UserTopic(name: String(line[..<tab]), query: String(line[line.index(after: tab)...]))
                if let fault = Self.fault(inName: topic.name) { throw TextLines.Fault(reason: fault) }
                let key = UserTopic.key(topic.name)
                if let other = places[key] {
                    throw TextLines.Fault(reason: "the topic '\(topic.name)' stands in line \(other.line) already")
                }
                guard topics.count < Self.mostTopics else {
                    throw TextLines.Fault(reason: "there are more than \(Self.mostTopics) topics")
                }
                places[key] = (topics.count, number)
                topics.append(topic)
            }
        } catch {
            throw SpoglioError(
                .indexDamaged, "'\(file)' line \(error.line): \(error.reason)",
                hint: "mend or remove that line; the file is plain text")
        }
    }

    static func == (left: UserTopics, right: UserTopics) -> Bool { left.rows == right.rows }

    /// The topic of a name or identifier; case, accents and punctuation make no difference.
    subscript(name: String) -> UserTopic? {
        let key = UserTopic.key(name.hasPrefix(UserTopic.prefix) ? String(name.dropFirst(5)) : name)
        return places[key].map { topics[$0.topic] }
    }

    /// Why a text cannot be the name of a topic, or nil.
    static func fault(inName name: String) -> String? {
        if UserTopic.key(name).isEmpty { return "the name of a topic needs a letter or digit" }
        if name.utf8.count > longestName { return "the name of a topic has more than \(longestName) bytes" }
        if name.hasPrefix("#") || name.hasPrefix(UserTopic.prefix) {
            return "the name of a topic does not begin with '#' or '\(UserTopic.prefix)'"
        }
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        return isPlain ? nil : "the name of a topic has no tabs and no control characters"
    }

    /// Sentences about the topics whose queries cannot be parsed, by their lines in a file.
    func faults(of file: String) -> [String] {
        topics.compactMap { topic in
            do throws(QueryError) {
                _ = try QueryParser.parse(topic.query)
                return nil
            } catch {
                let line = places[UserTopic.key(topic.name)]?.line ?? 0
                return "'\(file)' line \(line): the topic '\(topic.name)' cannot be used: \(error.message)"
            }
        }
    }

    /// The bytes of the file.
    var bytes: [UInt8] { Array(rows.map { $0 + "\n" }.joined().utf8) }

    /// These topics with another one, which stands where one of its name stood.
    func adding(_ topic: UserTopic) -> UserTopics {
        var other = self
        let row = "\(topic.name)\t\(topic.query)"
        if let place = places[UserTopic.key(topic.name)] {
            other.rows[place.line - 1] = row
            other.topics[place.topic] = topic
        } else {
            other.rows.append(row)
            other.places[UserTopic.key(topic.name)] = (topics.count, other.rows.count)
            other.topics.append(topic)
        }
        return other
    }

    /// These topics without one.
    func removing(_ topic: UserTopic) -> UserTopics {
        guard let place = places[UserTopic.key(topic.name)] else { return self }
        var other = self
        other.rows.remove(at: place.line - 1)
        other.topics.remove(at: place.topic)
        other.places[UserTopic.key(topic.name)] = nil
        for (key, known) in other.places {
            other.places[key] = (
                known.topic - (known.topic > place.topic ? 1 : 0), known.line - (known.line > place.line ? 1 : 0)
            )
        }
        return other
    }
}
