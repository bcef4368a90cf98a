// SPDX-License-Identifier: GPL-3.0-or-later

/// How far the characters beyond ASCII of a text stand where Italian has them.
///
/// Italian writes its accented vowels at the end of words (or alone, as in "è"), its capital ones at the beginning of
/// words or among capitals, opening quotation marks before a word and closing ones after it. A wrong single-byte
/// encoding yields other characters, or these in other places: the `é` of MacRoman is Ž in WINDOWS-1252, the `é` of
/// WINDOWS-1252 an È behind a small letter in MacRoman.
enum ItalianFit {
    /// The share of fitting characters, from 0 to 1, in valid UTF-8; 0 when all is ASCII.
    static func share(of bytes: [UInt8]) -> Double {
        var previous: Unicode.Scalar = " "
        var current: Unicode.Scalar = " "
        var total = 0
        var fitting = 0
        func judge(_ next: Unicode.Scalar) {
            guard !current.isASCII else { return }
            total += 1
            if fits(current, after: previous, before: next) { fitting += 1 }
        }
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            judge(scalar)
            (previous, current) = (current, scalar)
        }
        judge(" ")
        return total == 0 ? 0 : Double(fitting) / Double(total)
    }

    private static func fits(_ scalar: Unicode.Scalar, after: Unicode.Scalar, before: Unicode.Scalar) -> Bool {
        switch scalar {
        case "à", "è", "é", "ì", "ò", "ù": !before.properties.isAlphabetic
        case "À", "È", "É", "Ì", "Ò", "Ù": !after.properties.isLowercase
        case "’": after.properties.isAlphabetic || after.properties.numericType != nil
        case "“", "«", "‘": !after.properties.isAlphabetic && !before.properties.isWhitespace
        case "”", "»": !after.properties.isWhitespace && !before.properties.isAlphabetic
        case "–", "—": after.properties.isWhitespace || before.properties.isWhitespace
        case "…": !after.properties.isWhitespace
        case "°", "º", "ª": after.properties.numericType != nil || after.properties.isAlphabetic
        case "€": before.properties.isWhitespace || before.properties.numericType != nil
        case "\u{A0}", "•", "·": true
        default: false
        }
    }
}
