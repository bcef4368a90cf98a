// SPDX-License-Identifier: GPL-3.0-or-later

internal import QueryLanguage

/// A saved query of an index.
public struct SavedQuery: Sendable, Encodable, Equatable {
    /// Its name without the `@`, and the query as it was written.
    public var name: String
    public var query: String
}

/// Changes the saved queries of an index; what it writes takes effect for every later search.
///
/// It takes a lock of its own, so that no two of them lose each other's queries; an index may be written meanwhile.
public final class SavedQueryEditor {
    private let location: IndexLocation
    private let lock: IndexLock
    private var queries: SavedQueries

    /// - Throws: `indexMissing`; `indexLocked` while another editor is at work.
    public init(_ location: IndexLocation) throws(SpoglioError) {
        _ = try Manifest.read(location)
        self.location = location
        lock = try IndexLock(location, .queries)
        queries = try SavedQueries.read(location)
    }

    /// The saved queries of an index by name.
    public static func list(_ location: IndexLocation) throws(SpoglioError) -> [SavedQuery] {
        _ = try Manifest.read(location)
        return try SavedQueries.read(location).list
    }

    /// What saving a query did.
    public struct Outcome: Sendable, Encodable, Equatable {
        public var version = 1
        public var name: String
        public var query: String
        /// Whether another query had the name before.
        public var replaced: Bool
        /// How many articles match it now, and how it was understood.
        public var articles: Int
        public var notes: [String]
    }

    /// Saves a query under a name, with or without the `@`.
    ///
    /// - Parameter replaces: Whether another query of that name is replaced.
    /// - Throws: `query` where it cannot be understood; `request` where the name is taken or cannot be used, or where
    ///   another saved query could not be used any more.
    public func save(_ name: String, _ query: String, replaces: Bool = false) throws(SpoglioError) -> Outcome {
        let name = Self.bare(name)
        if let fault = SavedQueries.fault(inName: name) { throw SpoglioError(.request, fault) }
        // One line of the file; white space of any kind means the same in a query.
        let text = String(query.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        let before = queries[name]
        if let before, before != text, !replaces {
            throw SpoglioError(
                .request, "'@\(name)' is saved already: \(before)", hint: "replace it with --replace")
        }
        guard before != nil || queries.count < SavedQueries.mostQueries else {
            throw SpoglioError(.request, "an index keeps at most \(SavedQueries.mostQueries) saved queries")
        }
        let next = queries.setting(name, to: text)
        do {
            _ = try QueryParser.parse(text).expanded(from: text, path: [name]) { next[$0] }
        } catch {
            throw SpoglioError(error, in: text)
        }
        try checkOthers(next, besides: name)
        let answer = try Searcher(location).search(SearchRequest(text, limit: 0))
        if before != text {
            try next.write(location)
            queries = next
        }
        return Outcome(
            name: name, query: text, replaced: before != nil && before != text, articles: answer.total,
            notes: answer.notes)
    }

    /// Removes a saved query, named with or without the `@`.
    public func remove(_ name: String) throws(SpoglioError) -> SavedQuery {
        let name = Self.bare(name)
        guard let text = queries[name] else {
            let near = Suggestions.nearest(to: name, among: queries.names.sorted())
            throw SpoglioError(
                .notFound, "there is no saved query '@\(name)'",
                hint: near.map { "did you mean '@\($0)'?" } ?? "'spoglio query list' shows those of this index")
        }
        let next = queries.removing(name)
        try checkOthers(next, besides: name)
        try checkTopics(next)
        try next.write(location)
        queries = next
        return SavedQuery(name: name, query: text)
    }

    /// Refuses a change that another saved query would suffer from.
    private func checkOthers(_ next: SavedQueries, besides name: String) throws(SpoglioError) {
        let known = Set(queries.faults().map(\.query.name))
        let fresh = next.faults().filter { $0.query.name != name && !known.contains($0.query.name) }
        guard let first = fresh.min(by: { $0.query.name < $1.query.name }) else { return }
        throw SpoglioError(
            .request, "the saved query '@\(first.query.name)' could not be used any more: \(first.error.message)",
            hint: "change or remove '@\(first.query.name)' first")
    }

    /// Refuses a change that a topic of the index would suffer from.
    private func checkTopics(_ next: SavedQueries) throws(SpoglioError) {
        for topic in try UserTopics.read(location).topics {
            do throws(QueryError) {
                let node = try QueryParser.parse(topic.query)
                guard (try? node.expanded(from: topic.query) { queries[$0] }) != nil else { continue }
                _ = try node.expanded(from: topic.query) { next[$0] }
            } catch {
                throw SpoglioError(
                    .request, "the topic '\(topic.name)' could not be used any more: \(error.message)",
                    hint: "change or remove it first, with 'spoglio topic'")
            }
        }
    }

    private static func bare(_ name: String) -> String { name.hasPrefix("@") ? String(name.dropFirst()) : name }
}
