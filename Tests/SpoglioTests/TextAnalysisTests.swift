// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Spoglio

struct TextAnalysisTests {
    @Test(
        arguments: [
            ("", []),
            ("Le guerre", ["0-2 Le le le word", "3-9 guerre guerre guerr word"]),
            ("l’Ucraina", ["0-2 l’ l l word", "2-9 Ucraina ucraina ucrain word"]),
            ("è perché?", ["0-1 è e e word", "2-8 perché perche perc word"]),
            ("😀 U.S.A. 15.000", ["2-8 U.S.A. usa usa acronym", "9-15 15.000 15000 15000 number"]),
            ("e-mail", ["0-1 e e e word", "2-6 mail mail mail word", "0-6 e-mail email email word"]),
            (
                "www.ansa.it",
                [
                    "0-3 www www www word", "4-8 ansa ansa ansa word", "9-11 it it it word",
                    "0-11 www.ansa.it www.ansa.it www.ansa.it url",
                ]
            ),
        ] as [(String, [String])])
    func tokensAreAsSearchesSeeThem(text: String, tokens: [String]) throws {
        let found = try TextAnalysis(text).tokens
        #expect(found.map { "\($0.start)-\($0.end) \($0.text) \($0.token) \($0.stem) \($0.kind.rawValue)" } == tokens)
    }
}
