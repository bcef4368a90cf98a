// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct ValueNumbersTests {
    private static func columns(_ ids: [[String]], _ scratch: Scratch) throws -> [FacetColumn] {
        try ids.enumerated().map { index, ids in
            let path = scratch.path("facets\(index)")
            let stamp = try FacetColumnTests.write([("tag", [ids])], to: path)
            return try FacetColumn(ColumnFile(path: path, kind: FacetColumn.kind, expected: stamp), name: "tag")
        }
    }

    @Test(arguments: [0, 1, 2, 3, 7]) func valuesHaveTheirPlaceAmongAllIdentifiers(segments: Int) throws {
        var random = SeededGenerator(seed: UInt64(segments))
        for _ in 0..<20 {
            let scratch = try Scratch()
            let ids = (0..<segments).map { _ in
                (0..<random.number(0...40)).map { _ in
                    String(repeating: "x", count: random.number(0...9)) + "\(random.number(0...60))"
                }
            }
            let columns = try Self.columns(ids, scratch)
            let all = Set(ids.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let made = ValueNumbers(merging: columns)
            let file = try ColumnFileWriter(path: scratch.path("values"), kind: ValueNumbers.kind)
            try file.writeNumbers(made, "tag")
            let stamp = try file.finish()
            let read = try ValueNumbers(
                ColumnFile(path: scratch.path("values"), kind: ValueNumbers.kind, expected: stamp), "tag",
                counts: columns.map(\.count))
            #expect(read == made)
            for numbers in [made, read] {
                #expect(numbers.count == all.count)
                for (segment, column) in columns.enumerated() {
                    for value in 0..<column.count {
                        #expect(all[numbers.number(of: value, inSegment: segment)] == column.ids.text(at: value))
                    }
                }
                for number in all.indices {
                    let place = numbers.place(of: number)
                    #expect(columns[place.segment].ids.text(at: place.value) == all[number])
                    #expect(columns[..<place.segment].allSatisfy { $0.ids.index(of: Array(all[number].utf8)) == nil })
                }
                var seen = 0
                numbers.forEachValue { number, segment, value in
                    seen += number == numbers.number(of: value, inSegment: segment) ? 1 : 0
                }
                #expect(seen == columns.reduce(0) { $0 + $1.count })
            }
        }
    }

    @Test func aNumberingOfOtherSegmentsIsRefused() throws {
        let scratch = try Scratch()
        let columns = try Self.columns([["a", "b"], ["b"]], scratch)
        let file = try ColumnFileWriter(path: scratch.path("values"), kind: ValueNumbers.kind)
        try file.writeNumbers(ValueNumbers(merging: columns), "tag")
        let stamp = try file.finish()
        let values = try ColumnFile(path: scratch.path("values"), kind: ValueNumbers.kind, expected: stamp)
        let error = #expect(throws: ColumnsError.self) { try ValueNumbers(values, "tag", counts: [2, 2]) }
        #expect(
            error?.message == "'\(scratch.path("values"))' is damaged: facet 'tag' does not fit the segments")
    }

    @Test func countsGoBackToZero() {
        let counter = ValueCounter(capacity: 5)
        for round in 1...3 {
            counter.add(2, to: 4)
            counter.add(0, to: 3)
            counter.add(UInt32(round), to: 0)
            counter.add(1, to: 4)
            counter.add(7, to: 2)
            counter.clear([2, 1])
            counter.add(1, to: 2)
            var counts: [Int: Int] = [:]
            for (number, count) in counter.nonzero() { counts[number, default: 0] += count }
            #expect(counts == [0: round, 2: 1, 4: 3])
            #expect(counter.distinct == 3)
            counter.reset()
            #expect(counter.distinct == 0)
        }
    }

    @Test func groupsOfSpellingsAreReadAsWritten() throws {
        let scratch = try Scratch()
        var kin = ValueKin()
        kin.append([.init(number: 1, head: 1, name: 4), .init(number: 4, head: 1, name: 4)], hash: 9)
        kin.append([.init(number: 2, head: 2, name: 2)], hash: 7)
        let file = try ColumnFileWriter(path: scratch.path("values"), kind: ValueNumbers.kind)
        try file.writeKin(kin, "person")
        try file.writeKin(ValueKin(), "place")
        let stamp = try file.finish()
        let values = try ColumnFile(path: scratch.path("values"), kind: ValueNumbers.kind, expected: stamp)
        #expect(try ValueKin(values, "person") == kin)
        #expect(try ValueKin(values, "place") == ValueKin())
        #expect(kin.group(1).map(\.number) == [2])
    }
}
