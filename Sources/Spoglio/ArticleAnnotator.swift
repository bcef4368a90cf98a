// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities
internal import ItalianText
internal import Topics

/// Finds the entities and topics of articles, one after another.
struct ArticleAnnotator {
    private let authority: Authority
    private var recogniser: NameRecogniser
    private let linker: EntityLinker
    private let tree: TopicTree
    private let sections: SectionTopics

    /// Reads the tables that the program carries; takes some ten milliseconds.
    init() throws(SpoglioError) {
        do {
            authority = try Authority()
            tree = try TopicTree()
            sections = try SectionTopics(tree: tree)
        } catch {
            throw SpoglioError(.system, "the tables of names and topics cannot be read: \(error)")
        }
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

    /// What a facet keeps of the entity of a mention.
    func value(_ mention: LinkedMention, _ id: EntityID) -> FacetValue {
        var names: [String] = []
        if let entity = authority.entity(id) { names = entity.variants + entity.contextual }
        return NameKeys.value(id: id.text, label: mention.name, names: names)
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
