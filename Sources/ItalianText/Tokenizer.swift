// SPDX-License-Identifier: GPL-3.0-or-later

/// Splits Italian text into tokens, on bytes.
///
/// A token is a run of letters and digits. Apostrophes split (`dell'Ucraina` is `dell'` and `Ucraina`), so do hyphens;
/// names and compounds are also given whole (`D'Alema`, `e-mail`), as a compound token over the positions of its parts.
/// Dotted acronyms, numbers with their separators, URLs, e-mail addresses, `@handles` and `#tags` are recognised.
/// What two spellings have in common is the business of `Folding`.
public struct Tokenizer: Sendable {
    /// Longer runs of letters are cut into tokens of this many bytes, so that every token fits an index term.
    static let longestToken = 200
    /// Longer addresses are given by their parts only.
    static let longestAddress = 1_024

    public init() {}

    /// The tokens of `text` in order of their end; a compound follows its last part.
    public func tokens(in text: String) -> [Token] {
        var tokens: [Token] = []
        tokenize(text, into: &tokens)
        return tokens
    }

    /// Replaces the contents of `tokens` by the tokens of `text`, reusing its memory.
    ///
    /// Text beyond 4 GiB is not looked at. Bytes that are not UTF-8 separate tokens.
    public func tokenize(_ text: String, into tokens: inout [Token]) {
        var text = text
        text.withUTF8 { tokenize(bytes: $0, into: &tokens) }
    }

    /// Replaces the contents of `tokens` by the tokens of UTF-8 `bytes`, reusing its memory.
    public func tokenize(_ bytes: Span<UInt8>, into tokens: inout [Token]) {
        bytes.withUnsafeBufferPointer { tokenize(bytes: $0, into: &tokens) }
    }

    func tokenize(bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Token]) {
        tokens.removeAll(keepingCapacity: true)
        CharacterClass.ascii.withUnsafeBufferPointer { ascii in
            guard let table = ascii.baseAddress else { return }
            let text = UnsafeBufferPointer(rebasing: bytes.prefix(Int(UInt32.max)))
            var pass = TokenizerPass(scanner: ByteScanner(text, ascii: table), tokens: tokens)
            tokens = []
            pass.run()
            tokens = pass.tokens
        }
    }
}
