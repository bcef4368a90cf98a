// SPDX-License-Identifier: GPL-3.0-or-later

/// What a kind of XML document says of its elements and makes of those that hold articles.
protocol XMLDocument {
    /// Whether the whole file is one article.
    var isOneArticle: Bool { get }

    /// What to do with an element.
    ///
    /// - Parameter path: The names of the elements that it lies in, the root first; empty for the root itself.
    func role(of tag: XMLTag, in path: [String]) -> XMLRole

    /// Takes an element that says something about the articles to come.
    mutating func describe(_ element: XMLElement)

    /// The articles of a record.
    mutating func articles(of record: XMLElement, limits: ReadingLimits) throws(ArticleDraft.Refusal) -> [ArticleDraft]

    /// The next article of the record, where these are made one by one as they are asked for; nil at their end.
    mutating func nextArticle() -> ArticleDraft?

    /// Told that there are no more records: what is left is given by ``nextArticle()``.
    mutating func finish()

    /// What was passed over in the file as a whole.
    var remark: String? { get }

    /// The other files that decided which articles there are.
    var dependences: [FileDependence] { get }

    /// Why the file as a whole gives no articles, or fewer than it names; nil where it gives what it has.
    func refusal(recordCount: Int) -> String?
}

extension XMLDocument {
    var isOneArticle: Bool { false }
    var dependences: [FileDependence] { [] }
    var remark: String? { nil }

    mutating func nextArticle() -> ArticleDraft? { nil }

    mutating func finish() {}

    mutating func describe(_ element: XMLElement) {}

    func refusal(recordCount: Int) -> String? { recordCount == 0 ? "the file has no articles" : nil }
}

/// What an element is to a reader.
enum XMLRole {
    /// It holds records or descriptions.
    case container
    /// It is kept as a tree and makes articles.
    case record
    /// It is kept as a tree and describes articles.
    case description
    /// It is passed over with all that lies in it.
    case ignored
}

/// The kinds of XML documents by their root elements.
enum XMLDocuments {
    /// The names of the kinds, for messages.
    static let names = "RSS, Atom, news sitemaps, NITF, NewsML, TEI and ALTO"

    /// - Parameter files: Those beside the document, where it may refer to others.
    static func document(root: XMLTag, files: SiblingFiles?) -> (any XMLDocument)? {
        switch root.name.local {
        case "rss", "RDF": RSSDocument()
        case "feed": AtomDocument(language: root["lang"])
        case "urlset", "sitemapindex": SitemapDocument(isIndex: root.name.local == "sitemapindex")
        case "nitf": NITFDocument()
        case "newsItem", "newsMessage", "itemSet": NewsMLDocument()
        case "NewsML": OldNewsMLDocument()
        case "TEI", "TEI.2", "teiCorpus", "teiCorpus.2": TEIDocument(isCorpus: root.name.local.hasPrefix("teiCorpus"))
        case "alto": ALTODocument()
        case "mets": METSDocument(files: files)
        default: nil
        }
    }
}
