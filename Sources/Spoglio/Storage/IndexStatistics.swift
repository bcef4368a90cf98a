// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// Figures about an index.
public struct IndexStatistics: Sendable, Encodable, Equatable {
    public var version = 1
    public var articles: Int
    /// Distinct folded words, over all segments.
    public var terms: Int
    /// Words of titles and bodies, deleted articles included until the next compaction.
    public var tokens: Int
    /// Distinct persons, organisations and places.
    public var entities: Int
    /// Bytes on disk by kind of file, and in `total`.
    public var bytes: [String: UInt64]
    public var segments: Int
    public var revision: Int
    /// Dates of the oldest and newest article, ISO 8601.
    public var oldest: String?
    public var newest: String?
    public var undated: Int

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(articles, forKey: .articles)
        try container.encode(terms, forKey: .terms)
        try container.encode(tokens, forKey: .tokens)
        try container.encode(entities, forKey: .entities)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(segments, forKey: .segments)
        try container.encode(revision, forKey: .revision)
        try container.encode(oldest, forKey: .oldest)
        try container.encode(newest, forKey: .newest)
        try container.encode(undated, forKey: .undated)
    }

    enum CodingKeys: String, CodingKey {
        case version, articles, terms, tokens, entities, bytes, segments, revision, oldest, newest, undated
    }
}

extension Searcher {
    /// Reads the figures off the segments; takes time in proportion to the number of distinct words.
    public func statistics() throws(SpoglioError) -> IndexStatistics {
        var terms: Set<UInt64> = []
        var entities: Set<String> = []
        var bytes: [String: UInt64] = [:]
        var oldest: Int32?
        var newest: Int32?
        var undated = 0
        for file in manifest.ledgers { bytes["sources", default: 0] += file.bytes }
        if let file = manifest.values { bytes["values"] = file.bytes }
        for file in manifest.authorities ?? [] { bytes["authority", default: 0] += file.bytes }
        for segment in segments {
            for file in segment.entry.files + (segment.entry.deletions.map { [$0] } ?? []) {
                let kind = file.name.hasPrefix("deleted") ? "deleted" : String(file.name.prefix { $0 != "." })
                bytes[kind, default: 0] += file.bytes
            }
            let dictionary = try segment.terms
            for index in 0..<dictionary.folded.count { terms.insert(Checksum.of(dictionary.folded.bytes(at: index))) }
            for facet in [Facet.person, .organisation, .place] {
                let column = try segment.column(facet)
                for index in 0..<column.count { entities.insert(column.ids.text(at: index)) }
            }
            let periods = try segment.periods
            for document in 0..<segment.count where segment.isLive(document) {
                let period = periods.period(of: document)
                guard period.isDated else {
                    undated += 1
                    continue
                }
                oldest = min(oldest ?? period.first, period.first)
                newest = max(newest ?? period.first, period.last)
            }
        }
        bytes["total"] = bytes.values.reduce(0, +)
        return IndexStatistics(
            articles: articleCount, terms: terms.count,
            tokens: manifest.segments.reduce(0) { $0 + $1.tokens }, entities: entities.count, bytes: bytes,
            segments: segments.count, revision: revision, oldest: oldest.map(Calendar.iso8601),
            newest: newest.map(Calendar.iso8601), undated: undated)
    }
}

extension Calendar {
    static func iso8601(_ day: Int32) -> String {
        let date = civil(day)
        return "\(year(date.year))-\(twoDigits(date.month))-\(twoDigits(date.day))"
    }
}
