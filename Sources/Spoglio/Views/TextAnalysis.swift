// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The tokens of a text as searches see them.
public struct TextAnalysis: Sendable, Encodable {
    /// What a token is.
    public enum Kind: String, Sendable, Encodable { case word, number, acronym, url }

    /// One token, compound ones included.
    public struct Token: Sendable, Encodable, Equatable {
        /// Unicode scalars of the text.
        public var start: Int
        public var end: Int
        public var text: String
        /// The folded exact form, which phrases match.
        public var token: String
        /// What plain words match.
        public var stem: String
        public var kind: Kind
    }

    /// The version of this form and the tokens in reading order.
    public var version = 1
    public var tokens: [Token]

    enum CodingKeys: String, CodingKey { case version, tokens }

    /// Tokenizes and stems a text.
    public init(_ text: String) throws(SpoglioError) {
        let stemmer = try ItalianStemmer()
        let bytes = Array(text.utf8)
        var scalars = ScalarOffsets(bytes)
        var tokens: [Token] = []
        for token in Tokenizer().tokens(in: text) {
            let slice = Array(bytes[token.byteRange])
            let folded = WordForms.bounded(Folding.folded(slice.span, kind: token.kind))
            let stem = try stemmer.stem(folded, kind: token.kind)
            let kind: Kind =
                switch token.kind {
                case .word: .word
                case .number: .number
                case .acronym: .acronym
                case .url: .url
                }
            tokens.append(
                Token(
                    start: scalars.offset(ofByte: Int(token.start)), end: scalars.offset(ofByte: Int(token.end)),
                    text: String(decoding: slice, as: UTF8.self), token: String(decoding: folded, as: UTF8.self),
                    stem: String(decoding: stem, as: UTF8.self), kind: kind))
        }
        self.tokens = tokens
    }
}

/// Unicode scalar offsets of byte offsets into UTF-8.
struct ScalarOffsets {
    private let bytes: [UInt8]
    private var byte = 0
    private var scalar = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Fast for ascending offsets; a lower one starts over.
    mutating func offset(ofByte wanted: Int) -> Int {
        if wanted < byte { (byte, scalar) = (0, 0) }
        while byte < wanted {
            if bytes[byte] & 0xC0 != 0x80 { scalar += 1 }
            byte += 1
        }
        return scalar
    }
}
