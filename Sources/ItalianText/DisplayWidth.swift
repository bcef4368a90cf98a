// SPDX-License-Identifier: GPL-3.0-or-later

internal import CUtf8proc

/// How many columns of a terminal a text takes.
public enum DisplayWidth {
    /// East Asian wide characters take two, combining marks none.
    public static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + max(0, Int(utf8proc_charwidth(Int32(bitPattern: $1.value)))) }
    }
}
