// SPDX-License-Identifier: GPL-3.0-or-later

import ItalianText
import Testing

struct DisplayWidthTests {
    @Test(arguments: [
        ("Roma", 4), ("perche\u{301}", 6), ("北京", 4), ("", 0), ("\u{200B}a", 1), ("ｇａｓ", 6),
    ])
    func combiningMarksTakeNoColumnAndWideCharactersTwo(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("la guerra in Ucraina", 20, "la guerra in Ucraina", "la guerra in Ucraina"),
        ("la guerra in Ucraina", 12, "la guerra in", "in Ucraina"),
        ("la guerra in Ucraina", 11, "la guerra", "in Ucraina"),
        ("la guerra in Ucraina", 8, "la", "Ucraina"),
        ("la guerra in Ucraina", 0, "", ""),
        ("perche\u{301} perche\u{301}", 6, "perche\u{301}", "perche\u{301}"),
        ("perche\u{301}", 5, "perch", "erche\u{301}"),
        ("北京报道", 5, "北京", "报道"),
        ("北京 报道", 3, "北", "道"),
        ("北", 1, "", ""),
    ])
    func aPieceFitsAndKeepsWordsWhole(text: String, columns: Int, beginning: String, end: String) {
        #expect(DisplayWidth.beginning(of: text, columns: columns) == beginning)
        #expect(DisplayWidth.end(of: text, columns: columns) == end)
        #expect(DisplayWidth.of(beginning) <= columns && DisplayWidth.of(end) <= columns)
    }

    @Test func aWordThatIsVeryLongIsCut() {
        let word = "www.example.org/" + String(repeating: "a", count: 40)
        #expect(DisplayWidth.beginning(of: "vedi " + word, columns: 35) == "vedi " + word.prefix(30))
        #expect(DisplayWidth.end(of: word + " qui", columns: 35) == word.suffix(31) + " qui")
    }
}
