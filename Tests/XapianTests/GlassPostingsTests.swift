// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Testing

@testable import Xapian

/// All leaves of a file, in the order of their keys, looked through one after another.
private struct AllLeaves: GlassLeaves {
    /// Each leaf ends where memory ends: a read behind it ends the test.
    private final class Bytes {
        private static let stride = GlassTable.blockLength + Int(getpagesize())
        private let all: UnsafeMutableRawPointer
        private let length: Int

        init(_ leaves: [[UInt8]]) throws {
            length = max(1, leaves.count) * Self.stride
            let flags = MAP_PRIVATE | MAP_ANONYMOUS
            guard let mapping = mmap(nil, length, PROT_READ | PROT_WRITE, flags, -1, 0), mapping != MAP_FAILED else {
                throw SystemError(number: errno)
            }
            all = mapping
            for (index, leaf) in leaves.enumerated() {
                let start = all + index * Self.stride
                start.copyMemory(from: leaf, byteCount: leaf.count)
                mprotect(start + GlassTable.blockLength, Int(getpagesize()), PROT_NONE)
            }
        }

        subscript(index: Int) -> UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(start: all + index * Self.stride, count: GlassTable.blockLength)
        }

        deinit { munmap(all, length) }
    }

    private let bytes: Bytes
    private let keys: [[UInt8]]
    var leafCount: Int { keys.count }

    init(_ leaves: [(key: [UInt8], bytes: [UInt8])]) throws {
        keys = leaves.map(\.key)
        bytes = try Bytes(leaves.map(\.bytes))
    }

    static func leaves(of file: [UInt8]) -> [(key: [UInt8], bytes: [UInt8])] {
        stride(from: GlassTable.blockLength, to: file.count, by: GlassTable.blockLength).compactMap { start in
            let block = Array(file[start..<min(start + GlassTable.blockLength, file.count)])
            return GlassTable.firstKey(ofLeaf: block).map { ($0, block) }
        }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }

    func leaf(before key: [UInt8]) -> Int { max(0, keys.count { $0.lexicographicallyPrecedes(key) } - 1) }

    func bytes(ofLeaf index: Int) throws(Never) -> UnsafeRawBufferPointer {
        bytes[index]
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

    /// - Parameter parts: Into how many files the documents go, which libxapian joins, chunk behind chunk.
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

    @Test(arguments: [(1, 1), (40, 1), (40_000, 1), (36_000, 3)])
    func allThatIsReadIsWhatLibxapianReads(count: Int, parts: Int) throws {
        let scratch = try Scratch()
        let path = try Self.build(count, parts: parts, in: scratch)
        let leaves = try AllLeaves.leaves(of: scratch.bytes(of: String(path.split(separator: "/").last ?? "")))
        let glass = try GlassPostings(AllLeaves(leaves))
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

    /// The items of leaves, laid out anew so that each tag goes over two of them: a leaf ends with the first half of one.
    private static func split(_ leaves: [(key: [UInt8], bytes: [UInt8])]) throws -> [(key: [UInt8], bytes: [UInt8])] {
        var result: [(key: [UInt8], bytes: [UInt8])] = []
        var open: [(marks: UInt8, key: [UInt8], tag: [UInt8])] = []
        func close() {
            var bytes = [UInt8](repeating: 0, count: GlassTable.blockLength)
            var end = bytes.count
            for (index, item) in open.enumerated() {
                let rest = item.key + item.tag
                let stored =
                    [item.marks | UInt8(rest.count >> 8), UInt8(rest.count & 0xFF), UInt8(item.key.count)] + rest
                end -= stored.count
                bytes.replaceSubrange(end..<end + stored.count, with: stored)
                (bytes[11 + 2 * index], bytes[12 + 2 * index]) = (UInt8(end >> 8), UInt8(end & 0xFF))
            }
            bytes[10] = UInt8(11 + 2 * open.count)
            result.append((open[0].key, bytes))
            open = []
        }
        for leaf in leaves {
            try leaf.bytes.withUnsafeBytes { bytes in
                let items = try #require(GlassLeaf(bytes))
                for index in 0..<items.count {
                    let item = try #require(items.item(index))
                    let (key, tag, half) = (Array(item.key), Array(item.tag), item.tag.count / 2)
                    open.append((0x20, key, Array(tag[..<half])))
                    close()
                    open.append((0x40, key, [0, 2] + tag[half...]))
                }
            }
        }
        close()
        return result
    }

    @Test func tagsThatGoOverTwoLeavesAreReadWhole() throws {
        let scratch = try Scratch()
        _ = try Self.build(9_000, parts: 1, in: scratch)
        let sound = try AllLeaves.leaves(of: scratch.bytes(of: "part0"))
        let (whole, parted) = try (GlassPostings(AllLeaves(sound)), GlassPostings(AllLeaves(Self.split(sound))))
        for name in Self.names() {
            let term = try #require(Term(name))
            let postings = try #require(parted.postings(of: term))
            #expect(postings == whole.postings(of: term))
            for step in [1, 7, 3_000] {
                let some = stride(from: UInt32(1), to: 9_100, by: step).map { $0 }
                let found = try #require(parted.frequencies(of: term, in: some))
                #expect(found == whole.frequencies(of: term, in: some))
            }
        }
    }

    @Test func keysOfChunksAreReadAsTheyAreMade() {
        let first: [UInt8] = [97, 0, 255, 98]
        let documents: [UInt32] = [
            1, 2, 0x7FFF, 0x8000, 0x8001, (1 << 22) - 1, 1 << 22, (1 << 29) - 1, 1 << 29, .max - 1, .max,
        ]
        var before = first
        for document in documents {
            let key = GlassTable.key(first, ofChunkFrom: document)
            #expect(before.lexicographicallyPrecedes(key))
            before = key
            #expect(key.withUnsafeBytes { GlassTable.place(of: $0, inListOf: first) } == .from(document))
            #expect(key.withUnsafeBytes { GlassTable.place(of: $0, inListOf: [97]) } == nil)
        }
        #expect(first.withUnsafeBytes { GlassTable.place(of: $0, inListOf: first) } == .beginning)
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
                // The directory and the heads of items are hit as often as keys and postings.
                let place = Self.place(in: leaves[leaf].bytes, &random)
                leaves[leaf].bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            let glass = try GlassPostings(AllLeaves(leaves))
            for term in terms.shuffled(using: &random).prefix(8) {
                let postings = glass.postings(of: term)
                if let documents = postings?.documents {
                    #expect(zip(documents, documents.dropFirst()).allSatisfy { $0 < $1 })
                }
                let frequencies = glass.frequencies(of: term, in: [1, 500, 501, 4_000, 8_999, .max])
                if postings == nil || frequencies == nil || glass.documentFrequency(of: term) == nil { refused += 1 }
            }
        }
        #expect(refused > 100)
    }

    /// A byte of the directory, of the head of an item, or any.
    private static func place(in leaf: [UInt8], _ random: inout SeededGenerator) -> Int {
        let directoryEnd = min(max(11 + 2, Int(leaf[9]) << 8 | Int(leaf[10])), leaf.count)
        let entry = 11 + Int.random(in: 0..<(directoryEnd - 11) / 2, using: &random) * 2
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return entry + Int.random(in: 0...1, using: &random)
        case 1:
            let item = Int(leaf[entry]) << 8 | Int(leaf[entry + 1])
            return min(item + Int.random(in: 0..<12, using: &random), leaf.count - 1)
        default: return Int.random(in: 0..<leaf.count, using: &random)
        }
    }
}
