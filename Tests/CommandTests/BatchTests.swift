// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// `--batch` answers each line in its place, bad ones too.
struct BatchTests {
    private func answers(_ requests: String...) throws -> [JSON] {
        let outcome = try Newspaper.workplace().run(
            "search", "--batch", input: requests.joined(separator: "\n") + "\n")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        return try outcome.output.split(separator: "\n").map { try JSON($0) }
    }

    @Test func aBadRequestBetweenGoodOnesIsAnsweredInItsPlace() throws {
        let found = try answers(
            #"{"query":"ucraina"}"#, #"{"query":"(guerra"}"#, #"{"query":"neve","limit":1}"#, "non è JSON",
            #"{"query":"balena"}"#, " ", "")
        #expect(found.count == 7)
        for blank in found[5...] {
            #expect(blank["error"]["message"].text == "the request cannot be read: it is not JSON")
        }
        #expect(found[0]["hits"][0]["id"].text == "a1")
        #expect(found[1].keys == ["version", "error"])
        #expect(
            found[1]["error"]
                == .object([
                    "code": .string("query"), "message": .string("the parenthesis '(' is never closed"),
                    "offset": .number(0),
                ]))
        #expect(found[2]["hits"][0]["id"].text == "a6")
        #expect(found[3]["error"]["message"].text == "the request cannot be read: it is not JSON")
        #expect(found[4]["total"].int == 0)
    }

    @Test func everyPartOfARequestCounts() throws {
        let answer = try answers(
            #"{"query":"guerra neve","limit":2,"offset":1,"sort":"oldest","facets":{"section":1,"fonte":9},"#
                + #""where":{"source":["La Gazzetta","Il Corriere"]},"match":"any","snippets":false}"#)[0]
        #expect(answer["total"].int == 3)
        #expect(answer["limit"].int == 2)
        #expect(answer["offset"].int == 1)
        #expect(answer["hits"].elements.compactMap { $0["id"].text } == ["a2", "a5"])
        #expect(answer["hits"][0]["snippets"] == .array([]))
        #expect(answer["facets"].keys == ["section", "source"])
        #expect(answer["facets"]["section"]["values"].elements.count == 1)
        #expect(answer["facets"]["section"]["distinct"].int == 3)
        #expect(answer["facets"]["source"]["missing"].int == 1)
        #expect(
            answer.keys == [
                "version", "query", "index", "total", "offset", "limit", "hits", "facets", "notes", "took_us",
            ])
    }

    @Test func whatIsNotSaidIsAsInTheContract() throws {
        let answer = try answers("{}")[0]
        #expect(answer["total"].int == 6)
        #expect(answer["limit"].int == 10)
        #expect(answer["offset"].int == 0)
    }

    @Test(arguments: [
        (#"[1]"#, "the request cannot be read: it is not an object"),
        (#"{"limit":"dieci"}"#, "the request cannot be read: 'limit' has the wrong type"),
        (#"{"where":{"section":"Sport"}}"#, "the request cannot be read: 'where.section' has the wrong type"),
        (#"{"sort":"best"}"#, "'sort' is 'relevance', 'newest' or 'oldest', not 'best'"),
        (#"{"match":"some"}"#, "'match' is 'all' or 'any', not 'some'"),
        (#"{"facets":{"persn":3}}"#, "unknown facet 'persn'; did you mean 'person'?"),
        (#"{"facets":{"section":-1}}"#, "the facet 'section' asks for -1 values"),
        (#"{"limit":-1}"#, "a page has 0 to 10000 hits and an offset of 0 or more"),
    ])
    func badRequestsAreExplained(request: String, message: String) throws {
        let found = try answers(request, "{}")
        #expect(found[0]["error"]["message"].text == message)
        #expect(found[0]["error"]["code"].text == "request")
        #expect(found[1]["total"].int == 6)
    }

    @Test func anOffsetOfAnySizeIsAnswered() throws {
        #expect(try answers(#"{"offset":9223372036854775807}"#)[0]["total"].int == 6)
    }

    @Test func eachAnswerComesBeforeTheNextRequestAndSeesTheNewestCommit() throws {
        let place = try Workplace()
        try place.write(try Line.file([Line(id: "uno", body: "Piove.")]), to: "uno.jsonl")
        try place.write(try Line.file([Line(id: "due", body: "Piove ancora.")]), to: "due.jsonl")
        _ = try place.run("index", "uno.jsonl")
        let session = try place.start("search", "--batch")
        session.write("{\"query\":\"piove\"}\n")
        #expect(session.waitForOutput(lines: 1))
        _ = try place.run("index", "due.jsonl")
        session.write("{\"query\":\"piove\"}\n")
        #expect(session.waitForOutput(lines: 2))
        let outcome = try session.finish()
        let totals = try outcome.output.split(separator: "\n").map { try JSON($0)["total"].int }
        #expect(totals == [1, 2])
    }

    @Test func aMistypedKeyIsNotTheSearchForEverything() throws {
        let found = try answers(#"{"qeury":"guerra"}"#, #"{"facet":{"person":2}}"#)
        #expect(found[0]["error"]["message"].text == "a request has no 'qeury'; did you mean 'query'?")
        #expect(found[1]["error"]["message"].text == "a request has no 'facet'; did you mean 'facets'?")
    }

    @Test func twoNamesOfOneFacetAreAlternatives() throws {
        for _ in 0..<4 {
            let answer = try answers(
                #"{"where":{"section":["Esteri"],"sezione":["Sport"]},"sort":"oldest","snippets":false}"#)[0]
            #expect(answer["hits"].elements.compactMap { $0["id"].text } == ["a1", "a4"])
        }
    }

    @Test func aLineThatIsTooLongIsPassedOver() throws {
        let long = String(repeating: "x", count: 3 << 20)
        let found = try answers(#"{"query":"neve"}"#, long, #"{"query":"ucraina"}"# + "\r")
        #expect(found.count == 3)
        #expect(found[0]["hits"][0]["id"].text == "a6")
        #expect(found[1]["error"]["message"].text == "the request has 3145728 bytes; the limit is 1048576")
        #expect(found[2]["hits"][0]["id"].text == "a1")
    }

    @Test func aLineAtTheLimitIsReadAndTheLastNeedsNoEnd() throws {
        let padding = String(repeating: " ", count: 1 << 20)
        for extra in [0, 1] {
            let request = #"{"query":"neve"}"#
            let line = request + padding.dropLast(request.utf8.count - extra)
            let outcome = try Newspaper.workplace().run("search", "--batch", input: line)
            #expect(try JSON(outcome.output)["total"].int == (extra == 0 ? 1 : nil))
        }
    }
}
