// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Spoglio

/// One entity as text.
struct EntityReport {
    let style: Style
    private static let mostVariants = 30
    private static let longestBar = 24

    func write(_ entity: EntityView) {
        Console.line(
            style.bold(TerminalText.safe(entity.name)) + style.dim("  \(entity.kind)  \(TerminalText.safe(entity.id))"))
        let facts: [(String, String?)] = [
            ("description", entity.description), ("country", entity.country),
            ("articles", "\(entity.articles)"), ("mentions", "\(entity.mentions)"),
            ("from", entity.first), ("to", entity.last),
        ]
        for (name, value) in facts {
            if let value { Console.line(style.dim(name) + "  " + TerminalText.safe(value)) }
        }
        writeVariants(entity)
        writeCompanions(entity)
        writeTimeline(entity)
        if !entity.corrections.isEmpty {
            Console.line()
            Console.line(style.bold("corrections"))
            for line in entity.corrections { Console.line("  " + TerminalText.safe(line)) }
        }
    }

    private func writeVariants(_ entity: EntityView) {
        Console.line()
        Console.line(style.bold("variants") + style.dim("  mentions, form, rule, score"))
        let shown = entity.variants.prefix(Self.mostVariants)
        let names = shown.map { TerminalText.safe($0.text) }
        let width = names.map(DisplayWidth.of).max() ?? 0
        let countWidth = shown.map { String($0.mentions).count }.max() ?? 0
        for (variant, name) in zip(shown, names) {
            let score = (variant.score * 100).rounded() / 100
            Console.line(
                "  " + Self.padded(variant.mentions, countWidth) + "  " + name
                    + String(repeating: " ", count: width - DisplayWidth.of(name))
                    + style.dim("  \(variant.rule)  \(score)"))
        }
        if entity.variants.count > shown.count {
            Console.line(style.dim("  and \(entity.variants.count - shown.count) more; --json gives all"))
        }
    }

    private func writeCompanions(_ entity: EntityView) {
        for kind in ["person", "organisation", "place"] {
            let companions = entity.with.filter { $0.kind == kind }
            guard !companions.isEmpty else { continue }
            Console.line()
            Console.line(
                style.bold("with: " + kind) + "  "
                    + companions.map { "\(TerminalText.safe($0.name)) (\($0.count))" }.joined(separator: ", "))
        }
    }

    private func writeTimeline(_ entity: EntityView) {
        guard let largest = entity.timeline.map(\.count).max() else { return }
        let dated = entity.timeline.reduce(0) { $0 + $1.count }
        let undated = dated < entity.articles ? ", \(entity.articles - dated) undated" : ""
        Console.line()
        Console.line(style.bold("timeline") + style.dim("  articles by year" + undated))
        let width = String(largest).count
        for year in entity.timeline {
            let length = year.count == 0 ? 0 : max(1, year.count * Self.longestBar / largest)
            Console.line(
                "  \(year.key)  " + Self.padded(year.count, width) + "  "
                    + style.bar(String(repeating: "█", count: length)))
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }
}

/// What a correction did, as text or JSON.
struct CorrectionReport {
    let global: GlobalOptions

    func write(_ outcome: EntityEditor.Outcome) {
        if global.json { return JSONOutput.write(outcome) }
        Console.line(TerminalText.safe(outcome.message) + global.style.dim(" (\(Counted.articles(outcome.articles)))"))
        global.note("'spoglio entity undo' takes this back")
    }
}
