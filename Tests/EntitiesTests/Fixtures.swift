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
        var recogniser = NameRecogniser(authority: authority)
        return EntityLinker(authority: authority).link(recogniser.mentions(in: article), in: article)
            .filter { kind == nil || $0.mention.kind == kind }
            .map { "\(article.surface(of: $0.mention)) = \($0.entity)" }
    }

    /// The reference article, where the shared folder is at hand.
    static let referenceArticle = shared("corpora/articolo-di-riferimento.txt")

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

/// Deterministic numbers for random texts.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
