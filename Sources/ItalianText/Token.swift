// SPDX-License-Identifier: GPL-3.0-or-later

/// One token of a text: a range of its bytes and what the tokenizer knows about it.
///
/// Plain tokens number the positions of a text 0, 1, 2 …; a compound token (`e-mail` beside `e` and `mail`) covers
/// the positions of its parts and follows the last of them in the token list.
public struct Token: Sendable, Equatable {
    /// Byte offset of the first byte in the text.
    public var start: UInt32
    /// Byte offset after the last byte in the text.
    public var end: UInt32
    /// Ordinal among the plain tokens of the text; for a compound, that of its first part.
    public var position: UInt32
    /// Number of positions covered: 1 for a plain token, the number of parts for a compound.
    public var span: UInt16
    public var kind: Kind
    public var flags: Flags

    /// What a token is; an `url` may also be an address of e-mail, a handle or a tag.
    public enum Kind: UInt8, Sendable {
        case word, number, acronym, url
    }

    /// What the tokenizer saw in a token and around it.
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// The first letter is a capital.
        public static let capitalised = Flags(rawValue: 1 << 0)
        /// At least two letters, all of them capitals.
        public static let allCapitals = Flags(rawValue: 1 << 1)
        /// An article, preposition or pronoun that lost its vowel before an apostrophe (`dell'`, `l'`).
        public static let elided = Flags(rawValue: 1 << 2)
        /// Covers the plain tokens before it instead of having a position of its own.
        public static let compound = Flags(rawValue: 1 << 3)
        /// Punctuation other than an apostrophe or hyphen stands between the token before and this one.
        public static let afterPunctuation = Flags(rawValue: 1 << 4)
        /// A full stop, question or exclamation mark or an ellipsis stands between the token before and this one.
        public static let afterStop = Flags(rawValue: 1 << 5)
        /// First token of the text or of a line.
        public static let afterLineBreak = Flags(rawValue: 1 << 6)
        /// A colon or a quotation mark stands between the token before and this one.
        public static let afterQuote = Flags(rawValue: 1 << 7)
        /// Joined to the token before without a space (by an apostrophe, hyphen, dot …).
        public static let joined = Flags(rawValue: 1 << 8)
    }

    /// Makes a token; offsets and positions are cut to 32 bits.
    public init(start: Int, end: Int, position: Int, span: Int = 1, kind: Kind, flags: Flags = []) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.position = UInt32(truncatingIfNeeded: position)
        self.span = UInt16(truncatingIfNeeded: span)
        self.kind = kind
        self.flags = flags
    }

    /// The bytes of the text that the token covers.
    public var byteRange: Range<Int> { Int(start)..<Int(end) }
    public var isCompound: Bool { flags.contains(.compound) }
}
