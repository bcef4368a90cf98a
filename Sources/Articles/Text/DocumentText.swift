// SPDX-License-Identifier: GPL-3.0-or-later

/// Collects the paragraphs of an office document from the events of its XML.
final class DocumentText: XMLReceiver {
    /// Which elements of a kind of document hold its text.
    struct Rules {
        let paragraphs: Set<String>
        /// The elements whose text counts; nil for all within paragraphs.
        let texts: Set<String>?
        let breaks: Set<String>
        let spaces: Set<String>
        let hidden: Set<String>
        /// The elements that stand for a hyphen.
        var hyphens: Set<String> = []
    }

    private let rules: Rules
    private var hidden = 0
    /// The open elements, by whether each is a paragraph and whether its text counts.
    private var open: [(isParagraph: Bool, isText: Bool)] = []
    private var text: [UInt8] = []
    private var style: String?
    /// Whether the open paragraph is a heading of the first level.
    private var isHeading = false
    private(set) var paragraphs: [String] = []
    /// The paragraph in the style of titles, or a heading that the text begins with.
    private(set) var title: String?
    private(set) var isDamaged = false

    init(_ rules: Rules) {
        self.rules = rules
    }

    func begin(_ tag: XMLTag) {
        let name = tag.name.local
        if name == "pStyle" { style = tag["val"] }
        if name == "outlineLvl" { isHeading = tag["val"] == "0" }
        if hidden > 0 || rules.hidden.contains(name) {
            hidden += 1
            return
        }
        let isParagraph = rules.paragraphs.contains(name)
        if isParagraph {
            finishParagraph()
            style = tag["style-name"]
            isHeading = name == "h" && (tag["outline-level"] ?? "1") == "1"
        }
        if rules.breaks.contains(name) { text.append(0x0A) }
        if rules.spaces.contains(name) { text.append(0x20) }
        if rules.hyphens.contains(name) { text.append(0x2D) }
        let isText = rules.texts?.contains(name) ?? (isParagraph || open.last?.isText == true)
        open.append((isParagraph, isText))
    }

    func end() {
        if hidden > 0 {
            hidden -= 1
        } else if open.popLast()?.isParagraph == true {
            finishParagraph()
        }
    }

    func add(_ piece: UnsafeBufferPointer<UInt8>) {
        if hidden == 0, open.last?.isText == true { unsafe text.append(contentsOf: piece) }
    }

    func damage(_ message: String, line: Int) {
        isDamaged = true
    }

    private func finishParagraph() {
        let paragraph = String(decoding: text, as: UTF8.self).trimmed
        text.removeAll(keepingCapacity: true)
        if !paragraph.isEmpty {
            if title == nil, style == "Title" || style == "Titolo" || paragraphs.isEmpty && isFirstHeading {
                title = String(paragraph)
            } else {
                paragraphs.append(String(paragraph))
            }
        }
        style = nil
        isHeading = false
    }

    private var isFirstHeading: Bool { isHeading || style == "Heading1" || style == "Titolo1" }
}
