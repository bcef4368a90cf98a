// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText
internal import Xapian

/// A word of a query in the forms that an index knows words by.
struct QueryTerm: Equatable {
    var folded: [UInt8]
    var exact: [UInt8]
    var stem: [UInt8]
    var isElided: Bool
}

/// Turns words and phrases of a query into terms, by the analysis that articles went through.
struct QueryAnalyzer: ~Copyable {
    private let tokenizer = Tokenizer()
    private let stemmer: ItalianStemmer

    init() throws(SpoglioError) { stemmer = try ItalianStemmer() }

    /// The term sequences that a text stands for: its parts, and with compounds in place of their parts.
    ///
    /// `e-mail` gives `e mail` and `email`; a `#tag` stands for itself alone.
    ///
    /// - Parameter dropsElisions: Whether `dell'Ucraina` means `Ucraina`.
    borrowing func variants(of text: String, dropsElisions: Bool) throws(SpoglioError) -> [[QueryTerm]] {
        let bytes = Array(text.utf8)
        let tokens = tokenizer.tokens(in: text)
        var parts: [(token: Token, term: QueryTerm)] = []
        var compounds: [(token: Token, term: QueryTerm)] = []
        for token in tokens {
            let term = try term(bytes, token)
            guard !term.folded.isEmpty else { continue }
            if token.isCompound { compounds.append((token, term)) } else { parts.append((token, term)) }
        }
        if dropsElisions, parts.contains(where: { !$0.term.isElided }) {
            parts.removeAll { $0.term.isElided }
        }
        if let tag = compounds.first(where: { text.hasPrefix("#") && $0.token.start == 0 }) { return [[tag.term]] }
        var variants: [[QueryTerm]] = [parts.map(\.term)]
        // Each compound alone and all together: more combinations than anybody writes would not find more.
        var replacements = compounds.map { [$0] }
        if compounds.count > 1 { replacements.append(compounds) }
        for replacement in replacements {
            var variant: [QueryTerm] = []
            var position = 0
            var index = 0
            while index < parts.count {
                let part = parts[index]
                position = Int(part.token.position)
                if let whole = replacement.first(where: { covers($0.token, position) }) {
                    variant.append(whole.term)
                    while index < parts.count, covers(whole.token, Int(parts[index].token.position)) { index += 1 }
                } else {
                    variant.append(part.term)
                    index += 1
                }
            }
            if !variants.contains(variant) { variants.append(variant) }
        }
        return variants.filter { !$0.isEmpty }
    }

    private borrowing func covers(_ compound: Token, _ position: Int) -> Bool {
        position >= Int(compound.position) && position < Int(compound.position) + Int(compound.span)
    }

    private borrowing func term(_ bytes: [UInt8], _ token: Token) throws(SpoglioError) -> QueryTerm {
        let slice = Array(bytes[token.byteRange])
        let folded = WordForms.bounded(Folding.folded(slice.span, kind: token.kind))
        return QueryTerm(
            folded: folded, exact: Folding.exact(slice.span), stem: try stemmer.stem(folded, kind: token.kind),
            isElided: token.flags.contains(.elided) && !token.isCompound)
    }
}

/// The forms of words that index and queries share.
enum WordForms {
    /// Longer folded forms are cut: an index term has at most 245 bytes.
    static func bounded(_ folded: [UInt8]) -> [UInt8] {
        guard folded.count > Self.longest else { return folded }
        var end = Self.longest
        while end > 0, folded[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(folded[..<end])
    }

    private static let longest = 220

    /// What tells two tokens of the same spelling apart in the dictionary.
    static func tag(_ token: Token) -> UInt8 {
        token.kind.rawValue | (token.isCompound ? compoundBit : 0)
            | (token.flags.contains(.elided) && !token.isCompound ? elidedBit : 0)
    }

    static let compoundBit: UInt8 = 4
    static let elidedBit: UInt8 = 8
    static func isCompound(tag: UInt8) -> Bool { tag & compoundBit != 0 }
    static func isElided(tag: UInt8) -> Bool { tag & elidedBit != 0 }
    static func kind(tag: UInt8) -> Token.Kind { Token.Kind(rawValue: tag & 3) ?? .word }
}
