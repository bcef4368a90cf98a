// SPDX-License-Identifier: GPL-3.0-or-later

/// What a page says of itself in its head, in attributes and in JSON-LD, by the place where it says it.
struct PageMarkup {
    let tree: HTMLTree
    let linked: LinkedData
    /// The article's record in the JSON-LD.
    let record: FieldValue?
    private(set) var metas: [String: [String]] = [:]
    private(set) var canonical: String?
    private(set) var pageTitle = ""
    private(set) var language: String?
    /// The nodes with an `itemprop`, `time` elements and the like, in the order of the page.
    private(set) var properties: [(name: String, node: Int)] = []
    private(set) var times: [Int] = []
    private(set) var authorLinks: [Int] = []
    private(set) var tagLinks: [Int] = []

    init(_ tree: HTMLTree, depthLimit: Int) {
        self.tree = tree
        linked = LinkedData(tree.jsonLD, depthLimit: depthLimit)
        var metas: [String: [String]] = [:]
        var stated: [(name: String, node: Int)] = []
        for (index, node) in tree.nodes.enumerated() where !node.isText && node.count > 0 || node.tag == .title {
            switch node.tag {
            case .meta: Self.take(tree, index, &metas)
            case .title: if pageTitle.isEmpty { pageTitle = tree.line(of: index) }
            case .html: language = tree.text(.lang, of: index)
            case .link:
                if tree.has(.rel, word: "canonical", at: index) { canonical = canonical ?? tree.text(.href, of: index) }
            case .time: times.append(index)
            case .a:
                if tree.has(.rel, word: "author", at: index) { authorLinks.append(index) }
                if tree.has(.rel, word: "tag", at: index) { tagLinks.append(index) }
            default: break
            }
            if let names = tree.text(.itemprop, of: index) {
                for name in names.split(separator: " ") { properties.append((name.lowercased(), index)) }
            }
            if node.tag != .meta, let names = tree.text(.property, of: index) {
                for name in names.split(separator: " ") { stated.append((name.lowercased(), index)) }
            }
        }
        self.metas = metas
        record = linked.article(url: canonical ?? metas["og:url"]?.first)
        for (name, node) in stated { takeRDFa(name, node) }
    }

    /// Takes a property of RDFa from an element of the page: those of schema.org are as in microdata, those of Dublin Core
    /// as in the head.
    private mutating func takeRDFa(_ name: String, _ index: Int) {
        guard let colon = name.firstIndex(of: ":") else {
            properties.append((name, index))
            return
        }
        switch name[..<colon] {
        case "schema": properties.append((String(name[name.index(after: colon)...]), index))
        case "dc", "dcterms":
            if let value = value(of: index), value.utf8.count <= 300 { metas[name, default: []].append(value) }
        default: break
        }
    }

    private static func take(_ tree: HTMLTree, _ index: Int, _ metas: inout [String: [String]]) {
        guard let content = tree.text(.content, of: index) else { return }
        for attribute in [HTMLAttribute.property, .name, .httpEquiv] {
            guard let name = tree.text(attribute, of: index) else { continue }
            metas[name.lowercased(), default: []].append(content)
        }
    }

    func meta(_ names: String...) -> String? {
        names.lazy.compactMap { metas[$0]?.first }.first
    }

    func metaList(_ name: String) -> [String] { metas[name] ?? [] }

    /// The value of a microdata property: its `content`, `datetime` or text.
    func property(_ name: String) -> String? {
        properties.lazy.filter { $0.name == name }.compactMap { value(of: $0.node) }.first
    }

    /// The names of those whom a property means: what it has as `name`, or its value.
    func names(of property: String) -> [String] {
        properties.filter { $0.name == property }.compactMap { owner in
            let name = properties.first { $0.name == "name" && tree.isWithin($0.node, owner.node) }
            return value(of: name?.node ?? owner.node)
        }
    }

    func value(of node: Int) -> String? {
        if let value = tree.text(.content, of: node) ?? tree.text(.datetime, of: node) { return value }
        let line = tree.line(of: node, limit: 400)
        return line.isEmpty ? nil : line
    }

    /// A text of the article's record; entities and elements in it are read as HTML.
    func recordText(_ name: String) -> String? {
        guard let value = record?[name] else { return nil }
        let text = value.items.lazy.compactMap { linked.resolved($0).scalarText }.first { !$0.isEmpty }
        return text.map { Self.plain($0) }
    }

    static func plain(_ text: String) -> String {
        var text = text
        // Twice, for elements whose brackets are written as entities.
        for _ in 0..<2 where text.has(0x26) || text.has("</") || text.has("<br") {
            guard let blocks = try? HTMLText.blocks(ofHTML: Array(text.utf8), depthLimit: 256) else { return text }
            text = blocks.map(\.text).joined(separator: "\n\n")
        }
        return text
    }

    /// Whether the page says that it is an article.
    var announcesArticle: Bool {
        record != nil || metas["og:type"]?.first?.lowercased() == "article" || metas["article:published_time"] != nil
            || properties.contains { $0.name == "articlebody" }
    }

    /// Whether it says that it is a list of them.
    var announcesList: Bool {
        record == nil && linked.hasType(["collectionpage", "itemlist", "searchresultspage"])
    }
}
