// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Xapian

/// All leaves of a file, in the order of their keys, looked through one after another.
private struct AllLeaves: GlassLeaves {
    private final class Bytes {
        let all: UnsafeMutableRawBufferPointer

        init(_ leaves: [[UInt8]]) {
            all = .allocate(byteCount: max(1, leaves.count * GlassTable.blockLength), alignment: 8)
            for (index, leaf) in leaves.enumerated() {
                UnsafeMutableRawBufferPointer(rebasing: all[(index * GlassTable.blockLength)...]).copyBytes(from: leaf)
            }
        }

        deinit { all.deallocate() }
    }

    private let bytes: Bytes
    private let keys: [[UInt8]]
    var leafCount: Int { keys.count }

    init(_ leaves: [(key: [UInt8], bytes: [UInt8])]) {
        keys = leaves.map(\.key)
        bytes = Bytes(leaves.map(\.bytes))
    }

    static func leaves(of file: [UInt8]) -> [(key: [UInt8], bytes: [UInt8])] {
        stride(from: GlassTable.blockLength, to: file.count, by: GlassTable.blockLength).compactMap { start in
            let block = Array(file[start..<min(start + GlassTable.blockLength, file.count)])
            return GlassTable.firstKey(ofLeaf: block).map { ($0, block) }
        }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    func leaf(before key: [UInt8]) -> Int { max(0, keys.count { $0.lexicographicallyPrecedes(key) } - 1) }

    func bytes(ofLeaf index: Int) throws(Never) -> UnsafeRawBufferPointer {
        let start = index * GlassTable.blockLength
        return UnsafeRawBufferPointer(rebasing: bytes.all[start..<start + GlassTable.blockLength])
    }
}

/// What is read from the leaves of a file is what libxapian reads from it.
struct GlassPostingsTests {
    /// Terms of all kinds of bytes, some the beginning of others; the first in all documents, others in ever fewer.
    private static func names() -> [[UInt8]] {
        var random = SeededGenerator(state: 17)
        var names: Set<[UInt8]> = [[97], [97, 0], [97, 0, 255], [97, 0, 0, 5], [97, 97], [0], [255]]
        while names.count < 90 {
            let length = Int.random(in: 1...(names.count % 9 == 0 ? 100 : 5), using: &random)
            names.insert((0..<length).map { _ in [0, 1, 97, 98, 254, 255].randomElement(using: &random) ?? 97 })
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }.shuffled(using: &random)
    }

    /// - Parameter parts: Into how many files the documents go, which libxapian joins; their lists are cut anew in it.
    private static func build(_ count: Int, parts: Int, in scratch: Scratch) throws -> String {
        var random = SeededGenerator(state: 23)
        let names = names()
        for part in 0..<parts {
            var builder = try PostingsBuilder()
            for document in 0..<count / parts {
                let held = names.indices.filter { index in
                    index == 0 || (index == 1 && document % 5_000 < 20)
                        || Int.random(in: 0..<(2 + index * index), using: &random) == 0
                }
                let frequencies = held.map { UInt32.random(in: 1...($0 % 3 == 0 ? 300 : 127), using: &random) }
                try builder.add(held.map(UInt32.init), frequencies: frequencies)
            }
            try builder.write(to: scratch.path("part\(part)"), terms: ByteStrings(names))
        }
        guard parts > 1 else { return scratch.path("part0") }
        try Compaction.compact(
            (0..<parts).map { scratch.path("part\($0)") }, to: scratch.path("joined"), options: [.singleFile])
        return scratch.path("joined")
    }

    @Test(arguments: [(1, 1), (40, 1), (70_000, 1), (60_000, 3)])
    func allThatIsReadIsWhatLibxapianReads(count: Int, parts: Int) throws {
        let scratch = try Scratch()
        let path = try Self.build(count, parts: parts, in: scratch)
        let leaves = try AllLeaves.leaves(of: scratch.bytes(of: String(path.split(separator: "/").last ?? "")))
        let glass = GlassPostings(AllLeaves(leaves))
        let database = try Database(path: path)
        var random = SeededGenerator(state: 31)
        let absent: [[UInt8]] = [[1], [97, 97, 97, 97, 97, 97], [255, 255, 255, 255, 255, 255], [97, 0, 1]]
        for name in Self.names() + absent {
            let term = try #require(Term(name))
            let wanted = try database.postings(of: term)
            let found = try #require(glass.postings(of: term))
            #expect(found == wanted)
            #expect(glass.documentFrequency(of: term) == wanted.documents.count)
            let frequencies = Dictionary(uniqueKeysWithValues: zip(wanted.documents, wanted.frequencies))
            for share in [1, 3, 50, 1_000, 20_000] {
                let some = (1...UInt32(count + 2)).filter { _ in Int.random(in: 0..<share, using: &random) == 0 }
                #expect(glass.frequencies(of: term, in: some) == some.map { frequencies[$0] ?? 0 })
            }
        }
        #expect(parts == 1 || leaves.count > 20)
    }

    /// Bytes that were not written by libxapian give no answer or a wrong one, and never a read out of bounds.
    @Test func whateverTheBytesReadingThemEnds() throws {
        let scratch = try Scratch()
        let path = try Self.build(9_000, parts: 3, in: scratch)
        let sound = try AllLeaves.leaves(of: scratch.bytes(of: String(path.split(separator: "/").last ?? "")))
        let terms = Self.names().compactMap { Term($0) }
        var random = SeededGenerator(state: 37)
        var refused = 0
        for _ in 0..<1_500 {
            var leaves = sound
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                let leaf = Int.random(in: 0..<leaves.count, using: &random)
                // The directory and the heads of items are hit as often as postings.
                let places = Bool.random(using: &random) ? 0..<40 : 0..<GlassTable.blockLength
                leaves[leaf].bytes[Int.random(in: places, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let glass = GlassPostings(AllLeaves(leaves))
            for term in terms.shuffled(using: &random).prefix(8) {
                let postings = glass.postings(of: term)
                let frequencies = glass.frequencies(of: term, in: [1, 500, 501, 4_000, 8_999, .max])
                if postings == nil || frequencies == nil || glass.documentFrequency(of: term) == nil { refused += 1 }
            }
        }
        #expect(refused > 100)
    }
}
