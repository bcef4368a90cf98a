// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Entities

extension EntityEditor {
    /// Splits the spelling off whose identifier the family of all has: the others leave it instead, as one.
    ///
    /// - Returns: Nil where no other spelling is joined to it.
    func leave(_ whole: Searcher.EntityReference, to variant: String) throws(SpoglioError) -> Outcome? {
        guard let lineage = try searcher.entities.entities(of: whole.facet)?.lineage else { return nil }
        var others: [(id: String, label: String, articles: Int)] = []
        for id in lineage.sources(of: whole.id) where id != whole.id {
            var label: String?
            var articles = 0
            for segment in searcher.segments {
                let column = try segment.column(whole.facet)
                guard let value = column.ids.index(of: Array(id.utf8)) else { continue }
                label = label ?? column.labels.text(at: value)
                articles += segment.liveCount(value: value, in: column)
            }
            if let label, articles > 0 { others.append((id, label, articles)) }
        }
        others.sort { ($1.articles, $0.id) < ($0.articles, $1.id) }
        guard let first = others.first else { return nil }
        var corrections: [EntityCorrection] = []
        for other in others {
            corrections.append(EntityCorrection(whole.facet, whole.id, .split(variant: other.label, new: other.id)))
            if other.id != first.id {
                corrections.append(EntityCorrection(whole.facet, other.id, .merge(into: first.id)))
            }
        }
        return try append(corrections, about: whole) {
            "'\($0)' is an entity of its own; the other spellings are '\(first.label)'"
        }
    }
}
