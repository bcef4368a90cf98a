// SPDX-License-Identifier: GPL-3.0-or-later

import TestSupport
import Testing

@testable import Columns

struct TermDictionaryTests {
    /// A spelling's folded form is its letters in lower case, its stem the first two of them; but some stems have another
    /// ending than their words, or are longer, or empty.
    static func folded(_ spelling: String) -> String { spelling.lowercased() }
    static func stem(_ spelling: String) -> String {
        let word = folded(spelling)
        if word == "è" { return "" }
        if word.hasSuffix("cb") { return word.dropLast() + "ab" }
        if word.hasSuffix("b") { return word.dropLast(2) + "q" }
        return String(word.prefix(2))
    }

    static func write(_ spellings: [(text: String, tag: UInt8)], to path: String) throws -> FileStamp {
        var writer = TermDictionaryWriter()
        for (text, tag) in spellings {
            _ = writer.token(
                Array(text.utf8).span, tag: tag, folded: { Array(folded(text).utf8) },
                stem: { _ in Array(stem(text).utf8) })
        }
        return try writer.write(to: path, ranks: writer.ranks())
    }

    /// Everything that a dictionary says, by folded form.
    static func contents(_ terms: TermDictionary) -> [String] {
        (0..<terms.folded.count).map { index in
            let folded = terms.folded.bytes(at: index)
            return terms.folded.text(at: index)
                + terms.tokens(ofFolded: index).map { token in
                    var text: [UInt8] = []
                    let isTold = terms.appendSpelling(ofToken: token, to: &text)
                    let spelling = terms.spelling(ofToken: token, folded: folded)
                    return " \(token) \(terms.tag(ofToken: token)) \(spelling) \(isTold) \(text)"
                }.joined()
        }
    }

    @Test func formsBelongTogetherAsTheyWereTold() throws {
        var random = SeededGenerator(seed: 8)
        let letters = ["a", "A", "b", "B", "c", "è", "È"]
        let spellings = (0..<900).map { _ in
            (text: random.list(1...3, of: letters).joined(), tag: UInt8(random.number(0...15)))
        }
        var uses: [(text: String, tag: UInt8, count: Int)] = []
        for (text, tag) in spellings {
            if let known = uses.firstIndex(where: { $0.text == text && $0.tag == tag }) {
                uses[known].count += 1
            } else {
                uses.append((text, tag, 1))
            }
        }
        // Tokens are numbered by falling frequency, equal ones as they came.
        let order = uses.enumerated().sorted { left, right in
            (right.element.count, left.offset) < (left.element.count, right.offset)
        }.map(\.element)
        let scratch = try Scratch()
        let stamp = try Self.write(spellings, to: scratch.path("terms"))
        let terms = try TermDictionary(
            ColumnFile(path: scratch.path("terms"), kind: TermDictionary.kind, expected: stamp))
        #expect(terms.tokenCount == order.count)
        let foldedForms = Set(order.map { Self.folded($0.text) }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect((0..<terms.folded.count).map { terms.folded.text(at: $0) } == foldedForms)
        var frequencies = [Int](repeating: 0, count: order.count)
        for (index, form) in foldedForms.enumerated() {
            let found = terms.tokens(ofFolded: index).map { token in
                let spelling = terms.spelling(ofToken: token, folded: Array(form.utf8))
                var appended: [UInt8] = [1]
                #expect(terms.appendSpelling(ofToken: token, to: &appended) && appended == [1] + spelling)
                let text = String(decoding: spelling, as: UTF8.self)
                let tag = terms.tag(ofToken: token)
                frequencies[Int(token)] = spellings.count { $0.text == text && $0.tag == tag }
                return "\(text) \(tag)"
            }
            let wanted = order.filter { Self.folded($0.text) == form }.map { "\($0.text) \($0.tag)" }
            #expect(found.sorted() == wanted.sorted())
        }
        #expect(frequencies == frequencies.sorted(by: >), "frequent words have low numbers")
        for stem in Set(foldedForms.map { Self.stem($0) }).union(["b", "ab", "zz", "aaa"]) {
            let wanted = foldedForms.indices.filter { Self.stem(foldedForms[$0]) == stem }
            let found = terms.folded(withStem: Array(stem.utf8)) { folded in
                Array(Self.stem(String(decoding: folded, as: UTF8.self)).utf8)
            }
            #expect(found == wanted)
        }
        for pattern in ["a*", "?b", "*", "è?*", "bb*a", "x*"] {
            let wanted = foldedForms.indices.filter { WildcardPattern.matches(pattern, foldedForms[$0]) }
            #expect(terms.folded(matching: Array(pattern.utf8), limit: 1_000) == wanted)
            #expect(terms.folded(matching: Array(pattern.utf8), limit: 2) == Array(wanted.prefix(3)))
        }
    }
}
