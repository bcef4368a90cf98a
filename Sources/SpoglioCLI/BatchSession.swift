// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
internal import QueryLanguage
internal import Spoglio

/// Requests from standard input, one JSON object a line, and an answer a line in the same order.
///
/// Each request sees the newest commit.
final class BatchSession {
    private let location: IndexLocation
    private var searcher: Searcher
    private var lines = RequestLines(limit: 1 << 20)

    init(location: IndexLocation) throws {
        self.location = location
        searcher = try Searcher(location)
    }

    func run() throws {
        while let line = lines.next() {
            do {
                guard case .text(let text) = line else { throw tooLong(line) }
                let request = try parse(text)
                if searcher.isOutdated() { searcher = try Searcher(location) }
                JSONOutput.write(try searcher.search(request))
            } catch let error as SpoglioError {
                JSONOutput.write(ErrorEnvelope(error))
            }
            Console.flush()
        }
    }

    private func tooLong(_ line: RequestLines.Line) -> SpoglioError {
        var length = 0
        if case .tooLong(let bytes) = line { length = bytes }
        return SpoglioError(.request, "the request has \(length) bytes; the limit is \(lines.limit)")
    }

    private func parse(_ line: String) throws -> SearchRequest {
        let fields: BatchRequest
        do {
            fields = try JSONDecoder().decode(BatchRequest.self, from: Data(line.utf8))
        } catch let unknown as BatchRequest.UnknownKey {
            let known = BatchRequest.CodingKeys.allCases.map(\.rawValue)
            let near = Suggestions.nearest(to: unknown.key, among: known)
            throw SpoglioError(
                .request, "a request has no '\(unknown.key)'" + (near.map { "; did you mean '\($0)'?" } ?? ""),
                hint: "it takes \(known.joined(separator: ", "))")
        } catch let error as DecodingError {
            throw SpoglioError(.request, "the request cannot be read: \(Self.explain(error))")
        }
        var request = SearchRequest(fields.query ?? "")
        if let text = fields.match {
            guard let match = MatchMode(rawValue: text) else {
                throw SpoglioError(.request, "'match' is 'all' or 'any', not '\(text)'")
            }
            request.match = match
        }
        if let text = fields.sort {
            guard let order = SearchRequest.Order(rawValue: text) else {
                throw SpoglioError(.request, "'sort' is 'relevance', 'newest' or 'oldest', not '\(text)'")
            }
            request.order = order
        }
        request.limit = fields.limit ?? request.limit
        request.offset = fields.offset ?? request.offset
        request.hasSnippets = fields.snippets ?? true
        request.isCollapsed = fields.collapse ?? false
        request.countsStories = fields.stories ?? false
        request.facets = try (fields.facets ?? [:]).sorted { $0.key < $1.key }.map {
            guard $0.value >= 0 else {
                throw SpoglioError(.request, "the facet '\($0.key)' asks for \($0.value) values")
            }
            return (try Facet(named: $0.key), $0.value)
        }
        // Two names of one facet are alternatives, as its values are.
        for (name, values) in (fields.where ?? [:]).sorted(by: { $0.key < $1.key }) {
            request.filters[try Facet(named: name), default: []] += values
        }
        return request
    }

    private static func explain(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "it is not an object" : "'\(path)' has the wrong type"
        case .dataCorrupted: return "it is not JSON"
        @unknown default: return "it is not a request"
        }
    }
}

/// A request as it stands in a line.
private struct BatchRequest: Decodable {
    var query: String?
    var limit: Int?
    var offset: Int?
    var sort: String?
    var facets: [String: Int]?
    var `where`: [String: [String]]?
    var match: String?
    var snippets: Bool?
    var collapse: Bool?
    var stories: Bool?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case query, limit, offset, sort, facets, `where`, match, snippets, collapse, stories
    }

    /// A key that no request has: a typing mistake must not become the search for everything.
    struct UnknownKey: Error {
        var key: String
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let unknown = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).filter {
            CodingKeys(rawValue: $0) == nil
        }
        if let key = unknown.min() { throw UnknownKey(key: key) }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        query = try container.decodeIfPresent(String.self, forKey: .query)
        limit = try container.decodeIfPresent(Int.self, forKey: .limit)
        offset = try container.decodeIfPresent(Int.self, forKey: .offset)
        sort = try container.decodeIfPresent(String.self, forKey: .sort)
        facets = try container.decodeIfPresent([String: Int].self, forKey: .facets)
        `where` = try container.decodeIfPresent([String: [String]].self, forKey: .where)
        match = try container.decodeIfPresent(String.self, forKey: .match)
        snippets = try container.decodeIfPresent(Bool.self, forKey: .snippets)
        collapse = try container.decodeIfPresent(Bool.self, forKey: .collapse)
        stories = try container.decodeIfPresent(Bool.self, forKey: .stories)
    }
}
