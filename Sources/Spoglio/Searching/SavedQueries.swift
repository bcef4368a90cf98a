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
    /// The longest line that is read, in bytes; a query is held to less when it is used.
    static let longestLine = 65_536

    /// By name the query as it was written.
    private(set) var texts: [String: String] = [:]
    /// By name its line in the file.
    private var lines: [String: Int] = [:]
    /// The lines of the file as they stand, with what people noted in it.
    private var rows: [String] = Self.header.split(separator: "\n").map(String.init)

    init() {}

    /// Reads the queries of an index; a file that is not there has none.
    static func read(_ location: IndexLocation) throws(SpoglioError) -> SavedQueries {
        guard let bytes = try FileSystem.read(location.queriesPath) else { return SavedQueries() }
        return try SavedQueries(bytes, of: location.queriesPath)
    }

    /// - Parameter file: The name of the file, for messages.
    init(_ bytes: [UInt8], of file: String) throws(SpoglioError) {
        rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if rows.last == "" { rows.removeLast() }
        do {
            try TextLines.forEach(in: bytes, longest: Self.longestLine) { (number, line) throws(TextLines.Fault) in
                guard let tab = line.firstIndex(of: "\t") else {
                    throw TextLines.Fault(reason: "there is no tab after the name")
                }
                let name = String(line[..<tab])
                if let fault = Self.fault(inName: name) { throw TextLines.Fault(reason: fault) }
                if let other = lines[name] {
                    throw TextLines.Fault(reason: "'@\(name)' stands in line \(other) already")
                }
                guard texts.count < Self.mostQueries else {
                    throw TextLines.Fault(reason: "there are more than \(Self.mostQueries) queries")
                }
                texts[name] = String(line[line.index(after: tab)...])
                lines[name] = number
            }
        } catch {
            throw SpoglioError(
                .indexDamaged, "'\(file)' line \(error.line): \(error.reason)",
                hint: "mend or remove that line; the file is plain text")
        }
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

    /// The text of the file.
    var text: String { rows.map { $0 + "\n" }.joined() }

    /// These queries with another, or without one; its line stays where it stands, a new one comes in the order of names.
    func setting(_ name: String, to text: String?) -> SavedQueries {
        var other = self
        other.texts[name] = text
        let row = text.map { "\(name)\t\($0)" }
        switch (lines[name], row) {
        case (let line?, let row?): other.rows[line - 1] = row
        case (let line?, nil):
            other.rows.remove(at: line - 1)
            other.lines[name] = nil
            other.moveLines(from: line + 1, by: -1)
        case (nil, let row?):
            let line = lines.filter { $0.key > name }.values.min() ?? rows.count + 1
            other.rows.insert(row, at: line - 1)
            other.moveLines(from: line, by: 1)
            other.lines[name] = line
        case (nil, nil): break
        }
        return other
    }

    private mutating func moveLines(from line: Int, by count: Int) {
        for (name, number) in lines where number >= line { lines[name] = number + count }
    }

    /// Replaces the queries of an index by these, durably and at once.
    func write(_ location: IndexLocation) throws(SpoglioError) {
        try FileSystem.replace(Self.name, in: location.path, by: Array(text.utf8))
    }

    /// By name why a query cannot be used.
    func faults() -> [String: QueryError] {
        var faults: [String: QueryError] = [:]
        for (name, text) in texts {
            do throws(QueryError) {
                _ = try QueryParser.parse(text).expanded(from: text, path: [name]) { texts[$0] }
            } catch {
                faults[name] = error
            }
        }
        return faults
    }

    /// Sentences about the queries that cannot be used, by their lines in a file.
    func faults(of file: String) -> [String] {
        faults().sorted { lines[$0.key] ?? 0 < lines[$1.key] ?? 0 }.map {
            "'\(file)' line \(lines[$0.key] ?? 0): '@\($0.key)' cannot be used: \($0.value.message)"
        }
    }

    /// The tree of a query with what its names of saved queries stand for.
    ///
    /// - Parameter text: The query as written, which errors point into.
    static func expand(
        _ node: QueryNode, from text: String, of queries: () throws(SpoglioError) -> SavedQueries
    ) throws(SpoglioError) -> QueryNode {
        guard node.namesSavedQueries else { return node }
        let texts = try queries().texts
        do {
            return try node.expanded(from: text) { texts[$0] }
        } catch {
            var refusal = SpoglioError(error, in: text)
            refusal.hint = hint(error, node.savedNames, texts)
            throw refusal
        }
    }

    private static func hint(_ error: QueryError, _ named: [String], _ texts: [String: String]) -> String? {
        guard error.code == .unknownSaved else { return nil }
        for name in named where texts[name] == nil {
            if let near = Suggestions.nearest(to: name, among: texts.keys.sorted()) {
                return "did you mean '@\(near)'?"
            }
        }
        return "'spoglio query list' shows the saved queries of this index; quote a name that is meant as text"
    }
}
