// SPDX-License-Identifier: GPL-3.0-or-later

private import Synchronization

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
        pass.take(mentions)
        return pass.link()
    }
}

/// Answers to "whose name is like this one", kept because names repeat from article to article.
final class NameMatchCache: Sendable {
    private let authority: Authority
    private let kept = Mutex<[[UInt8]: [NameIndex.Match]]>([:])
    /// When so many are kept, the cache begins anew.
    private static let mostKept = 50_000

    init(authority: Authority) { self.authority = authority }

    /// The people of the authority whose name, or whose surname where it is one word, is like one written so.
    func people(_ name: [UInt8], isSurname: Bool, make: () -> NameParts) -> [NameIndex.Match] {
        if let matches = kept.withLock({ $0[name] }) { return matches }
        let parts = make()
        let names = authority.names
        let matches = Array((isSurname ? names.people(surname: parts) : names.matches(parts)).prefix(8))
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept.removeAll() }
            kept[name] = matches
        }
        return matches
    }
}
