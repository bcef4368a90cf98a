// SPDX-License-Identifier: GPL-3.0-or-later

internal import Spoglio

/// A search's answer as text.
struct SearchReport {
    let style: Style
    var explains = false
    /// Columns that lines are to fit into; nil where no terminal shows them.
    var columns = Console.outputIsTerminal ? Console.width : nil
    private static let mostShared = 8
    private static let indent = 3

    func write(_ answer: SearchAnswer, facetOrder: [Facet]) {
        if explains { Console.line(style.dim("query: \(TerminalText.safe(answer.query.parsed))")) }
        let articles = Self.articles(answer.total, stories: answer.stories)
        let last = answer.offset + answer.hits.count
        let range =
            answer.hits.isEmpty || answer.hits.count == answer.stories ?? answer.total
            ? "" : ", \(answer.offset + 1)-\(last) shown"
        Console.line(style.dim("\(articles)\(range)"))
        for hit in answer.hits { write(hit) }
        for facet in facetOrder {
            if let counts = answer.facets[facet.rawValue] { FacetReport(style: style).write(facet.rawValue, counts) }
        }
    }

    /// How many articles there are, and how many stories they tell where that was asked.
    static func articles(_ total: Int, stories: Int?) -> String {
        Counted.articles(total) + (stories.map { " in " + Counted.stories($0) } ?? "")
    }

    private func write(_ hit: Hit) {
        let titleMatch = hit.snippets.first { $0.field == .title }
        let title = titleMatch.map(marked) ?? style.bold(TerminalText.safe(hit.title.isEmpty ? hit.id : hit.title))
        Console.line()
        write("\(hit.rank). \(title)", indent: 0)
        let facts = [
            hit.date, hit.section, hit.source, hit.authors.isEmpty ? nil : hit.authors.joined(separator: ", "),
        ]
        let known = facts.compactMap { $0 }.map { TerminalText.safe($0) } + [TerminalText.safe(hit.id)] + copies(hit)
        let score = explains ? " · score \((hit.score * 1_000).rounded() / 1_000)" : ""
        write(style.dim(known.joined(separator: " · ") + score), indent: Self.indent)
        for snippet in hit.snippets where snippet.field == .body { write(marked(snippet), indent: Self.indent) }
        if let shared = hit.shared {
            write(
                shared.prefix(Self.mostShared).map { TerminalText.safe($0.text) }.joined(separator: ", "),
                indent: Self.indent)
        }
    }

    private func write(_ text: String, indent: Int) {
        Console.line(
            columns.map { LineWrap.indented(text, by: indent, then: Self.indent, columns: $0) }
                ?? String(repeating: " ", count: indent) + text)
    }

    private func copies(_ hit: Hit) -> [String] {
        guard let copies = hit.copies, copies > 0 else { return [] }
        return [Counted.copies(copies)]
    }

    /// The text of a snippet with its highlights in colour.
    private func marked(_ snippet: Snippet) -> String {
        let scalars = snippet.text.unicodeScalars
        var offset = 0
        var start = scalars.startIndex
        func text(to end: String.Index) -> String {
            defer { start = end }
            return TerminalText.safe(String(scalars[start..<end]))
        }
        func piece(to end: Int) -> String {
            defer { offset = end }
            return text(to: scalars.index(start, offsetBy: end - offset))
        }
        let plain = { (text: String) in snippet.field == .title && !text.isEmpty ? style.bold(text) : text }
        var result = ""
        for range in snippet.highlights {
            result += plain(piece(to: range.lowerBound))
            result += style.match(piece(to: range.upperBound))
        }
        return result + plain(text(to: scalars.endIndex))
    }
}
