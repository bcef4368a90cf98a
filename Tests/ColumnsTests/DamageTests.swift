// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

/// A small file of one kind, and everything that its readers can say of it.
struct DamagedKind: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var kind: String
    var write: @Sendable (String) throws -> FileStamp
    var contents: @Sendable (ColumnFile) throws -> [String]

    static let all = [
        DamagedKind(testDescription: "articles", kind: ArticleStore.kind) { path in
            let writer = try ArticleStoreWriter(path: path)
            for text in ["uno uno uno uno", "", "due due due due due"] { try writer.append(Array(text.utf8)) }
            return try writer.finish()
        } contents: { file in
            let store = try ArticleStore(file)
            return try (0..<store.count).map { String(decoding: try store.record(of: $0), as: UTF8.self) }
        },
        DamagedKind(testDescription: "forward", kind: ForwardColumn.kind) { path in
            var writer = try ForwardColumnWriter(path: path)
            for tokens in ForwardFixture(count: 6, vocabulary: 9, seed: 2).articles {
                try writer.append(title: tokens.title, body: tokens.body, compounds: tokens.compounds)
            }
            return try writer.finish()
        } contents: { file in
            let column = try ForwardColumn(file)
            let pattern = ForwardFixture.pattern([TokenSet(ForwardFixture.plain), TokenSet(ForwardFixture.plain)])
            var tokens = ForwardColumn.Tokens()
            return try (0..<column.count).map { document in
                try column.read(document, into: &tokens)
                return "\(tokens) \(try column.positions(of: [pattern], in: document))"
            }
        },
        DamagedKind(testDescription: "terms", kind: TermDictionary.kind) { path in
            try TermDictionaryTests.write([("Uno", 0), ("uno", 0), ("due", 1), ("unto", 0)], to: path)
        } contents: { file in
            TermDictionaryTests.contents(try TermDictionary(file))
        },
        DamagedKind(testDescription: "facets", kind: FacetColumn.kind) { path in
            try FacetColumnTests.write([("tag", [["a", "b"], [], ["b"]])], to: path)
        } contents: { file in
            let column = try FacetColumn(file, name: "tag")
            let names = try FacetNames(file, name: "tag")
            let counter = ValueCounter(capacity: column.count)
            let missing = column.countAll(to: counter, as: ValueNumbers(merging: [column]), inSegment: 0)
            var counts: [String] = []
            for (number, count) in counter.nonzero() { counts.append("\(number) \(count)") }
            return (0..<column.count).map { "\(column.ids.text(at: $0)) \(column.documents(with: $0))" }
                + (0..<column.documentCount).map { "\(column.values(of: $0))" } + counts + ["\(missing)"]
                + (0..<names.names.count).map { "\(names.names.text(at: $0)) \(names.values(ofName: $0))" }
                + (0..<names.words.count).map { "\(names.words.text(at: $0)) \(names.values(ofWord: $0))" }
        },
        DamagedKind(testDescription: "documents", kind: DocumentColumns.kind) { path in
            let rows = (UInt64(1)...3).map {
                DocumentRow(
                    idHash: 9 - $0, fingerprint: $0, sourceHash: $0, firstDay: Int32($0), lastDay: 9, revision: 3)
            }
            return try DocumentColumns.write(rows, to: path)
        } contents: { file in
            let columns = try DocumentColumns(file)
            let dated = try (Int32(1)...4).map { day in
                try DateColumn(file).documents(from: day, to: 9).documents().description
            }
            return dated
                + (0..<columns.count).map { "\(columns.row($0)) \(columns.documents(withIDHash: UInt64($0 + 6)))" }
        },
        DamagedKind(testDescription: "sources", kind: SourceLedger.kind) { path in
            try SourceLedger.write(SourceLedgerTests.rows, to: path)
        } contents: { file in
            let ledger = try SourceLedger(path: file.path)
            return (0..<ledger.count).map { "\(ledger.row($0))" }
        },
        DamagedKind(testDescription: "blocks", kind: BlockMap.kind) { path in
            try Files.write(Array(repeating: UInt8(7), count: 20) + Array(0..<45), to: path + ".source")
            return try BlockMap.write(of: path + ".source", blockLength: 10, to: path) { Array($0[0..<2]) }
        } contents: { file in
            let map = try BlockMap(file)
            return (0..<map.count).map { "\(map.checksum(of: $0))" }
                + (0..<map.leafCount).map { "\(map.block(ofLeaf: $0))" }
                + (UInt8(0)...50).map { "\(map.leaf(before: [$0]))" }
        },
    ]
}

struct DamageTests {
    @Test(arguments: DamagedKind.all) func everyFlippedByteIsFound(of kind: DamagedKind) throws {
        let scratch = try Scratch()
        let path = scratch.path("file")
        let stamp = try kind.write(path)
        let sound = try Files.read(path)
        let contents = try kind.contents(ColumnFile(path: path, kind: kind.kind, expected: stamp))
        var wrong: [String] = []
        for offset in sound.indices {
            for pattern: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
                try Files.overwrite(path, at: offset, with: sound[offset] ^ pattern)
                for expected in [stamp, nil] {
                    do {
                        let file = try ColumnFile(path: path, kind: kind.kind, expected: expected)
                        // Readers look first, so that nothing was checked for them.
                        if let found = try? kind.contents(file), found != contents {
                            wrong.append("\(offset) ^ \(pattern): another answer")
                        }
                        try file.checkAll()
                        wrong.append("\(offset) ^ \(pattern): not found")
                    } catch {
                        if !error.message.contains("'\(path)'") { wrong.append(error.message) }
                    }
                }
            }
            try Files.overwrite(path, at: offset, with: sound[offset])
        }
        #expect(wrong.isEmpty)
        #expect(try kind.contents(ColumnFile(path: path, kind: kind.kind, expected: stamp)) == contents)
    }

    @Test(arguments: DamagedKind.all) func everyTruncationIsFound(of kind: DamagedKind) throws {
        let scratch = try Scratch()
        let path = scratch.path("file")
        let stamp = try kind.write(path)
        let sound = try Files.read(path)
        for length in sound.indices {
            try Files.write(sound.prefix(length), to: path)
            #expect(throws: ColumnsError.self) { try ColumnFile(path: path, kind: kind.kind) }
            #expect(throws: ColumnsError.self) { try ColumnFile(path: path, kind: kind.kind, expected: stamp) }
        }
    }

    @Test func aDamagedBlockSpoilsOnlyWhatLiesInIt() throws {
        let fixture = ForwardFixture(count: 6_000, vocabulary: 13, seed: 6)
        let scratch = try Scratch()
        let column = try fixture.column(scratch)
        let path = scratch.path("forward")
        let sound = try Files.read(path)
        #expect(sound.count > 3 * ColumnFileFormat.blockLength)
        #expect(column.count == 6_000)
        var random = SeededGenerator(seed: 3)
        var tokens = ForwardColumn.Tokens()
        for _ in 0..<40 {
            let offset = random.number(0...sound.count - 1)
            try Files.overwrite(path, at: offset, with: sound[offset] ^ UInt8(random.number(1...255)))
            defer { try? Files.overwrite(path, at: offset, with: sound[offset]) }
            guard let file = try? ColumnFile(path: path, kind: ForwardColumn.kind),
                let column = try? ForwardColumn(file)
            else { continue }
            #expect(throws: ColumnsError.self) { try file.checkAll() }
            var refused = 0
            for document in stride(from: 0, to: 6_000, by: 7) {
                do {
                    try column.read(document, into: &tokens)
                    #expect(tokens == fixture.articles[document])
                } catch {
                    refused += 1
                }
            }
            #expect(refused > 0 && refused < 6_000 / 7)
        }
    }
}
