// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// The answers of `--json` have the keys of the contract, and no others than those named here.
struct ShapeTests {
    let place: Workplace

    init() throws { place = try Newspaper.workplace() }

    @Test func searchHasItsKeys() throws {
        let answer = try place.run("search", "guerra", "--facet", "section", "--json").json()
        #expect(
            answer.keys == [
                "version", "query", "index", "total", "offset", "limit", "hits", "facets", "notes", "took_us",
            ])
        #expect(answer["version"].int == 1)
        #expect(answer["query"].keys == ["text", "parsed"])
        #expect(answer["index"].keys == ["articles", "revision"])
        #expect(answer["hits"].elements.count == 3)
        for hit in answer["hits"].elements {
            #expect(
                hit.keys == [
                    "id", "rank", "score", "title", "date", "section", "source", "author", "tags", "url", "path",
                    "snippets",
                ])
            for snippet in hit["snippets"].elements { #expect(snippet.keys == ["field", "text", "highlights"]) }
        }
        #expect(answer["facets"].keys == ["section"])
        #expect(answer["facets"]["section"].keys == ["values", "distinct", "missing"])
        #expect(answer["facets"]["section"]["values"][0].keys == ["id", "value", "count"])
    }

    @Test func whatAnArticleLacksIsNullOrEmpty() throws {
        let hit = try place.run("search", "neve", "--json").json()["hits"][0]
        for key in ["date", "source", "url"] { #expect(hit.members[key] == .null) }
        for key in ["author", "tags"] { #expect(hit[key] == .array([])) }
    }

    @Test func facetsHasItsKeys() throws {
        let answer = try place.run("facets", "guerra", "--by", "section", "--by", "anno", "--json").json()
        #expect(answer.keys == ["version", "query", "total", "facets", "notes"])
        #expect(answer["facets"].keys == ["section", "year"])
        #expect(answer["facets"]["year"].keys == ["values", "distinct", "missing"])
    }

    @Test func showHasItsKeys() throws {
        let answer = try place.run("show", "a1", "--json").json()
        #expect(answer.keys == ["version", "article"])
        let article = answer["article"]
        #expect(
            article.keys == [
                "id", "title", "body", "date", "date_source", "section", "source", "author", "tags", "url", "path",
                "position", "language", "metadata", "topics", "mentions", "copies", "story",
            ])
        #expect(article["topics"][0].keys == ["code", "label", "score", "why"])
        let mention = article["mentions"][0]
        #expect(
            mention.keys == ["field", "start", "end", "text", "kind", "entity", "confidence", "rule"])
        #expect(mention["entity"].keys == ["id", "name", "known"])
        let marked = try place.run("show", "a1", "--highlight", "kiev", "--json").json()["article"]
        #expect(marked.keys.subtracting(article.keys) == ["highlights"])
    }

    @Test func analyzeHasItsKeys() throws {
        let answer = try place.run("analyze", "L'Ucraina nel 2022", "--json").json()
        #expect(answer.keys == ["version", "tokens"])
        for token in answer["tokens"].elements {
            #expect(token.keys == ["start", "end", "text", "token", "stem", "kind"])
        }
    }

    @Test func annotateAnswersOneObjectAnInput() throws {
        let place = try Workplace()
        try place.write("Parla Mario Draghi.", to: "uno.txt")
        try place.write("Piove.", to: "due.txt")
        let outcome = try place.run("annotate", "uno.txt", "due.txt", "--json")
        let answers = try outcome.output.split(separator: "\n").map { try JSON($0) }
        #expect(answers.map { $0["file"].text } == ["uno.txt", "due.txt"])
        for answer in answers { #expect(answer.keys == ["version", "file", "mentions"]) }
        let mention = answers[0]["mentions"][0]
        #expect(mention.keys == ["start", "end", "text", "kind", "entity", "confidence", "rule"])
        #expect(mention["kind"].text == "person")
        #expect(mention["entity"].keys == ["id", "name", "known"])
    }

    @Test func indexHasItsKeys() throws {
        let place = try Workplace()
        try place.write("{\"id\":\"b1\",\"body\":\"Piove.\"}\n{\"id\":\"b2\"}\n", to: "articoli.jsonl")
        let outcome = try place.run("index", "articoli.jsonl", "--json")
        let answer = try outcome.json()
        #expect(
            answer.keys == [
                "version", "read", "added", "updated", "unchanged", "removed", "rejected", "rejections", "revision",
                "seconds",
                "notes", "interrupted",
            ])
        #expect(answer["rejections"][0].keys == ["path", "position", "reason"])
        #expect(outcome.errors == "")
    }

    @Test func statsVerifyAndDeleteHaveTheirKeys() throws {
        #expect(
            try place.run("stats", "--json").json().keys == [
                "version", "articles", "terms", "tokens", "entities", "bytes", "segments", "revision", "oldest",
                "newest", "undated",
            ])
        #expect(try place.run("verify", "--json").json().keys == ["version", "ok", "problems"])
        #expect(
            try place.run("delete", "*", "--dry-run", "--json").json()
                == .object(["version": .number(1), "matching": .number(6), "removed": .number(0)]))
    }

    @Test(arguments: [
        (["search", "(guerra", "--json"], ["code", "message", "offset"], "query"),
        (["search", "--index", "nulla", "--json"], ["code", "message", "hint"], "index_missing"),
        (["facets", "--by", "sezzione", "--json"], ["code", "message", "hint"], "request"),
        (["show", "a9", "--json"], ["code", "message", "hint"], "not_found"),
        (["search", "--limit", "molti", "--json"], ["code", "message", "hint"], "usage"),
    ])
    func errorsAreOneObjectOnStandardError(arguments: [String], keys: [String], code: String) throws {
        let outcome = try place.run(arguments)
        #expect(outcome.output == "")
        let envelope = try JSON(outcome.errors)
        #expect(envelope.keys == ["version", "error"])
        #expect(envelope["version"].int == 1)
        #expect(envelope["error"].keys == Set(keys))
        #expect(envelope["error"]["code"].text == code)
    }
}
