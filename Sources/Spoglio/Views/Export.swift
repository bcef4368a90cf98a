// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
public import QueryLanguage

/// Which articles to export, and what of each.
public struct ExportRequest: Sendable {
    /// The query as written, and what is asked of its matches.
    public var query: String
    public var match: MatchMode
    /// In the order in which they are to be given.
    public var fields: [ExportField]
    public var filters: [Facet: [String]]

    public init(
        _ query: String, match: MatchMode = .all, fields: [ExportField] = ExportField.standard,
        filters: [Facet: [String]] = [:]
    ) {
        self.query = query
        self.match = match
        self.fields = fields
        self.filters = filters
    }
}

/// Every match of a query in the order of the index, one after another.
///
/// What it holds at a time is a bit an article of the index, and one article.
public final class Export {
    /// The query, the index that answered, how many articles match, and how the query was understood.
    public let query: QueryEcho
    /// The query with what its saved queries stand for; nil where it names none.
    public let expansion: String?
    public let index: IndexEcho
    public let total: Int
    public let notes: [String]
    private let fields: [ExportField]
    private let found: [(segment: Segment, set: DocumentSet)]
    private let searcher: Searcher
    private var directory: EntityDirectory { searcher.entities }
    /// By entity what it is called, of those that came lately.
    private var names: [Facet: [String: String]] = [:]
    private static let mostNames = 1 << 16

    init(_ searcher: Searcher, _ request: ExportRequest) throws(SpoglioError) {
        let run = try SearchRun(
            searcher, SearchRequest(request.query, match: request.match, limit: 0, filters: request.filters))
        let sets = try run.matchingSets()
        query = run.echo
        expansion = run.expansion
        index = IndexEcho(articles: searcher.articleCount, revision: searcher.revision)
        total = sets.reduce(0) { $0 + $1.count }
        notes = try run.notes(total: total)
        fields = request.fields
        found = Array(zip(searcher.segments, sets))
        self.searcher = searcher
    }

    /// Gives the fields of each match, as long as `body` returns true.
    public func visit(_ body: ([ExportValue]) -> Bool) throws(SpoglioError) {
        for (index, (segment, set)) in found.enumerated() where !set.isEmpty {
            let values = try fields.compactMap(\.facet).map { (facet) throws(SpoglioError) in
                try ArticleValues(facet, segment, overlay: directory.entities(of: facet)?.overlays[index])
            }
            for (place, word) in set.words.enumerated() {
                var rest = word
                while rest != 0 {
                    let document = place * 64 + rest.trailingZeroBitCount
                    rest &= rest - 1
                    guard body(try row(document, segment, values)) else { return }
                }
            }
        }
    }

    /// - Parameter values: Readers of the fields that are facets, in their order.
    private func row(
        _ document: Int, _ segment: Segment, _ values: [ArticleValues]
    ) throws(SpoglioError) -> [ExportValue] {
        var article: Article?
        if fields.contains(.body) {
            article = try segment.article(document)
        } else if fields.contains(.title) {
            article = try segment.articleWithoutBody(document)
        } else if fields.contains(where: { $0.facet == nil }) {
            article = try segment.record(document).article
        }
        var readers = values.makeIterator()
        var row: [ExportValue] = []
        for field in fields {
            if field.facet != nil, let reader = readers.next() {
                row.append(.list(try texts(reader, document)))
            } else if let article {
                row.append(Self.value(field, article))
            }
        }
        return row
    }

    private static func value(_ field: ExportField, _ article: Article) -> ExportValue {
        switch field {
        case .id: .text(article.id)
        case .title: .text(article.title)
        case .date: .text(article.date?.iso8601)
        case .section: .text(article.section)
        case .source: .text(article.source)
        case .author: .list(article.authors)
        case .tags: .list(article.tags)
        case .url: .text(article.url)
        case .path: .text(article.path)
        case .body: .text(article.body)
        case .layout: .text(article.metadata[PageLayout.key])
        case .topics, .persons, .organisations, .places: .list([])
        }
    }

    /// Identifiers, or for entities their names in alphabetical order.
    private func texts(_ reader: ArticleValues, _ document: Int) throws(SpoglioError) -> [String] {
        let ids = reader.ids(of: document)
        guard reader.facet.isOfEntities, let entities = try directory.entities(of: reader.facet) else { return ids }
        var texts: [String] = []
        for id in ids {
            if let name = names[reader.facet]?[id] {
                texts.append(name)
                continue
            }
            let name = try entities.name(of: id) ?? id
            if names[reader.facet]?.count ?? 0 >= Self.mostNames { names[reader.facet] = nil }
            names[reader.facet, default: [:]][id] = name
            texts.append(name)
        }
        return texts.sorted()
    }
}

extension Searcher {
    /// What an export of a query's matches gives; nothing is read of them yet.
    public func export(_ request: ExportRequest) throws(SpoglioError) -> Export { try Export(self, request) }
}
