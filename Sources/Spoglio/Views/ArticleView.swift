// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities
internal import ItalianText
internal import Topics

/// A name found in a text, and whom or what it means.
public struct MentionView: Sendable, Encodable, Equatable {
    /// Whom or what a mention means.
    public struct Entity: Sendable, Encodable, Equatable {
        public var id: String
        public var name: String
        /// Whether the authority file has it.
        public var known: Bool
    }

    /// Where it stands; only in articles, which have more than one field.
    public var field: Snippet.Field?
    /// Unicode scalars of the field or text.
    public var start: Int
    public var end: Int
    public var text: String
    /// person, organisation or place
    public var kind: String
    public var entity: Entity?
    /// 0…1
    public var confidence: Double
    /// What made it a mention.
    public var rule: String

    init(
        field: Snippet.Field?, start: Int, end: Int, text: String, kind: String, entity: Entity?, confidence: Double,
        rule: String
    ) {
        self.field = field
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.entity = entity
        self.confidence = confidence
        self.rule = rule
    }

    init(_ linked: LinkedMention, in bytes: [UInt8], field: Snippet.Field?, offsets: inout ScalarOffsets) {
        let range = linked.mention.byteRange
        self.field = field
        start = offsets.offset(ofByte: range.lowerBound)
        end = offsets.offset(ofByte: range.upperBound)
        text = String(decoding: bytes[range], as: UTF8.self)
        kind = linked.kind.rawValue
        entity = linked.entity.map { Entity(id: $0.text, name: linked.name, known: $0.isKnown) }
        confidence = (linked.score * 1_000).rounded() / 1_000
        rule = linked.rule.rawValue
    }
}

/// One article with all that is known of it.
public struct ArticleView: Sendable, Encodable {
    /// A topic of the article, how well it fits and what speaks for it.
    public struct Topic: Sendable, Encodable, Equatable {
        public var code: String
        public var label: String
        public var score: Double
        public var why: [String]
    }

    public var id: String
    public var title: String
    public var body: String
    public var date: String?
    public var dateSource: String?
    public var section: String?
    public var source: String?
    public var authors: [String]
    public var tags: [String]
    public var url: String?
    public var path: String
    public var position: Int
    public var language: String?
    public var metadata: [String: String]
    /// Where its words stand on the scanned pages, for articles from ALTO and METS.
    public var layout: LayoutView?
    public var topics: [Topic]
    public var mentions: [MentionView]
    /// Ids of near-duplicates, the earliest first.
    public var copies: [String]
    /// The earliest of the article and its copies.
    public var story: String
    /// Title and body with what a query matched, where one was given.
    public var highlights: [Snippet]?

    enum CodingKeys: String, CodingKey {
        case id, title, body, date, section, source, tags, url, path, position, language, metadata, layout, topics
        case mentions, copies, story, highlights
        case dateSource = "date_source"
        case authors = "author"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(body, forKey: .body)
        try container.encode(date, forKey: .date)
        try container.encode(dateSource, forKey: .dateSource)
        try container.encode(section, forKey: .section)
        try container.encode(source, forKey: .source)
        try container.encode(authors, forKey: .authors)
        try container.encode(tags, forKey: .tags)
        try container.encode(url, forKey: .url)
        try container.encode(path, forKey: .path)
        try container.encode(position, forKey: .position)
        try container.encode(language, forKey: .language)
        try container.encode(metadata, forKey: .metadata)
        try container.encodeIfPresent(layout, forKey: .layout)
        try container.encode(topics, forKey: .topics)
        try container.encode(mentions, forKey: .mentions)
        try container.encode(copies, forKey: .copies)
        try container.encode(story, forKey: .story)
        try container.encodeIfPresent(highlights, forKey: .highlights)
    }
}

/// The mentions of a text that is in no index.
public struct TextAnnotations: Sendable, Encodable {
    public var version = 1
    public var file: String
    public var mentions: [MentionView]
}

/// Finds people, organisations and places in texts, without an index.
public struct TextAnnotator {
    private let annotator: ArticleAnnotator

    /// Reads the tables that the program carries; takes some ten milliseconds.
    ///
    /// - Parameter authorities: Paths of tables of entities of one's own.
    /// - Throws: `request` where such a table is refused, with its line and the reason.
    public init(authorities: [String] = []) throws(SpoglioError) {
        annotator = try ArticleAnnotator(IndexAuthority.read(paths: authorities))
    }

    /// - Parameter file: Where the text comes from, for the answer.
    public func annotate(_ text: String, file: String) -> TextAnnotations {
        let article = Article(id: file, title: "", body: text, path: file)
        let mentions = annotator.mentions(article, titleTokens: [], bodyTokens: Tokenizer().tokens(in: text))
        let bytes = Array(text.utf8)
        var offsets = ScalarOffsets(bytes)
        return TextAnnotations(
            file: file, mentions: mentions.map { MentionView($0, in: bytes, field: nil, offsets: &offsets) })
    }
}

extension Searcher {
    /// The article with an id.
    ///
    /// - Parameter query: What to highlight in it.
    /// - Throws: `notFound` where there is none.
    public func article(_ id: String, highlighting query: String? = nil) throws(SpoglioError) -> ArticleView {
        if let place = try place(of: id) {
            let segment = segments[place.segment]
            let document = Int(place.document)
            let article = try segment.article(document)
            let reader = StoredMentions(segment, entities: entities)
            let annotator = try entities.annotator()
            let codes = try ArticleValues(.topic, segment, overlay: nil).ids(of: document)
            var view = try ArticleView(article, mentions: reader.views(of: document, in: article))
            view.topics = annotator.views(article, indexed: codes)
            for topic in try topics.user().topics {
                guard try topics.isUsable(topic), try topics.has(topic, segment: place.segment, document: document)
                else { continue }
                view.topics.append(
                    ArticleView.Topic(code: topic.id, label: topic.name, score: 1, why: ["query '\(topic.query)'"]))
            }
            if let query {
                let places = try SearchRun(self, SearchRequest(query, limit: 0)).places(in: segment, document)
                view.highlights = ArticleHighlights(article, places: places ?? []).whole()
            }
            let story = try storyIDs(of: place)
            view.story = story[0]
            view.copies = story.filter { $0 != id }
            return view
        }
        throw Self.missing(id)
    }
}

extension ArticleView {
    init(_ article: Article, mentions: [MentionView]) {
        self.mentions = mentions
        topics = []
        id = article.id
        self.title = article.title
        self.body = article.body
        date = article.date?.iso8601
        dateSource = article.dateSource?.rawValue
        section = article.section
        source = article.source
        authors = article.authors
        tags = article.tags
        url = article.url
        path = article.path
        position = article.position
        language = article.language
        metadata = article.metadata
        if let stored = article.metadata[PageLayout.key], let layout = PageLayout(stored) {
            metadata[PageLayout.key] = nil
            self.layout = LayoutView(layout, of: article)
        }
        copies = []
        story = article.id
    }
}
