// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities
internal import ItalianText
internal import Topics

/// Finds the entities and topics of articles, one after another.
final class ArticleAnnotator {
    let authority: Authority
    private var recogniser: NameRecogniser
    private var linker: EntityLinker
    let topicWords: TopicLexicon
    private let sections: SectionTopics
    private var scorer: TopicScorer
    /// What sections and tags tell, kept because they come up again and again.
    private var hintOfSection: [String: TopicHint?] = [:]
    private var hintOfTag: [String: TopicHint?] = [:]
    private static let mostHints = 4_096
    private var tree: TopicTree { topicWords.tree }

    /// What the program carries, read once.
    private struct Tables: Sendable {
        let authority: Authority
        let topicWords: TopicLexicon
        let sections: SectionTopics

        static let embedded = Result<Tables, SpoglioError> { () throws(SpoglioError) in
            do {
                let tree = try TopicTree()
                return Tables(
                    authority: try Authority(), topicWords: try TopicLexicon(tree: tree),
                    sections: try SectionTopics(tree: tree))
            } catch {
                throw SpoglioError(.system, "the tables of names and topics cannot be read: \(error)")
            }
        }
    }

    /// Reads the tables that the program carries when they are first needed; takes some ten milliseconds then.
    ///
    /// - Parameter own: Tables of entities of the user's own, which are read after those.
    /// - Throws: `request` where one of these is refused, with its line and the reason.
    init(_ own: [AuthorityTable] = []) throws(SpoglioError) {
        let tables = try Tables.embedded.get()
        do {
            authority = try own.isEmpty ? tables.authority : Authority(tables: AuthorityTable.embedded + own)
        } catch {
            throw IndexAuthority.refusal(error)
        }
        topicWords = tables.topicWords
        sections = tables.sections
        scorer = TopicScorer(topicWords)
        recogniser = NameRecogniser(authority: authority)
        linker = EntityLinker(authority: authority)
    }

    /// Lets go of what is kept of the words and names of earlier articles.
    func forget() {
        recogniser = NameRecogniser(authority: authority)
        linker = EntityLinker(authority: authority)
    }

    /// The mentions of an article in reading order.
    ///
    /// - Precondition: The tokens are those of the article's title and body.
    func mentions(
        _ article: Article, titleTokens: [Token], bodyTokens: [Token], pieceSize: Int = TextPiece.size
    ) -> [LinkedMention] {
        var mentions: [LinkedMention] = []
        forEachPiece(of: article, titleTokens: titleTokens, bodyTokens: bodyTokens, size: pieceSize) { mentions += $0 }
        return mentions
    }

    /// Gives the mentions of an article in reading order, piece by piece: a body that is as long as several books is looked at
    /// in pieces, each as if it were an article.
    ///
    /// - Precondition: The tokens are those of the article's title and body.
    func forEachPiece(
        of article: Article, titleTokens: [Token], bodyTokens: [Token], size: Int = TextPiece.size,
        _ take: ([LinkedMention]) -> Void
    ) {
        var title = ArticleText.Content(bytes: Array(article.title.utf8), tokens: titleTokens)
        let marked = MarkedNames(article)
        let body = Array(article.body.utf8)
        for piece in TextPiece.pieces(of: bodyTokens, byteCount: body.count, size: size) {
            let content = ArticleText.Content(
                bytes: piece.isWhole ? body : Array(body[piece.bytes]), tokens: piece.tokens(among: bodyTokens))
            let text = ArticleText(title: title, body: content)
            let found = recogniser.mentions(in: text)
            let linked = linker.link(marked?.added(to: found, in: text) ?? found, in: text)
            if piece.isWhole { return take(linked) }
            take(
                linked.map { mention in
                    mention.mention.field == .body
                        ? mention.moved(positions: piece.position, bytes: piece.bytes.lowerBound) : mention
                })
            title = ArticleText.Content(bytes: [], tokens: [])
        }
    }

    /// The entities that a name as a whole is linked to, in any capitals.
    func entities(named name: String) -> [Facet: [String]] {
        let name =
            name == name.lowercased() ? name.split(separator: " ").map(\.capitalizedFirst).joined(separator: " ") : name
        let tokens = Tokenizer().tokens(in: name)
        let count = tokens.count { !$0.isCompound }
        let article = Article(id: "", title: "", body: name, path: "")
        var found: [Facet: [String]] = [:]
        for linked in mentions(article, titleTokens: [], bodyTokens: tokens)
        where linked.mention.positions.count == count {
            if let entity = linked.entity { found[Facet(linked.kind), default: []].append(entity.text) }
        }
        return found
    }

    /// What a facet keeps of the entity of a mention.
    func value(_ mention: LinkedMention, _ id: EntityID) -> FacetValue {
        var value = NameKeys.value(id: id.text, label: mention.name, names: [])
        if let entity = authority.entity(id) {
            value.names += (entity.variants + entity.contextual).map(NameKeys.whole)
        } else if mention.kind == .person {
            value.kinship = NameKinship.key(mention.name, kind: .person)
        }
        return value
    }

    /// What the mentions of a segment keep of a mention.
    ///
    /// - Parameter value: The number of its entity among the values of the facet.
    func variant(_ linked: LinkedMention, value: UInt32, in article: Article) -> MentionVariant {
        let text = linked.mention.field == .title ? article.title : article.body
        let bytes = text.utf8Span.span.extracting(linked.mention.byteRange)
        return MentionVariant(
            facet: UInt8(Facet.entities.firstIndex(of: Facet(linked.kind)) ?? 0), value: value,
            text: String(decoding: Folding.exact(bytes), as: UTF8.self), rule: linked.rule.rawValue,
            score: UInt8(max(0, min(100, (linked.score * 100).rounded()))),
            span: UInt8(clamping: linked.mention.positions.count))
    }

    /// The names that a query may use for an entity because an article does: those whose words its name does not have.
    func furtherNames(_ variant: MentionVariant, of linked: LinkedMention) -> [String] {
        let known = NameKeys.words(of: linked.name)
        let words = NameKeys.words(of: variant.text)
        return words.allSatisfy(known.contains) ? [] : [words.joined(separator: " ")]
    }

    /// The topics of an article, each before those it lies in.
    ///
    /// - Parameters:
    ///   - title: The tokens of the title by any numbers, and `body` those of the body …
    ///   - entries: … and by number what `topicWords` says of their spellings.
    func topics(_ article: Article, title: [UInt32], body: [UInt32], entries: [UInt32]) -> [Topic] {
        scorer.count(title: title, body: body, entries: entries)
        return scorer.assign(hints(article).map(\.hint)).flatMap { tree.path(of: $0.topic) }.compactMap { tree[$0] }
    }

    /// What section line and tags of an article tell about its topics, and why.
    private func hints(_ article: Article) -> [(hint: TopicHint, why: String)] {
        var found: [(hint: TopicHint, why: String)] = []
        if let section = article.section, let hint = hint(ofSection: section) {
            found.append((hint, "section '\(section)'"))
        }
        for tag in article.tags.prefix(Self.mostTags) {
            if let hint = hint(ofTag: tag) { found.append((hint, "tag '\(tag)'")) }
        }
        return found
    }

    private func hint(ofSection section: String) -> TopicHint? {
        if let known = hintOfSection[section] { return known }
        let hint = sections.hint(forSection: section).map { TopicHint(topic: $0.topic, strength: $0.strength) }
        if hintOfSection.count >= Self.mostHints { hintOfSection.removeAll() }
        hintOfSection[section] = .some(hint)
        return hint
    }

    private func hint(ofTag tag: String) -> TopicHint? {
        if let known = hintOfTag[tag] { return known }
        let topic = sections.hint(forSection: tag)?.topic ?? tree.topics(named: tag).first?.code
        let hint = topic.map { TopicHint(topic: $0, strength: .weak) }
        if hintOfTag.count >= Self.mostHints { hintOfTag.removeAll() }
        hintOfTag[tag] = .some(hint)
        return hint
    }

    private static let mostTags = 50
    private static let mostReasons = 6

    /// The topics of an article as it is shown, with what speaks for each.
    ///
    /// - Parameter codes: The topics that it was indexed with, those they lie in included.
    func views(_ article: Article, indexed codes: [String]) -> [ArticleView.Topic] {
        let (title, body) = (TopicText(article.title, topicWords), TopicText(article.body, topicWords))
        let entries = title.entries + body.entries
        let split = UInt32(title.entries.count)
        scorer.count(
            title: Array(0..<split), body: Array(split..<UInt32(entries.count)), entries: entries)
        let hints = hints(article)
        let assigned = scorer.assign(hints.map(\.hint))
        let above = Set(codes.flatMap { tree.path(of: TopicCode($0)).dropFirst() })
        let own = codes.map { TopicCode($0) }.filter { !above.contains($0) }
        let known = assigned.filter { own.contains($0.topic) }
        // What another version of the program found stays what is searched for.
        let others = own.filter { code in !known.contains { $0.topic == code } }
        return (known + others.map { TopicAssignment(topic: $0, score: 0) }).compactMap { found in
            guard let topic = tree[found.topic] else { return nil }
            let path = tree.path(of: found.topic)
            let told = hints.filter { !Set(tree.path(of: $0.hint.topic)).isDisjoint(with: path) }.map(\.why)
            let words = TopicScorer.reasons(
                for: found.topic, in: topicWords, title: title.entries, body: body.entries
            ) { isTitle, range in isTitle ? title.text(range) : body.text(range) }
            let shown = words.prefix(Self.mostReasons).map { $0.count > 1 ? "\($0.text) (\($0.count))" : $0.text }
            return ArticleView.Topic(
                code: topic.code.text, label: topic.italianLabel, score: found.score, why: told + shown)
        }
    }

    /// What a facet keeps of a topic.
    static func value(_ topic: Topic) -> FacetValue {
        NameKeys.value(
            id: topic.code.text, label: topic.italianLabel,
            names: [topic.code.text, topic.englishLabel, topic.slug])
    }
}

/// A text as topics see it.
private struct TopicText {
    let entries: [UInt32]
    private let bytes: [UInt8]
    private let tokens: [Token]

    init(_ text: String, _ words: TopicLexicon) {
        let bytes = Array(text.utf8)
        let tokens = Tokenizer().tokens(in: text).filter { !$0.isCompound }
        var entries: [UInt32] = []
        for token in tokens { entries.append(words.entry(of: bytes.span.extracting(token.byteRange))) }
        (self.bytes, self.tokens, self.entries) = (bytes, tokens, entries)
    }

    /// What stands at some of its positions.
    func text(_ range: Range<Int>) -> String {
        let place = tokens[range.lowerBound].byteRange.lowerBound..<tokens[range.upperBound - 1].byteRange.upperBound
        return String(decoding: bytes[place], as: UTF8.self)
    }
}

extension Facet {
    init(_ kind: EntityKind) {
        switch kind {
        case .person: self = .person
        case .organisation: self = .organisation
        case .place: self = .place
        }
    }
}

extension Substring {
    /// With its first letter as a capital.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
