// SPDX-License-Identifier: GPL-3.0-or-later

import Articles
import TestSupport

@testable import Spoglio

/// An index in a folder of its own, and what should be in it.
final class IndexFixture {
    let scratch: Scratch
    let location: IndexLocation
    var model = Model()
    let writer: IndexWriter

    init() throws {
        scratch = try Scratch()
        location = IndexLocation(scratch.path("index"))
        writer = try IndexWriter(location)
    }

    /// Adds articles, or replaces those with the same ids, and commits.
    func add(_ articles: [Article]) async throws {
        for article in articles {
            _ = try await writer.add(article, sourceHash: 0)
            let known = model.articles.first { $0.article.id == article.id }
            if let known, StoredArticle.fingerprint(known.article) == StoredArticle.fingerprint(article) { continue }
            model.articles.removeAll { $0.article.id == article.id }
            model.articles.append(try ModelArticle(article))
        }
        try await writer.commit()
    }

    func delete(_ ids: [String]) async throws {
        for id in ids {
            _ = try await writer.delete("id:\(id)")
            model.articles.removeAll { $0.article.id == id }
        }
    }

    func compact() async throws { _ = try await writer.compact() }

    func searcher() throws -> Searcher { try Searcher(location) }

    /// An article of a few fields, for tests that write their own.
    static func article(
        _ id: String, _ body: String, title: String = "", date: String? = nil, section: String? = nil,
        authors: [String] = [], tags: [String] = []
    ) -> Article {
        Article(
            id: id, title: title, body: body, date: date.flatMap { ArticleDate(parsing: $0) }, section: section,
            authors: authors, tags: tags, path: id)
    }
}
