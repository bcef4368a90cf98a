// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// The values that single documents have in a facet, by their numbers in the index.
struct FacetValues {
    private let facet: Facet
    private let segments: [Segment]
    private let values: FacetNumbering.Values?
    private let entities: FacetEntities?
    /// By segment and document the values that the column of the segment does not tell.
    private var further: [DocumentReference: [Int]] = [:]

    init(
        _ facet: Facet, _ segments: [Segment], _ numbering: FacetNumbering, _ directory: EntityDirectory
    ) throws(SpoglioError) {
        self.facet = facet
        self.segments = segments
        guard facet.column != nil else {
            (values, entities) = (nil, nil)
            return
        }
        let entities = try directory.entities(of: facet)
        let values = try numbering.values(of: facet, in: segments, entities: entities)
        for (segment, overlay) in values.overlays.enumerated() {
            for (number, documents) in overlay {
                for document in documents {
                    further[DocumentReference(segment: segment, document: document), default: []].append(
                        values.rank(of: number))
                }
            }
        }
        self.entities = entities
        self.values = values
    }

    /// The values of a document, and whether it counts as one without.
    func values(of reference: DocumentReference) throws(SpoglioError) -> (numbers: [Int], isMissing: Bool) {
        let segment = segments[reference.segment]
        guard let values else {
            let date = try segment.periods.period(of: Int(reference.document))
            let period = facet.step.flatMap { FacetCounter.number($0, date) }
            return (period.map { [$0] } ?? [], period == nil)
        }
        let own = try segment.column(facet).values(of: Int(reference.document)).map { Int($0) }
        let filled = entities?.overlays[reference.segment].filled ?? []
        return (
            values.ranks(of: own, inSegment: reference.segment) + (further[reference] ?? []),
            own.isEmpty && !filled.contains(reference.document)
        )
    }
}
