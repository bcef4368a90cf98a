// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

extension Searcher {
    /// The entities that most articles name, or by name.
    public func listEntities(_ request: EntityListRequest) throws(SpoglioError) -> EntityAnswer {
        guard request.limit >= 0, request.limit <= SearchRequest.largestPage else {
            throw SpoglioError(.request, "a list has 0 to \(SearchRequest.largestPage) entities")
        }
        let everything = segments.map { $0.live ?? .all(universe: $0.count) }
        var found: [(facet: Facet, value: FacetCounts.Value)] = []
        var total = 0
        for facet in request.facets where facet.isOfEntities {
            var counts = try FacetCounter(self).count(facet, over: everything)
            if let prefix = request.prefix { try counts.keep(matching: prefix) }
            total += counts.counts.count
            found += try counts.top(request.limit, order: request.order).values.map { (facet, $0) }
        }
        found.sort { left, right in
            switch request.order {
            case .count, .significance: (right.value.count, left.value.id) < (left.value.count, right.value.id)
            case .name: (left.value.value, left.value.id) < (right.value.value, right.value.id)
            }
        }
        let reader = try EntityReader(self)
        var views: [EntityView] = []
        for entry in found.prefix(request.limit) {
            views.append(try reader.view(entry.value.id, entry.facet, isFull: request.isFull))
        }
        return EntityAnswer(entities: views, total: total, notes: [])
    }

    /// The entities that a name or identifier means, with all that is known of them; none with a note about near ones.
    public func showEntities(_ name: String, facets: [Facet] = Facet.entities) throws(SpoglioError) -> EntityAnswer {
        let found = try entities(named: name, facets: facets)
        let reader = try EntityReader(self)
        var views: [EntityView] = []
        for reference in found.references { views.append(try reader.view(reference.id, reference.facet)) }
        views.sort { ($1.articles, $0.id) < ($0.articles, $1.id) }
        return EntityAnswer(entities: views, total: views.count, notes: found.notes)
    }

    /// An entity of a facet.
    struct EntityReference: Equatable {
        var facet: Facet
        var id: String
    }

    /// The entities that an identifier or a whole name means.
    func entities(calledExactly name: String, facets: [Facet]) throws(SpoglioError) -> [EntityReference] {
        var references: [EntityReference] = []
        for facet in facets {
            guard let entities = try entities.entities(of: facet) else { continue }
            let id = entities.lineage.entity(of: name)
            if try entities.isLive(id) { references.append(EntityReference(facet: facet, id: id)) }
        }
        guard references.isEmpty else { return references }
        return Self.references(try ValueResolver(self).exact(NameKeys.words(of: name), facets), facets)
    }

    /// The entities that a name or identifier means, also those whose name holds it or sounds like it.
    func entities(
        named name: String, facets: [Facet]
    ) throws(SpoglioError) -> (references: [EntityReference], notes: [String]) {
        for facet in facets {
            guard let entities = try entities.entities(of: facet) else { continue }
            let id = entities.lineage.entity(of: name)
            if try entities.isLive(id) { return (try self.entities(calledExactly: name, facets: facets), []) }
        }
        var resolver = ValueResolver(self)
        let called = facets.count == 1 ? facets[0].rawValue : "entity"
        return (Self.references(try resolver.resolve(name, in: facets, called: called), facets), resolver.notes)
    }

    private static func references(_ found: [Facet: [String]], _ facets: [Facet]) -> [EntityReference] {
        facets.flatMap { facet in (found[facet] ?? []).map { EntityReference(facet: facet, id: $0) } }
    }
}
