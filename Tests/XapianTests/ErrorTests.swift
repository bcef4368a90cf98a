// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Xapian

struct ErrorTests {
    static let collection = Collection(count: 40, seed: 3)

    private func error(_ body: () throws -> Void) -> XapianError? {
        #expect(throws: XapianError.self, performing: body)
    }

    @Test func openingSaysWhatIsMissing() throws {
        let scratch = try Scratch()
        let path = scratch.path("missing")
        let opening = error { _ = try Database(path: path) }
        #expect(opening?.code == .databaseNotFound)
        #expect(opening?.context == path)
        #expect(
            opening?.description
                == "cannot open the database '\(path)': nothing is there: No such file or directory; check the path")
        #expect(
            error { _ = try Database(path: "") }?.description
                == "cannot open the database '': a path is empty; name a database")
        #expect(
            error { _ = try Database(path: "a\0b") }?.message == "a path holds a NUL byte; correct the path")
        #expect(
            error { _ = try Database(paths: []) }?.message == "there is nothing to open; name at least one database")
    }

    @Test func damagedFilesAreRefused() throws {
        let scratch = try Scratch()
        _ = try Self.collection.build("good", in: scratch)
        let good = try scratch.bytes(of: "good")
        try scratch.write([], to: "empty")
        try scratch.write(Array("auto \(scratch.path("good"))\n".utf8), to: "stub")
        try scratch.write(Array(good.prefix(100)), to: "cut")
        var version = good
        version[14] = 0xFF
        try scratch.write(version, to: "version")
        for name in ["empty", "stub", "cut", "version"] {
            #expect(throws: XapianError.self, "\(name)") { try Database(path: scratch.path(name)).matchAll(.all) }
        }
        #expect(error { _ = try Database(path: scratch.path("version")) }?.code == .databaseVersion)

        var scrambled = good
        for index in scrambled.indices.dropFirst(2048) { scrambled[index] = 0xA5 }
        try scratch.write(scrambled, to: "scrambled")
        let path = scratch.path("scrambled")
        let reading = error { _ = try Database(path: path).matchAll(.term("a".utf8)) }
        #expect(reading?.code == .databaseCorrupt)
        #expect(reading?.advice == "restore it or build it again")
        #expect((try? Compaction.countFaults(in: path)) != 0)
    }

    @Test func termsTooLongToCommitAreRefusedAndNothingIsLost() throws {
        let scratch = try Scratch()
        let path = scratch.path("db")
        var writer = try WritableDatabase(path: path, options: .withoutTermLists)
        var terms = TermList()
        terms.append([UInt8](repeating: 0, count: 123), frequency: 1)
        do {
            try writer.add(terms)
            Issue.record("an overlong term was accepted")
        } catch {
            #expect(error.code == .invalidArgument)
            #expect(
                error.description
                    == "cannot add a document to '\(path)': a term of 123 bytes, 123 of them NUL, is too long to "
                    + "store; bytes and NULs together may be 245 at most")
        }
        terms.removeAll()
        terms.append([UInt8](repeating: 0, count: 122), frequency: 1)
        #expect(try writer.add(terms) == DocumentID(1))
        try writer.close()
        #expect(try Database(path: path).matchAll(.term([UInt8](repeating: 0, count: 122))) == [1])
    }

    @Test func writersSayWhoIsInTheWay() throws {
        let scratch = try Scratch()
        let path = scratch.path("db")
        let writer = try WritableDatabase(path: path)
        let locked = error { _ = try WritableDatabase(path: path, mode: .open) }
        #expect(locked?.code == .databaseLock)
        #expect(locked?.advice == "another writer holds it; wait for it or stop it")
        #expect(error { _ = try WritableDatabase(path: path) }?.code == .databaseCreate)
        #expect(
            error { _ = try WritableDatabase(path: scratch.path("none"), mode: .open) }?.code == .databaseNotFound)
        try writer.close()
        #expect(try WritableDatabase(path: path, mode: .overwrite).documentCount() == 0)
    }

    @Test func deletingADocumentThatIsNotThereIsRefused() throws {
        let scratch = try Scratch()
        var writer = try WritableDatabase(path: scratch.path("db"))
        do {
            try writer.delete(DocumentID(4))
            Issue.record("a document that is not there was deleted")
        } catch {
            #expect(error.code == .documentNotFound)
        }
        try writer.commit()
    }

    @Test func documentsAreReplacedOnlyWithTermLists() throws {
        let scratch = try Scratch()
        var writer = try WritableDatabase(path: scratch.path("db"), options: .withoutTermLists)
        var terms = TermList()
        terms.append("a".utf8, frequency: 1)
        try writer.add(terms)
        try writer.commit()
        do {
            try writer.replace(DocumentID(1), with: terms)
            Issue.record("a document was replaced without a term list")
        } catch {
            #expect([.featureUnavailable, .invalidOperation].contains(error.code))
        }
    }

    @Test func compactionRefusesToOverwrite() throws {
        let scratch = try Scratch()
        let path = try Self.collection.build("one", in: scratch)
        #expect(
            error { try Compaction.compact([path], to: path) }?.description
                == "cannot compact into '\(path)': the destination '\(path)' exists; remove it or name another")
        #expect(
            error { try Compaction.compact([], to: scratch.path("x")) }?.message
                == "there is nothing to compact; name at least one database")
        #expect(
            error { try Compaction.compact([path, path], to: scratch.path("x"), options: [.keepingIDs]) }?.code
                == .invalidOperation)
    }

    @Test func readersOfAModifiedDatabaseAreTold() throws {
        let scratch = try Scratch()
        let path = scratch.path("db")
        var writer = try WritableDatabase(path: path, options: .withoutSync)
        var terms = TermList()
        func fill() throws {
            for number in 0..<3000 {
                terms.removeAll()
                terms.append("a rather long term \(number)".utf8, frequency: 1)
                try writer.add(terms)
            }
            try writer.commit()
        }
        try fill()
        let database = try Database(path: path)
        for _ in 0..<3 { try fill() }
        do {
            _ = try database.matchAll(.term("a rather long term 1500".utf8))
            Issue.record("an overwritten database was read")
        } catch {
            #expect(error.code == .databaseModified)
            #expect(error.advice == "reopen it and run the whole request again")
        }
    }

    @Test func unknownLanguagesAndDocumentsAreNamed() throws {
        let scratch = try Scratch()
        let language = error { _ = try Stemmer(language: "klingon") }
        #expect(language?.code == .invalidArgument)
        #expect(
            language?.description == "cannot make a stemmer for 'klingon': Language code klingon unknown")
        let path = try Self.collection.build("one", in: scratch)
        let missing = error { _ = try Database(path: path).data(of: DocumentID(41)) }
        #expect(missing?.code == .documentNotFound)
        #expect(
            missing?.description
                == "cannot read document 41 of '\(path)': Document 41 not found; ask only for ids that a match returned"
        )
    }

    @Test func everyStatusOfTheShimHasACode() {
        #expect(XapianError.Code.allCases.map(\.rawValue) == Array(1...25))
        for code in XapianError.Code.allCases {
            let error = XapianError(code: code, message: "m", operation: "o", context: "c")
            #expect(
                error.description == (error.advice.isEmpty ? "cannot o 'c': m" : "cannot o 'c': m; \(error.advice)"))
        }
    }
}
