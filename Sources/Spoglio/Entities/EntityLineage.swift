// SPDX-License-Identifier: GPL-3.0-or-later

/// Which entity a name as indexed belongs to, after names were joined by kinship and a user made corrections.
///
/// Corrections are steps in the order of time. Each is about the entity that its identifier stands for after the steps
/// before it, so that `merge Y Z` and then `merge X Y` make one of all three.
struct EntityLineage {
    /// Spellings of one name, joined: a value's identifier to that of all.
    private let kin: [String: String]
    private var steps: [EntityCorrection] = []
    /// By entity the numbers of the steps about it, ascending.
    private var stepsByEntity: [String: [Int]] = [:]
    /// Identifiers that a step is about or leads to.
    private var stepped: Set<String> = []

    init(kin: [String: String], corrections: [EntityCorrection]) {
        self.kin = kin
        for correction in corrections { append(correction) }
    }

    /// Adds the next step; one that changes nothing is left out.
    mutating func append(_ correction: EntityCorrection) {
        var step = correction
        step.entity = entity(of: correction.entity)
        switch correction.action {
        case .merge(let into):
            let target = entity(of: into)
            guard target != step.entity else { return }
            step.action = .merge(into: target)
            stepped.insert(target)
        case .split(let variant, let new):
            // A member that leaves its own family keeps its identifier; else the family of the new one takes it in.
            let head = kin[new] ?? new
            let target = head == step.entity ? new : head
            step.action = .split(variant: NameKeys.whole(variant), new: target)
            stepped.insert(target)
        case .rename, .alias: break
        }
        stepped.insert(step.entity)
        stepsByEntity[step.entity, default: []].append(steps.count)
        steps.append(step)
    }

    /// Whether what is indexed is what is shown.
    var isTrivial: Bool { kin.isEmpty && steps.isEmpty }

    /// Whether a step is about an identifier, or leads to it.
    func isTouched(_ id: String) -> Bool { stepped.contains(id) }

    /// The identifiers that may have become others.
    var moved: Set<String> { stepped.union(kin.keys) }

    /// The indexed identifiers that joining or a merge brought to an entity, itself included where it was touched.
    func sources(of entity: String) -> [String] { moved.filter { self.entity(of: $0) == entity }.sorted() }

    /// The entity of an indexed identifier.
    ///
    /// - Parameter variant: The folded name as written in the text; where it is nil, splits leave the entity whole.
    func entity(of id: String, variant: () -> String? = { nil }) -> String {
        var former: Set<String> = [id]
        var current = kin[id] ?? id
        var next = 0
        while let number = step(about: current, from: next) {
            former.insert(current)
            switch steps[number].action {
            case .merge(let into): current = into
            case .split(let split, let new):
                // What was of the new entity before a merge goes back to it as a whole.
                if former.contains(new) || split == variant() { current = new }
            case .rename, .alias: break
            }
            next = number + 1
        }
        return current
    }

    /// Whether the mentions of an indexed identifier may be of several entities.
    func isSplit(_ id: String) -> Bool {
        var current = kin[id] ?? id
        var next = 0
        while let number = step(about: current, from: next) {
            switch steps[number].action {
            case .merge(let into): current = into
            case .split: return true
            case .rename, .alias: break
            }
            next = number + 1
        }
        return false
    }

    /// The first step about an entity that is not before a number.
    private func step(about entity: String, from first: Int) -> Int? {
        guard let numbers = stepsByEntity[entity] else { return nil }
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < first { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count ? numbers[low] : nil
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
