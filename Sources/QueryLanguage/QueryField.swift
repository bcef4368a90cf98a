// SPDX-License-Identifier: GPL-3.0-or-later

/// A field that a query can name, in the order in which help should list them.
public enum QueryField: CaseIterable, Hashable, Sendable {
    case title, body
    case section, source, author, tag, url, id
    case person, organisation, place, entity
    case topic
    case date
    case duplicate

    /// What the values of a field are, and with that which forms may follow its colon.
    public enum Kind: Hashable, Sendable {
        /// Words, phrases and operators.
        case text
        /// Values compared whole.
        case keyword
        /// A name of a person, organisation or place in any of its spellings.
        case entity
        /// A code or label of the topic tree.
        case topic
        case date
        /// The id of an article.
        case duplicate
    }

    /// What the values of the field are.
    public var kind: Kind { entry.kind }

    /// Every accepted name in lower case, English before Italian; the first is the canonical one.
    public var names: [String] { entry.names }

    /// The name in the printed form of a query.
    public var canonicalName: String { names[0] }

    /// The field of a name in any case, English or Italian.
    public init?(named name: String) {
        let wanted = name.lowercased()
        guard let field = Self.allCases.first(where: { $0.names.contains(wanted) }) else { return nil }
        self = field
    }

    private var entry: (kind: Kind, names: [String]) {
        switch self {
        case .title: (.text, ["title", "titolo"])
        case .body: (.text, ["body", "testo"])
        case .section: (.keyword, ["section", "sezione"])
        case .source: (.keyword, ["source", "fonte", "testata"])
        case .author: (.keyword, ["author", "autore"])
        case .tag: (.keyword, ["tag"])
        case .url: (.keyword, ["url"])
        case .id: (.keyword, ["id"])
        case .person: (.entity, ["person", "persona"])
        case .organisation: (.entity, ["organisation", "organization", "org", "organizzazione", "ente"])
        case .place: (.entity, ["place", "luogo"])
        case .entity: (.entity, ["entity", "entita", "entità"])
        case .topic: (.topic, ["topic", "argomento", "tema"])
        case .date: (.date, ["date", "data", "year", "anno", "month", "mese", "day", "giorno"])
        case .duplicate: (.duplicate, ["dup"])
        }
    }
}

extension QueryField {
    /// The accepted name nearest to a mistyped one: at most two edits away, and fewer than half of its letters.
    static func nearestName(to name: String) -> String? {
        let typed = Array(name.lowercased())
        var best: (name: String, edits: Int)?
        for candidate in allCases.flatMap(\.names) {
            let edits = editDistance(typed, Array(candidate))
            guard edits <= 2, edits * 2 < candidate.count, edits < best?.edits ?? .max else { continue }
            best = (candidate, edits)
        }
        return best?.name
    }

    /// Optimal string alignment: insertions, deletions, substitutions, and swaps of neighbours.
    private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        guard abs(left.count - right.count) <= 2 else { return .max }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var edits = min(
                    previous[column + 1] + 1, current[column] + 1, previous[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    edits = min(edits, before[column - 1] + 1)
                }
                current.append(edits)
            }
            (before, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
