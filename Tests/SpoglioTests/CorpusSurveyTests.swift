// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Spoglio

/// What is counted ahead of a run is what it reads, whatever makes it read a file again.
struct CorpusSurveyTests {
    private let scratch: Scratch
    private let location: IndexLocation
    private let writer: IndexWriter
    private var options = IndexingOptions()

    init() throws {
        scratch = try Scratch()
        location = IndexLocation(scratch.path("index"))
        writer = try IndexWriter(location)
        for folder in ["c", "c/alto"] { mkdir(scratch.path(folder), 0o700) }
        try write("{\"id\":\"a\",\"body\":\"Piove.\"}\n{\"id\":\"x\"}\n", to: "a.jsonl")
        try write("Titolo;Testo\nUno;Nevica a Trento da ieri.\n", to: "b.csv")
        for page in 1...2 { try write(Self.page("Il torrente segue a pagina \(page)."), to: "alto/000\(page).xml") }
        try write(Self.mets(pages: 2), to: "mets.xml")
    }

    private func write(_ text: String, to name: String) throws {
        try Files.write(text.utf8, to: scratch.path("c/" + name))
    }

    private func move(_ name: String, to new: String) {
        #expect(rename(scratch.path("c/" + name), scratch.path(new)) == 0)
    }

    private static func page(_ text: String) -> String {
        let words = text.split(separator: " ").map { "<String CONTENT='\($0)'/>" }.joined()
        return "<alto><Layout><Page><PrintSpace><TextBlock ID='a'><TextLine>\(words)</TextLine></TextBlock>"
            + "</PrintSpace></Page></Layout></alto>"
    }

    private static func mets(pages: Int) -> String {
        let files = (1...pages).map { "<file ID='F\($0)'><FLocat href='alto/000\($0).xml'/></file>" }.joined()
        let areas = (1...pages).map { "<fptr><area FILEID='F\($0)'/></fptr>" }.joined()
        return "<mets><fileSec>\(files)</fileSec><structMap TYPE='LOGICAL'><div TYPE='ARTICLE' LABEL='Il torrente'>"
            + "\(areas)</div></structMap></mets>"
    }

    /// The bytes that a run reads, which must be those that were counted ahead, and how many of these.
    private func run(_ options: IndexingOptions? = nil) async throws -> (read: UInt64, counted: UInt64) {
        let options = options ?? self.options
        let rules = try options.mapping.map { mapping in
            var rules = try ReadingRules.read(location)
            rules.set(mapping, for: scratch.path("c"))
            return rules
        }
        let check = SourceCheck(
            options, rules: try rules ?? ReadingRules.read(location),
            held: options.prunes ? try await writer.heldArticles() : nil)
        let survey = try CorpusSurvey(
            [scratch.path("c")], scope: nil, check: check, ledgers: Manifest.read(location).ledgers, in: location)
        while survey.bytesToRead == nil { try await Task.sleep(for: .milliseconds(1)) }
        let last = Mutex(IndexingProgress())
        _ = try await writer.index([scratch.path("c")], options: options) { progress in
            last.withLock { $0 = progress }
        }
        var progress = last.withLock { $0 }
        let counted = try #require(survey.bytesToRead)
        progress.takeForecast(counted)
        #expect(progress.bytesToRead == progress.bytesRead)
        return (progress.bytesRead, counted)
    }

    private func size(_ names: String...) throws -> UInt64 {
        try names.reduce(0) { $0 + UInt64(try Files.read(scratch.path("c/" + $1)).count) }
    }

    @Test func whatIsNotKnownIsCounted() async throws {
        let all = try size("a.jsonl", "b.csv", "alto/0001.xml", "alto/0002.xml", "mets.xml")
        #expect(try await run().counted == all)
        #expect(try await run() == (0, 0))
    }

    @Test func whatIsReadInAnotherWayIsCounted() async throws {
        _ = try await run()
        var mapped = options
        mapped.mapping = try FieldMapping(parsing: "title=Titolo,body=Testo")
        #expect(try await run(mapped).counted > 0)
        // What the index remembers of it is known to a later run too.
        #expect(try await run() == (0, 0))
        var recognising = options
        recognising.choices.recognisesText = true
        #expect(try await run(recognising).counted > 0)
        #expect(try await run() == (0, 0))
    }

    @Test func whatOtherFilesDecideOnIsCounted() async throws {
        _ = try await run()
        try write(Self.page("Il torrente cala."), to: "alto/0002.xml")
        // The page by itself, and the METS that has its text.
        #expect(try await run().counted == size("alto/0002.xml", "mets.xml"))
        // With another METS both pages are asked again.
        try write(Self.mets(pages: 2) + "\n", to: "mets.xml")
        #expect(try await run().counted == size("alto/0001.xml", "alto/0002.xml", "mets.xml"))
        #expect(try await run() == (0, 0))
    }

    @Test func pagesThatAMETSTakesOverAreAddedWhenItIsRead() async throws {
        move("mets.xml", to: "altrove.xml")
        _ = try await run()
        #expect(rename(scratch.path("altrove.xml"), scratch.path("c/mets.xml")) == 0)
        let bytes = try await run()
        #expect(try bytes.counted == size("mets.xml"))
        #expect(try bytes.read == size("alto/0001.xml", "alto/0002.xml", "mets.xml"))
        #expect(try await run() == (0, 0))
    }

    @Test func whatComesBackWithItsRejectionsIsCounted() async throws {
        _ = try await run()
        move("a.jsonl", to: "altrove.jsonl")
        _ = try await run()
        #expect(rename(scratch.path("altrove.jsonl"), scratch.path("c/a.jsonl")) == 0)
        #expect(try await run().counted == size("a.jsonl"))
        #expect(try await run() == (0, 0))
    }

    @Test func whatWasOnlyTouchedOrMovedIsTakenOffAgain() async throws {
        _ = try await run()
        try write("{\"id\":\"a\",\"body\":\"Piove.\"}\n{\"id\":\"x\"}\n", to: "a.jsonl")
        let bytes = try await run()
        #expect(try bytes.read == 0 && bytes.counted == size("a.jsonl"))
        #expect(try await run() == (0, 0))
    }

    @Test func whatARunThatPrunesReadsAgainIsCounted() async throws {
        try write("{\"id\":\"a\",\"body\":\"Grandina.\"}\n", to: "d.jsonl")
        _ = try await run()
        var pruning = options
        pruning.prunes = true
        // The article of one of two files with one id.
        #expect(try await run(pruning).counted > 0)
    }
}

extension IndexWriter {
    fileprivate func heldArticles() throws -> [UInt64: Int] { try articlesBySource(store.segments) }
}
