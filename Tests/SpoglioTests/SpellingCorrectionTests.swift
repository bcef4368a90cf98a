// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport
import Testing

@testable import Spoglio

/// Corrections of a name that several spellings were joined to, by any of them.
@Suite struct SpellingCorrectionTests {
    private static let spellings = ["Sergej Zhukarenko", "Sergey Zhukarenko", "Sergei Zhukarenko"]

    /// One article with the first spelling, three with the second, two with the third, whose identifier the family has.
    private func fixture() async throws -> IndexFixture {
        let fixture = try IndexFixture()
        var articles: [Article] = []
        for (name, count) in zip(Self.spellings, [1, 3, 2]) {
            for number in 0..<count {
                articles.append(
                    IndexFixture.article(
                        "\(name.split(separator: " ")[0])-\(number)",
                        "Ieri \(name) ha parlato con la radio. Poi Zhukarenko è partito."))
            }
        }
        articles.append(IndexFixture.article("altro", "Ieri ha parlato Lucia Pomarici."))
        try await fixture.add(articles)
        return fixture
    }

    private func persons(_ fixture: IndexFixture) throws -> [String: Int] {
        let facet = try fixture.searcher().facets(FacetsRequest(facets: [.person], limit: 100)).facets["person"]
        return Dictionary(uniqueKeysWithValues: (facet?.values ?? []).map { ($0.value, $0.count) })
    }

    @Test(arguments: spellings + ["person/sergej-zhukarenko", "person/sergey-zhukarenko", "person/sergei-zhukarenko"])
    func everySpellingNamesTheWhole(name: String) async throws {
        let fixture = try await fixture()
        #expect(try persons(fixture) == ["Sergey Zhukarenko": 6, "Lucia Pomarici": 1])
        _ = try EntityEditor(fixture.location).rename(name, to: "Sergio Zucarenco")
        #expect(try persons(fixture) == ["Sergio Zucarenco": 6, "Lucia Pomarici": 1])
        _ = try EntityEditor(fixture.location).alias(name, form: "la radio", isContextual: true)
        #expect(try persons(fixture) == ["Sergio Zucarenco": 6, "Lucia Pomarici": 1])
        _ = try EntityEditor(fixture.location).merge([name], into: "Lucia Pomarici")
        #expect(try persons(fixture) == ["Lucia Pomarici": 7])
    }

    @Test(arguments: spellings) func anotherIsMergedIntoTheWholeByEverySpelling(name: String) async throws {
        let fixture = try await fixture()
        let outcome = try EntityEditor(fixture.location).merge(["Lucia Pomarici"], into: name)
        #expect(outcome.message == "1 entity merged into 'Sergey Zhukarenko'")
        #expect(try persons(fixture) == ["Sergey Zhukarenko": 7])
    }

    static let splits: [(variant: String, message: String, left: [String: Int])] = [
        (
            "Sergej Zhukarenko", "'Sergej Zhukarenko' is an entity of its own",
            ["Sergej Zhukarenko": 1, "Sergey Zhukarenko": 5]
        ),
        (
            "Sergey Zhukarenko", "'Sergey Zhukarenko' is an entity of its own",
            ["Sergey Zhukarenko": 3, "Sergei Zhukarenko": 3]
        ),
        (
            "Sergei Zhukarenko",
            "'Sergei Zhukarenko' is an entity of its own; the other spellings are 'Sergey Zhukarenko'",
            ["Sergei Zhukarenko": 2, "Sergey Zhukarenko": 4]
        ),
    ]

    @Test(arguments: splits, spellings)
    func everySpellingCanBeSplitOff(split: (variant: String, message: String, left: [String: Int]), name: String)
        async throws
    {
        let fixture = try await fixture()
        let outcome = try EntityEditor(fixture.location).split(name, variant: split.variant)
        #expect(outcome.message == split.message)
        #expect(outcome.articles == split.left[split.variant])
        #expect(try persons(fixture) == split.left.merging(["Lucia Pomarici": 1]) { $1 })
    }

    @Test(arguments: spellings) func aSpellingIsSplitOffIntoAnother(name: String) async throws {
        let fixture = try await fixture()
        let outcome = try EntityEditor(fixture.location).split(
            name, variant: "Sergei Zhukarenko", into: "Lucia Pomarici")
        #expect(outcome.message == "'Sergei Zhukarenko' is now a form of 'Lucia Pomarici'")
        // What the articles call by the surname alone stays.
        #expect(try persons(fixture) == ["Sergey Zhukarenko": 6, "Lucia Pomarici": 3])
    }

    @Test(arguments: spellings) func whatTheWholeIsNotCalledIsRefusedWithItsNames(name: String) async throws {
        let fixture = try await fixture()
        let editor = try EntityEditor(fixture.location)
        let error = #expect(throws: SpoglioError.self) { try editor.split(name, variant: "Ivan Zhukarenko") }
        #expect(error?.message == "no article calls '\(name)' 'Ivan Zhukarenko'")
        #expect(error?.hint?.hasPrefix("its variants are ") == true)
        let same = #expect(throws: SpoglioError.self) {
            try editor.merge([Self.spellings[0]], into: name)
        }
        #expect(
            same?.message
                == "'Sergej Zhukarenko' and '\(name)' are one already ('person/sergei-zhukarenko')")
    }
}
