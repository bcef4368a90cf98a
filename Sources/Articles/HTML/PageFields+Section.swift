// SPDX-License-Identifier: GPL-3.0-or-later

extension PageFields {
    /// The section: JSON-LD, `article:section`, breadcrumbs, the first part of the URL's path.
    func section(title: String) -> String? {
        let told: [() -> String?] = [
            { markup.recordText("articleSection") }, { markup.meta("article:section", "og:article:section") },
            {
                markup.meta(
                    "section", "sezione", "dc.subject.section", "category", "parsely-section",
                    "cxenseparse:recs:category")
            },
            { markup.property("articlesection") }, { crumb(markup.linked.breadcrumbs, title) }, { crumb(trail, title) },
            { sectionInURL },
        ]
        return told.lazy.compactMap { $0()?.singleLine }.first { !$0.isEmpty && $0.utf8.count <= 60 }
    }

    /// The first name behind the home page and before the article itself.
    private func crumb(_ names: [String], _ title: String) -> String? {
        let key = ArticleParagraphs.key(title)
        let site = source.map { ArticleParagraphs.key($0) } ?? []
        let home: Set<String> = [
            "home", "homepage", "home page", "prima pagina", "inizio", "notizie", "news", "sei in", "sei in:",
            "sei qui:", "tu sei qui:",
        ]
        return names.map(\.singleLine).first { name in
            let own = ArticleParagraphs.key(name)
            return !own.isEmpty && own != site && !(own.count >= 8 && key.starts(with: own)) && own != key
                && !home.contains(name.lowercased())
        }
    }

    /// The parts of a breadcrumb trail in the page, by microdata, class or label.
    private var trail: [String] {
        let tree = markup.tree
        for (index, node) in tree.nodes.enumerated() where !node.isText && node.count > 0 {
            let id = tree.value(.id, of: index).map { PageHint($0) } ?? []
            let isTrail =
                node.classHint.union(id).contains(.trail)
                || tree.text(.itemtype, of: index)?.lowercased().hasSuffix("breadcrumblist") == true
            guard isTrail, node.tag != .body, node.end - Int32(index) < 200 else { continue }
            var names: [String] = []
            for position in (index + 1)..<max(index + 1, Int(node.end)) where tree.nodes[position].isText {
                let text = String(decoding: tree.bytes(ofText: position), as: UTF8.self)
                names += text.split { ">»›/|\\".contains($0) }.map { String($0.trimmed) }.filter { !$0.isEmpty }
            }
            if !names.isEmpty { return names }
        }
        return []
    }

    private var sectionInURL: String? {
        guard let url, let start = url.firstRange(of: "://") else { return nil }
        let path = url[start.upperBound...].prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst()
        guard path.count >= 2 else { return nil }
        for part in path.dropLast() {
            let low = part.lowercased()
            if Self.generic.contains(low) || low.utf8.allSatisfy(\.isDigit) { continue }
            guard (3...30).contains(low.utf8.count),
                low.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F }),
                !low.contains("."), ArticleDate(parsing: "1 \(low) 2000") == nil
            else { return nil }
            let words = low.split { $0 == "-" || $0 == "_" }.joined(separator: " ")
            return words.prefix(1).uppercased() + words.dropFirst()
        }
        return nil
    }

    private static let generic: Set<String> = [
        "articolo", "articoli", "article", "articles", "news", "notizie", "notizia", "archivio", "archivi", "archive",
        "archives", "index", "blog", "blogs", "wp", "it", "ita", "it-it", "post", "posts", "story", "storia", "home",
        "amp", "www",
        "content", "contenuti", "media", "html", "htm", "pagine", "web", "site", "p", "a", "dettaglio", "read", "leggi",
        "modules",
        "php", "cgi-bin", "public", "testo", "sezioni", "sezione", "category", "categoria", "node", "edizione",
        "edicola",
    ]
}
