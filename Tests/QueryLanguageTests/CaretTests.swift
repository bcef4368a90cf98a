// SPDX-License-Identifier: GPL-3.0-or-later
import QueryLanguage
import Testing

struct CaretTests {
    private func caret(_ text: String, _ range: Range<Int>) -> String {
        QueryError(code: .badDate, message: "", range: range).caret(in: text)
    }

    @Test func anEmptyRangePointsAfterTheEnd() {
        #expect(caret("abc", 3..<3) == "abc\n   ^")
        #expect(caret("", 0..<0) == "\n^")
    }

    @Test func wideAndCombiningCharactersAreCountedInColumns() {
        #expect(caret("東京x", 2..<3) == "東京x\n    ^")
        #expect(caret("東京x", 1..<2) == "東京x\n  ^^")
        #expect(caret("e\u{301}x", 2..<3) == "e\u{301}x\n ^")
        #expect(caret("🎉x", 1..<2) == "🎉x\n  ^")
    }

    @Test func lineBreaksAreShownAsSpaces() {
        #expect(caret("a\r\nb\tc", 5..<6) == "a  b c\n     ^")
    }

    @Test func aRangeBeyondTheTextIsCutToIt() {
        #expect(caret("abc", 1..<90) == "abc\n ^^")
        #expect(caret("abc", 50..<90) == "abc\n   ^")
    }

    @Test func aLongQueryIsCutAroundThePlace() {
        let text = String(repeating: "x", count: 300)
        let long = String(repeating: "x", count: 98)
        #expect(caret(text, 0..<1) == long + "…\n^")
        #expect(caret(text, 150..<152) == "…" + long + "…\n" + String(repeating: " ", count: 50) + "^^")
        #expect(
            caret(text, 300..<300) == "…" + String(long.dropFirst()) + "\n" + String(repeating: " ", count: 98) + "^")
    }

    @Test func noLineIsWiderThanAHundredColumns() {
        let text = String(repeating: "東x", count: 200)
        for start in 0..<400 {
            let lines = caret(text, start..<min(400, start + 3)).split(separator: "\n")
            let width = lines[0].unicodeScalars.reduce(0) { $0 + ($1 == "東" ? 2 : 1) }
            #expect(width <= 100)
            #expect(lines[1].count <= 100)
            let place = lines[1].prefix { $0 == " " }.count
            var column = 0
            let pointed = lines[0].unicodeScalars.first { scalar in
                defer { column += scalar == "東" ? 2 : 1 }
                return column == place
            }
            #expect(pointed == (start.isMultiple(of: 2) ? "東" : "x"))
        }
    }
}
