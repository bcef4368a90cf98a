// SPDX-License-Identifier: GPL-3.0-or-later

/// One article as a reader found it, before any index knows of it.
public struct Article: Sendable, Equatable {
    /// Given by the source, else the path (a file that is one article) or `path#position` (a file that holds several).
    public var id: String
    /// One line without control characters; empty when there is none.
    public var title: String
    /// Paragraphs with LF line ends; never empty, never with control characters other than LF and tab.
    public var body: String
    public var date: ArticleDate?
    /// Where `date` was found; nil exactly when `date` is nil.
    public var dateSource: DateSource?
    public var section: String?
    /// The paper or site.
    public var source: String?
    public var authors: [String]
    public var tags: [String]
    public var url: String?
    /// The `path` field of the source if it has one, else the file's path made displayable.
    public var path: String
    /// The line of a file that holds several articles, 1 for a file that is one article.
    public var position: Int
    /// As the source writes it, usually a BCP 47 tag.
    public var language: String?
    /// Everything else that the source says, by its own names; `encoding` tells how text that was not UTF-8 was read.
    public var metadata: [String: String]

    /// Makes an article of its parts.
    public init(
        id: String, title: String, body: String, date: ArticleDate? = nil, dateSource: DateSource? = nil,
        section: String? = nil, source: String? = nil, authors: [String] = [], tags: [String] = [],
        url: String? = nil, path: String, position: Int = 1, language: String? = nil, metadata: [String: String] = [:]
    ) {
        self.id = id
        self.title = title
        self.body = body
        self.date = date
        self.dateSource = dateSource
        self.section = section
        self.source = source
        self.authors = authors
        self.tags = tags
        self.url = url
        self.path = path
        self.position = position
        self.language = language
        self.metadata = metadata
    }
}
