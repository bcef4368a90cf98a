// SPDX-License-Identifier: GPL-3.0-or-later

internal import QueryLanguage

/// The saved queries of an index: a text file in it that people may read, edit and keep under version control.
///
/// A line is a name, a tab and the query; empty lines and those that begin with `#` do not count.
struct SavedQueries: Equatable, Sendable {
    static let name = "queries.tsv"
    private static let header = """
        # Saved queries, a name, a tab and the query a line; '@name' in a query stands for it. See 'spoglio query --help'.

        """
    /// How many an index keeps.
    static let mostQueries = 10_000
    /// The longest name, in bytes.
    static let longestName = 100

    private var lines = NamedQueryLines(header: header)

    init() {}

    /// Reads the queries of an index; a file that is not there has none.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> SavedQueries {
        guard let bytes = try FileSystem.read(location.queriesPath) else { return SavedQueries() }
        return try SavedQueries(bytes, of: location.queriesPath)
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        lines = try NamedQueryLines(
            bytes, of: file,
            .init(
                things: "queries", thing: { "'@\($0)'" }, most: Self.mostQueries, key: { $0 },
                fault: Self.fault(inName:)))
    }

    /// The query of a name, as it was written.
    subscript(name: String) -> String? { lines[name]?.query }

    /// In the order of the file.
    var names: [String] { lines.entries.map(\.name) }

    var count: Int { lines.entries.count }

    /// The queries by name.
    var list: [SavedQuery] {
        lines.entries.map { SavedQuery(name: $0.name, query: $0.query) }.sorted { $0.name < $1.name }
    }

    /// Why a text cannot be the name of a saved query, or nil.
    static func fault(inName name: String) -> String? {
        if name.isEmpty { return "the name of a saved query is empty" }
        if name.utf8.count > longestName { return "the name of a saved query has more than \(longestName) bytes" }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isName
            ? nil : "'\(name)' cannot name a saved query: a name has only letters a-z, digits, '-' and '_'"
    }

    /// These queries with another; its line stays where it stands, a new one comes in the order of names.
    func setting(_ name: String, to text: String) -> SavedQueries {
        var other = self
        other.lines = lines.setting(name, name: name, to: text) { $0.name > name }
        return other
    }

    /// These queries without one.
    func removing(_ name: String) -> SavedQueries {
        var other = self
        other.lines = lines.removing(name)
        return other
    }

    /// Replaces the queries of an index by these, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        try FileSystem.replace(Self.name, in: location.path, by: lines.bytes)
    }

    /// Why queries cannot be used, in the order of the file.
    func faults() -> [(query: NamedQueryLines.Entry, error: QueryError)] {
        lines.entries.compactMap { entry in
            do throws(QueryError) {
                _ = try QueryParser.parse(entry.query).expanded(from: entry.query, path: [entry.name]) { self[$0] }
                return nil
            } catch {
                return (entry, error)
            }
        }
    }

    /// Sentences about the queries that cannot be used, by their lines in a file.
    func faults(of file: String) -> [String] {
        faults().map { "'\(file)' line \($0.query.line): '@\($0.query.name)' cannot be used: \($0.error.message)" }
    }

    /// The tree of a query with what its names of saved queries stand for.
    ///
    /// - Parameter text: The query as written, which errors point into.
    static func expand(
        _ node: QueryNode, from text: String, of queries: () throws(SpoglioError) -> SavedQueries
    ) throws(SpoglioError) -> QueryNode {
        guard node.namesSavedQueries else { return node }
        let saved = try queries()
        do {
            return try node.expanded(from: text) { saved[$0] }
        } catch {
            var refusal = SpoglioError(error, in: text)
            refusal.hint = hint(error, node.savedNames, saved)
            throw refusal
        }
    }

    private static func hint(_ error: QueryError, _ named: [String], _ saved: SavedQueries) -> String? {
        guard error.code == .unknownSaved else { return nil }
        for name in named where saved[name] == nil {
            if let near = Suggestions.nearest(to: name, among: saved.names.sorted()) {
                return "did you mean '@\(near)'?"
            }
        }
        return "'spoglio query list' shows the saved queries of this index; quote a name that is meant as text"
    }
}
