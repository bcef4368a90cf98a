// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import ItalianText

extension SegmentMatcher {
    func matching(_ values: [Facet: [String]], _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        var result = DocumentSet(universe: segment.count)
        for (facet, ids) in values {
            guard facet.column != nil else {
                for id in ids { result.formUnion(try datedDocuments(facet, id)) }
                continue
            }
            // The user's topics are queries by now; only those of the tree are values.
            if facet != .topic, let entities, let named = try entities.directory.entities(of: facet), !named.isTrivial {
                for id in ids {
                    for document in try named.documents(of: id, inSegment: entities.segment) { result.insert(document) }
                }
                continue
            }
            let column = try segment.column(facet)
            for id in ids {
                guard let value = column.ids.index(of: Array(id.utf8)) else { continue }
                for document in column.documents(with: value) { result.insert(document) }
            }
        }
        result.formIntersection(within)
        return result
    }

    /// Where a document names one of the entities; empty for facets that are not in the text.
    func mentionPlaces(_ values: [Facet: [String]], in document: Int) throws(SpoglioError) -> [PositionRange] {
        var places: [PositionRange] = []
        for (facet, ids) in values {
            guard facet != .topic, let entities, let named = try entities.directory.entities(of: facet) else {
                continue
            }
            let wanted = Set(ids)
            let column = try segment.column(facet)
            let mentions = try segment.mentions
            let number = Facet.entities.firstIndex(of: facet) ?? 0
            do {
                try mentions.forEach(of: document) { position, variant in
                    let meant = mentions.value(ofVariant: variant)
                    guard Int(meant.facet) == number else { return }
                    let indexed = column.ids.text(at: Int(meant.value))
                    let entity = named.lineage.entity(of: indexed) {
                        NameKeys.whole(mentions.text(ofVariant: variant))
                    }
                    if wanted.contains(entity) {
                        places.append(PositionRange(position, position + UInt32(mentions.span(ofVariant: variant))))
                    }
                }
            } catch {
                throw SpoglioError(error)
            }
            for alias in named.aliases where wanted.contains(alias.entity) {
                places += try highlights(alias.clause, in: document) ?? []
            }
        }
        return Array(Set(places)).sorted()
    }

    /// The articles of a year (`2022`), month (`2022-10`) or day (`2022-10-05`).
    private func datedDocuments(_ facet: Facet, _ id: String) throws(SpoglioError) -> DocumentSet {
        guard let period = Calendar.period(id) else { return DocumentSet(universe: segment.count) }
        return try segment.documents(from: period.lowerBound, to: period.upperBound)
    }

    /// The article with an id.
    func matching(id: String, _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        var result = DocumentSet(universe: segment.count)
        if let document = try segment.document(withID: id) { result.insert(UInt32(document)) }
        result.formIntersection(within)
        return result
    }

    /// The articles whose address contains the parts of `url` side by side; a cheap look at the stored records.
    func matching(url: String, _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        let words = NameKeys.words(of: url)
        var result = DocumentSet(universe: segment.count)
        for document in within.documents() {
            guard let stored = try segment.record(Int(document)).article.url else { continue }
            let parts = NameKeys.words(of: stored)
            guard !words.isEmpty, parts.count >= words.count else { continue }
            if (0...parts.count - words.count).contains(where: { Array(parts[$0..<$0 + words.count]) == words }) {
                result.insert(document)
            }
        }
        return result
    }
}
