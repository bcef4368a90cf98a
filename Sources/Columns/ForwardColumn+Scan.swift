// SPDX-License-Identifier: GPL-3.0-or-later

internal import CByteSearch

extension ForwardColumn {
    /// Where more than one document in so many is a candidate, all are looked through: memory that is read in order
    /// comes several times faster.
    private static let dense = 4
    private static let lookAhead = 4
    private static let comparison = spoglio_best_comparison()

    /// The documents among `candidates` (ascending) that hold the pattern, which has pairs and no compounds.
    ///
    /// Candidates that lie close together are looked through as one run of bytes, records and all: a hit tells its document
    /// by its place, and only the records with hits are taken apart.
    func scan(
        _ candidates: [UInt32], _ pattern: PhrasePattern, _ fields: TextFields
    ) throws(ColumnsError) -> [UInt32] {
        guard let lowest = candidates.first, let highest = candidates.last else { return [] }
        let isDense = candidates.count * Self.dense > Int(highest - lowest)
        let widestStep: UInt32 = isDense ? 2 * UInt32(Self.dense) : 2
        var found: [UInt32] = []
        var first = 0
        while first < candidates.count {
            var last = first
            while last + 1 < candidates.count, candidates[last + 1] - candidates[last] <= widestStep { last += 1 }
            if last - first < Self.lookAhead {
                // Records that lie apart in memory: those to come are fetched while this one is read.
                for ahead in first + Self.lookAhead...last + Self.lookAhead where ahead < candidates.count {
                    prefetch(Int(candidates[ahead]))
                }
            }
            try scan(candidates[first...last], pattern, fields, into: &found)
            first = last + 1
        }
        return found
    }

    private func scan(
        _ run: ArraySlice<UInt32>, _ pattern: PhrasePattern, _ fields: TextFields, into found: inout [UInt32]
    ) throws(ColumnsError) {
        let (start, end) = try bytes(from: Int(run[run.startIndex]), through: Int(run[run.endIndex - 1]))
        let origin = start - self.start(of: Int(run[run.startIndex]))
        let count = pattern.pairs.count / 2
        let comparison = Self.comparison
        var cursor = start
        var candidate = run.startIndex
        var record: Record?
        while let place = spoglio_find_pairs(cursor, end, pattern.pairs, count, comparison) {
            while candidate < run.endIndex, self.end(of: Int(run[candidate])) <= place - origin {
                candidate += 1
                record = nil
            }
            guard candidate < run.endIndex else { return }
            let document = Int(run[candidate])
            let hit: Record
            if let record { hit = record } else { hit = try self.record(of: document) }
            record = hit
            if place < hit.titleStart {
                cursor = hit.titleStart
            } else if Self.holds(place, hit, pattern, fields) {
                found.append(run[candidate])
                cursor = origin + self.end(of: document)
            } else {
                cursor = place + 1
            }
        }
    }

    /// Whether the pattern stands around `place`, within one of the fields.
    private static func holds(
        _ place: UnsafePointer<UInt8>, _ record: Record, _ pattern: PhrasePattern, _ fields: TextFields
    ) -> Bool {
        let isTitle = place < record.bodyStart
        guard fields.contains(isTitle ? .title : .body) else { return false }
        let base = isTitle ? record.titleStart : record.bodyStart
        let end = base + (isTitle ? record.title : record.body).count
        var cursor = place
        guard place < end, pattern.words[pattern.anchorWord].contains(Varint.read(&cursor, before: end)) else {
            return false
        }
        return surroundings(place, base, end, pattern, pattern.anchorWord)
    }
}
