// SPDX-License-Identifier: GPL-3.0-or-later

internal import CUtf8proc

/// How many columns of a terminal a text takes.
public enum DisplayWidth {
    /// East Asian wide characters take two, combining marks none.
    public static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        max(0, Int(utf8proc_charwidth(Int32(bitPattern: scalar.value))))
    }

    /// The text, or as many of its characters as fit with an ellipsis into so many columns.
    public static func cut(_ text: String, to columns: Int) -> String {
        var width = 0
        // Where the text is cut if it turns out too wide.
        var end = text.startIndex
        for index in text.indices {
            if width < columns { end = index }
            width += text[index].unicodeScalars.reduce(0) { $0 + of($1) }
            if width > columns { return text[..<end] + "…" }
        }
        return text
    }

    /// A word that is longer than this is cut.
    private static let longestWord = 24

    /// The beginning of a text, as much as fits into so many columns; words are kept whole.
    public static func beginning(of text: String, columns: Int) -> Substring {
        var width = 0
        var end = text.endIndex
        for index in text.indices {
            width += text[index].unicodeScalars.reduce(0) { $0 + of($1) }
            if width > columns {
                end = index
                break
            }
        }
        guard end > text.startIndex, end < text.endIndex, !text[end].isWhitespace else { return text[..<end] }
        guard let space = text[..<end].lastIndex(where: \.isWhitespace),
            of(String(text[space..<end])) <= longestWord
        else { return text[..<end] }
        return text[..<space]
    }

    /// The end of a text, as much as fits into so many columns; words are kept whole.
    public static func end(of text: String, columns: Int) -> Substring {
        var width = 0
        var start = text.startIndex
        for index in text.indices.reversed() {
            width += text[index].unicodeScalars.reduce(0) { $0 + of($1) }
            if width > columns {
                start = text.index(after: index)
                break
            }
        }
        guard start > text.startIndex, start < text.endIndex, !text[text.index(before: start)].isWhitespace else {
            return text[start...]
        }
        guard let space = text[start...].firstIndex(where: \.isWhitespace),
            of(String(text[start...space])) <= longestWord
        else { return text[start...] }
        return text[text.index(after: space)...]
    }
}
