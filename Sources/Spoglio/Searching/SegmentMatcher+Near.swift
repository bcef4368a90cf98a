// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

extension SegmentMatcher {
    /// The pattern of a NEAR clause in the terms of this segment.
    func bound(_ near: NearClause) throws(SpoglioError) -> ProximityPattern {
        var operands: [[PhrasePattern]] = []
        for operand in near.operands {
            var patterns: [PhrasePattern] = []
            for clause in operand {
                switch clause {
                case .words(let words): patterns += try self.patterns(words)
                case .expansion(let expansion): patterns += try bound(expansion).pattern.map { [$0] } ?? []
                default: preconditionFailure("the parser lets only words, phrases and expansions near each other")
                }
            }
            operands.append(patterns.filter { !$0.isImpossible })
        }
        return ProximityPattern(
            operands: operands, distance: near.distance, isOrdered: near.isOrdered, effort: effort)
    }

    func matching(_ near: NearClause, _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        var result = DocumentSet(universe: segment.count)
        let pattern = try bound(near)
        guard pattern.operands.allSatisfy({ !$0.isEmpty }) else { return result }
        // Every operand must stand in the article somewhere.
        var candidates = within
        for operand in near.operands {
            candidates = try documents(.or(operand), within: candidates)
            if candidates.isEmpty { return result }
        }
        let forward = try segment.forward
        do {
            for document in candidates.documents()
            where try forward.contains(pattern, in: Int(document), fields: near.fields) {
                result.insert(document)
            }
        } catch {
            throw SpoglioError(error)
        }
        return result
    }
}
