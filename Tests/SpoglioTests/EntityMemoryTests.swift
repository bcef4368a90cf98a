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

    /// Hardly more than one mention a name is the least that there can be, and the most memory a mention.
    @Test(arguments: [500, 5_000, 13_000, 25_000])
    func namesAndMentionsTakeFewBytesWhileTheyAreCollected(names: Int) {
        var random = SeededGenerator(seed: 9)
        let syllables = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
        var facet = FacetColumnWriter(name: "person")
        var mentions = MentionColumnWriter()
        var count = 0
        var values: [UInt32] = []
        var written: [(position: UInt32, variant: UInt32)] = []
        for number in 0..<names {
            let surname = (0..<5).map { _ in random.pick(syllables) }.joined() + "\(number)"
            let label = "Carlo " + surname.prefix(1).uppercased() + surname.dropFirst()
            let id = "person/carlo-" + surname
            let value = facet.number(of: id) {
                var value = NameKeys.value(id: id, label: label)
                value.kinship = UInt64(number) + 1
                return value
            }
            var places: [(position: UInt32, variant: UInt32)] = []
            // Every third article writes the surname alone, too.
            for text in number % 3 == 0 ? ["", surname] : [""] {
                let variant = MentionVariant(
                    facet: 0, value: value, text: text, rule: text.isEmpty ? "unknown" : "surname", score: 70, span: 2)
                if !text.isEmpty { facet.add(name: text, to: value) }
                places.append((UInt32(places.count * 9), mentions.number(of: variant)))
                count += 1
            }
            values.append(value)
            for place in places { written.append((UInt32(written.count * 9), place.variant)) }
            // Four names an article.
            if values.count == 4 {
                facet.append(values)
                mentions.append(written)
                (values, written) = ([], [])
            }
        }
        let bytes = facet.footprint + mentions.footprint
        #expect(facet.isLabel("", of: 0) == false)
        #expect(bytes > names * 50)
        let allowed = names * Self.allowed.name + count * Self.allowed.mention
        #expect(
            bytes <= allowed, "\(bytes / names) bytes a name, \(Double(bytes) / Double(allowed)) of what is allowed")
        print("entities collected: \(names) names, \(count) mentions, \(bytes) bytes")
    }
}
