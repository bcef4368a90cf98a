// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Articles

@Suite struct MarkdownReaderTests {
    @Test func yamlFrontMatterGivesTheFields() throws {
        let text = """
            ---
            title: "Piove: ancora"
            date: 2024-10-25 08:30:00
            section: Meteo
            author: [Anna Bianchi, Ugo Neri]
            tags:
              - pioggia
              - fiume
            description: >
              In breve
              su due righe.
            draft: false
            vuoto:
            ---
            # Altro titolo

            Uno **due** [tre](https://esempio.it).
            """
        #expect(
            try article(text, as: .markdown)
                == Article(
                    id: "prova", title: "Piove: ancora", body: "Altro titolo\n\nUno due tre.",
                    date: ArticleDate(year: 2024, month: 10, day: 25), dateSource: .frontMatter, section: "Meteo",
                    authors: ["Anna Bianchi", "Ugo Neri"], tags: ["pioggia", "fiume"], path: "prova",
                    metadata: ["description": "In breve su due righe.", "draft": "false"]))
    }

    @Test func commentFrontMatterGivesTheFields() throws {
        let text = """
            <!--
            .. title: Piove: ancora
            .. date: 2017-03-16 00:00:00
            .. tags: pioggia, fiume
            .. category:
            .. slug: piove
            -->

            <p>Uno <b>due</b>.</p>
            """
        #expect(
            try article(text, as: .markdown)
                == Article(
                    id: "prova", title: "Piove: ancora", body: "Uno due.",
                    date: ArticleDate(year: 2017, month: 3, day: 16), dateSource: .frontMatter,
                    tags: ["pioggia", "fiume"], path: "prova", metadata: ["slug": "piove"]))
    }

    @Test(arguments: [
        ("# Il titolo\n\nUno.", "Il titolo", "Uno."),
        ("Uno.\n\nDue.", "prova", "Uno.\n\nDue."),
        ("---\ntitle: Il titolo\n---\n# Il titolo\n\nUno.", "Il titolo", "Uno."),
        ("---\n\nUno.", "prova", "Uno."),
        ("---\nUno.\n---\nDue.", "prova", "Uno.\n\nDue."),
        ("---\n---\nUno.", "prova", "Uno."),
        ("- uno\n- due\n\n> tre\n\n1. quattro", "prova", "uno\n\ndue\n\ntre\n\nquattro"),
        ("uno  \ndue\ntre", "prova", "uno\ndue tre"),
        ("uno<br>due<!-- nascosto -->", "prova", "uno\ndue"),
        (
            "<script>via()</script>\n\n<style>p{}</style>\n\nUno &amp; &egrave; &laquo;due&raquo;.", "prova",
            "Uno & è «due»."
        ),
        ("<div><p>uno<p>due</div>\n\n<ul><li>tre<li>quattro</ul>", "prova", "uno\n\ndue\n\ntre\n\nquattro"),
        ("| a | b |\n|---|---|\n| c | d |", "prova", "a b\n\nc d"),
        ("```\nx < y\n  z\n```", "prova", "x < y\n  z"),
        ("uno *due", "prova", "uno *due"),
        ("<meta charset=iso-8859-1>\n\nPerché è così", "prova", "Perché è così"),
        ("<p>a < b e 3<4</p>", "prova", "a < b e 3<4"),
    ])
    func theBodyIsPlainText(_ text: String, _ title: String, _ body: String) throws {
        let article = try #require(try article(text, as: .markdown))
        #expect(article.title == title)
        #expect(article.body == body)
    }

    @Test func theFileNameGivesADateOfLastResort() throws {
        let article = try #require(try article("Uno.", name: "2017-01-10-piove.md", as: .markdown))
        #expect(article.date?.iso8601 == "2017-01-10")
        #expect(article.dateSource == .path)
        #expect(article.title == "2017-01-10-piove")
    }

    private static let prefix = "the front matter is not valid YAML: "

    @Test(arguments: [
        ("---\ntitle: \"a\nb: [\n---\nUno.", "- 4: \(prefix)found unexpected end of stream"),
        ("---\na: b\n\tc: d\n---\nUno.", "- 3: \(prefix)found a tab character that violates indentation"),
        ("---\na: *b\n---\nUno.", "- 2: \(prefix)the alias 'b' has no anchor"),
        (
            "---\na: \(String(repeating: "[", count: 900))\n---\nUno.",
            "- 2: \(prefix)it is nested deeper than 256 levels"
        ),
        (
            "---\n\(String(repeating: "- ", count: 9000))\n---\nUno.",
            "- 2: \(prefix)it is nested deeper than 256 levels"
        ),
        (
            "---\na: \(String(repeating: "x", count: 70_000))\n---\nUno.",
            "- 1: the front matter is larger than the limit of 65536 bytes"
        ),
        ("---\ntitle: [a]\n---\nUno.", "- 0: field 'title' is a list; it must be a text"),
        ("---\ntitle: a\n---\n", "- 0: the article has no body"),
        (String(repeating: "<div>", count: 300) + "a", "- 0: the embedded HTML is nested deeper than 256 levels"),
    ])
    func badFilesAreOneRejection(_ text: String, _ expected: String) throws {
        #expect(try events(text.utf8, as: .markdown).map(\.summary) == [expected])
    }

    @Test func aliasesCannotFillTheMemory() throws {
        var text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let found = try events((text + "---\nUno.").utf8, as: .markdown).map(\.summary)
        #expect(found == ["- 6: \(Self.prefix)it has more than 10000 values"])
    }
}
