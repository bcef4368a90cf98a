// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import Columns
import TestSupport
import Testing

@testable import Spoglio

/// Each reason to read a file again that is as it was, alone and with others.
struct SourceCheckTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func known(_ rows: [SourceRow]) throws -> KnownSources {
        let stamp = try SourceLedger.write(rows, to: scratch.path("sources-1.col"))
        return try KnownSources([.init(name: "sources-1.col", stamp: stamp)], in: IndexLocation(scratch.root))
    }

    private func isRead(
        _ options: IndexingOptions = IndexingOptions(), missing: MissingPrograms = [], rules: String = "",
        held: [UInt64: Int]? = nil, others: [FileDependence] = [], _ change: (inout SourceRow) -> Void = { _ in }
    ) throws -> Bool {
        let path = PathName("/archivio/a.pdf")
        var row = SourceRow(
            path: path.bytes, shown: "a.pdf", sourceHash: 5, reading: SourceCheck(IndexingOptions()).reading(for: path),
            articles: 2)
        change(&row)
        let known = try known([row, KnownSources.companionRow(of: path.bytes, others)])
        let check = SourceCheck(
            options, rules: try ReadingRules(Array(rules.utf8), of: "reading.tsv"), held: held, missing: missing)
        let entry = try #require(known.find(path.bytes, hash: Checksum.of(path.bytes)))
        return check.isRead(entry, for: path, among: known)
    }

    private func options(_ change: (inout IndexingOptions) -> Void) -> IndexingOptions {
        var options = IndexingOptions()
        change(&options)
        return options
    }

    @Test func whatWasReadWithOtherOptionsIsReadAgain() throws {
        #expect(try isRead())
        #expect(try !isRead(options { $0.format = .csv }))
        #expect(try !isRead(options { $0.limits.line += 1 }))
        #expect(try !isRead(options { $0.choices.takesPDFPages = true }))
        #expect(try !isRead(rules: "/archivio\ttitle=Titolo\n"))
        #expect(try isRead(rules: "/altrove\ttitle=Titolo\n"))
        #expect(try !isRead { $0.state = .part })
    }

    @Test func recognisedTextIsEnoughForARunWithoutAndNotTheOtherWayRound() throws {
        let recognising = options { $0.choices.recognisesText = true }
        #expect(try !isRead(recognising))
        #expect(try isRead(recognising) { $0.marks = .recognised })
        #expect(try isRead { $0.marks = .recognised })
        #expect(try !isRead(options { $0.choices.takesPDFPages = true }) { $0.marks = .recognised })
        let mapped = "/archivio\ttitle=Titolo\n"
        let reading = SourceCheck(recognising, rules: try ReadingRules(Array(mapped.utf8), of: "reading.tsv"))
            .reading(for: PathName("/archivio/a.pdf"))
        #expect(
            try isRead(rules: mapped) {
                $0.marks = .recognised
                $0.reading = reading
            })
    }

    @Test(
        arguments: [
            ([], [], true), (.tesseract, .tesseract, true), (.tesseract, [], false), ([], .tesseract, true),
            (.tesseract, [.tesseract, .pdftotext], true), ([.pdftotext, .gmime], .gmime, false),
        ] as [(MissingPrograms, MissingPrograms, Bool)])
    func whatLackedAProgramIsReadOnceThatIsThere(then: MissingPrograms, now: MissingPrograms, isRead: Bool) throws {
        for marks: SourceRow.Marks in [[], .recognised] {
            let found = try self.isRead(missing: now) { ($0.missing, $0.marks) = (then.rawValue, marks) }
            #expect(found == isRead)
        }
    }

    @Test func whatOtherFilesDecideOnIsReadAgainWhenTheyChange() throws {
        try Files.write("uno".utf8, to: scratch.path("0001.xml"))
        let (page, missing) = (PathName(scratch.path("0001.xml")), PathName(scratch.path("0002.xml")))
        let others = [FileDependence(page), FileDependence(missing)]
        let marks: [SourceRow.Marks] = [
            .takesFromOthers, .isTakenByAnother, .wasTakenByAnother, [.takesFromOthers, .recognised],
        ]
        for mark in marks {
            #expect(try isRead(others: others) { $0.marks = mark })
            // The files that it has text from are not known.
            #expect(try !isRead { $0.marks = mark })
            #expect(
                try !isRead(others: others) {
                    $0.marks = mark
                    $0.missing = MissingPrograms.tesseract.rawValue
                })
        }
        try Files.write("uno e due".utf8, to: page.display)
        for mark in marks { #expect(try !isRead(others: others) { $0.marks = mark }) }
        // Without a mark nothing else is looked up.
        #expect(try isRead(others: others))
        let later = [FileDependence(page), others[1]]
        #expect(try isRead(others: later) { $0.marks = .takesFromOthers })
        try Files.write("due".utf8, to: missing.display)
        #expect(try !isRead(others: later) { $0.marks = .takesFromOthers })
    }

    @Test func whatIsDueIsReadWhateverElseHolds() throws {
        for marks: SourceRow.Marks in [.isDue, [.isDue, .recognised]] { #expect(try !isRead { $0.marks = marks }) }
    }

    @Test func aRunThatPrunesReadsASourceOfWhichTheIndexHasOtherArticles() throws {
        #expect(try isRead(held: [5: 2]))
        for held: [UInt64: Int] in [[:], [5: 1], [5: 3]] { #expect(try !isRead(held: held)) }
    }

    /// The numbers stand in indexes.
    @Test func eachProgramHasTheBitThatItAlwaysHad() {
        let programs: [MissingPrograms] = [.pdftotext, .pdftoppm, .tesseract, .gmime]
        #expect(programs.map(\.rawValue) == [1, 2, 4, 8])
        let marks: [SourceRow.Marks] = [.recognised, .takesFromOthers, .isTakenByAnother, .isDue, .wasTakenByAnother]
        #expect(marks.map(\.rawValue) == [1, 2, 4, 8, 16])
    }
}
