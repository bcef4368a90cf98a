// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
internal import Spoglio

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one article, its facts and the people, organisations and places in it.",
        discussion: """
            Examples:
              spoglio show articoli/guerra.txt
              spoglio show wn-0042 --highlight '"crisi di governo"'
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The id of the article.")
    var id: String

    @Option(help: ArgumentHelp("Mark what this query matches.", valueName: "query"))
    var highlight: String?

    /// Of how many copies the ids are listed; '--json' has all.
    private static let mostCopies = 20

    private struct Answer: Encodable {
        var version = 1
        var article: ArticleView
    }

    func run() throws {
        let article = try global.searcher().article(id, highlighting: highlight)
        if global.json { return JSONOutput.write(Answer(article: article)) }
        let style = global.style
        if !article.title.isEmpty { Console.line(style.bold(TerminalText.safe(article.title))) }
        let facts: [(String, String?)] = [
            ("id", article.id), ("date", article.date), ("section", article.section), ("source", article.source),
            ("author", article.authors.isEmpty ? nil : article.authors.joined(separator: ", ")),
            ("tags", article.tags.isEmpty ? nil : article.tags.joined(separator: ", ")), ("url", article.url),
            ("path", article.path),
        ]
        for (name, value) in facts {
            if let value { Console.line(style.dim(name) + "  " + TerminalText.safe(value)) }
        }
        for topic in article.topics {
            let score = topic.score > 0 ? " \(topic.score)" : ""
            Console.line(
                style.dim("topic") + "  " + TerminalText.safe(topic.label)
                    + style.dim(
                        score + (topic.why.isEmpty ? "" : ": " + TerminalText.safe(topic.why.joined(separator: ", ")))))
        }
        if !article.copies.isEmpty {
            let earliest = article.story == article.id ? "this is the earliest" : "the earliest is \(article.story)"
            let further = article.copies.count - Self.mostCopies
            let ids = article.copies.prefix(Self.mostCopies) + (further > 0 ? ["and \(further) more"] : [])
            Console.line(
                style.dim("copies") + "  "
                    + TerminalText.safe("\(article.copies.count): \(ids.joined(separator: ", ")); \(earliest)"))
        }
        Console.line()
        let marked = MarkedText(style: style)
        let body = article.highlights?.first { $0.field == .body }
        let ranges =
            body?.highlights ?? article.mentions.filter { $0.field == .body }.map { $0.start..<$0.end }
        Console.line(marked.text(article.body, ranges))
        for kind in ["person", "organisation", "place"] {
            var counts: [String: Int] = [:]
            for mention in article.mentions where mention.kind == kind {
                counts[mention.entity?.name ?? mention.text, default: 0] += 1
            }
            guard !counts.isEmpty else { continue }
            let list = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            Console.line()
            Console.line(
                style.bold(kind) + "  "
                    + list.map { "\(TerminalText.safe($0.key)) (\($0.value))" }.joined(separator: ", "))
        }
    }
}

/// A text with ranges of it in colour.
struct MarkedText {
    let style: Style

    /// - Parameter ranges: Unicode scalars, ascending, not overlapping.
    func text(_ text: String, _ ranges: [Range<Int>]) -> String {
        let scalars = Array(text.unicodeScalars)
        let piece = { (range: Range<Int>) in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return TerminalText.safe(String(view), keepsLines: true)
        }
        var result = ""
        var offset = 0
        for range in ranges where range.lowerBound >= offset {
            result += piece(offset..<range.lowerBound) + style.match(piece(range))
            offset = range.upperBound
        }
        return result + piece(offset..<scalars.count)
    }
}
