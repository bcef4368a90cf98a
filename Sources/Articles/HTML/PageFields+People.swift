// SPDX-License-Identifier: GPL-3.0-or-later

extension PageFields {
    /// Who signed: JSON-LD, `meta` and Dublin Core, microdata and author links, then a line `di Nome Cognome`.
    func authors(near nearby: [String]) -> [String] {
        func names(_ texts: [String]) -> [String] { texts.flatMap { Self.names(in: $0) } }
        let candidates: [() -> [String]] = [
            {
                let authors = (markup.record?["author"]?.items ?? []).compactMap {
                    markup.linked.resolved($0).scalarText
                }
                return names(authors.map { PageMarkup.plain($0) })
            },
            { names(markup.metaList("author")) }, { names(markup.metaList("article:author")) },
            { Self.creators(markup.metaList("dc.creator") + markup.metaList("dcterms.creator")) },
            { names(microdata) }, { names(markup.authorLinks.prefix(3).map { markup.tree.line(of: $0, limit: 200) }) },
            { names(bylines) }, { names(nearby.filter(Self.isByline)) },
        ]
        return candidates.lazy.map { $0() }.first { !$0.isEmpty } ?? []
    }

    /// The names of Dublin Core, where `Neri, Anna` is one person.
    private static func creators(_ texts: [String]) -> [String] {
        texts.flatMap { $0.split(separator: ";") }.flatMap { text in
            let names = AuthorList.authors(in: String(text), isCreator: true)
            return names.count == 1 && text.contains(",") ? names : Self.names(in: String(text))
        }
    }

    private var microdata: [String] { markup.names(of: "author") }

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
        guard let opening = opening(of: text) else { return false }
        let names = names(in: text)
        // One word behind a mere "di" may be a place or a thing.
        let isPlain = opening.count == 3
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
    ].map { Array($0.utf8) }

    /// The opening that a text begins with, in small or capital letters.
    private static func opening(of text: String) -> [UInt8]? {
        let start = text.utf8.prefix(40).map(\.lowercasedASCII)
        return openings.first { start.starts(with: $0) }
    }

    private static let separators = [" - ", " e ", " and ", " & ", ";", ","].map { Array($0.utf8) }

    /// The names in a byline, without what stands before and behind them.
    static func names(in text: String) -> [String] {
        var text = text.singleLine
        while !AuthorList.isSurnameWithDi(text), let opening = opening(of: text), text.utf8.count > opening.count {
            text = String(text.utf8.dropFirst(opening.count)) ?? ""
        }
        let names = String(text.unicodeScalars.prefix { !isEnd($0) })
        return names.pieces(between: separators).map { String($0.trimmed) }.filter(isName)
    }

    /// Whether the names of a byline end at a character.
    private static func isEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "|", "•", "·", "–", "—", "(", "@", "\n": true
        default: false
        }
    }

    private static func hasNumber(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            scalar.isASCII ? (0x30...0x39).contains(scalar.value) : scalar.properties.numericType != nil
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard (2...60).contains(text.utf8.count), !text.has("://"), !hasNumber(text) else {
            return false
        }
        if ["admin", "administrator", "webmaster", "editor", "user", "root", "autore", "author"].contains(
            text.lowercased())
        {
            return false
        }
        guard text.first?.isUppercase == true || text.has(0x2E) else { return false }
        return text[...].wordCount <= 6 && ArticleDate(within: text) == nil
    }
}
