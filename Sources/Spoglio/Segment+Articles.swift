// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

extension Segment {
    /// The stored article of a document.
    func article(_ document: Int) throws(SpoglioError) -> Article {
        let store = try articles
        do {
            guard let article = StoredArticle.decode(try store.record(of: document)) else {
                throw ColumnsError(.damaged, "a record of segment '\(name)' cannot be read", path: name)
            }
            return article
        } catch let error as ColumnsError {
            throw SpoglioError(error)
        } catch {
            throw SpoglioError(.system, "\(error)")
        }
    }

    /// The live document whose article has this id.
    func document(withID id: String) throws(SpoglioError) -> Int? {
        for document in try documents.documents(withIDHash: Checksum.of(id)).reversed()
        where isLive(Int(document)) {
            if try article(Int(document)).id == id { return Int(document) }
        }
        return nil
    }
}
