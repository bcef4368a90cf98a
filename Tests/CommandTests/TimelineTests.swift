// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Testing

/// timeline, as a user sees it.
struct TimelineTests {
    let place: Workplace

    init() throws { place = try Newspaper.workplace() }

    @Test func theJSONHasItsKeysAndFillsGaps() throws {
        let answer = try place.run("timeline", "--by", "month", "--json").json()
        #expect(
            answer.keys == [
                "version", "query", "index", "by", "total", "undated", "imprecise", "buckets", "notes",
            ])
        #expect(answer["total"].int == 6 && answer["undated"].int == 3 && answer["imprecise"].int == 1)
        let buckets = answer["buckets"].elements
        #expect(buckets.count == 12)
        #expect(buckets.first?.keys == ["key", "count"])
        #expect(buckets.first?["key"].text == "2022-03" && buckets.last?["key"].text == "2023-02")
        #expect(buckets.compactMap { $0["count"].int } == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func barsFitTheWidthAndUndatedArticlesAreTold() throws {
        let outcome = try place.run("timeline", "--by", "year")
        let bar = String(repeating: "█", count: 71)
        #expect(
            outcome.output
                == "6 articles, 2 of them undated\n2021  1  \(bar.prefix(35))▌\n2022  2  \(bar)\n2023  1  \(bar.prefix(35))▌\n"
        )
        for line in outcome.output.split(separator: "\n") { #expect(line.count <= 80) }
        let days = try place.run("timeline", "--by", "day", "guerra", "--where", "sezione=Politica")
        #expect(
            days.output == "1 article, 1 of them undated (1 with a date less precise than the day)\n")
        #expect(days.status == 0)
    }

    @Test func longGapsAreOneRowAndEveryPeriodWithJSON() throws {
        let output = try place.run("timeline", "--by", "day").output
        #expect(
            output.hasSuffix(
                "\n2022-03-01  1  \(String(repeating: "█", count: 65))\n…           none in 69 days\n2022-05-10  1  "
                    + String(repeating: "█", count: 65) + "\n"))
        #expect(try place.run("timeline", "--by", "day", "--json").json()["buckets"].elements.count == 71)
    }

    @Test(arguments: [30, 80, 133]) func barsAreAsLongAsTheTerminalIsWide(columns: Int) throws {
        let outcome = try place.runOnTerminal("timeline", "--by", "month", "--color", "never", columns: columns)
        let rows = outcome.screen.split(whereSeparator: \.isNewline).dropFirst()
        #expect(rows.count == 12)
        #expect(rows.map(\.count).max() == columns)
    }

    @Test func filtersAndQueriesNarrowIt() throws {
        let answer = try place.run("timeline", "guerra", "--by", "year", "--where", "section=Esteri", "--json").json()
        #expect(answer["total"].int == 1)
        #expect(answer["buckets"].elements.map { $0["key"].text } == ["2022"])
        let nothing = try place.run("timeline", "balena", "--json")
        #expect(nothing.status == 1)
        #expect(try nothing.json()["buckets"] == .array([]))
    }

    @Test func thePictureHasTitleAxesAndBars() throws {
        let outcome = try place.run(
            "timeline", "guerra OR <b>", "--by", "month", "--svg", "guerra.svg", "--title", "Guerra & \"pace\"")
        #expect(outcome.status == 0)
        let svg = String(decoding: try Data(contentsOf: URL(filePath: place.path("guerra.svg"))), as: UTF8.self)
        for part in [
            "<title>Guerra &amp; &quot;pace&quot;</title>", ">articles</text>", ">month</text>", ">2022-03</text>",
            "<title>2022-05: 1</title>", ">3 articles by month, 2022-03 to 2023-02</text>",
            ", index revision 1 of 6 articles: guerra OR &lt;b&gt;</text>",
        ] {
            #expect(svg.contains(part), "\(part)")
        }
        #expect(svg.hasSuffix("</svg>\n"))
        let refused = try place.run("timeline", "--svg", "manca/x.svg")
        #expect(refused.status == 2)
        #expect(
            refused.errors
                == "spoglio: cannot write 'manca/x.svg': No such file or directory\n"
                + "hint: name a file in a folder that you may write\n")
    }

    @Test func noLabelOfThePictureLeavesIt() throws {
        let place = try Workplace()
        let lines = [("a1", "2022-01-01"), ("a2", "2022-05-01")].map { Line(id: $0, body: "Prova.", date: $1) }
        try place.write(try Line.file(lines), to: "a.jsonl")
        _ = try place.run("index", "a.jsonl")
        #expect(try place.run("timeline", "--by", "day", "--svg", "x.svg").status == 0)
        let svg = String(decoding: try Data(contentsOf: URL(filePath: place.path("x.svg"))), as: UTF8.self)
        let labels = svg.matches(of: #/<text x="([0-9.]+)" y="408.0"[^>]*>([^<]*)</#)
        #expect(labels.last?.2 == "2022-05-01")
        // Ten digits of twelve pixels are 67 wide at most.
        #expect(labels.allSatisfy { (Double($0.1) ?? .infinity) + 33.5 < 960 })
    }

    @Test func aPictureThatCannotBeCompletedLeavesTheOlderOne() throws {
        try place.write("vecchia", to: "x.svg")
        let outcome = try place.shell("trap '' XFSZ; ulimit -f 1; exec \"$SPOGLIO\" timeline guerra --svg x.svg")
        #expect(outcome.status == 3 && outcome.output == "")
        #expect(
            outcome.errors == """
                spoglio: cannot write 'x.svg': File too large; the partial file was removed
                hint: make room there, or name a file elsewhere

                """)
        #expect(String(decoding: try Data(contentsOf: URL(filePath: place.path("x.svg"))), as: UTF8.self) == "vecchia")
    }
}
