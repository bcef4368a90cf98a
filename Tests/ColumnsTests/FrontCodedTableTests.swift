// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct FrontCodedTableTests {
    private static let letters = ["a", "b", "c", "è", "ß", "東", "😀", "z"]

    private func words(_ random: inout SeededGenerator, _ count: Int) -> [String] {
        let all = (0..<count).map { _ in random.list(0...6, of: Self.letters).joined() }
        return Set(all).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func table(_ words: [String], _ scratch: Scratch) throws -> FrontCodedTable {
        let writer = try ColumnFileWriter(path: scratch.path("table"), kind: "test")
        try writer.writeFrontCoded("words", words.map { Array($0.utf8) })
        _ = try writer.finish()
        return try FrontCodedTable(ColumnFile(path: scratch.path("table"), kind: "test"), "words")
    }

    @Test(arguments: 1...10) func lookUpsAnswerAsAScanWould(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let words = words(&random, random.number(0...200))
        let table = try table(words, scratch)
        #expect(table.count == words.count)
        #expect((0..<table.count).map { table.text(at: $0) } == words)
        var visited: [String] = []
        table.forEach(in: 0..<table.count) { index, bytes in
            #expect(index == visited.count)
            visited.append(String(decoding: bytes, as: UTF8.self))
        }
        #expect(visited == words)
        for _ in 0..<300 {
            let key = random.list(0...4, of: Self.letters).joined()
            let bytes = Array(key.utf8)
            let below = words.count { $0.utf8.lexicographicallyPrecedes(key.utf8) }
            #expect(table.lowerBound(bytes) == below)
            #expect(table.index(of: bytes) == words.firstIndex(of: key))
            let withPrefix = words.indices.filter { words[$0].utf8.starts(with: key.utf8) }
            #expect(Array(table.range(withPrefix: bytes)) == withPrefix)
        }
    }

    @Test func stringsReadInOrderOrNotAreTheSame() throws {
        var random = SeededGenerator(seed: 3)
        let scratch = try Scratch()
        let words = words(&random, 120)
        let table = try table(words, scratch)
        var walked: [String] = []
        table.forEach(in: 5..<table.count) { walked.append("\($0)" + String(decoding: $1, as: UTF8.self)) }
        #expect(walked == (5..<words.count).map { "\($0)" + words[$0] })
        for index in words.indices.reversed() { #expect(table.text(at: index) == words[index]) }
    }

    @Test func unsortedStringsComeBack() throws {
        let scratch = try Scratch()
        let writer = try ColumnFileWriter(path: scratch.path("table"), kind: "test")
        try writer.writeTable("words", ["b", "", "a", "東京"].map { Array($0.utf8) })
        _ = try writer.finish()
        let table = try StringTable(ColumnFile(path: scratch.path("table"), kind: "test"), "words")
        #expect((0..<table.count).map { table.text(at: $0) } == ["b", "", "a", "東京"])
    }

    @Test(arguments: 1...5) func listsComeBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lists = (0..<70).map { _ in
            (0..<random.number(0...9)).map { _ in UInt32(random.number(0...100_000)) }.sorted()
        }
        let scratch = try Scratch()
        let writer = try ColumnFileWriter(path: scratch.path("lists"), kind: "test")
        try writer.writeLists("rows", lists)
        _ = try writer.finish()
        let read = try VarintLists(ColumnFile(path: scratch.path("lists"), kind: "test"), "rows")
        #expect(lists.indices.map { read.list(at: $0) } == lists)
    }

    @Test func aPrefixOfHighBytesEndsWithTheTable() throws {
        let scratch = try Scratch()
        let writer = try ColumnFileWriter(path: scratch.path("table"), kind: "test")
        try writer.writeFrontCoded("words", [[1], [0xFE, 0xFF], [0xFF], [0xFF, 0xFF, 3]] as [[UInt8]])
        _ = try writer.finish()
        let table = try FrontCodedTable(ColumnFile(path: scratch.path("table"), kind: "test"), "words")
        #expect(table.range(withPrefix: [0xFF]) == 2..<4)
        #expect(table.range(withPrefix: [0xFE, 0xFF]) == 1..<2)
        #expect(table.range(withPrefix: []) == 0..<4)
    }

    @Test(arguments: 1...10) func fuzzyLookUpsFindExactlyWhatLevenshteinDoes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let words = words(&random, 150)
        let table = try table(words, scratch)
        for _ in 0..<60 {
            let word = random.list(0...6, of: Self.letters).joined()
            for edits in 0...2 {
                let wanted = words.enumerated().map { (index: $0, edits: Naive.distance($1, word)) }
                    .filter { $0.edits <= edits }
                let found = table.indices(within: edits, of: Array(word.utf8), limit: 1_000)
                #expect(found.elementsEqual(wanted) { $0 == $1 })
                let some = table.indices(within: edits, of: Array(word.utf8), limit: 3)
                #expect(some.elementsEqual(wanted.prefix(4)) { $0 == $1 })
            }
        }
    }

    @Test(arguments: 1...10) func wildcardsMatchWhatTheirMeaningSays(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let pattern = random.list(0...5, of: ["a", "b", "è", "😀", "*", "?"]).joined()
            let word = random.list(0...6, of: ["a", "b", "è", "😀"]).joined()
            let wanted = Naive.matches(Array(pattern.unicodeScalars)[...], Array(word.unicodeScalars)[...])
            #expect(WildcardPattern.matches(pattern, word) == wanted, "\(pattern) \(word)")
            #expect(Array(word.utf8).matches(wildcard: Array(pattern.utf8)) == wanted)
        }
    }
}

/// The plainest implementations there are.
enum Naive {
    static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        var rows = [Array(0...b.count)]
        for row in 0..<a.count {
            rows.append([row + 1])
            for column in 0..<b.count {
                let substituted = rows[row][column] + (a[row] == b[column] ? 0 : 1)
                rows[row + 1].append(min(substituted, rows[row][column + 1] + 1, rows[row + 1][column] + 1))
            }
        }
        return rows[a.count][b.count]
    }

    static func matches(_ pattern: ArraySlice<Unicode.Scalar>, _ word: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = pattern.first else { return word.isEmpty }
        let rest = pattern.dropFirst()
        if first == "*" { return (0...word.count).contains { matches(rest, word.dropFirst($0)) } }
        guard let letter = word.first else { return false }
        return (first == "?" || first == letter) && matches(rest, word.dropFirst())
    }
}
