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
                // A set has no order of its own, not even within a process.
                let chosen = Set((0..<40).map { _ in UInt32(random.number(1...2_999)) }).union([0]).sorted()
                try builder.add(chosen, frequencies: chosen.map { _ in UInt32(random.number(1...127)) })
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

    func reader() throws -> PostingsReader {
        try PostingsReader(path: path, entry: files[0], map: map(), documents: 6_000)
    }
}

/// Postings are read from blocks that were compared with their checksums, and are those that libxapian finds.
struct PostingsReaderTests {
    @Test(arguments: [false, true]) func postingsAreThoseThatXapianFinds(joined: Bool) throws {
        let fixture = try PostingsFixture(joined: joined)
        #expect(try fixture.map().count > 60)
        let reader = try fixture.reader()
        let database = try Database(path: fixture.path)
        #expect(try reader.documentCount() == 6_000)
        var random = SeededGenerator(seed: 6)
        let absent: [[UInt8]] = [[96], Array(repeating: 97, count: 10), Array(repeating: 255, count: 10), []]
        var lists: [[UInt8]: [UInt32: UInt32]] = [:]
        for stem in absent + fixture.stems {
            let wanted = try Term(stem).map { PostingList(try database.postings(of: $0)) } ?? PostingList([], [])
            let found = try reader.postings(of: stem)
            #expect(found.documents == wanted.documents && found.impacts == wanted.impacts)
            #expect(try reader.frequency(of: stem) == wanted.documents.count)
            lists[stem] = Dictionary(uniqueKeysWithValues: zip(wanted.documents, wanted.impacts))
            let some = (0..<6_000).filter { _ in random.number(0...99) == 0 }.map(UInt32.init)
            #expect(try reader.impacts(of: stem, in: some) == some.map { lists[stem]?[$0] ?? 0 })
        }
        for _ in 0..<400 {
            var stems = (0..<random.number(1...3)).map { _ in fixture.stems[random.number(0...2_999)] }
            if random.number(0...1) == 0 { stems.append(fixture.stems[0]) }
            if random.number(0...19) == 0 { stems.append(absent[random.number(0...3)]) }
            let counts = stems.map { lists[$0]?.count }
            let known = counts.map { random.number(0...1) == 0 ? $0 : nil }
            let found = try reader.conjunction(of: stems, known: known)
            let held = (0..<UInt32(6_000)).filter { document in stems.allSatisfy { lists[$0]?[document] != nil } }
            for (stem, list) in zip(stems, found.lists) {
                #expect(list.documents == held)
                #expect(list.impacts == held.map { lists[stem]?[$0] ?? 0 })
            }
            let asked = counts.prefix { $0 ?? 0 > 0 }.count + 1
            #expect(Array(found.frequencies.prefix(asked)) == Array(counts.prefix(asked)))
        }
    }

    @Test(arguments: [false, true]) func aDamagedBlockIsReportedWhenAStemNeedsItAndHarmsNoOther(joined: Bool) throws {
        let fixture = try PostingsFixture(joined: joined)
        let bytes = try Files.read(fixture.path)
        let sound = try fixture.reader()
        let wanted = try fixture.stems.map { try sound.postings(of: $0).documents }
        var random = SeededGenerator(seed: 8)
        var noticed = 0
        for _ in 0..<60 {
            let offset = random.number(0...bytes.count - 1)
            let start = offset / GlassTable.blockLength * GlassTable.blockLength
            try Files.overwrite(fixture.path, at: offset, with: bytes[offset] ^ UInt8(random.number(1...255)))
            defer { try? Files.overwrite(fixture.path, at: offset, with: bytes[offset]) }
            let message =
                "'\(fixture.path)' is damaged: bytes \(start)-\(start + GlassTable.blockLength - 1) do not match their checksum"
            let reader = try fixture.reader()
            #expect { try reader.checkAll() } throws: { ($0 as? SpoglioError)?.message == message }
            var refused = 0
            for index in stride(from: 0, to: fixture.stems.count, by: 10) {
                do {
                    #expect(try reader.postings(of: fixture.stems[index]).documents == wanted[index])
                } catch {
                    #expect(error.message == message)
                    refused += 1
                }
            }
            let isLeaf = GlassTable.firstKey(ofLeaf: Array(bytes[start..<start + GlassTable.blockLength])) != nil
            #expect(isLeaf || refused == 0)
            if refused > 0 { noticed += 1 }
        }
        // The others have the lengths of documents, which no stem asks for, or are no leaves.
        #expect(noticed > 45)
    }

    @Test func joinedPostingsAreTheSameBytesInEveryRun() throws {
        let (first, second) = try (PostingsFixture(joined: true), PostingsFixture(joined: true))
        let (ours, theirs) = try (Files.read(first.path), Files.read(second.path))
        #expect(ours.count == theirs.count)
        #expect(ours.indices.filter { ours[$0] != theirs[$0] } == [])
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
        #expect(
            try !PostingsReader(path: fixture.path, entry: fixture.files[0], map: map, documents: 6_000)
                .hasMapOfItsBlocks())
    }
}
