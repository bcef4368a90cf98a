// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

/// What is joined from segments is what would be written of all their live documents at once.
struct JoiningTests {
    private static let letters = ["a", "b", "c", "è", "東", "z"]

    /// Segments of documents of `make`, each document live or deleted, deletions in about every other segment.
    private static func segments<Document>(
        _ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Document
    ) -> [[(document: Document, isLive: Bool)]] {
        (0..<random.number(1...5)).map { _ in
            let hasDeletions = random.number(0...1) == 1
            return (0..<random.number(1...30)).map { _ in
                (make(&random), !hasDeletions || random.number(0...3) > 0)
            }
        }
    }

    private static func joined<Document>(_ segments: [[(document: Document, isLive: Bool)]]) -> [JoinedDocuments] {
        var first = 0
        return segments.map { segment in
            let live = segment.indices.filter { segment[$0].isLive }.map { UInt32($0) }
            let set = live.count == segment.count ? nil : DocumentSet(live, universe: segment.count)
            let documents = JoinedDocuments(count: segment.count, live: set, first: first)
            first += documents.liveCount
            return documents
        }
    }

    @Test(arguments: 1...10) func stringsOfTablesComeInOneOrder(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        var tables: [FrontCodedTable] = []
        var wanted: [[UInt8]: [Int]] = [:]
        for number in 0..<random.number(0...7) {
            let words = Set((0..<random.number(0...60)).map { _ in random.list(0...4, of: Self.letters).joined() })
            let sorted = words.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
            let writer = try ColumnFileWriter(path: scratch.path("\(number)"), kind: "test")
            try writer.writeFrontCoded("words", sorted)
            _ = try writer.finish()
            tables.append(try FrontCodedTable(ColumnFile(path: scratch.path("\(number)"), kind: "test"), "words"))
            for word in sorted { wanted[word, default: []].append(number) }
        }
        var merge = FrontCodedMerge(tables)
        for word in wanted.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let isThere = merge.next()
            #expect(isThere)
            #expect(merge.string == word)
            #expect(merge.places.map(\.table) == wanted[word])
            for place in merge.places { #expect(tables[place.table].bytes(at: place.index) == word) }
        }
        let isOver = !merge.next()
        #expect(isOver)
        #expect(merge.places.isEmpty)
    }

    @Test(arguments: 1...10) func facetsAreThoseOfAllLiveDocuments(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let ids = (0..<20).map { _ in random.list(1...3, of: Self.letters).joined() }
        let segments = Self.segments(&random) { $0.list(0...4, of: ids) }
        var sources: [FacetColumnMerger.Source] = []
        for (number, (segment, documents)) in zip(segments, Self.joined(segments)).enumerated() {
            let stamp = try FacetColumnTests.write(
                [("tag", segment.map(\.document))], to: scratch.path("\(number)"))
            let file = try ColumnFile(path: scratch.path("\(number)"), kind: FacetColumn.kind, expected: stamp)
            sources.append((try FacetColumn(file, name: "tag"), try FacetNames(file, name: "tag"), documents))
        }
        let merger = FacetColumnMerger(name: "tag", sources)
        let stamp = try FacetColumnMerger.write([merger], to: scratch.path("joined"))
        let live = segments.joined().filter(\.isLive).map(\.document)
        #expect(try FacetColumnTests.write([("tag", live)], to: scratch.path("at-once")) == stamp)
        #expect(try Files.read(scratch.path("joined")) == Files.read(scratch.path("at-once")))
        for (source, numbers) in zip(sources, merger.numbers) {
            for (value, number) in numbers.enumerated() where number != .max {
                #expect(merger.label(of: number) == source.column.labels.bytes(at: value))
            }
        }
    }

    @Test(arguments: 1...10) func sketchesAndPairsAreThoseOfAllLiveDocuments(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let segments = Self.segments(&random) { random in
            Set((0..<random.number(0...12)).map { _ in UInt32(random.number(0...9)) &* 477_218_588 }).sorted()
        }
        var sources: [(column: CopyColumn, documents: JoinedDocuments)] = []
        var all = CopyColumnWriter()
        var pairs: [CopyPair] = []
        for (number, (segment, documents)) in zip(segments, Self.joined(segments)).enumerated() {
            var writer = CopyColumnWriter()
            var own: [CopyPair] = []
            for (document, (sketch, isLive)) in segment.enumerated() {
                writer.append(sketch)
                if isLive { all.append(sketch) }
                guard document % 3 == 0 else { continue }
                own.append(CopyPair(document: UInt32(document), idHash: UInt64(number), fingerprint: UInt64(document)))
                var moved = own[own.count - 1]
                moved.document = documents.number(of: UInt32(document))
                if isLive { pairs.append(moved) }
            }
            writer.sort()
            let stamp = try writer.write(own, to: scratch.path("\(number)"))
            let file = try ColumnFile(path: scratch.path("\(number)"), kind: CopyColumn.kind, expected: stamp)
            sources.append((try CopyColumn(file), documents))
        }
        all.sort()
        let stamp = try CopyColumnMerger.write(sources, to: scratch.path("joined"))
        #expect(try all.write(pairs, to: scratch.path("at-once")) == stamp)
        #expect(try Files.read(scratch.path("joined")) == Files.read(scratch.path("at-once")))
    }

    @Test(arguments: 1...10) func mentionsKeepTheirPlacesAndVariants(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let ids = ["rossi", "bianchi", "roma", "z"]
        let segments = Self.segments(&random) { random in
            (0..<random.number(0...6)).map { _ in
                (
                    id: random.list(1...1, of: ids)[0], text: random.list(1...1, of: ["<rossi>", "Rossi", "R."])[0],
                    score: UInt8(random.number(50...52))
                )
            }
        }
        var mentionSources: [MentionColumnMerger.Source] = []
        var facetSources: [FacetColumnMerger.Source] = []
        for (number, (segment, documents)) in zip(segments, Self.joined(segments)).enumerated() {
            var facet = FacetColumnWriter(name: "person")
            var mentions = MentionColumnWriter()
            for (found, _) in segment {
                let values = found.map { mention in
                    facet.number(of: mention.id) {
                        FacetValue(id: mention.id, label: "<\(mention.id)>", names: [], words: [])
                    }
                }
                facet.append(values)
                mentions.append(
                    zip(found, values).enumerated().map { place, mention in
                        let variant = MentionVariant(
                            facet: 0, value: mention.1, text: mention.0.text, rule: "full", score: mention.0.score,
                            span: 2)
                        return (UInt32(place * 3), mentions.number(of: variant))
                    })
            }
            _ = try FacetColumnWriter.write([facet], to: scratch.path("f\(number)"))
            _ = try mentions.write(to: scratch.path("m\(number)"), facets: [facet])
            let file = try ColumnFile(path: scratch.path("f\(number)"), kind: FacetColumn.kind)
            let column = try FacetColumn(file, name: "person")
            facetSources.append((column, try FacetNames(file, name: "person"), documents))
            mentionSources.append(
                MentionColumnMerger.Source(
                    column: try MentionColumn(
                        ColumnFile(path: scratch.path("m\(number)"), kind: MentionColumn.kind),
                        labels: [column.labels]), documents: documents, numbers: []))
        }
        let facets = FacetColumnMerger(name: "person", facetSources)
        mentionSources = zip(mentionSources, facets.numbers).map {
            MentionColumnMerger.Source(column: $0.column, documents: $0.documents, numbers: [$1])
        }
        _ = try FacetColumnMerger.write([facets], to: scratch.path("facets"))
        _ = try MentionColumnMerger(mentionSources).write(to: scratch.path("mentions"), facets: [facets])
        let column = try FacetColumn(ColumnFile(path: scratch.path("facets"), kind: FacetColumn.kind), name: "person")
        let mentions = try MentionColumn(
            ColumnFile(path: scratch.path("mentions"), kind: MentionColumn.kind), labels: [column.labels])
        let live = segments.joined().filter(\.isLive).map(\.document)
        #expect(mentions.count == live.count)
        var frequencies = [Int](repeating: 0, count: mentions.variantCount)
        for (document, wanted) in live.enumerated() {
            var found: [MentionVariant] = []
            try mentions.forEach(of: document) { position, variant in
                #expect(position == UInt32(found.count * 3))
                found.append(mentions.variant(variant))
                frequencies[variant] += 1
            }
            #expect(found.map { column.ids.text(at: Int($0.value)) } == wanted.map(\.id))
            #expect(found.map(\.text) == wanted.map(\.text))
            #expect(found.map(\.score) == wanted.map(\.score))
            #expect(found.allSatisfy { $0.rule == "full" && $0.span == 2 && $0.facet == 0 })
        }
        #expect(frequencies == frequencies.sorted(by: >))
        #expect(!frequencies.contains(0))
        #expect(Set((0..<mentions.variantCount).map { mentions.variant($0) }).count == mentions.variantCount)
    }

    @Test(arguments: 1...10) func tokensOfAllSegmentsAreThereOnce(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        let words = (0..<40).map { _ in random.list(1...3, of: ["a", "B", "c", "È", "è"]).joined() }
        var sources: [(dictionary: TermDictionary, frequencies: [UInt32])] = []
        var wanted: [String: UInt32] = [:]
        var keys: [[String]] = []
        for number in 0..<random.number(1...5) {
            var writer = TermDictionaryWriter()
            for _ in 0..<random.number(1...80) {
                let word = random.list(1...1, of: words)[0]
                let tag = UInt8(random.number(0...1))
                _ = writer.token(Array(word.utf8).span, tag: tag) {
                    Array(word.lowercased().replacing("è", with: "e").utf8)
                } stem: {
                    Self.stem($0)
                }
            }
            _ = try writer.write(to: scratch.path("\(number)"), ranks: writer.ranks())
            let dictionary = try TermDictionary(
                ColumnFile(path: scratch.path("\(number)"), kind: TermDictionary.kind))
            let frequencies = (0..<dictionary.tokenCount).map { _ in UInt32(random.number(0...3)) }
            sources.append((dictionary, frequencies))
            keys.append((0..<UInt32(dictionary.tokenCount)).map { Self.key(of: $0, in: dictionary) })
            for (token, key) in keys[number].enumerated() where frequencies[token] > 0 {
                wanted[key, default: 0] += frequencies[token]
            }
        }
        let merged = try TermDictionaryMerger.join(
            sources.map { $0.0 }, frequencies: sources.map { $0.1 }, documents: 1, to: scratch.path("joined"))
        let joined = try TermDictionary(ColumnFile(path: scratch.path("joined"), kind: TermDictionary.kind))
        #expect(joined.tokenCount == wanted.count)
        #expect(merged.tokenCount == wanted.count)
        let found = (0..<UInt32(joined.tokenCount)).map { Self.key(of: $0, in: joined) }
        #expect(Set(found) == Set(wanted.keys))
        let frequencies = found.map { wanted[$0] ?? 0 }
        #expect(frequencies == frequencies.sorted(by: >))
        for (source, numbers) in merged.numbers.enumerated() {
            for (token, number) in numbers.enumerated() where sources[source].frequencies[token] > 0 {
                #expect(found[Int(number)] == keys[source][token])
            }
        }
        var visited: [UInt32] = []
        joined.forEachToken { token, _ in visited.append(token) }
        #expect(visited.sorted() == (0..<UInt32(joined.tokenCount)).map { $0 })
        for form in 0..<joined.folded.count {
            let tokens = joined.tokens(ofFolded: form)
            #expect(!tokens.isEmpty && tokens == tokens.sorted())
            #expect(tokens.allSatisfy { joined.foldedForm(ofToken: $0) == joined.folded.bytes(at: form) })
            let stem = Self.stem(joined.folded.bytes(at: form))
            let wanted = (0..<joined.folded.count).filter { Self.stem(joined.folded.bytes(at: $0)) == stem }
            #expect(joined.folded(withStem: stem, stemming: Self.stem) == wanted)
        }
    }

    /// The first letter, but another ending where the last letter is a c.
    private static func stem(_ word: [UInt8]) -> [UInt8] {
        word.last == UInt8(ascii: "c") ? word.dropLast() + Array("zz".utf8) : Array(word.prefix(1))
    }

    /// Spelling, folded form and tag.
    private static func key(of token: UInt32, in dictionary: TermDictionary) -> String {
        let folded = dictionary.foldedForm(ofToken: token) ?? []
        let spelling = dictionary.spelling(ofToken: token, folded: folded)
        return String(decoding: spelling + [32] + folded, as: UTF8.self) + " \(dictionary.tag(ofToken: token))"
    }
}
