// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Columns
import TestSupport
import Testing

@testable import Spoglio

/// What the names of an index take, on disk and, mapped, in memory.
@Suite struct EntityMemoryTests {
    /// Bytes of a distinct name, and of a mention.
    private static let allowed = (name: 150, mention: 16)

    @Test func namesAndMentionsTakeFewBytes() async throws {
        var random = SeededGenerator(seed: 7)
        let syllables = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
        func surname() -> String {
            let word = (0..<4).map { _ in random.pick(syllables) }.joined()
            return word.prefix(1).uppercased() + word.dropFirst()
        }
        let people = (0..<600).map { _ in "\(random.pick(["Carlo", "Anna", "Piero", "Lucia"])) \(surname())" }
        let articles = (0..<400).map { number in
            let named = (0..<4).map { _ in random.pick(people) }
            let text = named.map { "Ieri \($0) ha parlato a lungo. Poi \($0.split(separator: " ")[1]) è partito." }
            return IndexFixture.article("\(number)", text.joined(separator: " "))
        }
        let fixture = try IndexFixture()
        try await fixture.add(articles)
        let searcher = try fixture.searcher()
        var mentions = 0
        var names = 0
        for segment in searcher.segments {
            for facet in Facet.entities { names += try segment.column(facet).count }
            let column = try segment.mentions
            for document in 0..<column.count { try column.forEach(of: document) { _, _ in mentions += 1 } }
        }
        let statistics = try searcher.statistics()
        let bytes = Int((statistics.bytes["facets"] ?? 0) + (statistics.bytes["mentions"] ?? 0))
        print("entities: \(names) names, \(mentions) mentions, \(bytes) bytes")
        #expect(names > 400)
        #expect(mentions > 3_000)
        #expect(bytes <= names * Self.allowed.name + mentions * Self.allowed.mention)
    }
}
