// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Decides which entity each mention of an article names, and finds what the recogniser could not know to be a name:
/// repeats, short forms and garbled names of entities that the article has.
///
/// What it answers depends on the article and the authority alone; between articles it keeps only answers to "whose
/// name is like this one", which are the same always. Safe to share between threads.
///
/// Scores: 0.95 full, 0.93 variant, 0.8 a form of several entities, 0.8 acronym, 0.78 garbled, 0.75 contextual and
/// surname, 0.72 context, 0.7 unknown, 0.65 surname of an unknown person and first name, 0.6 short form that several
/// named entities share, 0.3 unresolved.
public struct EntityLinker: Sendable {
    private let authority: Authority
    private let matches: NameMatchCache

    /// Links to the entities of an authority.
    public init(authority: Authority) {
        self.authority = authority
        matches = NameMatchCache(authority: authority)
    }

    /// The linked mentions of an article in the order of the text; `mentions` are those of `article`.
    ///
    /// Mentions that hold control characters or marks of direction, or more than 200 bytes, are left out. Some may be
    /// longer than the recogniser's (`Kim Jong -in`), and some are the linker's own.
    public func link(_ mentions: [Mention], in article: ArticleText) -> [LinkedMention] {
        var pass = LinkPass(article: article, authority: authority, matches: matches)
        // What only the tagger says to be a name may be a garbled or short form of somebody whom the article names: the
        // linker looks at it as at any capitalised word, and else believes the tagger.
        let acronyms = Self.acronyms(of: mentions, in: article)
        let suggestions = pass.take(mentions) { Self.isSuggestion($0, acronyms, in: article) }
        let linked = pass.link()
        let rest = suggestions.filter { mention in
            !linked.contains {
                $0.mention.field == mention.field && $0.mention.positions.overlaps(mention.positions)
            }
        }
        guard !rest.isEmpty else { return linked }
        return (linked + rest.compactMap { believed($0, in: article) }).sorted {
            ($0.mention.field, $0.mention.positions.lowerBound) < ($1.mention.field, $1.mention.positions.lowerBound)
        }
    }

    /// Whether a mention is a single word that no list has, and no acronym.
    private static func isSuggestion(
        _ mention: Mention, _ acronyms: Set<[UInt8]>, in article: ArticleText
    ) -> Bool {
        guard mention.rule == .unknownName, mention.candidates.isEmpty, mention.positions.count == 1 else {
            return false
        }
        let letters = Array(article[mention.field].bytes[mention.byteRange])
        let isShouted = letters.allSatisfy { $0 < UInt8(ascii: "a") || $0 > UInt8(ascii: "z") }
        return !isShouted && !(mention.kind == .organisation && acronyms.contains(upperCased(letters)))
    }

    /// The initials of the organisations of several words.
    private static func acronyms(of mentions: [Mention], in article: ArticleText) -> Set<[UInt8]> {
        var acronyms: Set<[UInt8]> = []
        for mention in mentions where mention.kind == .organisation && mention.positions.count > 1 {
            let content = article[mention.field]
            let initials = content.tokens(of: mention).filter { $0.flags.contains(.capitalised) }
            acronyms.insert(upperCased(initials.map { content.bytes[Int($0.start)] }))
        }
        return acronyms
    }

    private static func upperCased(_ letters: [UInt8]) -> [UInt8] {
        letters.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 & ~0x20 : $0 }
    }

    /// A name as the tagger has it: an organisation or place of that name, or somebody whom the article does not tell.
    private func believed(_ mention: Mention, in article: ArticleText) -> LinkedMention? {
        let content = article[mention.field]
        let bytes = content.bytes.span.extracting(mention.byteRange)
        guard mention.byteRange.count <= TextSafety.longestName,
            TextSafety.firstControl(in: bytes, from: 0, to: bytes.count) == nil
        else { return nil }
        let name = String(decoding: Folding.exact(bytes), as: UTF8.self)
        guard mention.kind != .person else {
            return LinkedMention(
                mention: mention, entity: nil, kind: .person, name: name, rule: .unresolved, score: 0.3)
        }
        var words: [String] = []
        for token in content.tokens(of: mention) {
            let folded = Folding.folded(content.bytes.span.extracting(token.byteRange), kind: token.kind)
            words.append(String(decoding: folded, as: UTF8.self))
        }
        return LinkedMention(
            mention: mention, entity: EntityID(kind: mention.kind, foldedWords: words), kind: mention.kind, name: name,
            rule: .unknown, score: 0.7)
    }
}

extension ArticleText.Content {
    /// The plain tokens of a mention.
    fileprivate func tokens(of mention: Mention) -> [Token] {
        // A plain token stands at its position or, where compounds stand among them, behind it.
        var found: [Token] = []
        for token in tokens[min(mention.positions.lowerBound, tokens.count)...] where !token.isCompound {
            guard Int(token.start) < mention.byteRange.upperBound else { break }
            if Int(token.start) >= mention.byteRange.lowerBound { found.append(token) }
        }
        return found
    }
}
