// SPDX-License-Identifier: GPL-3.0-or-later

public import QueryLanguage

/// What articles can be counted and filtered by.
///
/// This is the one table of facets: their names, the columns that hold them and the query fields that ask for them.
public enum Facet: String, CaseIterable, Sendable, Hashable {
    case section, source, author, tag, language
    case year, month, day
    case topic
    case person, organisation, place

    /// Every accepted name, English before Italian; the first is the one in answers.
    public var names: [String] {
        switch self {
        case .section: ["section", "sezione"]
        case .source: ["source", "fonte", "testata"]
        case .author: ["author", "autore"]
        case .tag: ["tag", "etichetta"]
        case .language: ["language", "lingua"]
        case .year: ["year", "anno"]
        case .month: ["month", "mese"]
        case .day: ["day", "giorno"]
        case .topic: ["topic", "argomento", "tema"]
        case .person: ["person", "persona"]
        case .organisation: ["organisation", "organization", "org", "organizzazione", "ente"]
        case .place: ["place", "luogo"]
        }
    }

    /// The facet of a name in any case, English or Italian.
    public init(named name: String) throws(SpoglioError) {
        let wanted = name.lowercased()
        guard let facet = Self.allCases.first(where: { $0.names.contains(wanted) }) else {
            let known = Self.allCases.flatMap(\.names)
            let near = Suggestions.nearest(to: wanted, among: known)
            throw SpoglioError(
                .request, "unknown facet '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                hint: "facets are \(Self.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = facet
    }

    /// The name of its column; nil for facets that are read off the date.
    var column: String? { step == nil ? rawValue : nil }

    /// The periods that are its values, for facets that are read off the date.
    var step: CalendarStep? { CalendarStep(rawValue: rawValue) }

    /// Those whose values are named in the text; a value's facet is its place here in the mentions of a segment.
    public static let entities: [Facet] = [.person, .organisation, .place]

    var isOfEntities: Bool { Self.entities.contains(self) }

    /// The facets whose values a query field is about.
    public static func facets(of field: QueryField) -> [Facet] {
        switch field {
        case .section: [.section]
        case .source: [.source]
        case .author: [.author]
        case .tag: [.tag]
        case .topic: [.topic]
        case .person: [.person]
        case .organisation: [.organisation]
        case .place: [.place]
        case .entity: entities
        case .title, .body, .url, .id, .date, .duplicate: []
        }
    }
}
