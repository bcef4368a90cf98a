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
}
