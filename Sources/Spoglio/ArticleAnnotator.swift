// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities
internal import ItalianText
internal import Topics

/// Finds the entities and topics of articles, one after another.
struct ArticleAnnotator {
    let authority: Authority
    private var recogniser: NameRecogniser
    private let linker: EntityLinker
    private let tree: TopicTree
    private let sections: SectionTopics

    /// What the program carries, read once.
    private struct Tables: Sendable {
        let authority: Authority
        let tree: TopicTree
        let sections: SectionTopics

        static let embedded = Result<Tables, SpoglioError> { () throws(SpoglioError) in
            do {
                let tree = try TopicTree()
                return Tables(authority: try Authority(), tree: tree, sections: try SectionTopics(tree: tree))
            } catch {
                throw SpoglioError(.system, "the tables of names and topics cannot be read: \(error)")
            }
        }
    }

    /// Reads the tables that the program carries when they are first needed; takes some ten milliseconds then.
    init() throws(SpoglioError) {
        let tables = try Tables.embedded.get()
        authority = tables.authority
        tree = tables.tree
        sections = tables.sections
        recogniser = NameRecogniser(authority: authority)
        linker = EntityLinker(authority: authority)
    }

    /// The mentions of an article in reading order.
    ///
    /// - Precondition: The tokens are those of the article's title and body.
    mutating func mentions(_ article: Article, titleTokens: [Token], bodyTokens: [Token]) -> [LinkedMention] {
        let text = ArticleText(
            title: .init(bytes: Array(article.title.utf8), tokens: titleTokens),
            body: .init(bytes: Array(article.body.utf8), tokens: bodyTokens))
        return linker.link(recogniser.mentions(in: text), in: text)
    }

    /// The entities that a name as a whole is linked to, in any capitals.
    mutating func entities(named name: String) -> [Facet: [String]] {
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

    /// The topics that an article's section line tells, each topic before those it lies in.
    func topics(_ article: Article) -> [Topic] {
        guard let section = article.section, let hint = sections.hint(forSection: section) else { return [] }
        return tree.path(of: hint.topic).reversed().compactMap { tree[$0] }
    }

    /// What a facet keeps of a topic.
    static func value(_ topic: Topic) -> FacetValue {
        NameKeys.value(
            id: topic.code.text, label: topic.italianLabel,
            names: [topic.code.text, topic.englishLabel, topic.slug])
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
