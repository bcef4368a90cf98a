// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

extension Searcher {
    /// So many values of each segment are looked at, those of most articles.
    private static let mostValues = 400

    /// The names of values that begin with `prefix`, case and accents folded; about those of most articles first.
    ///
    /// Meant for completion while somebody types: it reads no corrections and joins no spellings.
    public func names(of facets: [Facet], beginning prefix: String, limit: Int) throws(SpoglioError) -> [String] {
        let whole = NameKeys.whole(prefix)
        let key = prefix.last?.isWhitespace ?? false && !whole.isEmpty ? whole + " " : whole
        var counts: [String: Int] = [:]
        for segment in segments {
            for facet in facets where facet.column != nil {
                let column = try segment.column(facet)
                let values =
                    try key.isEmpty ? Array(0..<column.count) : Self.values(segment.names(facet), beginning: key)
                let common = values.map { ($0, column.documentCount(of: $0)) }.sorted { $0.1 > $1.1 }
                for (value, count) in common.prefix(Self.mostValues) where segment.isLive(value: value, in: column) {
                    let label = column.labels.text(at: value)
                    if NameKeys.whole(label).hasPrefix(key) { counts[label, default: 0] += count }
                }
            }
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map(\.key)
    }

    private static func values(_ names: FacetNames, beginning key: String) -> [Int] {
        var values: Set<UInt32> = []
        for name in names.names.range(withPrefix: Array(key.utf8)) { values.formUnion(names.values(ofName: name)) }
        return values.map { Int($0) }
    }
}
