// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

extension WordsClause {
    /// The stem of a clause that is one word looked for by its stem in all fields: its postings are its documents.
    var plainStem: [UInt8]? {
        match == .stemmed && fields == .all && variants.count == 1 && variants[0].count == 1
            ? variants[0][0].stem : nil
    }
}

extension SegmentMatcher {
    /// The documents that match every clause.
    func matching(all clauses: [Clause], _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        var stems: [[UInt8]] = []
        var others: [Clause] = []
        for clause in clauses {
            if case .words(let words) = clause, let stem = words.plainStem {
                stems.append(stem)
            } else {
                others.append(clause)
            }
        }
        var result = within
        var mayHaveStems = stems.isEmpty
        for clause in try inOrderOfCost(others) {
            if !mayHaveStems, Self.cost(clause) > Self.costOfValues {
                result = try documents(withAll: stems, result)
                mayHaveStems = true
            }
            if result.isEmpty { return result }
            result = try evaluate(clause, within: result)
        }
        return mayHaveStems ? result : try documents(withAll: stems, result)
    }

    /// The operands of AND as they are executed: what narrows cheaply comes first, of words the rarest.
    func inOrderOfCost(_ clauses: [Clause]) throws(SpoglioError) -> [Clause] {
        var ordered: [(cost: Int, frequency: Int, clause: Clause)] = []
        for clause in clauses {
            var frequency = 0
            if case .words(let words) = clause, Self.cost(clause) == 2 {
                for variant in words.variants { frequency += try self.frequency(of: variant[0].stem) }
            }
            ordered.append((Self.cost(clause), frequency, clause))
        }
        return ordered.sorted { ($0.cost, $0.frequency) < ($1.cost, $1.frequency) }.map(\.clause)
    }

    private static let costOfValues = 1

    private static func cost(_ clause: Clause) -> Int {
        switch clause {
        case .nothing, .everything, .id, .documents: 0
        case .values, .days, .undated: costOfValues
        case .words(let words): words.match == .stemmed && words.variants.allSatisfy { $0.count == 1 } ? 2 : 4
        case .expansion: 5
        case .or(let clauses), .and(let clauses): clauses.map(cost).max() ?? 0
        case .near: 6
        case .not: 7
        case .url: 8
        }
    }
}
