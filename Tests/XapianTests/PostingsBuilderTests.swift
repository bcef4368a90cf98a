// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Xapian

struct PostingsBuilderTests {
    /// Documents of random terms by number; term 0 is in nearly all of them, so that its list takes many chunks.
    private static func documents(_ count: Int, seed: UInt64, terms: Int) -> [[UInt32: UInt32]] {
        var random = SeededGenerator(state: seed)
        return (0..<count).map { _ in
            var document: [UInt32: UInt32] = [:]
            if Int.random(in: 0..<50, using: &random) > 0 { document[0] = UInt32.random(in: 1...127, using: &random) }
            for _ in 0..<Int.random(in: 0..<6, using: &random) {
                let term = UInt32.random(in: 1..<UInt32(terms), using: &random)
                document[term] = UInt32.random(in: 1...300, using: &random)
            }
            return document
        }
    }

    /// Names of terms in no order: short and long ones, of all bytes, one the beginning of another.
    private static func names(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var random = SeededGenerator(state: seed)
        var names: Set<[UInt8]> = []
        while names.count < count {
            let length = Int.random(in: 1...(Int.random(in: 0..<20, using: &random) == 0 ? 120 : 4), using: &random)
            names.insert((0..<length).map { _ in [0, 1, 97, 98, 254, 255].randomElement(using: &random) ?? 97 })
        }
        return names.shuffled(using: &random)
    }

    private static func build(
        _ documents: [[UInt32: UInt32]], _ names: [[UInt8]], to path: String, seed: UInt64 = 3
    ) throws {
        var random = SeededGenerator(state: seed)
        var builder = try PostingsBuilder()
        for document in documents {
            let terms = document.keys.shuffled(using: &random)
            try builder.add(terms, frequencies: terms.map { document[$0] ?? 0 })
        }
        try builder.write(to: path, terms: ByteStrings(names))
    }

    /// Document ids of up to three bytes, in which keys are packed in different lengths.
    @Test(arguments: [1, 2, 300, 70_000]) func aFileHoldsWhatWasPutIn(count: Int) throws {
        let scratch = try Scratch()
        let documents = Self.documents(count, seed: 9, terms: 400)
        let names = Self.names(400, seed: 10)
        let path = scratch.path("built")
        try Self.build(documents, names, to: path)
        #expect(try Compaction.countFaults(in: path) == 0)
        let database = try Database(path: path)
        #expect(try database.documentCount() == count)
        #expect(try database.lastDocument() == DocumentID(UInt32(count)))
        var wanted = [[(document: UInt32, frequency: UInt32)]](repeating: [], count: names.count)
        for (index, document) in documents.enumerated() {
            for (term, frequency) in document { wanted[Int(term)].append((UInt32(index + 1), frequency)) }
        }
        for (name, postings) in zip(names, wanted) {
            let found = try database.postings(of: #require(Term(name)))
            #expect(found.documents == postings.map(\.document))
            #expect(found.frequencies == postings.map(\.frequency))
        }
        let listed = try database.terms(limit: 1_000).terms
        let held = names.indices.filter { !wanted[$0].isEmpty }.map { names[$0] }
        #expect((0..<listed.count).map { Array(listed[$0]) } == held.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func aFileIsThatOfAWriterToAllWhoReadIt() throws {
        let scratch = try Scratch()
        let documents = Self.documents(3_000, seed: 21, terms: 60)
        let names = Self.names(60, seed: 22)
        try Self.build(documents, names, to: scratch.path("built"))
        var writer = try WritableDatabase(path: scratch.path("parts"), options: [.withoutTermLists, .withoutSync])
        for document in documents {
            var terms = TermList()
            for (term, frequency) in document { terms.append(names[Int(term)], frequency: frequency) }
            try writer.add(terms)
        }
        try writer.close()
        // Joined with itself: the lists of both sources are cut anew.
        try Compaction.compact([scratch.path("built"), scratch.path("built")], to: scratch.path("ours"))
        try Compaction.compact([scratch.path("parts"), scratch.path("parts")], to: scratch.path("theirs"))
        #expect(try Compaction.countFaults(in: scratch.path("ours")) == 0)
        for (left, right) in [("built", "parts"), ("ours", "theirs")] {
            let ours = try Database(path: scratch.path(left))
            let theirs = try Database(path: scratch.path(right))
            let terms = ByteStrings(names)
            #expect(try ours.frequencies(of: terms) == theirs.frequencies(of: terms))
            for name in names {
                let term = try #require(Term(name))
                let (found, wanted) = try (ours.postings(of: term), theirs.postings(of: term))
                #expect(found.documents == wanted.documents)
                #expect(found.frequencies == wanted.frequencies)
            }
        }
    }

    @Test func theSameDocumentsGiveTheSameBytes() throws {
        let scratch = try Scratch()
        let documents = Self.documents(200, seed: 5, terms: 40)
        let names = Self.names(40, seed: 6)
        try Self.build(documents, names, to: scratch.path("one"), seed: 1)
        try Self.build(documents, names, to: scratch.path("other"), seed: 2)
        #expect(try scratch.bytes(of: "one") == scratch.bytes(of: "other"))
    }

    @Test func documentsWithoutTermsAreCounted() throws {
        let scratch = try Scratch()
        try Self.build([[:], [:], [:]], [], to: scratch.path("empty"))
        #expect(try Compaction.countFaults(in: scratch.path("empty")) == 0)
        #expect(try Database(path: scratch.path("empty")).documentCount() == 3)
        #expect(try Database(path: scratch.path("empty")).terms(limit: 10).terms.isEmpty)
    }

    @Test func refusalsSayWhatIsWrong() throws {
        let scratch = try Scratch()
        func message(_ body: (inout PostingsBuilder) throws -> Void) throws -> String {
            var builder = try PostingsBuilder()
            do {
                try body(&builder)
            } catch let error as XapianError {
                return "\(error)".replacing(scratch.root, with: "")
            }
            return ""
        }
        let repeated = try message { try $0.add([3, 3], frequencies: [1, 1]) }
        #expect(
            repeated == "cannot add a document to 'postings': document 1 has term 3 twice or without a frequency; "
                + "give every term once")
        func writing(_ terms: ByteStrings, to path: String = scratch.path("refused")) throws -> String {
            try message {
                try $0.add([0, 1], frequencies: [1, 1])
                try $0.write(to: path, terms: terms)
            }
        }
        #expect(
            try writing(ByteStrings(["a"]))
                == "cannot write the database '/refused': term 1 has no name; name every term")
        #expect(
            try writing(ByteStrings(["a", ""]))
                == "cannot write the database '/refused': a term is empty; give every term at least one byte")
        #expect(
            try writing(ByteStrings(["a", "a"]))
                == "cannot write the database '/refused': two terms have one name; name them differently")
        #expect(
            try writing(ByteStrings(["a", "b"]), to: scratch.path("missing/file"))
                == "cannot write the database '/missing/file': cannot create '/missing/file': No such file or "
                + "directory; remove what is there or choose another path")
    }
}
