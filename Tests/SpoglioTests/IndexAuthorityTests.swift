// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Spoglio

/// An index remembers the entities of the user's own.
struct IndexAuthorityTests {
    private static let table = "rita-zeta\tperson\tRita Zeta Verdi\tRita Zetta\tLa Zeta\tIT\tassessora\n"

    /// Opens an index, adds an article and publishes.
    private func add(
        _ id: String, _ body: String, to location: IndexLocation, startsAnew: Bool = false, authorities: [String] = []
    ) async throws -> [String] {
        let writer = try IndexWriter(location, startsAnew: startsAnew, authorities: authorities)
        _ = try await writer.add(IndexFixture.article(id, body), sourceHash: 0)
        if startsAnew { try await writer.publish() } else { try await writer.commit() }
        return await writer.openingNotes
    }

    private func hits(_ location: IndexLocation, _ query: String = "person:\"Rita Zeta Verdi\"") throws -> [String] {
        try Searcher(location).search(SearchRequest(query, limit: 10)).hits.map(\.id).sorted()
    }

    @Test func laterRunsRebuildsAndSearchesUseIt() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let file = scratch.path("redazione.tsv")
        try Files.write(Self.table.utf8, to: file)
        #expect(try await add("a", "Ieri Rita Zetta parlava.", to: location, authorities: [file]) == [])
        // The copy in the index counts, whatever becomes of the file.
        Files.remove(file)
        #expect(try await add("b", "Oggi tace Rita Zetta.", to: location) == [])
        #expect(try hits(location) == ["a", "b"])
        #expect(try hits(location, "person:\"rita zetta\"") == ["a", "b"])
        #expect(try IndexVerifier(location).verify().problems == [])
        #expect(try Searcher(location).statistics().bytes["authority"] == UInt64(Self.table.utf8.count))
        #expect(try await add("c", "Domani Rita Zetta canta.", to: location, startsAnew: true) == [])
        #expect(try hits(location) == ["c"])
    }

    @Test func anotherAuthorityReplacesItAndOldArticlesKeepTheirNames() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let (first, second) = (scratch.path("1.tsv"), scratch.path("2.tsv"))
        try Files.write(Self.table.utf8, to: first)
        try Files.write(Self.table.replacing("Verdi", with: "Bianchi").utf8, to: second)
        #expect(try await add("a", "Ieri Rita Zetta parlava.", to: location, authorities: [first]) == [])
        let before = Files.names(in: location.path).filter { $0.hasPrefix("authority-") }
        #expect(try await add("b", "Ieri Rita Zetta parlava poco.", to: location, authorities: [first]) == [])
        #expect(Files.names(in: location.path).filter { $0.hasPrefix("authority-") } == before)
        #expect(
            try await add("c", "Ieri Rita Zetta parlava molto.", to: location, authorities: [second]) == [
                "the 2 articles that the index had keep the names found in them; "
                    + "build it again with --rebuild for those of the new authority"
            ])
        #expect(Files.names(in: location.path).count { $0.hasPrefix("authority-") } == 1)
        #expect(try IndexVerifier(location).verify().problems == [])
    }

    static let refused: [(String, String)] = [
        (
            "a\tperson\tAnna\n",
            "' line 1: 3 columns instead of 7; give id, kind, name, variants, contextual forms, country and "
                + "description, separated by tabs"
        ),
        (
            "a\tperson\tAnna Aba\t\t\t\t\na\tperson\tAda Aba\t\t\t\t\n",
            "' line 2: the id 'a' is taken by line 1; choose another"
        ),
        (
            "a\tperson\tAnna\u{202E}Aba\t\t\t\t\n",
            "' line 1: a control character stands in the text; remove it"
        ),
        (
            "\n" + String(repeating: "x", count: 10_000_000),
            "' line 2: the line has 10000000 bytes; an entry may have 65536"
        ),
    ]

    @Test(arguments: refused)
    func aRefusedFileLeavesTheIndexAsItWas(contents: String, reason: String) async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let file = scratch.path("redazione.tsv")
        try Files.write(contents.utf8, to: file)
        _ = try await add("a", "Ieri pioveva.", to: location)
        let manifest = try Files.read(location.manifestPath)
        let error = #expect(throws: SpoglioError.self) {
            try IndexWriter(location, startsAnew: true, authorities: [file])
        }
        #expect(error?.message == "'\(file)\(reason)")
        #expect(error?.hint == "mend the file; the index is as it was")
        #expect(error?.exitStatus == 2)
        #expect(try Files.read(location.manifestPath) == manifest)
        #expect(throws: SpoglioError.self) { try TextAnnotator(authorities: [file]) }
        let new = IndexLocation(scratch.path("new"))
        #expect(throws: SpoglioError.self) { try IndexWriter(new, authorities: [file]) }
        #expect(Files.names(in: new.path) == [])
    }

    @Test func aChangedCopyIsToldAndNeverUsed() async throws {
        let scratch = try Scratch()
        let location = IndexLocation(scratch.path("index"))
        let file = scratch.path("redazione.tsv")
        try Files.write(Self.table.utf8, to: file)
        _ = try await add("a", "Ieri Rita Zetta parlava.", to: location, authorities: [file])
        let name = try #require(Files.names(in: location.path).first { $0.hasPrefix("authority-") })
        let copy = location.path + "/" + name
        try Files.overwrite(copy, at: 3, with: 0x41)
        #expect(try IndexVerifier(location).verify().problems == ["'\(copy)' is missing or was changed"])
        let error = #expect(throws: SpoglioError.self) { try IndexWriter(location) }
        #expect(error?.code == .indexDamaged)
        #expect(error?.message == "'\(copy)' is missing or was changed")
        #expect(error?.hint == "name the authority again: spoglio index --rebuild --authority FILE PATH")
        _ = try await add("a", "Ieri Rita Zetta parlava.", to: location, startsAnew: true, authorities: [file])
        #expect(try hits(location) == ["a"])
    }

    @Test func tooManyFilesAreRefused() throws {
        let error = #expect(throws: SpoglioError.self) {
            try TextAnnotator(authorities: Array(repeating: "manca.tsv", count: 65))
        }
        #expect(error?.message == "65 authority files are named; an index has at most 64")
    }
}
