// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// What tells the places of the matches in one segment: a clause with everything worked out that does not depend on the
/// document, for callers that look at many.
indirect enum PlaceFinder {
    case patterns([PhrasePattern], TextFields)
    case near(ProximityPattern, TextFields)
    /// Documents that match without a place.
    case documents(DocumentSet)
    /// Documents that match where they name an entity.
    case mentions(DocumentSet, [Facet: [String]])
    case all([PlaceFinder])
    case any([PlaceFinder])
    case not(PlaceFinder)
}

extension SegmentMatcher {
    /// - Parameter within: The documents that will be asked about.
    func placeFinder(_ clause: Clause, within: DocumentSet) throws(SpoglioError) -> PlaceFinder {
        switch clause {
        case .words(let words): return .patterns(try patterns(words).filter { !$0.isImpossible }, words.fields)
        case .expansion(let expansion):
            return .patterns(try bound(expansion).pattern.map { [$0] } ?? [], expansion.fields)
        case .near(let near): return .near(try bound(near), near.fields)
        case .and(let clauses): return .all(try placeFinders(clauses, within))
        case .or(let clauses): return .any(try placeFinders(clauses, within))
        case .not(let clause): return .not(try placeFinder(clause, within: within))
        case .values(let values): return .mentions(try evaluate(clause, within: within), values)
        case .everything, .nothing, .days, .undated, .id, .url, .documents:
            return .documents(try evaluate(clause, within: within))
        }
    }

    private func placeFinders(_ clauses: [Clause], _ within: DocumentSet) throws(SpoglioError) -> [PlaceFinder] {
        var finders: [PlaceFinder] = []
        for clause in clauses { finders.append(try placeFinder(clause, within: within)) }
        return finders
    }

    /// The matches in a document, ascending, none overlapping another.
    ///
    /// Of matches that overlap the one that begins first counts, of those that begin at one word the longest.
    func matches(_ finder: PlaceFinder, in document: Int) throws(SpoglioError) -> [PositionRange] {
        guard var places = try places(finder, in: document) else { return [] }
        guard places.count > 1 else { return places }
        places.sort { ($0.start, $1.end) < ($1.start, $0.end) }
        var end: UInt32 = 0
        places.removeAll { place in
            if place.start < end { return true }
            end = place.end
            return false
        }
        return places
    }

    /// The places of a document that make it match as ``highlights(_:in:)`` gives them, but of words near each other one
    /// place from the first to the last; nil where it does not match.
    private func places(_ finder: PlaceFinder, in document: Int) throws(SpoglioError) -> [PositionRange]? {
        switch finder {
        case .patterns(let patterns, let fields):
            let forward = try segment.forward
            do {
                let found = try forward.positions(of: patterns, in: document, fields: fields)
                return found.isEmpty ? nil : found
            } catch {
                throw SpoglioError(error)
            }
        case .near(let pattern, let fields):
            let forward = try segment.forward
            do {
                let found = try forward.spans(of: pattern, in: document, fields: fields)
                return found.isEmpty ? nil : found
            } catch {
                throw SpoglioError(error)
            }
        case .documents(let set): return set.contains(UInt32(document)) ? [] : nil
        case .mentions(let set, let values):
            return set.contains(UInt32(document)) ? try mentionPlaces(values, in: document) : nil
        case .all(let finders):
            var all: [PositionRange] = []
            for finder in finders {
                guard let found = try places(finder, in: document) else { return nil }
                all += found
            }
            return all
        case .any(let finders):
            var all: [PositionRange]?
            for finder in finders {
                if let found = try places(finder, in: document) { all = (all ?? []) + found }
            }
            return all
        case .not(let finder): return try places(finder, in: document) == nil ? [] : nil
        }
    }
}
