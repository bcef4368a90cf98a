// SPDX-License-Identifier: GPL-3.0-or-later

/// What can be exported of an article.
public enum ExportField: String, CaseIterable, Sendable {
    case id, title, date, section, source, author, tags, url, path, body
    /// Codes of topics, those that a topic lies in included, as the facet counts them.
    case topics
    /// The preferred names of whom and what the article names, corrections applied.
    case persons, organisations, places
    /// Where the words stand on scanned pages, as the text that is kept; an index that takes it in keeps it again.
    case layout

    /// What is exported where nothing is chosen.
    public static let standard = allCases.filter { $0 != .layout }

    /// Every accepted name, English before Italian; the first is the one in what is written.
    public var names: [String] {
        switch self {
        case .id: ["id"]
        case .title: ["title", "titolo"]
        case .date: ["date", "data"]
        case .section: ["section", "sezione"]
        case .source: ["source", "fonte", "testata"]
        case .author: ["author", "autore"]
        case .tags: ["tags", "tag", "etichette"]
        case .url: ["url"]
        case .path: ["path", "percorso"]
        case .body: ["body", "testo"]
        case .topics: ["topics", "topic", "argomenti", "temi"]
        case .persons: ["persons", "person", "persone"]
        case .organisations: ["organisations", "organisation", "organizations", "organizzazioni", "enti"]
        case .places: ["places", "place", "luoghi"]
        case .layout: ["layout", "impaginazione"]
        }
    }

    /// The field of a name in any case, English or Italian.
    public init(named name: String) throws(SpoglioError) {
        let wanted = name.lowercased()
        guard let field = Self.allCases.first(where: { $0.names.contains(wanted) }) else {
            let near = Suggestions.nearest(to: wanted, among: Self.allCases.flatMap(\.names))
            throw SpoglioError(
                .request, "unknown field '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                hint: "fields are \(Self.allCases.map(\.rawValue).joined(separator: ","))")
        }
        self = field
    }

    /// The facet that it is read off, for fields that are not in the stored record.
    var facet: Facet? {
        switch self {
        case .topics: .topic
        case .persons: .person
        case .organisations: .organisation
        case .places: .place
        default: nil
        }
    }
}

/// The value of a field.
public enum ExportValue: Sendable, Equatable {
    /// One text, nil where the article has none.
    case text(String?)
    case list([String])
}
