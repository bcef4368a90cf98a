// SPDX-License-Identifier: GPL-3.0-or-later

/// A quotation mark of a query: one character, or two equal single quotes.
///
/// A mark is closed by any of its own kind, whichever way it leans, since people type „x“, »x« and “x“ alike. Between straight
/// double quotes `\"` is a quote that closes nothing. Backslashes are themselves except right before a quote, where two
/// of them stand for one.
struct Quote: Equatable {
    private enum Kind {
        case straight
        case curly
        case guillemet
        case doubledSingle
    }

    private let kind: Kind
    let length: Int

    /// The mark at an index; nil when there is none.
    init?(opening index: Int, in scalars: [Unicode.Scalar]) {
        guard !scalars[index].isASCII || scalars[index] == "\"" || scalars[index] == "'" || scalars[index] == "`" else {
            return nil
        }
        switch scalars[index] {
        case "\"": kind = .straight
        case "“", "”", "„", "‟": kind = .curly
        case "«", "»": kind = .guillemet
        case "'", "‘", "’", "‚", "‛", "`":
            guard index + 1 < scalars.count, scalars[index] == scalars[index + 1] else { return nil }
            kind = .doubledSingle
        default: return nil
        }
        length = kind == .doubledSingle ? 2 : 1
    }

    /// Where the mark that closes this one stands, searched from the first scalar inside.
    func closing(from start: Int, in scalars: [Unicode.Scalar]) -> Range<Int>? {
        var index = start
        while index < scalars.count {
            let backslashes = kind == .straight ? Self.backslashes(at: index, in: scalars) : 0
            if backslashes > 0 {
                index += backslashes
                if backslashes % 2 == 1, index < scalars.count, scalars[index] == "\"" { index += 1 }
                continue
            }
            if let other = Quote(opening: index, in: scalars), other.closes(self) {
                var end = index + other.length
                // Of three single quotes in a row the first is an apostrophe: ''un po'''.
                while kind == .doubledSingle, end < scalars.count, scalars[end] == scalars[index] { end += 1 }
                return end - other.length..<end
            }
            index += 1
        }
        return nil
    }

    private func closes(_ opening: Quote) -> Bool {
        kind == opening.kind || kind == .straight && opening.kind == .curly
    }

    /// How many backslashes stand in a row.
    private static func backslashes(at index: Int, in scalars: some Collection<Unicode.Scalar>) -> Int {
        scalars.dropFirst(index).prefix { $0 == "\\" }.count
    }

    /// What was meant by the scalars between the marks.
    func content(of inside: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        let scalars = Array(inside)
        guard kind == .straight, scalars.contains("\\") else { return scalars }
        var content: [Unicode.Scalar] = []
        var index = 0
        while index < scalars.count {
            let backslashes = Self.backslashes(at: index, in: scalars)
            let end = index + backslashes
            // The closing mark stands behind the last scalar.
            let isBeforeQuote = end == scalars.count || scalars[end] == "\""
            content += repeatElement("\\", count: isBeforeQuote ? backslashes / 2 : backslashes)
            if end < scalars.count { content.append(scalars[end]) }
            index = end + 1
        }
        return content
    }

    /// The text between quotation marks that it does not hold itself, else between straight ones with `\"` for each of its
    /// own.
    static func quoting(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        if scalars.contains("\"") {
            if !scalars.contains("«"), !scalars.contains("»") { return "«\(text)»" }
            if zip(scalars, scalars.dropFirst()).allSatisfy({ $0 != $1 || !"'‘’‚‛`".unicodeScalars.contains($0) }) {
                return "''\(text)''"
            }
        }
        var escaped: [Unicode.Scalar] = []
        var backslashes = 0
        for scalar in scalars {
            if scalar == "\"" { escaped += repeatElement("\\", count: backslashes + 1) }
            backslashes = scalar == "\\" ? backslashes + 1 : 0
            escaped.append(scalar)
        }
        escaped += repeatElement("\\", count: backslashes)
        return "\"\(escaped.string)\""
    }
}
