// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension WordForms {
    /// A wildcard pattern with its letters folded, one run of letters at a time.
    static func pattern(_ text: String) -> [UInt8] {
        var pattern: [UInt8] = []
        var letters = String.UnicodeScalarView()
        func endLetters() {
            if !letters.isEmpty { pattern.append(contentsOf: Folding.folded(String(letters)).utf8) }
            letters = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if scalar == "*" || scalar == "?" {
                endLetters()
                pattern.append(scalar == "*" ? UInt8(ascii: "*") : UInt8(ascii: "?"))
            } else {
                letters.append(scalar)
            }
        }
        endLetters()
        return pattern
    }
}
