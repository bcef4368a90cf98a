// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import TestSupport
import Testing
import Xapian

@testable import Spoglio

/// Postings of 3,000 stems, one of them in every document, in some eighty blocks.
private struct PostingsFixture {
    let scratch: Scratch
    let stems: [[UInt8]]
    let path: String
    let files: [Manifest.File]

    /// - Parameter joined: Whether Xapian joined them of parts, or they were written at one go.
    init(joined: Bool) throws {
        var random = SeededGenerator(seed: 5)
        var names: Set<[UInt8]> = []
        while names.count < 3_000 {
            names.insert((0..<random.number(1...9)).map { _ in [0, 97, 98, 99, 255][random.number(0...4)] })
        }
        stems = names.sorted { $0.lexicographicallyPrecedes($1) }
        let scratch = try Scratch()
        self.scratch = scratch
        path = scratch.path("segment/" + SegmentFile.postings)
        let parts = joined ? 3 : 1
        try FileSystem.createFolder(scratch.path("segment"))
        for part in 0..<parts {
            var builder = try PostingsBuilder()
            for _ in 0..<6_000 / parts {
                let chosen = Set((0..<40).map { _ in UInt32(random.number(1...2_999)) }).union([0])
                try builder.add(Array(chosen), frequencies: chosen.map { _ in UInt32(random.number(1...127)) })
            }
            try builder.write(to: joined ? scratch.path("part\(part)") : path, terms: ByteStrings(stems))
        }
        if joined { try PostingsWriter.compact((0..<parts).map { scratch.path("part\($0)") }, to: path) }
        files = try PostingsWriter.finish(scratch.path("segment"))
    }

    func map() throws -> BlockMap {
        try BlockMap(
            ColumnFile(
                path: scratch.path("segment/" + SegmentFile.blocks), kind: BlockMap.kind, expected: files[1].stamp))
    }

    func reader() throws -> PostingsReader { try PostingsReader(path: path, entry: files[0], map: map()) }

    func blocks(of stem: [UInt8], _ map: BlockMap) throws -> Set<Int> {
        let keys = GlassTable.keys(of: try #require(Term(stem)))
        return Set(map.leaves(from: keys.first, to: keys.last).map(Int.init))
    }
}

/// Blocks of postings are checked before libxapian reads them, and no others need be.
struct PostingsReaderTests {
    @Test(arguments: [false, true]) func onlyTheBlocksOfAStemAreReadForIt(joined: Bool) throws {
        let fixture = try PostingsFixture(joined: joined)
        let map = try fixture.map()
        let bytes = try Files.read(fixture.path)
        #expect(map.count > 60 && map.count == bytes.count / GlassTable.blockLength)
        let whole = try Database(path: fixture.path)
        var random = SeededGenerator(seed: 6)
        let absent: [[UInt8]] = [
            [96], [97, 97, 97, 97, 97, 97, 97, 97, 97, 97], [255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
        ]
        for stem in absent + [fixture.stems[0]] + (0..<40).map({ _ in fixture.stems[random.number(0...2_999)] }) {
            let term = try #require(Term(stem))
            let wanted = try whole.postings(of: term)
            let needed = try fixture.blocks(of: stem, map).union(map.otherBlocks())
            var spoiled = bytes
            for block in 0..<map.count where !needed.contains(block) {
                let start = block * GlassTable.blockLength
                for place in start..<start + GlassTable.blockLength { spoiled[place] = 0xAA }
            }
            let other = fixture.scratch.path("spoiled")
            try Files.write(spoiled, to: other)
            let database = try Database(path: other)
            #expect(try database.postings(of: term) == wanted)
            #expect(try database.documentFrequency(of: term) == wanted.documents.count)
            let some = wanted.documents.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
            #expect(try database.frequencies(of: term, in: some) == whole.frequencies(of: term, in: some))
        }
    }

    @Test(arguments: [false, true]) func aDamagedBlockIsReportedWhenAStemNeedsItAndHarmsNoOther(joined: Bool) throws {
        let fixture = try PostingsFixture(joined: joined)
        let map = try fixture.map()
        let upper = map.otherBlocks()
        #expect(upper.count > 1 && upper.count < 9)
        let bytes = try Files.read(fixture.path)
        var random = SeededGenerator(seed: 8)
        for _ in 0..<60 {
            let offset = random.number(0...bytes.count - 1)
            let block = offset / GlassTable.blockLength
            try Files.overwrite(fixture.path, at: offset, with: bytes[offset] ^ UInt8(random.number(1...255)))
            defer { try? Files.overwrite(fixture.path, at: offset, with: bytes[offset]) }
            let start = block * GlassTable.blockLength
            let message =
                "'\(fixture.path)' is damaged: bytes \(start)-\(start + GlassTable.blockLength - 1) do not match their checksum"
            guard !upper.contains(block) else {
                #expect { try fixture.reader() } throws: { ($0 as? SpoglioError)?.message == message }
                continue
            }
            let reader = try fixture.reader()
            #expect { try reader.checkAll() } throws: { ($0 as? SpoglioError)?.message == message }
            for stem in [fixture.stems[0]] + (0..<30).map({ _ in fixture.stems[random.number(0...2_999)] }) {
                let needed = try fixture.blocks(of: stem, map)
                if needed.contains(block) {
                    #expect { try reader.frequency(of: stem) } throws: { ($0 as? SpoglioError)?.message == message }
                } else {
                    #expect(try !reader.postings(of: stem).documents.isEmpty)
                }
            }
        }
    }

    @Test func joinedPostingsAreTheSameBytesInEveryRun() throws {
        let (first, second) = try (PostingsFixture(joined: true), PostingsFixture(joined: true))
        #expect(try Files.read(first.path) == Files.read(second.path))
        #expect(first.files == second.files)
    }

    @Test func aMapOfOtherLeavesIsNotThatOfTheFile() throws {
        let fixture = try PostingsFixture(joined: false)
        #expect(try fixture.reader().hasMapOfItsBlocks())
        let blocks = fixture.scratch.path("other.col")
        let stamp = try BlockMap.write(of: fixture.path, blockLength: GlassTable.blockLength, to: blocks) { block in
            GlassTable.firstKey(ofLeaf: block).map { $0 + [0] }
        }
        let map = try BlockMap(ColumnFile(path: blocks, kind: BlockMap.kind, expected: stamp))
        #expect(try !PostingsReader(path: fixture.path, entry: fixture.files[0], map: map).hasMapOfItsBlocks())
    }
}
