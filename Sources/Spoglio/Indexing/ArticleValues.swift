// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// The values of one facet that the articles of a segment have, entities as corrections leave them.
struct ArticleValues {
    let facet: Facet
    private let column: FacetColumn
    private let hidden: Set<UInt32>
    /// By document the entities that the column does not have for it.
    private var added: [UInt32: [String]] = [:]

    /// - Parameter overlay: Where the entities of the segment differ from its column.
    init(_ facet: Facet, _ segment: Segment, overlay: EntityOverlay?) throws(SpoglioError) {
        self.facet = facet
        column = try segment.column(facet)
        hidden = overlay?.hidden ?? []
        for (entity, documents) in overlay?.documents ?? [:] {
            for document in documents { added[document, default: []].append(entity) }
        }
    }

    /// The identifiers of a document's values.
    func ids(of document: Int) -> [String] {
        let own = column.values(of: document).filter { !hidden.contains($0) }.map { column.ids.text(at: Int($0)) }
        guard let others = added[UInt32(document)] else { return own }
        return own + others
    }
}
