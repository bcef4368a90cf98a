// SPDX-License-Identifier: GPL-3.0-or-later

extension PageFields {
    /// Who signed: JSON-LD, `meta` and Dublin Core, microdata and author links, then a line `di Nome Cognome`.
    func authors(near nearby: [String]) -> [String] {
        let candidates: [() -> [String]] = [
            {
                (markup.record?["author"]?.items ?? []).compactMap { markup.linked.resolved($0).scalarText }
                    .map { PageMarkup.plain($0) }
            },
            { markup.metaList("author") }, { markup.metaList("article:author") },
            { markup.metaList("dc.creator") + markup.metaList("dcterms.creator") }, { microdata },
            { markup.authorLinks.prefix(3).map { markup.tree.line(of: $0, limit: 200) } }, { bylines },
            { nearby.filter(Self.isByline) },
        ]
        for texts in candidates {
            let names = texts().flatMap { Self.names(in: $0) }
            if !names.isEmpty { return names }
        }
        return []
    }

    private var microdata: [String] {
        let authors = markup.properties.filter { $0.name == "author" }.map(\.node)
        return authors.compactMap { author in
            let name = markup.properties.first { $0.name == "name" && markup.tree.isWithin($0.node, author) }
            return markup.value(of: name?.node ?? author)
        }
    }

    /// The first short text in an element whose class says that it is a byline.
    private var bylines: [String] {
        let tree = markup.tree
        for (index, node) in tree.nodes.enumerated()
        where !node.isText && node.count > 0 && node.end - Int32(index) < 40 {
            guard node.classHint.contains(.byline), tree.ancestor(of: index, where: isOfAnotherText) == nil
            else { continue }
            let line = tree.line(of: index, limit: 200)
            if line.utf8.count <= 100, !Self.names(in: line).isEmpty { return [line] }
        }
        return []
    }

    /// Whether an element holds comments, teasers or the like; the foot of a post is its own.
    private func isOfAnotherText(_ index: Int) -> Bool {
        let tag = markup.tree.nodes[index].tag
        if tag == .aside || tag == .nav { return true }
        let hint = markup.tree.nodes[index].classHint
        return tag != .body && (hint.contains(.comments) || hint.contains(.around) && !hint.contains(.content))
    }

    /// Whether a text is `di` and a name or the like, and nothing else.
    static func isByline(_ text: String) -> Bool {
        guard text.utf8.count <= 90 else { return false }
        let low = text.lowercased()
        guard let opening = openings.first(where: { low.hasPrefix($0) }) else { return false }
        let names = names(in: text)
        // One word behind a mere "di" may be a place or a thing.
        let isPlain = opening == "di " || opening == "by "
        return !names.isEmpty
            && names.allSatisfy { name in
                let count = name[...].wordCount
                return (2...5).contains(count) || count == 1 && (!isPlain || name.lowercased() == "redazione")
            }
    }

    private static let openings = [
        "di ", "by ", "a cura di ", "dal nostro inviato ", "dalla nostra inviata ", "dal nostro corrispondente ",
        "dalla nostra corrispondente ", "testo di ", "scritto da ", "autore: ", "autore ", "articolo di ",
        "servizio di ",
        "postato da ", "pubblicato da ", "posted by ", "inserito da ", "firmato da ",
    ]

    /// The names in a byline, without what stands before and behind them.
    static func names(in text: String) -> [String] {
        var text = text.singleLine
        var isOpen = true
        while isOpen {
            isOpen = false
            let low = text.lowercased()
            for opening in openings where low.hasPrefix(opening) && text.count > opening.count {
                text = String(text.dropFirst(opening.count))
                isOpen = true
                break
            }
        }
        text = String(text.prefix { !"|•·–—(@\n".contains($0) }).replacing(" - ", with: ",").replacing(" e ", with: ",")
            .replacing(" and ", with: ",").replacing(" & ", with: ",").replacing(";", with: ",")
        return text.split(separator: ",").map { String($0.trimmed) }.filter(isName)
    }

    private static func isName(_ text: String) -> Bool {
        guard (2...60).contains(text.utf8.count), !text.contains("://"), !text.contains(where: \.isNumber) else {
            return false
        }
        if ["admin", "administrator", "webmaster", "editor", "user", "root", "autore", "author"].contains(
            text.lowercased())
        {
            return false
        }
        guard text.first?.isUppercase == true || text.contains(".") else { return false }
        return text[...].wordCount <= 6 && ArticleDate(within: text) == nil
    }
}
