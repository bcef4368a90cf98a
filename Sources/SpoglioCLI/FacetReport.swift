// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Spoglio

/// The counts of a facet as text, with a bar for each value.
struct FacetReport {
    let style: Style
    private static let longestName = 40
    private static let longestBar = 24

    func write(_ name: String, _ counts: FacetCounts) {
        let lacking = ", \(Counted.articles(counts.missing)) without"
        let missing = counts.missing > 0 ? lacking : ""
        Console.line()
        Console.line(
            style.bold(name) + style.dim("  \(Counted.values(counts.distinct))\(missing)"))
        let names = counts.values.map { DisplayWidth.cut(TerminalText.safe($0.value), to: Self.longestName) }
        let nameWidth = names.map(DisplayWidth.of).max() ?? 0
        let countWidth = counts.values.map { String($0.count).count }.max() ?? 0
        let largest = counts.values.map(\.count).max() ?? 1
        for (value, name) in zip(counts.values, names) {
            let count = String(value.count)
            if let significance = value.significance, let archive = value.archive {
                Console.line(
                    "  " + String(repeating: " ", count: countWidth - count.count) + count + "  " + name
                        + String(repeating: " ", count: nameWidth - DisplayWidth.of(name))
                        + style.dim("  of \(archive) in the archive, G2 ") + Self.signed(significance))
                continue
            }
            let bar = String(repeating: "█", count: max(1, value.count * Self.longestBar / max(1, largest)))
            Console.line(
                "  " + String(repeating: " ", count: countWidth - count.count) + count + "  " + name
                    + String(repeating: " ", count: nameWidth - DisplayWidth.of(name)) + "  " + style.bar(bar))
        }
    }

    /// With a sign and one decimal.
    private static func signed(_ number: Double) -> String {
        let tenths = Int((abs(number) * 10).rounded())
        return (number < 0 ? "-" : "+") + "\(tenths / 10).\(tenths % 10)"
    }
}
