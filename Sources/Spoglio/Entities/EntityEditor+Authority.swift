// SPDX-License-Identifier: GPL-3.0-or-later

internal import Entities

extension EntityEditor {
    /// What a merge leads to, and its name where only the authority has it: no article names it yet.
    func mergeTarget(
        _ name: String, _ kind: Facet?
    ) throws(SpoglioError) -> (entity: Searcher.EntityReference, newName: String?) {
        let missing: SpoglioError
        do {
            return (try entity(name, kind), nil)
        } catch {
            guard error.code == .notFound else { throw error }
            missing = error
        }
        let authority = try searcher.entities.annotator().authority
        var indices = authority.entities(named: name).full
        if let index = authority.index(of: EntityID(name)) { indices = [index] }
        let facets = kind.map { [$0] } ?? Facet.entities
        let found = indices.filter { index in facets.contains { $0.entityKind == authority.kind(at: index) } }
        guard let index = found.first else { throw missing }
        guard found.count == 1 else {
            let ids = found.prefix(5).map { "'\(authority.id(at: $0).text)'" }.joined(separator: ", ")
            throw SpoglioError(
                .request, "'\(name)' is the name of several entities: \(ids)", hint: "name one by its identifier")
        }
        let facet = Facet.entities.first { $0.entityKind == authority.kind(at: index) } ?? .person
        return (
            Searcher.EntityReference(facet: facet, id: authority.id(at: index).text), authority.name(at: index)
        )
    }

    /// Whether the authority has an entity of this identifier and kind.
    func isOfAuthority(_ id: String, _ facet: Facet) throws(SpoglioError) -> Bool {
        let authority = try searcher.entities.annotator().authority
        return authority.index(of: EntityID(id)).map { authority.kind(at: $0) == facet.entityKind } ?? false
    }
}
