// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Xapian

struct DatabaseTests {
    static let collection = Collection(count: 150, seed: 5)

    @Test func aSingleFileHoldsWhatWasPutIn() throws {
        let scratch = try Scratch()
        let database = try Database(path: Self.collection.build("one", in: scratch))
        #expect(try database.documentCount() == 150)
        #expect(try database.lastDocument() == DocumentID(150))
        let letters = ByteStrings(Collection.letters.map { [$0] } + [Array("unknown".utf8)])
        let frequencies = try database.frequencies(of: letters)
        #expect(try database.documentFrequencies(of: letters).map(Int.init) == frequencies.map(\.documents))
        #expect(frequencies.last == TermFrequency(documents: 0, occurrences: 0))
        for (index, letter) in Collection.letters.enumerated() {
            let held = Self.collection.documents.enumerated().filter { $1[letter] != nil }
            let postings = try database.postings(of: #require(Term([letter])))
            #expect(postings.documents == held.map { UInt32($0.offset + 1) })
            #expect(postings.frequencies == held.map { $0.element[letter] ?? 0 })
            #expect(try database.documentFrequency(of: #require(Term([letter]))) == held.count)
            #expect(frequencies[index].documents == held.count)
            #expect(frequencies[index].occurrences == held.reduce(0) { $0 + Int($1.element[letter] ?? 0) })
        }
        #expect(try database.data(of: DocumentID(17)) == Array("document 17".utf8))
        #expect(try database.value(3, of: DocumentID(17)) == Array("17".utf8))
        #expect(try database.value(4, of: DocumentID(17)) == [])
        let range = try database.terms(limit: 3)
        #expect((0..<range.terms.count).map { Array(range.terms[$0]) } == [[97], [98], [99]])
        #expect(range.documentFrequencies.map(Int.init) == frequencies.prefix(3).map(\.documents))
        #expect(try database.terms(withPrefix: Array("z".utf8), limit: 3).terms.isEmpty)
    }

    @Test func compactionKeepsTheOrderOfItsSources() throws {
        let scratch = try Scratch()
        let parts = try (0..<3).map { try Self.collection.build("part-\($0)", in: scratch, from: $0, by: 3) }
        try Compaction.compact(parts.reversed(), to: scratch.path("all"), options: [.singleFile, .multipass])
        let database = try Database(path: scratch.path("all"))
        let data = try (1...150).map { try database.data(of: DocumentID($0)) }
        let order = [2, 1, 0].flatMap { stride(from: $0, to: 150, by: 3).map { Array("document \($0 + 1)".utf8) } }
        #expect(data == order)
        #expect(try Compaction.countFaults(in: scratch.path("all")) == 0)
    }

    @Test func documentsAreReplacedAndDeletedById() throws {
        let scratch = try Scratch()
        let path = scratch.path("db")
        var writer = try WritableDatabase(path: path)
        var terms = TermList()
        terms.append("a".utf8, frequency: 1)
        try writer.add(terms)
        try writer.add(terms)
        try writer.delete(DocumentID(2))
        try writer.replace(DocumentID(9), with: terms)
        #expect(try writer.documentCount() == 2)
        #expect(try Database(path: path).documentCount() == 0)
        try writer.close()
        #expect(try Database(path: path).matchAll(.term("a".utf8)) == [1, 9])
    }

    @Test func droppingAWriterDiscardsWhatWasNotCommitted() throws {
        let scratch = try Scratch()
        for options: WritableDatabase.Options in [[], .withoutTermLists] {
            let path = scratch.path("db-\(options.rawValue)")
            var terms = TermList()
            terms.append("a".utf8, frequency: 1)
            do {
                var writer = try WritableDatabase(path: path, options: options)
                try writer.add(terms)
                try writer.commit()
                try writer.add(terms)
            }
            #expect(try Database(path: path).documentCount() == 1)
        }
    }

    @Test func stemsAreWrittenInPlace() throws {
        var stemmer = try Stemmer(language: "italian")
        for (word, stem) in [("elezioni", "elezion"), ("città", "citt"), ("governo", "govern"), ("", "")] {
            #expect(try stemmer.stem(word) == stem)
        }
        var none = try Stemmer(language: "none")
        #expect(try none.stem("governo") == "governo")
    }

    @Test func termsKnowWhetherTheyCanBeStored() {
        let cases: [(Int, Int, Bool)] = [(0, 0, false), (1, 0, true), (245, 0, true), (246, 0, false), (243, 2, true)]
        for (length, nuls, storable) in cases + [(244, 2, false), (122, 122, true), (123, 123, false)] {
            let bytes = [UInt8](repeating: 0, count: nuls) + [UInt8](repeating: 120, count: length - nuls)
            #expect((Term(bytes) != nil) == storable)
        }
    }
}
