// SPDX-License-Identifier: GPL-3.0-or-later

import Entities
import ItalianText

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

enum Fixtures {
    static let authority = try! Authority()

    /// An authority of these rows alone.
    static func authority(_ rows: String...) throws -> Authority {
        try Authority(tables: [AuthorityTable(name: "nomi.tsv", text: rows.joined(separator: "\n"))])
    }

    /// What is found in an article, as `surface = entity`, in order.
    static func found(
        title: String = "", _ body: String, kind: EntityKind? = nil, in authority: Authority = Fixtures.authority
    ) -> [String] {
        let article = ArticleText(title: title, body: body)
        return linked(article, in: authority)
            .filter { kind == nil || $0.kind == kind }
            .map { "\(article.surface(of: $0.mention)) = \($0.entity?.text ?? "-")" }
    }

    /// The linked mentions of a text.
    static func linked(_ body: String) -> [LinkedMention] { linked(ArticleText(body: body), in: authority) }

    private static func linked(_ article: ArticleText, in authority: Authority) -> [LinkedMention] {
        var recogniser = NameRecogniser(authority: authority)
        return EntityLinker(authority: authority).link(recogniser.mentions(in: article), in: article)
    }

    /// The reference article, where the shared folder is at hand.
    static let referenceArticle = shared("corpora/articolo-di-riferimento.txt")

    struct NoisyName {
        var garbled: String
        var truth: String
        var context: String
    }

    /// Garbled names with what may stand beside them.
    static let noisyNames: [NoisyName]? = shared("cases/noisy-names.tsv").map { text in
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: "\t").map(String.init)
            return NoisyName(garbled: columns[0], truth: columns[1], context: columns[2])
        }
    }

    /// A file of the shared folder, where that is at hand.
    static func shared(_ path: String) -> String? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folders: [String?] = [
            ProcessInfo.processInfo.environment["SPOGLIO_SHARED"], root.appending(path: "shared").path,
        ]
        for folder in folders {
            guard let folder else { continue }
            if let data = try? Data(contentsOf: URL(filePath: folder).appending(path: path)) {
                return String(decoding: data, as: UTF8.self)
            }
        }
        return nil
    }
}

extension ArticleText {
    func surface(of mention: Mention) -> String {
        String(decoding: self[mention.field].bytes[mention.byteRange], as: UTF8.self)
    }
}
