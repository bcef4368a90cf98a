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
        }
        self.metas = metas
        record = linked.article(url: canonical ?? metas["og:url"]?.first)
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
