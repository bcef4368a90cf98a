// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct TermDictionaryTests {
    /// A spelling's folded form is its letters in lower case, its stem the first two of them.
    static func folded(_ spelling: String) -> String { spelling.lowercased() }
    static func stem(_ spelling: String) -> String { String(folded(spelling).prefix(2)) }

    static func write(_ spellings: [(text: String, tag: UInt8)], to path: String) throws -> FileStamp {
        var writer = TermDictionaryWriter()
        for (text, tag) in spellings {
            _ = writer.token(Array(text.utf8).span, tag: tag) { (Array(folded(text).utf8), Array(stem(text).utf8)) }
        }
        return try writer.write(to: path) { Array("=".utf8) + $0 }
    }

    @Test func formsBelongTogetherAsTheyWereTold() throws {
        var random = SeededGenerator(seed: 8)
        let spellings = (0..<600).map { _ in
            (text: random.list(1...4, of: ["a", "A", "b", "B", "c", "è"]).joined(), tag: UInt8(random.number(0...1)))
        }
        var order: [(text: String, tag: UInt8)] = []
        for spelling in spellings where !order.contains(where: { $0 == spelling }) { order.append(spelling) }
        let scratch = try Scratch()
        let stamp = try Self.write(spellings, to: scratch.path("terms"))
        let terms = try TermDictionary(
            ColumnFile(path: scratch.path("terms"), kind: TermDictionary.kind, expected: stamp))
        #expect(terms.tokenCount == order.count)
        let foldedForms = Set(order.map { Self.folded($0.text) }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect((0..<terms.folded.count).map { terms.folded.text(at: $0) } == foldedForms)
        for (token, spelling) in order.enumerated() {
            let token = UInt32(token)
            #expect(String(decoding: terms.exactBytes(ofToken: token), as: UTF8.self) == "=" + spelling.text)
            #expect(terms.tag(ofToken: token) == spelling.tag)
            let folded = terms.folded(ofToken: token)
            #expect(terms.folded.text(at: folded) == Self.folded(spelling.text))
            #expect(terms.stems.text(at: terms.stem(ofFolded: folded)) == Self.stem(spelling.text))
        }
        for (index, form) in foldedForms.enumerated() {
            let wanted = order.indices.filter { Self.folded(order[$0].text) == form }.map { UInt32($0) }
            #expect(terms.tokens(ofFolded: index) == wanted)
        }
        for index in 0..<terms.stems.count {
            let wanted = foldedForms.indices.filter { Self.stem(foldedForms[$0]) == terms.stems.text(at: index) }
            #expect(terms.folded(ofStem: index) == wanted)
        }
        for pattern in ["a*", "?b", "*", "è?*", "bb*a", "x*"] {
            let wanted = foldedForms.indices.filter { WildcardPattern.matches(pattern, foldedForms[$0]) }
            #expect(terms.folded(matching: Array(pattern.utf8), limit: 1_000) == wanted)
            #expect(terms.folded(matching: Array(pattern.utf8), limit: 2) == Array(wanted.prefix(3)))
        }
    }
}
