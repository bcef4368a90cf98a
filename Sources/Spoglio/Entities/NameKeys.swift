// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
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

    /// A facet value with the keys by which it is looked up.
    static func value(id: String, label: String, names: [String] = []) -> FacetValue {
        FacetValue(id: id, label: label, names: ([label] + names).map(whole), words: words(of: label))
    }
}
