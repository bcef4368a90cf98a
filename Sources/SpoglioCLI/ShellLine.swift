// SPDX-License-Identifier: GPL-3.0-or-later

/// A command line as typed so far, in the words of bash; of it the end is being completed.
struct ShellLine {
    /// What quotes are open.
    enum Quote { case none, single, double }

    /// The words without their quotes; the last one is the one at the cursor, empty behind a space.
    let words: [String]
    /// What of the last word stands before the part that the shell will replace, and the quote that is open there.
    let kept: String
    private let quote: Quote

    /// - Parameter text: The end of the line that the shell will replace.
    init(_ line: String, replacing text: String) {
        let scalars = Array(line.unicodeScalars)
        let length = text.unicodeScalars.count
        let isEnd = line.unicodeScalars.suffix(length).elementsEqual(text.unicodeScalars)
        let start = isEnd ? scalars.count - length : nil
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var isOpen = false
        var quote = Quote.none
        var isEscaped = false
        var place: (kept: String, quote: Quote) = ("", .none)
        for (index, scalar) in scalars.enumerated() {
            if index == start { place = (String(word), quote) }
            if isEscaped {
                if quote == .double, !["$", "`", "\"", "\\"].contains(scalar) { word.append("\\") }
                word.append(scalar)
                isEscaped = false
                continue
            }
            switch (quote, scalar) {
            case (.none, " "), (.none, "\t"), (.none, "\n"):
                if isOpen { words.append(String(word)) }
                word = String.UnicodeScalarView()
                isOpen = false
                continue
            case (.none, "\\"), (.double, "\\"): isEscaped = true
            case (.none, "'"): quote = .single
            case (.none, "\""): quote = .double
            case (.single, "'"), (.double, "\""): quote = .none
            default: word.append(scalar)
            }
            isOpen = true
        }
        if start == scalars.count { place = (String(word), quote) }
        self.words = words + [String(word)]
        (kept, self.quote) = place
    }

    /// What the shell should put in place of the end of the line for the last word to become `word`; nil where the word
    /// does not go on as it began.
    func replacement(for word: String) -> String? {
        guard word.unicodeScalars.starts(with: kept.unicodeScalars) else { return nil }
        var result = ""
        for scalar in word.unicodeScalars.dropFirst(kept.unicodeScalars.count) {
            switch quote {
            case .none: result += Self.isPlain(scalar) ? "\(scalar)" : "\\\(scalar)"
            case .single: result += scalar == "'" ? #"'\''"# : "\(scalar)"
            case .double:
                // A history expansion cannot be escaped between double quotes.
                result +=
                    scalar == "!" ? "\"'!'\"" : ["$", "`", "\"", "\\"].contains(scalar) ? "\\\(scalar)" : "\(scalar)"
            }
        }
        return result
    }

    /// Whether a character means itself to every shell.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", "=", "@", "%", "+", ",": true
        default: scalar.value >= 0x80 && !scalar.properties.isWhitespace
        }
    }
}
