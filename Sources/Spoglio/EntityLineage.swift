// SPDX-License-Identifier: GPL-3.0-or-later

/// Which entity a name as indexed belongs to, after names were joined by kinship and a user made corrections.
struct EntityLineage {
    /// Spellings of one name, joined: a value's identifier to that of all.
    private let kin: [String: String]
    private let steps: [EntityCorrection]
    /// Identifiers that a step is about.
    private let stepped: Set<String>
    let hasSplits: Bool

    init(kin: [String: String], corrections: [EntityCorrection]) {
        self.kin = kin
        steps = corrections.map { correction in
            var step = correction
            step.entity = kin[step.entity] ?? step.entity
            if case .merge(let into) = step.action { step.action = .merge(into: kin[into] ?? into) }
            if case .split(let variant, let new) = step.action {
                step.action = .split(variant: NameKeys.whole(variant), new: new)
            }
            return step
        }
        var stepped: Set<String> = []
        var hasSplits = false
        for step in steps {
            stepped.insert(step.entity)
            switch step.action {
            case .merge(let into): stepped.insert(into)
            case .split(_, let new):
                stepped.insert(new)
                hasSplits = true
            case .rename, .alias: break
            }
        }
        self.stepped = stepped
        self.hasSplits = hasSplits
    }

    /// Whether what is indexed is what is shown.
    var isTrivial: Bool { kin.isEmpty && steps.isEmpty }

    /// The identifiers that may have become others.
    var moved: Set<String> { stepped.union(kin.keys) }

    /// The indexed identifiers that joining or a merge brought to an entity, itself included where it was touched.
    func sources(of entity: String) -> [String] { moved.filter { self.entity(of: $0) == entity }.sorted() }

    /// The entity of an indexed identifier.
    ///
    /// - Parameter variant: The folded name as written in the text; where it is nil, splits leave the entity whole.
    func entity(of id: String, variant: () -> String? = { nil }) -> String {
        var current = kin[id] ?? id
        guard stepped.contains(current) else { return current }
        let variant = hasSplits ? variant() : nil
        var former: Set<String> = [id, current]
        for step in steps where step.entity == current {
            switch step.action {
            case .merge(let into): current = into
            case .split(let split, let new):
                // What was of the new entity before a merge goes back to it as a whole.
                if split == variant || former.contains(new) { current = new }
            case .rename, .alias: break
            }
            former.insert(current)
        }
        return current
    }

    /// The names given to entities by corrections.
    func names() -> [String: String] {
        var names: [String: String] = [:]
        for step in steps {
            guard case .rename(let name) = step.action, entity(of: step.entity) == step.entity else { continue }
            names[step.entity] = name
        }
        return names
    }

    /// Further forms of names that corrections gave, by entity.
    func aliases() -> [(entity: String, form: String, isContextual: Bool)] {
        steps.compactMap { step in
            guard case .alias(let form, let isContextual) = step.action else { return nil }
            return (entity(of: step.entity), form, isContextual)
        }
    }
}
