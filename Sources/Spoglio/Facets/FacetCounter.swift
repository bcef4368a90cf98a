// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// Counts the values of facets over matches in several segments.
struct FacetCounter {
    private let segments: [Segment]
    private let numbering: FacetNumbering
    private let directory: EntityDirectory

    init(_ searcher: Searcher) {
        segments = searcher.segments
        numbering = searcher.numbering
        directory = searcher.entities
    }

    /// How many matches have each value, and how many have none.
    struct Counts {
        /// By the number of a value in the index; values without a count are left out.
        var counts: [(number: Int, count: Int)] = []
        var missing = 0
        /// By the number of a value, what the archive has of it and how much that differs; where it was compared.
        fileprivate var comparison: [Int: (archive: Int, significance: Double)] = [:]
        /// Identifier and label of a value.
        var describe: (Int) throws(SpoglioError) -> (id: String, label: String)

        /// The first values by falling count (equal counts in the order of their identifiers), or by name.
        func top(_ count: Int, order: FacetsRequest.Order = .count) throws(SpoglioError) -> FacetCounts {
            var values: [FacetCounts.Value] = []
            switch order {
            case .count:
                let first = counts.first(count) { $0.count != $1.count ? $0.count > $1.count : $0.number < $1.number }
                for entry in first { values.append(try value(entry)) }
            case .name:
                for entry in counts { values.append(try value(entry)) }
                values = values.first(count) { ($0.value, $0.id) < ($1.value, $1.id) }
            case .significance:
                let first = counts.first(count) { left, right in
                    let ranks = (
                        comparison[left.number]?.significance ?? 0, comparison[right.number]?.significance ?? 0
                    )
                    if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
                    return left.count != right.count ? left.count > right.count : left.number < right.number
                }
                for entry in first { values.append(try value(entry)) }
            }
            return FacetCounts(values: values, distinct: counts.count, missing: missing)
        }

        private func value(_ entry: (number: Int, count: Int)) throws(SpoglioError) -> FacetCounts.Value {
            let (id, label) = try describe(entry.number)
            let compared = comparison[entry.number]
            return FacetCounts.Value(
                id: id, value: label, count: entry.count, archive: compared?.archive,
                significance: compared?.significance)
        }

        /// Compares the counts over some articles with those over all.
        mutating func compare(over matches: Int, with archive: Counts, over articles: Int) {
            let known = Dictionary(uniqueKeysWithValues: archive.counts.map { ($0.number, $0.count) })
            for (number, count) in counts {
                let inArchive = known[number] ?? count
                let significance = Significance.signed(
                    found: count, of: matches, archive: inArchive, of: articles)
                comparison[number] = (inArchive, significance)
            }
        }

        /// Drops the values none of whose words begins with `prefix`.
        mutating func keep(matching prefix: String) throws(SpoglioError) {
            let wanted = NameKeys.whole(prefix)
            var kept: [(number: Int, count: Int)] = []
            for entry in counts {
                let words = NameKeys.words(of: try describe(entry.number).label)
                if words.indices.contains(where: { words[$0...].joined(separator: " ").hasPrefix(wanted) }) {
                    kept.append(entry)
                }
            }
            counts = kept
        }
    }

    /// - Parameter stories: Where given, stories are counted rather than articles: those with an article among `sets`
    ///   that has the value, and as missing those with one that has none.
    func count(
        _ facet: Facet, over sets: [DocumentSet], stories: Stories?
    ) throws(SpoglioError) -> Counts {
        var counts = try count(facet, over: sets)
        guard let repeated = stories?.repeated(in: sets), !repeated.isEmpty else { return counts }
        let reader = try FacetValues(facet, segments, numbering, directory)
        var surplus: [Int: Int] = [:]
        for story in repeated {
            var seen: [Int: Int] = [:]
            var without = 0
            for reference in story {
                let values = try reader.values(of: reference)
                if values.isMissing { without += 1 }
                for number in Set(values.numbers) { seen[number, default: 0] += 1 }
            }
            counts.missing -= max(0, without - 1)
            for (number, articles) in seen where articles > 1 { surplus[number, default: 0] += articles - 1 }
        }
        for index in counts.counts.indices { counts.counts[index].count -= surplus[counts.counts[index].number] ?? 0 }
        return counts
    }

    func count(_ facet: Facet, over sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        if let step = facet.step { return try countDates(step, sets) }
        return try countColumn(facet, sets)
    }

    private func countColumn(_ facet: Facet, _ sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        let entities = try directory.entities(of: facet)
        let numbering = try numbering.values(of: facet, in: segments, entities: entities)
        var totals = [UInt32](repeating: 0, count: numbering.count)
        var missing = 0
        for (index, segment) in segments.enumerated() {
            let size = sets[index].count
            guard size > 0 else { continue }
            let column = try segment.column(facet)
            let counts: [UInt32]
            if size == segment.count {
                let all = column.countAll()
                counts = all.counts
                missing += all.missing
            } else {
                var own = [UInt32](repeating: 0, count: column.count)
                missing += column.count(sets[index].documents(), into: &own)
                counts = own
            }
            numbering.add(counts, ofSegment: index, to: &totals)
            numbering.addOverlay(sets[index], ofSegment: index, to: &totals)
            if let entities { missing -= entities.overlays[index].filled.count { sets[index].contains($0) } }
        }
        var result = Counts(missing: missing) { (number) throws(SpoglioError) in
            if let given = numbering.given(number) { return given }
            let (segment, value) = numbering.place(of: number)
            let column = try segments[segment].column(facet)
            return (column.ids.text(at: value), column.labels.text(at: value))
        }
        for (number, count) in totals.enumerated() where count > 0 { result.counts.append((number, Int(count))) }
        return result
    }

    /// Years, months or days, by the date of each article: one that is less precise counts as missing.
    private func countDates(_ step: CalendarStep, _ sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        var result = Counts { (number) in (step.key(number), step.key(number)) }
        var counts: [Int: Int] = [:]
        for (segment, set) in zip(segments, sets) where !set.isEmpty {
            let documents = try segment.documents
            for document in set.documents() {
                if let number = Self.period(step, document, documents) {
                    counts[number, default: 0] += 1
                } else {
                    result.missing += 1
                }
            }
        }
        result.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return result
    }

    /// The number of a document's period; nil where its date does not tell.
    static func period(_ step: CalendarStep, _ document: UInt32, _ documents: DocumentColumns) -> Int? {
        let first = documents.firstDays[Int(document)]
        guard first != DocumentRow.undated else { return nil }
        return step.number(first: first, last: documents.lastDays[Int(document)])
    }
}

extension Array {
    /// The first `count` elements of the sorted array, without sorting the others.
    func first(_ count: Int, by isBefore: (Element, Element) -> Bool) -> [Element] {
        guard count < self.count / 4 else { return Array(sorted(by: isBefore).prefix(count)) }
        var best: [Element] = []
        for element in self {
            if best.count == count, let last = best.last, !isBefore(element, last) { continue }
            if count == 0 { break }
            var low = 0
            var high = best.count
            while low < high {
                let middle = (low + high) / 2
                if isBefore(element, best[middle]) { high = middle } else { low = middle + 1 }
            }
            best.insert(element, at: low)
            if best.count > count { best.removeLast() }
        }
        return best
    }
}

extension Calendar {
    static func year(_ year: Int) -> String {
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
