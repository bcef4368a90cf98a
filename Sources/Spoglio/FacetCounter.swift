// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// Counts the values of facets over matches in several segments.
struct FacetCounter {
    private let segments: [Segment]

    init(_ segments: [Segment]) { self.segments = segments }

    /// Every value with its count, and how many matches have none.
    struct Counts {
        var values: [FacetCounts.Value] = []
        var missing = 0

        /// The first values by falling count (equal counts by name), or by name.
        func top(_ count: Int, order: FacetsRequest.Order = .count) -> FacetCounts {
            let isBefore = { (left: FacetCounts.Value, right: FacetCounts.Value) in
                if order == .count, left.count != right.count { return left.count > right.count }
                return (left.value, left.id) < (right.value, right.id)
            }
            return FacetCounts(
                values: values.first(count, by: isBefore), distinct: values.count, missing: missing)
        }

        /// Drops the values none of whose words begins with `prefix`.
        mutating func keep(matching prefix: String) {
            let wanted = NameKeys.whole(prefix)
            values.removeAll { value in
                let words = NameKeys.words(of: value.value)
                return !words.indices.contains { words[$0...].joined(separator: " ").hasPrefix(wanted) }
            }
        }
    }

    func count(_ facet: Facet, over sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        facet.column == nil ? try countDates(facet, sets) : try countColumn(facet, sets)
    }

    private func countColumn(_ facet: Facet, _ sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        var result = Counts()
        var places: [String: Int] = [:]
        for (segment, set) in zip(segments, sets) {
            let column = try segment.column(facet)
            let counts: [UInt32]
            let size = set.count
            if size == segment.count {
                let all = column.countAll()
                counts = all.counts
                result.missing += all.missing
            } else if size > 0 {
                var own = [UInt32](repeating: 0, count: column.count)
                result.missing += column.count(set.documents(), into: &own)
                counts = own
            } else {
                continue
            }
            let isFirst = places.isEmpty && segments.count == 1
            for (value, count) in counts.enumerated() where count > 0 {
                let id = column.ids.text(at: value)
                if !isFirst, let place = places[id] {
                    result.values[place].count += Int(count)
                } else {
                    if !isFirst { places[id] = result.values.count }
                    result.values.append(
                        FacetCounts.Value(id: id, value: column.labels.text(at: value), count: Int(count)))
                }
            }
        }
        return result
    }

    /// Years or months, from the first day and the last of each article: a date that is less precise counts as missing.
    private func countDates(_ facet: Facet, _ sets: [DocumentSet]) throws(SpoglioError) -> Counts {
        var result = Counts()
        var counts: [Int: Int] = [:]
        for (segment, set) in zip(segments, sets) where !set.isEmpty {
            let documents = try segment.documents
            for document in set.documents() {
                let first = documents.firstDays[Int(document)]
                let last = documents.lastDays[Int(document)]
                guard first != DocumentRow.undated, facet == .year || last - first <= 31 else {
                    result.missing += 1
                    continue
                }
                let day = Calendar.civil(first)
                counts[facet == .year ? day.year : day.year * 12 + day.month - 1, default: 0] += 1
            }
        }
        result.values = counts.sorted { $0.key < $1.key }.map { key, count in
            let label =
                facet == .year ? Calendar.year(key) : Calendar.year(key / 12) + "-" + Calendar.twoDigits(key % 12 + 1)
            return FacetCounts.Value(id: label, value: label, count: count)
        }
        return result
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
