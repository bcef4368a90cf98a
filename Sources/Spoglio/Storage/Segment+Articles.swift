// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

extension Segment {
    /// The stored article of a document.
    func article(_ document: Int) throws(SpoglioError) -> Article {
        let stored = try record(document)
        let reader = try text
        var article = stored.article
        do {
            (article.title, article.body) = try reader.read(document, pieces: stored.pieces)
        } catch {
            throw SpoglioError(error)
        }
        return article
    }

    /// The stored article of a document without its body.
    func articleWithoutBody(_ document: Int) throws(SpoglioError) -> Article {
        let stored = try record(document)
        let reader = try text
        var article = stored.article
        do {
            article.title = try reader.title(of: document, pieces: stored.pieces)
        } catch {
            throw SpoglioError(error)
        }
        return article
    }

    /// What is stored of an article, without putting its text together.
    func record(_ document: Int) throws(SpoglioError) -> StoredArticle {
        let store = try articles
        do {
            guard let stored = StoredArticle(try store.record(of: document)) else {
                throw ColumnsError(.damaged, "a record of segment '\(name)' cannot be read", path: name)
            }
            return stored
        } catch {
            throw SpoglioError(any: error)
        }
    }

    /// The live document whose article has this id.
    func document(withID id: String) throws(SpoglioError) -> Int? {
        for document in try documents.documents(withIDHash: Checksum.of(id)).reversed()
        where isLive(Int(document)) {
            if try record(Int(document)).article.id == id { return Int(document) }
        }
        return nil
    }
}
