// SPDX-License-Identifier: GPL-3.0-or-later

import Columns
import Glibc
import TestSupport
import Testing

@testable import Spoglio

struct ManifestTests {
    private static let manifest: Manifest = {
        var manifest = Manifest()
        manifest.revision = 12
        manifest.nextSegment = 5
        let file = Manifest.File(name: "terms.col", stamp: FileStamp(bytes: 99, checksum: 0xAB))
        manifest.segments = [
            .init(name: "s000004", documents: 10, tokens: 300, deleted: 3, files: [file], deletions: file)
        ]
        manifest.ledgers = [Manifest.File(name: "sources-12.col", stamp: FileStamp(bytes: 1, checksum: .max))]
        manifest.values = Manifest.File(name: "values-12.col", stamp: FileStamp(bytes: 7, checksum: 0))
        return manifest
    }()

    @Test func aManifestComesBackAsItWasWritten() throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.root)
        try Self.manifest.write(location)
        #expect(try Manifest.read(location) == Self.manifest)
        #expect(Self.manifest.liveArticles == 7)
        #expect(Self.manifest.segments[0].files[0].stamp == FileStamp(bytes: 99, checksum: 0xAB))
        #expect(Files.names(in: scratch.root) == ["manifest"])
    }

    @Test(arguments: [
        "revision", "revision\tx", "next\t1\t2", "segment\ts000001\t1\t2", "file\ta\t1\t0000000000000000",
        "ledger\ta\t1\tab", "values\ta\t1\t0000000000000000\tx", "strange\ta\t1\t0000000000000000", "revision\t1\n\n",
    ])
    func linesThatNoCommitWritesAreRefused(line: String) {
        #expect(ManifestLines.read(Array((line + "\n").utf8)[...]) == nil)
        #expect(ManifestLines.read(Array("revision\t3".utf8)[...]) == nil)
    }

    @Test func everyFlippedByteAndEveryTruncationIsRefused() throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.root)
        try Self.manifest.write(location)
        let sound = try Files.read(location.manifestPath)
        for offset in sound.indices {
            for pattern: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                var bytes = sound
                bytes[offset] ^= pattern
                try Files.write(bytes, to: location.manifestPath)
                let error = #expect(throws: SpoglioError.self) { try Manifest.read(location) }
                #expect(error?.exitStatus == 3)
            }
            try Files.write(sound.prefix(offset), to: location.manifestPath)
            #expect(throws: SpoglioError.self) { try Manifest.read(location) }
        }
    }

    @Test func refusalsSayWhatIsWrongAndWhatToDo() throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let missing = #expect(throws: SpoglioError.self) { try Searcher(location) }
        #expect(missing?.code == .indexMissing)
        #expect(missing?.message == "there is no index at '\(location.path)'")
        #expect(missing?.hint == "make one with 'spoglio index PATH --index \(location.path)'")
        _ = try IndexWriter(location)
        let sound = try Files.read(location.manifestPath)
        try Files.write(sound + [10], to: location.manifestPath)
        let damaged = #expect(throws: SpoglioError.self) { try Searcher(location) }
        #expect(damaged?.code == .indexDamaged)
        #expect(damaged?.message == "'\(location.manifestPath)' is damaged: it does not match its checksum")
        #expect(
            damaged?.hint == "restore the index from a copy, or build it again with 'spoglio index --rebuild PATH...'")
        let text = String(decoding: sound, as: UTF8.self)
        try Files.write(
            text.replacing("spoglio-manifest 11 ", with: "spoglio-manifest 1 ").utf8, to: location.manifestPath)
        let other = #expect(throws: SpoglioError.self) { try Searcher(location) }
        #expect(other?.code == .indexFormat)
        #expect(other?.message == "the index at '\(location.path)' has format 1; this program reads 11")
        #expect(other?.hint == "build the index again with 'spoglio index --rebuild PATH...'")
        #expect(throws: SpoglioError.self) { try IndexVerifier(location).verify() }
    }

    @Test(arguments: ["../../vittima", "s00000x", "s1", "segments", "", "."])
    func aManifestThatNamesWhatIsNotAnIndexesOwnIsRefused(name: String) throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        _ = try IndexWriter(location)
        let victim = scratch.path("vittima")
        mkdir(victim, 0o755)
        try Files.write([1], to: victim + "/tesi.txt")
        let sound = try Manifest.read(location)
        let file = { Manifest.File(name: $0, stamp: FileStamp(bytes: 1, checksum: 1)) }
        var evil = [sound, sound, sound, sound]
        evil[0].segments = [.init(name: name, documents: 1, tokens: 1, files: [])]
        evil[1].segments = [.init(name: "s000001", documents: 1, tokens: 1, files: [file("../" + name)])]
        evil[2].ledgers = [file(name)]
        evil[3].authorities = [file(name)]
        for manifest in evil {
            try manifest.write(location)
            let error = #expect(throws: SpoglioError.self) { try IndexWriter(location) }
            #expect(error?.code == .indexDamaged)
        }
        #expect(Files.names(in: victim) == ["tesi.txt"])
    }

    @Test func whatStandsAfterALostManifestIsNumberedOn() throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        _ = try IndexWriter(location)
        mkdir(location.segmentPath("s000041"), 0o755)
        try Files.write([], to: location.path + "/sources-7.col")
        var marks = SearchMarks()
        marks.set("rassegna", 9, "2026-01-01", "guerra")
        try marks.write(location)
        let next = try Manifest.after(location)
        #expect(next.nextSegment == 42)
        #expect(next.revision == 9)
    }

    @Test func aSecondWriterIsToldWhoHoldsTheLock() throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let writer = try IndexWriter(location)
        let error = #expect(throws: SpoglioError.self) { try IndexWriter(location) }
        let pid = String(decoding: try Files.read(location.lockPath), as: UTF8.self).dropLast()
        #expect(error?.code == .indexLocked)
        #expect(error?.message == "index '\(location.path)' is locked by another writer (pid \(pid))")
        #expect(error?.hint == "wait for it or stop it")
        withExtendedLifetime(writer) {}
    }
}
