// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Entities

@Suite struct ArticleMemoryTests {
    @Test func aFirstNameStandsForOneBearerAloneHoweverManyCome() {
        var memory = ArticleMemory()
        #expect(memory.owner(firstName: 7) == nil)
        for _ in 0..<2 { memory.add(firstName: 7, of: .unknown(EntityID("person/mario-uno"))) }
        #expect(memory.owner(firstName: 7) == .unknown(EntityID("person/mario-uno")))
        // Comparing each with all before would take two thousand million steps.
        for number in 2...60_000 { memory.add(firstName: 7, of: .unknown(EntityID("person/mario-\(number)"))) }
        memory.add(firstName: 7, of: .unknown(EntityID("person/mario-uno")))
        #expect(memory.owner(firstName: 7) == nil)
        memory.add(firstName: 8, of: .known(Authority.Index(ordinal: 3)))
        #expect(memory.owner(firstName: 8) == .known(Authority.Index(ordinal: 3)))
    }
}
