// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

extension SegmentMatcher {
    /// The places of a document that make it match, or nil where it does not match.
    ///
    /// Only what really matched counts: of `a OR (b AND c)`, `b` is left out where `c` is missing; what NOT excludes
    /// has no places.
    func highlights(_ clause: Clause, in document: Int) throws(SpoglioError) -> [PositionRange]? {
        switch clause {
        case .words(let words): return try places(try patterns(words), words.fields, document)
        case .expansion(let expansion):
            return try places(try bound(expansion).pattern.map { [$0] } ?? [], expansion.fields, document)
        case .near(let near):
            let found: [[PositionRange]]
            do {
                found = try segment.forward.positions(of: try bound(near), in: document, fields: near.fields)
            } catch {
                throw SpoglioError(any: error)
            }
            return found.isEmpty ? nil : Array(Set(found.joined())).sorted()
        case .and(let clauses):
            var all: [PositionRange] = []
            for clause in clauses {
                guard let found = try highlights(clause, in: document) else { return nil }
                all += found
            }
            return all
        case .or(let clauses):
            var all: [PositionRange]?
            for clause in clauses {
                if let found = try highlights(clause, in: document) { all = (all ?? []) + found }
            }
            return all
        case .not(let clause): return try highlights(clause, in: document) == nil ? [] : nil
        case .everything: return []
        case .nothing: return nil
        case .values(let values):
            let only = DocumentSet([UInt32(document)], universe: segment.count)
            return try documents(clause, within: only).isEmpty ? nil : mentionPlaces(values, in: document)
        case .days, .undated, .id, .url, .documents:
            let only = DocumentSet([UInt32(document)], universe: segment.count)
            return try documents(clause, within: only).isEmpty ? nil : []
        }
    }

    private func places(
        _ patterns: [PhrasePattern], _ fields: TextFields, _ document: Int
    ) throws(SpoglioError) -> [PositionRange]? {
        do {
            let found = try segment.forward.positions(of: patterns, in: document, fields: fields)
            return found.isEmpty ? nil : found
        } catch {
            throw SpoglioError(any: error)
        }
    }
}
