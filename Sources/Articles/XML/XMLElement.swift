// SPDX-License-Identifier: GPL-3.0-or-later

/// A part of an XML document as a tree, for what is small enough to be one article or the description of several.
struct XMLElement: Equatable {
    /// What stands in an element, in order.
    enum Node: Equatable {
        case element(XMLElement)
        case text(String)
    }

    let tag: XMLTag
    var nodes: [Node] = []

    var local: String { tag.name.local }

    subscript(attribute: String) -> String? { tag[attribute] }

    /// The elements directly in this one.
    var elements: some Sequence<XMLElement> {
        nodes.lazy.compactMap { node in if case .element(let element) = node { element } else { nil } }
    }

    /// The first element of a name directly in this one.
    func first(_ local: String) -> XMLElement? { elements.first { $0.local == local } }

    /// The element that a way of names leads to, the first at each step.
    func at(_ names: String...) -> XMLElement? {
        var element = self
        for name in names {
            guard let next = element.first(name) else { return nil }
            element = next
        }
        return element
    }

    /// All elements of a name at any depth, in the order of the document; what lies in one of them is not looked into.
    func all(_ local: String) -> [XMLElement] {
        var found: [XMLElement] = []
        for element in elements {
            if element.local == local { found.append(element) } else { found += element.all(local) }
        }
        return found
    }

    /// All text in it as one line.
    var text: String {
        var text = ""
        append(to: &text)
        return text.singleLine
    }

    /// The text, or nil where there is none.
    var filledText: String? {
        let text = text
        return text.isEmpty ? nil : text
    }

    /// All text in it as it stands.
    var rawText: String {
        var text = ""
        append(to: &text)
        return text
    }

    private func append(to text: inout String) {
        for node in nodes {
            switch node {
            case .text(let piece): text += piece
            case .element(let element): element.append(to: &text)
            }
        }
    }
}

/// How the elements of a kind of document make paragraphs of their text.
struct XMLTextRules {
    /// Elements that begin and end a paragraph.
    var blocks: Set<String>
    /// Elements whose text is no part of the article.
    var hidden: Set<String> = []
    /// Elements that end a line within a paragraph.
    var breaks: Set<String> = ["br"]

    /// The paragraphs in an element, even if that is hidden elsewhere.
    func paragraphs(in element: XMLElement) -> [String] {
        var rules = self
        rules.hidden.remove(element.local)
        return rules.paragraphs(of: element)
    }

    /// The paragraphs of an element; each is one line but for breaks.
    func paragraphs(of element: XMLElement) -> [String] {
        var state = Paragraphs()
        add(element, &state)
        state.finish()
        return state.paragraphs
    }

    private struct Paragraphs {
        var paragraphs: [String] = []
        var lines: [String] = [""]

        mutating func finish() {
            let text = lines.map(\.singleLine).filter { !$0.isEmpty }.joined(separator: "\n")
            if !text.isEmpty { paragraphs.append(text) }
            lines = [""]
        }
    }

    private func add(_ element: XMLElement, _ state: inout Paragraphs) {
        if hidden.contains(element.local) { return }
        if breaks.contains(element.local) {
            state.lines.append("")
            return
        }
        let isBlock = blocks.contains(element.local)
        if isBlock { state.finish() }
        for node in element.nodes {
            switch node {
            case .text(let text): state.lines[state.lines.count - 1] += text
            case .element(let element): add(element, &state)
            }
        }
        if isBlock { state.finish() }
    }
}
