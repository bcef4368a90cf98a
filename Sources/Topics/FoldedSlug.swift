// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// What two spellings of a label or section have in common: folded words with hyphens between them.
enum FoldedSlug {
    /// `Salute & Benessere` → `salute-benessere`, `Città` → `citta`, `nl/la_chiave` → `nl-la-chiave`.
    static func of(_ text: some StringProtocol) -> String {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            let isMark = scalar.properties.generalCategory == .nonspacingMark
            if isLetter || isMark {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                words.append(Folding.folded(word))
                word = ""
            }
        }
        if !word.isEmpty { words.append(Folding.folded(word)) }
        return words.filter { !$0.isEmpty }.joined(separator: "-")
    }
}
