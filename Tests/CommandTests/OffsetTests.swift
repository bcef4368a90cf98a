// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// Offsets count Unicode scalars from 0, end exclusive.
struct OffsetTests {
    private func slice(_ text: String, _ start: Int?, _ end: Int?) throws -> String {
        let scalars = Array(text.unicodeScalars)
        let range = try #require(start)..<(try #require(end))
        try #require(range.upperBound <= scalars.count)
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// Outside the first plane, with a combining accent, a flag of two scalars, a letter of three bytes.
    private static let prefix = "\u{1F600} perche\u{301} \u{1F1EE}\u{1F1F9} ’ € "

    @Test func analyzeCountsScalars() throws {
        let text = Self.prefix + "L’Ucraina e la N.A.T.O. nel 2022"
        let tokens = try Workplace().run("analyze", text, "--json").json()["tokens"].elements
        #expect(tokens.contains { $0["token"].text == "ucraina" })
        for token in tokens { #expect(try slice(text, token["start"].int, token["end"].int) == token["text"].text) }
    }

    @Test func annotateCountsScalars() throws {
        let text = Self.prefix + "Parla Mario Draghi a Roma."
        let answer = try Workplace().run("annotate", "--json", input: text).json()
        #expect(answer["file"].text == "-")
        let mentions = answer["mentions"].elements
        #expect(mentions.contains { $0["text"].text == "Mario Draghi" })
        for mention in mentions {
            #expect(try slice(text, mention["start"].int, mention["end"].int) == mention["text"].text)
        }
    }

    @Test func highlightsAndMentionsCountScalars() throws {
        let place = try Workplace()
        let line = Line(
            id: "o1", title: Self.prefix + "Draghi a Roma",
            body: Self.prefix + "A Roma, la guerra vista da Mario Draghi.")
        try place.write(try Line.file([line]), to: "uno.jsonl")
        _ = try place.run("index", "uno.jsonl")
        let hit = try place.run("search", "draghi roma", "--json").json()["hits"][0]
        var marked: [String] = []
        for snippet in hit["snippets"].elements {
            for range in snippet["highlights"].elements {
                marked.append(try slice(snippet["text"].text ?? "", range[0].int, range[1].int))
            }
        }
        #expect(marked == ["Draghi", "Roma", "Roma", "Draghi"])
        let article = try place.run("show", "o1", "--highlight", "guerra", "--json").json()["article"]
        #expect(!article["mentions"].elements.isEmpty)
        for mention in article["mentions"].elements {
            let field = article[mention["field"].text ?? ""].text ?? ""
            #expect(try slice(field, mention["start"].int, mention["end"].int) == mention["text"].text)
        }
        let body = try #require(article["highlights"].elements.first { $0["field"].text == "body" })
        let range = body["highlights"][0]
        #expect(try slice(article["body"].text ?? "", range[0].int, range[1].int) == "guerra")
    }

    @Test func theOffsetOfAQueryErrorCountsScalars() throws {
        let outcome = try Newspaper.workplace().run("search", "\u{1F600} perche\u{301} titolo:", "--json")
        #expect(try outcome.error()["offset"].int == 10)
    }
}
