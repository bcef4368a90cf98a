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
        /// Of dates, how many of the missing have none at all.
        var dateless = 0
        /// By the number of a value, what the archive has of it and how much that differs; where it was compared.
        fileprivate var comparison: [Int: (archive: Int, significance: Double)] = [:]
        /// Identifier and label of a value.
        var describe: (Int) throws(SpoglioError) -> (id: String, label: String)

        /// The first values, and behind them in the same order those that are selected and not among them.
        func top(
            _ count: Int, order: FacetsRequest.Order = .count, selected: FacetSelection.Choices = []
        ) throws(SpoglioError) -> FacetCounts {
            var top = try first(count, order: order)
            guard count > 0, !selected.isEmpty else { return top }
            var further = self
            further.counts = try selected.entries(among: counts, except: Set(top.values.map(\.id)), describe)
            top.values += try further.first(further.counts.count, order: order).values
            for index in top.values.indices where selected.contains(top.values[index].id) {
                top.values[index].selected = true
            }
            return top
        }

        /// The first values by falling count (equal counts in the order of their identifiers), or by name.
        private func first(_ count: Int, order: FacetsRequest.Order) throws(SpoglioError) -> FacetCounts {
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
        let values = try numbering.values(of: facet, in: segments, entities: entities)
        let counter = numbering.counter(for: values)
        defer { counter.reset() }
        var missing = 0
        for (index, segment) in segments.enumerated() {
            let size = sets[index].count
            guard size > 0 else { continue }
            let column = try segment.column(facet)
            missing +=
                size == segment.count
                ? column.countAll(to: counter, as: values.numbers, inSegment: index)
                : column.count(sets[index].documents(), to: counter, as: values.numbers, inSegment: index)
            if let entities { missing -= entities.overlays[index].filled.count { sets[index].contains($0) } }
        }
        if !values.hidden.isEmpty { counter.clear(values.hidden) }
        for (set, overlay) in zip(sets, values.overlays) where !set.isEmpty {
            for (number, documents) in overlay {
                counter.add(UInt32(documents.count { set.contains($0) }), to: number)
            }
        }
        var result = Counts(missing: missing) { (rank) throws(SpoglioError) in
            if let given = values.given(rank: rank) { return given }
            let (segment, value) = values.place(ofRank: rank)
            let column = try segments[segment].column(facet)
            return (column.ids.text(at: value), column.labels.text(at: value))
        }
        result.counts = values.ranked(counter.nonzero())
        return result
    }

    /// Years, months or days, by the date of each article: one that is less precise counts as missing.
    private func countDates(_ step: CalendarStep, _ sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        var result = Counts { (number) in (step.key(number), step.key(number)) }
        // Runs of one number: the periods of a segment ascend, and many lie in one month.
        var runs: [(number: Int, count: Int)] = []
        for (segment, set) in zip(segments, sets) where !set.isEmpty {
            let dates = try segment.dates
            let counts = try Self.counts(of: dates, over: set)
            for (number, count) in counts.enumerated() where count > 0 {
                let period = dates.period(number)
                if let step = Self.number(step, period) {
                    if let last = runs.last, last.number == step {
                        runs[runs.count - 1].count += Int(count)
                    } else {
                        runs.append((step, Int(count)))
                    }
                } else {
                    result.missing += Int(count)
                    if !period.isDated { result.dateless += Int(count) }
                }
            }
        }
        runs.sort { $0.number < $1.number }
        for run in runs {
            if let last = result.counts.last, last.number == run.number {
                result.counts[result.counts.count - 1].count += run.count
            } else {
                result.counts.append(run)
            }
        }
        return result
    }

    private static func counts(of dates: DateColumn, over set: DocumentSet) throws(SpoglioError) -> [UInt32] {
        do {
            return try dates.counts(over: set)
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The number of the calendar's period that a date lies in; nil where it does not tell.
    static func number(_ step: CalendarStep, _ period: DatePeriod) -> Int? {
        period.isDated ? step.number(first: period.first, last: period.last) : nil
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
