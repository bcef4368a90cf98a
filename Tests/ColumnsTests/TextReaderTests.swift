// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct TextReaderTests {
    /// A text and where its tokens lie: beginning and end of each, in bytes.
    struct Text {
        var bytes: [UInt8] = []
        var bounds: [UInt32] = []

        var tokens: [ArraySlice<UInt8>] {
            stride(from: 0, to: bounds.count, by: 2).map { bytes[Int(bounds[$0])..<Int(bounds[$0 + 1])] }
        }
        var string: String { String(decoding: bytes, as: UTF8.self) }
    }

    static let words =
        ["la", "La", "LA", "perché", "perche\u{301}", "dell'", "dell’", "po`", "e", "E", "\u{FFFD}", "İ", "15.000"]
        + [String(repeating: "parola", count: 60), String(repeating: "PAROLA", count: 36), "a\u{AD}b", "𝔄𝔅", "x99"]
    static let gaps =
        TextGaps.common.map { String(decoding: $0, as: UTF8.self) }
        + TextGaps.rare.map { String(decoding: $0, as: UTF8.self) }
        + ["", " ", " ", " ", "   \t", "\u{0}", "👩‍👩‍👧", " \u{FFFD} ", "’", "' '", String(repeating: "·", count: 300)]

    static func text(_ random: inout SeededGenerator) -> Text {
        var text = Text()
        if random.chance(2) { text.bytes += Array(random.pick(gaps).utf8) }
        for _ in 0..<random.number(0...random.pick([1, 8, 90])) {
            text.bounds.append(UInt32(text.bytes.count))
            text.bytes += Array(random.pick(words).utf8)
            text.bounds.append(UInt32(text.bytes.count))
            text.bytes += random.chance(3) ? Array(random.pick(gaps).utf8) : [UInt8(ascii: " ")]
        }
        if random.chance(2) { text.bytes += Array(random.pick(gaps).utf8) }
        return text
    }

    /// The articles as a segment has them.
    static func reader(_ articles: [(title: Text, body: Text)], _ scratch: Scratch) throws -> TextReader {
        var terms = TermDictionaryWriter()
        var forward = ForwardBuffer()
        for article in articles {
            let numbers = [article.title, article.body].map { text in
                text.tokens.map { token in
                    let folded = Array(String(decoding: token, as: UTF8.self).lowercased().utf8.prefix(220))
                    return terms.token(Array(token).span, tag: 0, folded: { folded }, stem: { $0 })
                }
            }
            forward.append(title: numbers[0], body: numbers[1], compounds: [])
        }
        let ranks = terms.ranks()
        let words = terms.frequentWords(ranks: ranks, documents: forward.count)
        _ = try forward.write(to: scratch.path("forward"), ranks: ranks, words: words)
        _ = try terms.write(to: scratch.path("terms"), ranks: ranks)
        return TextReader(
            path: scratch.path("articles"),
            forward: try ForwardColumn(ColumnFile(path: scratch.path("forward"), kind: ForwardColumn.kind)),
            terms: try TermDictionary(ColumnFile(path: scratch.path("terms"), kind: TermDictionary.kind)))
    }

    static func pieces(_ article: (title: Text, body: Text)) -> [UInt8] {
        var pieces: [UInt8] = []
        for text in [article.title, article.body] {
            TextGaps.append(text.bytes.span, bounds: text.bounds, to: &pieces)
        }
        return pieces
    }

    @Test(arguments: 0..<8) func everyTextComesBackByteForByte(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let articles = (0..<60).map { _ in (title: Self.text(&random), body: Self.text(&random)) }
        let scratch = try Scratch()
        let reader = try Self.reader(articles, scratch)
        for (document, article) in articles.enumerated().shuffled(using: &random) {
            let pieces = Self.pieces(article)
            let (title, body) = try reader.read(document, pieces: pieces[...])
            #expect(Array(title.utf8) == article.title.bytes)
            #expect(Array(body.utf8) == article.body.bytes)
            #expect(try reader.title(of: document, pieces: pieces[...]) == article.title.string)
        }
    }

    @Test func everyWordCanFollowEveryGap() throws {
        var text = Text()
        for gap in Self.gaps {
            for word in Self.words {
                text.bytes += Array(gap.utf8)
                text.bounds.append(UInt32(text.bytes.count))
                text.bytes += Array(word.utf8)
                text.bounds.append(UInt32(text.bytes.count))
            }
        }
        let scratch = try Scratch()
        let reader = try Self.reader([(text, Text())], scratch)
        let (title, body) = try reader.read(0, pieces: Self.pieces((text, Text()))[...])
        #expect(Array(title.utf8) == text.bytes)
        #expect(body.isEmpty)
    }

    @Test func singleSpacesTakeNoBytes() {
        var text = Text()
        for word in ["La", "guerra", "dell'", "Ucraina"] {
            if !text.bytes.isEmpty, text.bytes.last != UInt8(ascii: "'") { text.bytes.append(UInt8(ascii: " ")) }
            text.bounds.append(UInt32(text.bytes.count))
            text.bytes += Array(word.utf8)
            text.bounds.append(UInt32(text.bytes.count))
        }
        #expect(text.string == "La guerra dell'Ucraina")
        #expect(Self.pieces((text, Text())) == [0, 0])
    }

    @Test(arguments: [[2, 5, 4, 7], [0, 99], [3, 3], [5, 2]]) func aTextThatItsTokensDoNotTellIsStored(bounds: [UInt32])
        throws
    {
        let text = Text(bytes: Array("Il testo".utf8), bounds: bounds)
        var pieces: [UInt8] = []
        TextGaps.append(text.bytes.span, bounds: bounds, to: &pieces)
        #expect(pieces == [17] + text.bytes)
        let scratch = try Scratch()
        let reader = try Self.reader([(Text(), Text())], scratch)
        #expect(try reader.read(0, pieces: (pieces + [0])[...]).title == "Il testo")
    }

    @Test func whatDoesNotFitTheWordsIsRefused() throws {
        var random = SeededGenerator(seed: 12)
        let articles = (0..<30).map { _ in (title: Self.text(&random), body: Self.text(&random)) }
        let scratch = try Scratch()
        let reader = try Self.reader(articles, scratch)
        for pieces: [UInt8] in [[], [0], [0, 0, 0], [2], [255], [254, 255, 255, 255, 255, 255, 255, 255, 255, 15]] {
            let error = #expect(throws: ColumnsError.self) { try reader.read(0, pieces: pieces[...]) }
            #expect(
                error?.message
                    == "'\(scratch.path("articles"))' is damaged: the text of a record does not fit its words")
        }
        let written = articles.map { Self.pieces($0) }
        var refused = 0
        for _ in 0..<1_000 {
            let document = random.number(0...29)
            var pieces = written[document]
            for _ in 0..<random.number(1...3) {
                guard !pieces.isEmpty else { break }
                pieces[random.number(0...pieces.count - 1)] = UInt8(random.number(0...255))
                if random.chance(3) { pieces.removeLast() }
            }
            do { _ = try reader.read(document, pieces: pieces[...]) } catch { refused += 1 }
        }
        #expect(refused > 300)
    }

    @Test(arguments: [1, 2, 3, 255, 256, 257, 70_000, 1 << 31]) func packedNumbersComeBack(bound: Int) throws {
        var random = SeededGenerator(seed: UInt64(bound))
        let scratch = try Scratch()
        for count in [0, 1, 7, 8, 9, 1_000] {
            let numbers = (0..<count).map { _ in UInt32(random.number(0...bound - 1)) }
            let writer = try ColumnFileWriter(path: scratch.path("packed"), kind: "packed")
            try writer.writePacked("numbers", numbers, below: bound)
            _ = try writer.finish()
            let file = try ColumnFile(path: scratch.path("packed"), kind: "packed")
            let packed = try PackedNumbers(file, "numbers", count: count, below: bound)
            #expect((0..<count).map { packed[$0] } == numbers.map { Int($0) })
            #expect(throws: ColumnsError.self) { try PackedNumbers(file, "numbers", count: count + 9, below: bound) }
        }
    }
}
