// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct FacetColumnTests {
    /// Random values of documents, as ids; documents may repeat one.
    private static func documents(_ random: inout SeededGenerator, _ count: Int) -> [[String]] {
        let ids = ["Politica", "politica", "Esteri", "Società", "Z", "", "東京"]
        return (0..<count).map { _ in random.list(0...4, of: Array(ids.prefix(random.number(1...7)))) }
    }

    static func write(_ facets: [(name: String, documents: [[String]])], to path: String) throws -> FileStamp {
        let writers = facets.map { name, documents in
            var writer = FacetColumnWriter(name: name)
            for ids in documents {
                writer.append(
                    ids.map { id in
                        writer.number(of: id) {
                            FacetValue(
                                id: id, label: "<\(id)>",
                                names: ["n" + id.lowercased(), "common", "n" + id.lowercased()],
                                words: [id + "w", "shared"])
                        }
                    })
            }
            return writer
        }
        return try FacetColumnWriter.write(writers, to: path)
    }

    /// All folded names of each value.
    private static func namesByValue(_ names: FacetNames, count: Int) -> [[String]] {
        var result = [[String]](repeating: [], count: count)
        names.names.forEach(in: 0..<names.names.count) { index, name in
            for value in names.values(ofName: index) {
                result[Int(value)].append(String(decoding: name, as: UTF8.self))
            }
        }
        return result
    }

    @Test(arguments: 1...8) func valuesAndCountsAreThoseThatWereWritten(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let sections = Self.documents(&random, 80)
        let tags = Self.documents(&random, 80)
        let stamp = try Self.write([("section", sections), ("tag", tags)], to: scratch.path("facets"))
        let file = try ColumnFile(path: scratch.path("facets"), kind: FacetColumn.kind, expected: stamp)
        for (name, documents) in [("section", sections), ("tag", tags)] {
            let column = try FacetColumn(file, name: name)
            let names = try FacetNames(file, name: name)
            let namesByValue = Self.namesByValue(names, count: column.count)
            let ids = Set(documents.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            #expect((0..<column.count).map { column.ids.text(at: $0) } == ids)
            #expect((0..<column.count).map { column.labels.text(at: $0) } == ids.map { "<\($0)>" })
            #expect(column.documentCount == 80)
            for (value, id) in ids.enumerated() {
                let wanted = documents.indices.filter { documents[$0].contains(id) }.map { UInt32($0) }
                #expect(column.documents(with: value) == wanted)
                #expect(column.documentCount(of: value) == wanted.count)
                #expect(namesByValue[value].sorted() == ["common", "n" + id.lowercased()].sorted())
                let meant = ids.indices.filter { ids[$0].lowercased() == id.lowercased() }.map { UInt32($0) }
                #expect(names.values(named: "n" + id.lowercased()) == meant)
                #expect(names.values(withWord: id + "w") == [UInt32(value)])
                #expect(names.values(withWord: "shared") == ids.indices.map { UInt32($0) })
                #expect(names.values(named: "nobody").isEmpty)
            }
            for (document, own) in documents.enumerated() {
                let found = column.values(of: document).map { column.ids.text(at: Int($0)) }
                #expect(found.sorted() == Set(own).sorted())
            }
            #expect(names.values(named: "common").count == ids.count)
            #expect(names.values(named: "shared") == [] && names.values(withWord: "common") == [])
            for _ in 0..<20 {
                let some = documents.indices.filter { _ in random.chance(3) }
                check(column, ids, some.map { documents[$0] }) {
                    column.count(some.map { UInt32($0) }, to: $0, as: ValueNumbers(merging: [column]), inSegment: 0)
                }
            }
            check(column, ids, documents) {
                column.countAll(to: $0, as: ValueNumbers(merging: [column]), inSegment: 0)
            }
        }
    }

    private func check(
        _ column: FacetColumn, _ ids: [String], _ documents: [[String]], _ count: (ValueCounter) -> Int
    ) {
        let counter = ValueCounter(capacity: column.count)
        let missing = count(counter)
        var counts = [Int](repeating: 0, count: column.count)
        for (number, count) in counter.nonzero() { counts[number] = count }
        #expect(counts == ids.map { id in documents.count { $0.contains(id) } })
        #expect(missing == documents.count { $0.isEmpty })
    }

    @Test func aFacetOfMoreValuesThanTwoBytesNumberIsReadAlike() throws {
        let scratch = try Scratch()
        let documents = (0..<66_000).map { ["\($0)"] } + [["7", "65999"], []]
        let stamp = try Self.write([("tag", documents)], to: scratch.path("facets"))
        let file = try ColumnFile(path: scratch.path("facets"), kind: FacetColumn.kind, expected: stamp)
        let column = try FacetColumn(file, name: "tag")
        #expect(column.count == 66_000)
        for document in [0, 7, 65_535, 65_536, 65_999, 66_000, 66_001] {
            let found = column.values(of: document).map { column.ids.text(at: Int($0)) }
            #expect(Set(found) == Set(documents[document]))
        }
        let last = try #require(column.ids.index(of: Array("65999".utf8)))
        #expect(column.documents(with: last) == [65_999, 66_000])
        let counter = ValueCounter(capacity: column.count)
        #expect(column.countAll(to: counter, as: ValueNumbers(merging: [column]), inSegment: 0) == 1)
        var sum = 0
        for (_, count) in counter.nonzero() { sum += count }
        #expect(sum == 66_002 && counter.distinct == 66_000)
    }

    @Test func aLongIdentifierIsStoredWithItsChecksum() {
        let long = String(repeating: "è", count: 200)
        let stored = FacetValue.storedID(long)
        #expect(FacetValue.storedID("breve") == "breve")
        #expect(stored.utf8.count <= 255 && stored.hasPrefix(String(repeating: "è", count: 110) + "#"))
        #expect(stored != FacetValue.storedID(long + "è"))
    }

    @Test func aFacetThatIsNotThereIsDamage() throws {
        let scratch = try Scratch()
        let path = scratch.path("facets")
        _ = try Self.write([("tag", [["x"]])], to: path)
        let file = try ColumnFile(path: path, kind: FacetColumn.kind)
        let error = #expect(throws: ColumnsError.self) { try FacetColumn(file, name: "section") }
        #expect(error?.message == "'\(path)' is damaged: section 'section.ids.blocks' is missing")
    }

    @Test(arguments: [3, 16, 17, 50_000])
    func aValueCountsOnceHoweverManyThereAre(count: Int) throws {
        let scratch = try Scratch()
        var writer = FacetColumnWriter(name: "tag")
        let numbers = (0..<count).map { index in
            writer.number(of: "v\(index)") { FacetValue(id: "v\(index)", label: "", names: [], words: []) }
        }
        writer.append(numbers + numbers.reversed())
        writer.append([numbers[0], numbers[1], numbers[0], numbers[1]])
        _ = try FacetColumnWriter.write([writer], to: scratch.path("facets"))
        let column = try FacetColumn(ColumnFile(path: scratch.path("facets"), kind: FacetColumn.kind), name: "tag")
        #expect(column.values(of: 0).count == count)
        #expect(column.values(of: 1).count == 2)
    }
}
