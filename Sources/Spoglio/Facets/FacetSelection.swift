// SPDX-License-Identifier: GPL-3.0-or-later

/// The values of facets that filters and the query ask for: a listing shows them also where its limit would cut them.
struct FacetSelection {
    /// By name that was asked for, the identifiers of the values that it means.
    private var choices: [Facet: Choices] = [:]

    /// The values of a facet that are asked for.
    subscript(facet: Facet) -> Choices { choices[facet] ?? [] }

    /// Adds what a name means.
    mutating func add(_ values: [Facet: [String]]) {
        for (facet, ids) in values where !ids.isEmpty { choices[facet, default: []].append(ids) }
    }

    /// Adds a topic: one of the user by itself and not by what its condition asks for.
    mutating func add(topic name: String, meaning clause: Clause, _ own: UserTopics) {
        if let topic = own[name] { return add([.topic: [topic.id]]) }
        switch clause {
        case .values(let values): add(values)
        case .or(let clauses):
            for case .values(let values) in clauses { add(values) }
        default: break
        }
    }
}

extension FacetSelection {
    /// Values of one facet: for each name that was asked for, the identifiers of those that it means.
    struct Choices: ExpressibleByArrayLiteral {
        private var names: [[String]]
        private var all: Set<String>
        /// A surname may mean hundreds: of a name with more values, the commonest are added to a listing.
        static let mostOfAName = 20

        init(arrayLiteral names: [String]...) {
            self.names = names
            all = Set(names.joined())
        }

        var isEmpty: Bool { all.isEmpty }

        func contains(_ id: String) -> Bool { all.contains(id) }

        mutating func append(_ ids: [String]) {
            names.append(ids)
            all.formUnion(ids)
        }

        /// Those of some counts that are values asked for.
        ///
        /// - Parameters:
        ///   - shown: Identifiers that are left out.
        ///   - describe: The identifier and label of a number; numbers are in the order of identifiers.
        func entries(
            among counts: [(number: Int, count: Int)], except shown: Set<String>,
            _ describe: (Int) throws(SpoglioError) -> (id: String, label: String)
        ) throws(SpoglioError) -> [(number: Int, count: Int)] {
            guard !counts.isEmpty, !all.isSubset(of: shown) else { return [] }
            var (first, last) = (Int.max, Int.min)
            for entry in counts { (first, last) = (min(first, entry.number), max(last, entry.number)) }
            var names: [Int: [Int]] = [:]
            for (name, ids) in self.names.enumerated() {
                for id in Set(ids) where !shown.contains(id) {
                    let number = try Self.number(of: id, in: first...last, describe)
                    if let number { names[number, default: []].append(name) }
                }
            }
            var found: [[(number: Int, count: Int)]] = self.names.map { _ in [] }
            guard let lowest = names.keys.min(), let highest = names.keys.max() else { return [] }
            for entry in counts where entry.number >= lowest && entry.number <= highest {
                for name in names[entry.number] ?? [] { found[name].append(entry) }
            }
            var chosen: [Int: Int] = [:]
            for entries in found {
                let commonest = entries.sorted { ($1.count, $0.number) < ($0.count, $1.number) }
                for entry in commonest.prefix(Self.mostOfAName) { chosen[entry.number] = entry.count }
            }
            return chosen.map { ($0.key, $0.value) }
        }

        /// The number of the value with an identifier.
        private static func number(
            of id: String, in range: ClosedRange<Int>,
            _ describe: (Int) throws(SpoglioError) -> (id: String, label: String)
        ) throws(SpoglioError) -> Int? {
            var low = range.lowerBound
            var high = range.upperBound
            while low <= high {
                let middle = low + (high - low) / 2
                let known = try describe(middle).id
                if known == id { return middle }
                if known.utf8.lexicographicallyPrecedes(id.utf8) { low = middle + 1 } else { high = middle - 1 }
            }
            return nil
        }
    }
}
