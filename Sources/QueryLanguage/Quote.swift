// SPDX-License-Identifier: GPL-3.0-or-later

/// A quotation mark of a query: one character, or two equal single quotes.
///
/// A mark is closed by any of its own kind, whichever way it leans, since people type „x“, »x« and “x“ alike.
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

    /// The text between quotation marks that it does not hold itself.
    static func quoting(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        if !scalars.contains("\"") { return "\"\(text)\"" }
        if !scalars.contains("«"), !scalars.contains("»") { return "«\(text)»" }
        if zip(scalars, scalars.dropFirst()).allSatisfy({ $0 != $1 || !"'‘’‚‛`".unicodeScalars.contains($0) }) {
            return "''\(text)''"
        }
        // No query can hold such a text; without its straight quotes, which match nothing, one can.
        return "\"\(scalars.map { $0 == "\"" ? " " : $0 }.string)\""
    }
}
