// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Spoglio

/// The counts of a facet as text, with a bar for each value.
struct FacetReport {
    let style: Style
    var width = Console.width
    /// Whether the counts are of stories, of which near-duplicates are one.
    var countsStories = false
    private static let shortestName = 8
    private static let longestName = 40
    private static let longestBar = 24
    private static let shortestBar = 4
    private static let mark = "  selected"

    func write(_ name: String, _ counts: FacetCounts) {
        let lacking = countsStories ? Counted.stories(counts.missing) : Counted.articles(counts.missing)
        let missing = counts.missing > 0 ? ", \(lacking) without" : ""
        let unit = countsStories ? ", stories counted" : ""
        Console.line()
        Console.line(
            style.bold(name) + style.dim("  \(Counted.values(counts.distinct))\(unit)\(missing)"))
        let values = Self.nested(counts.values)
        let countWidth = counts.values.map { String($0.count).count }.max() ?? 0
        let width = width - (counts.values.contains { $0.selected == true } ? Self.mark.count : 0)
        // Of a narrow terminal the shortest bar and the gaps are left.
        let room = max(Self.shortestName, width - countWidth - 6 - Self.shortestBar)
        let names = values.map {
            let length = min(Self.longestName, room - $0.indent.count)
            return $0.indent + DisplayWidth.cut(TerminalText.safe($0.value.value), to: length)
        }
        let nameWidth = names.map(DisplayWidth.of).max() ?? 0
        let longestBar = max(Self.shortestBar, min(Self.longestBar, width - countWidth - nameWidth - 6))
        let largest = counts.values.map(\.count).max() ?? 1
        for (value, name) in zip(values.map(\.value), names) {
            let count = String(value.count)
            let mark = value.selected == true ? style.dim(Self.mark) : ""
            if let significance = value.significance, let archive = value.archive {
                Console.line(
                    "  " + String(repeating: " ", count: countWidth - count.count) + count + "  " + name
                        + String(repeating: " ", count: nameWidth - DisplayWidth.of(name))
                        + style.dim("  of \(archive) in the archive, G2 ") + Self.signed(significance) + mark)
                continue
            }
            let bar = String(repeating: "█", count: max(1, value.count * longestBar / max(1, largest)))
            Console.line(
                "  " + String(repeating: " ", count: countWidth - count.count) + count + "  " + name
                    + String(repeating: " ", count: nameWidth - DisplayWidth.of(name)) + "  " + style.bar(bar) + mark)
        }
    }

    /// Values that lie in another come behind it, indented.
    private static func nested(_ values: [FacetCounts.Value]) -> [(value: FacetCounts.Value, indent: String)] {
        let shown = Set(values.map(\.id))
        var inside: [String: [FacetCounts.Value]] = [:]
        for value in values {
            if let parent = value.parent, shown.contains(parent) { inside[parent, default: []].append(value) }
        }
        return values.filter { $0.parent.map { !shown.contains($0) } ?? true }.flatMap { value in
            [(value, "")] + (inside[value.id] ?? []).map { ($0, "  ") }
        }
    }

    /// With a sign and one decimal.
    private static func signed(_ number: Double) -> String {
        let tenths = Int((abs(number) * 10).rounded())
        return (number < 0 ? "-" : "+") + "\(tenths / 10).\(tenths % 10)"
    }
}
