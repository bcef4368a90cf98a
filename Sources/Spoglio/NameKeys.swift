// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The keys by which a facet value is looked up: its names whole, and the words in them.
enum NameKeys {
    /// The folded words of a name, compounds left out: `Kim Jong-un` → `kim jong un`.
    static func words(of name: String) -> [String] {
        let bytes = Array(name.utf8)
        return Tokenizer().tokens(in: name).filter { !$0.isCompound }.map { token in
            let slice = Array(bytes[token.byteRange])
            return String(decoding: WordForms.bounded(Folding.folded(slice.span, kind: token.kind)), as: UTF8.self)
        }.filter { !$0.isEmpty }
    }

    /// A whole name as a key.
    static func whole(_ name: String) -> String { words(of: name).joined(separator: " ") }

    static func keys(of names: [String]) -> [String] {
        var keys: [String] = []
        for name in names {
            let words = words(of: name)
            guard !words.isEmpty else { continue }
            keys.append(words.joined(separator: " "))
            if words.count > 1 { keys += words }
        }
        return keys
    }
}
