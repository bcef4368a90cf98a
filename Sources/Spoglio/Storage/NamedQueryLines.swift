// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a text file of an index in which queries have names: a name, a tab and the query a line.
///
/// People may read, edit and comment it, and keep it under version control; what they noted in it stays where it stands.
struct NamedQueryLines: Equatable, Sendable {
    /// A named query and its line in the file, from 1.
    struct Entry: Equatable, Sendable {
        var name: String
        var query: String
        var line: Int
    }

    /// In the order of the file.
    private(set) var entries: [Entry] = []
    private var rows: [String]
    /// What spellings of a name have in common, by key the place among the entries.
    private var places: [String: Int] = [:]

    /// What a file of such lines holds.
    struct Rules {
        /// What the queries are, and what one of a name is, for messages: `topics`, `the topic 'Gas'`.
        var things: String
        var thing: (_ name: String) -> String
        /// How many a file has at most.
        var most: Int
        var key: (String) -> String
        /// Why a text cannot be a name, or nil.
        var fault: (String) -> String?
    }

    /// - Parameter header: The first lines of a new file.
    init(header: String) { rows = header.split(separator: "\n").map(String.init) }

    /// - Parameter file: The name of the file, for messages.
    /// - Throws: `indexDamaged` with the number of the first line at fault, and why.
    init(_ bytes: [UInt8], of file: String, _ rules: Rules) throws(SpoglioError) {
        rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if rows.last == "" { rows.removeLast() }
        try TextLines.read(bytes, of: file) { (number, line) throws(TextLines.Fault) in
            try append(line, at: number, rules)
        }
    }

    private mutating func append(_ line: String, at number: Int, _ rules: Rules) throws(TextLines.Fault) {
        guard let tab = line.firstIndex(of: "\t") else {
            throw TextLines.Fault(reason: "there is no tab after the name")
        }
        let name = String(line[..<tab])
        if let fault = rules.fault(name) { throw TextLines.Fault(reason: fault) }
        let key = rules.key(name)
        if let other = places[key] {
            throw TextLines.Fault(reason: "\(rules.thing(name)) stands in line \(entries[other].line) already")
        }
        guard entries.count < rules.most else {
            throw TextLines.Fault(reason: "there are more than \(rules.most) \(rules.things)")
        }
        places[key] = entries.count
        entries.append(Entry(name: name, query: String(line[line.index(after: tab)...]), line: number))
    }

    subscript(key: String) -> Entry? { places[key].map { entries[$0] } }

    /// The bytes of the file.
    var bytes: [UInt8] { Array(rows.map { $0 + "\n" }.joined().utf8) }

    /// These queries with another: it stands where one of its key stood, else before the first that is to come after it,
    /// else at the end.
    func setting(
        _ key: String, name: String, to query: String, before comesAfter: (Entry) -> Bool = { _ in false }
    ) -> NamedQueryLines {
        var other = self
        let row = "\(name)\t\(query)"
        if let place = places[key] {
            let line = entries[place].line
            other.rows[line - 1] = row
            other.entries[place] = Entry(name: name, query: query, line: line)
            return other
        }
        let place = entries.firstIndex(where: comesAfter) ?? entries.count
        let line = place < entries.count ? entries[place].line : rows.count + 1
        other.move(from: place, by: 1)
        other.rows.insert(row, at: line - 1)
        other.entries.insert(Entry(name: name, query: query, line: line), at: place)
        other.places[key] = place
        return other
    }

    /// These queries without one.
    func removing(_ key: String) -> NamedQueryLines {
        guard let place = places[key] else { return self }
        var other = self
        other.places[key] = nil
        other.rows.remove(at: entries[place].line - 1)
        other.move(from: place + 1, by: -1)
        other.entries.remove(at: place)
        return other
    }

    /// Moves the entries from a place on by so many lines and places; they themselves are moved by the caller.
    private mutating func move(from place: Int, by count: Int) {
        for index in entries.indices.dropFirst(place) { entries[index].line += count }
        for (key, known) in places where known >= place { places[key] = known + count }
    }
}
