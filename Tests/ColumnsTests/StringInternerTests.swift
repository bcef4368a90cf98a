// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct StringInternerTests {
    private struct Key: Hashable {
        var bytes: [UInt8]
        var tag: UInt8
    }

    @Test(arguments: [0, 1, 1_024]) func everyStringKeepsItsNumberHoweverManyFollow(capacity: Int) {
        var random = SeededGenerator(seed: 5)
        var interner = StringInterner(minimumCapacity: capacity)
        var known: [Key: UInt32] = [:]
        var order: [Key] = []
        for _ in 0..<20_000 {
            let key = Key(bytes: random.list(0...3, of: Array(UInt8(97)...112)), tag: UInt8(random.number(0...2)))
            let (number, isNew) = interner.intern(key.bytes, tag: key.tag)
            #expect(isNew == (known[key] == nil))
            if isNew {
                #expect(Int(number) == order.count)
                known[key] = number
                order.append(key)
            }
            #expect(known[key] == number)
        }
        #expect(interner.count == order.count)
        for (number, key) in order.enumerated() {
            #expect(Array(interner.bytes(of: UInt32(number))) == key.bytes)
            #expect(interner.tag(of: UInt32(number)) == key.tag)
            #expect(interner.number(of: key.bytes.span, tag: key.tag) == UInt32(number))
        }
        #expect(interner.number(of: [1, 2].span) == nil)
        #expect(interner.footprint > order.count * 13)
    }

    /// Around the lengths at which a slot holds all bytes of a string, the first and last eight, or not all.
    @Test(arguments: 1...40) func stringsThatDifferInOneByteAreOthers(length: Int) {
        var interner = StringInterner(minimumCapacity: 0)
        let string = [UInt8](repeating: 97, count: length)
        #expect(interner.intern(string).isNew)
        for place in 0..<length {
            var other = string
            other[place] = 98
            #expect(interner.intern(other) == (UInt32(place + 1), true))
            interner.prefetch(other.span)
            #expect(interner.intern(other) == (UInt32(place + 1), false))
        }
        #expect(interner.intern(string + [97]).isNew)
        #expect(interner.intern(Array(string.dropLast())).isNew)
        #expect(interner.number(of: string.span) == 0)
        #expect(interner.number(of: string.span, tag: 1) == nil)
    }
}
