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

    private var lines = NamedQueryLines(header: header)

    init() {}

    /// Reads the topics of an index; a file that is not there has none.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> UserTopics {
        guard let bytes = try FileSystem.read(location.topicsPath) else { return UserTopics() }
        return try UserTopics(bytes, of: location.topicsPath)
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        lines = try NamedQueryLines(
            bytes, of: file,
            .init(
                things: "topics", thing: { "the topic '\($0)'" }, most: Self.mostTopics, key: UserTopic.key,
                fault: Self.fault(inName:)))
    }

    /// In the order of the file.
    var topics: [UserTopic] { lines.entries.map { UserTopic(name: $0.name, query: $0.query) } }

    /// The topic of a name or identifier; case, accents and punctuation make no difference.
    subscript(name: String) -> UserTopic? {
        let key = UserTopic.key(name.hasPrefix(UserTopic.prefix) ? String(name.dropFirst(5)) : name)
        return lines[key].map { UserTopic(name: $0.name, query: $0.query) }
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
        lines.entries.compactMap { topic in
            do throws(QueryError) {
                _ = try QueryParser.parse(topic.query)
                return nil
            } catch {
                return "'\(file)' line \(topic.line): the topic '\(topic.name)' cannot be used: \(error.message)"
            }
        }
    }

    /// The bytes of the file.
    var bytes: [UInt8] { lines.bytes }

    /// These topics with another one, which stands where one of its name stood.
    func adding(_ topic: UserTopic) -> UserTopics {
        var other = self
        other.lines = lines.setting(UserTopic.key(topic.name), name: topic.name, to: topic.query)
        return other
    }

    /// These topics without one.
    func removing(_ topic: UserTopic) -> UserTopics {
        var other = self
        other.lines = lines.removing(UserTopic.key(topic.name))
        return other
    }
}
