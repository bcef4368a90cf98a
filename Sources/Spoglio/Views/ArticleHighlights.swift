// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import ItalianText

/// The places of an article that matched, told apart by field.
struct ArticleHighlights {
    private let article: Article
    private let title: [PositionRange]
    private let body: [PositionRange]

    /// - Parameter places: Positions of the article, the body's following the title's.
    init(_ article: Article, places: [PositionRange]) {
        self.article = article
        let titleCount = UInt32(Tokenizer().tokens(in: article.title).count { !$0.isCompound })
        title = places.filter { $0.start < titleCount }
        body = places.filter { $0.start >= titleCount }.map {
            PositionRange($0.start - titleCount, $0.end - titleCount)
        }
    }

    /// Title and body as they are, with what matched.
    func whole() -> [Snippet] {
        [
            SnippetBuilder.whole(article.title, field: .title, matches: title),
            SnippetBuilder.whole(article.body, field: .body, matches: body),
        ]
    }

    /// The title where it matched, and a piece of the body.
    func snippets() -> [Snippet] {
        var snippets: [Snippet] = []
        if !title.isEmpty {
            snippets.append(SnippetBuilder.snippet(article.title, field: .title, matches: title))
        }
        snippets.append(SnippetBuilder.snippet(article.body, field: .body, matches: body))
        return snippets
    }
}
