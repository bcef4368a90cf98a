// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Text broken between words, as a terminal that is narrower would break inside them.
enum LineWrap {
    /// On narrower terminals lines are left as they are.
    private static let narrowest = 20

    /// Indents a text and begins a new line before each word that would go beyond the last column.
    ///
    /// - Parameters:
    ///   - text: May hold escape sequences for colours, which take no columns.
    ///   - further: By how much the second line and those after it are indented.
    static func indented(_ text: String, by indent: Int, then further: Int, columns: Int) -> String {
        var result = String(repeating: " ", count: indent)
        guard columns >= narrowest else { return result + text }
        var width = indent
        var start = indent
        for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            let wordWidth = DisplayWidth.of(visible(word))
            if width > start, width + 1 + wordWidth > columns {
                result += "\n" + String(repeating: " ", count: further)
                width = further
                start = further
            } else if index > 0 {
                result += " "
                width += 1
            }
            result += word
            width += wordWidth
        }
        return result
    }

    /// A text without its escape sequences, which end with an `m`.
    private static func visible(_ text: Substring) -> String {
        guard text.contains("\u{1B}") else { return String(text) }
        var result = ""
        var isEscape = false
        for character in text {
            if character == "\u{1B}" {
                isEscape = true
            } else if !isEscape {
                result.append(character)
            } else if character == "m" {
                isEscape = false
            }
        }
        return result
    }
}
