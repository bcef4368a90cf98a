// SPDX-License-Identifier: GPL-3.0-or-later

public import ItalianText

/// What a recogniser reads of an article: its fields as UTF-8 bytes with their tokens.
public struct ArticleText: Sendable {
    /// The fields, in reading order.
    public enum Field: UInt8, Sendable, CaseIterable, Comparable {
        case title, body

        public static func < (left: Field, right: Field) -> Bool { left.rawValue < right.rawValue }
    }

    /// One field: bytes, and the tokens that `Tokenizer` makes of them.
    public struct Content: Sendable {
        public var bytes: [UInt8]
        public var tokens: [Token]

        /// - Precondition: `tokens` are the tokens of `bytes`.
        public init(bytes: [UInt8], tokens: [Token]) {
            self.bytes = bytes
            self.tokens = tokens
        }

        /// Tokenizes a text.
        public init(_ text: String) {
            bytes = Array(text.utf8)
            tokens = Tokenizer().tokens(in: text)
        }
    }

    /// The two fields; an article without a title has empty content there.
    public var title: Content
    public var body: Content

    public init(title: Content, body: Content) {
        self.title = title
        self.body = body
    }

    /// Tokenizes both fields.
    public init(title: String = "", body: String) {
        self.init(title: Content(title), body: Content(body))
    }

    /// The content of a field.
    public subscript(field: Field) -> Content {
        switch field {
        case .title: title
        case .body: body
        }
    }
}
