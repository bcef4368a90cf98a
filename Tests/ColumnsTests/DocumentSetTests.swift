// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct DocumentSetTests {
    @Test(arguments: [0, 1, 63, 64, 65, 127, 128, 200]) func theAlgebraIsThatOfSets(universe: Int) {
        var random = SeededGenerator(seed: UInt64(universe))
        let all = Set(0..<UInt32(universe))
        for _ in 0..<50 {
            let left = all.filter { _ in random.chance(2) }
            let right = all.filter { _ in random.chance(3) }
            let a = DocumentSet(left, universe: universe)
            let b = DocumentSet(right, universe: universe)
            func check(_ set: DocumentSet, _ wanted: Set<UInt32>) {
                #expect(set.documents() == wanted.sorted())
                #expect(set.count == wanted.count)
                #expect(set.isEmpty == wanted.isEmpty)
                for limit in [0, wanted.count - 1, wanted.count, wanted.count + 9] where limit >= 0 {
                    #expect(set.count(atMost: limit) == (wanted.count <= limit ? wanted.count : nil))
                }
                #expect(all.allSatisfy { set.contains($0) == wanted.contains($0) })
            }
            var union = a
            union.formUnion(b)
            check(union, left.union(right))
            var common = a
            common.formIntersection(b)
            check(common, left.intersection(right))
            var rest = a
            rest.subtract(b)
            check(rest, left.subtracting(right))
            check(a.complement(), all.subtracting(left))
            check(.all(universe: universe), all)
            check(DocumentSet(universe: universe), [])
            var changed = a
            for document in right { changed.remove(document) }
            for document in right.intersection(left) { changed.insert(document) }
            check(changed, left)
            changed.insert(contentsOf: right.sorted())
            check(changed, left.union(right))
            check(DocumentSet(words: a.words, universe: universe), left)
        }
    }

    @Test func bitsBeyondTheUniverseAreDropped() {
        #expect(DocumentSet(words: [.max, .max], universe: 65).documents() == Array(0..<65))
        #expect(DocumentSet(words: [5], universe: 130).documents() == [0, 2])
    }
}
