// SPDX-License-Identifier: GPL-3.0-or-later

import CHTMLParser
import CMarkdown
internal import ItalianText

/// The text that HTML shows, as blocks, collected from the events of libxml2's HTML parser.
///
/// A tree is never built, so neither time nor memory nor the stack grows with the depth of the nesting; libgumbo, which
/// builds one, takes time with the square of it (3 s for 10,000 levels). Scripts, styles and the like are left out.
final class HTMLText {
    /// A paragraph, heading, list item or the like.
    struct Block: Equatable {
        /// One line, except for preformatted text and line breaks.
        var text: String
        /// Whether it is a level-one heading.
        var isTitle: Bool
        /// Whether it is a heading of any level.
        var isHeading = false
    }

    private var blocks: [Block] = []
    private var text: [UInt8] = []
    private var isAfterSpace = true
    private var preformatted = 0
    private var hidden = 0
    /// How deep the elements lie that a style does not show.
    private var unseen: [Int] = []
    private var depth = 0
    private var isTitle = false
    private var headings = 0
    private let depthLimit: Int

    private static let chunk = 64 << 10

    private static let blockElements: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    ]

    private static let hiddenElements: Set<String> = [
        "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea",
    ]

    private init(depthLimit: Int) {
        self.depthLimit = depthLimit
    }

    /// The blocks of a Markdown text with its embedded HTML.
    static func blocks(ofMarkdown markdown: Substring, depthLimit: Int) throws(ArticleDraft.Refusal) -> [Block] {
        var source = String(markdown)
        let page = HTMLPage()
        let failure = source.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { text in
                let context = unsafe Unmanaged.passUnretained(page).toOpaque()
                return unsafe spoglio_markdown_to_html(
                    text.baseAddress, UInt32(text.count), HTMLPage.append, context)
            }
        }
        guard failure == 0 else {
            let reason = unsafe spoglio_markdown_unavailable().map { unsafe String(cString: $0) }
            throw .init(
                reason: unavailable(because: reason, what: "Markdown", library: "md4c", package: "libmd4c-html0"))
        }
        return try blocks(ofHTML: page.bytes, depthLimit: depthLimit)
    }

    /// The blocks of an HTML fragment in UTF-8.
    static func blocks(ofHTML html: [UInt8], depthLimit: Int) throws(ArticleDraft.Refusal) -> [Block] {
        let collector = HTMLText(depthLimit: depthLimit)
        let events = unsafe spoglio_html_events(
            begin: { context, name, attributes in
                unsafe HTMLText.from(context)?.begin(String(cString: name), isUnseen: HTMLText.isUnseen(attributes))
            },
            end: { context, name in unsafe HTMLText.from(context)?.end(String(cString: name)) },
            text: { context, text, count in
                unsafe HTMLText.from(context)?.add(UnsafeBufferPointer(start: text, count: Int(count)))
            })
        let context = unsafe Unmanaged.passUnretained(collector).toOpaque()
        guard let parser = unsafe spoglio_html_parser_new(events, context) else {
            throw .init(
                reason: unavailable(because: unsafe spoglio_html_unavailable().map { unsafe String(cString: $0) }))
        }
        defer { unsafe spoglio_html_parser_free(parser) }
        var start = 0
        while start < html.count, !collector.isTooDeep {
            let end = min(html.count, start + chunk)
            unsafe html[start..<end].withUnsafeBufferPointer { bytes in
                unsafe spoglio_html_parser_read(parser, bytes.baseAddress, Int32(bytes.count))
            }
            start = end
        }
        if !collector.isTooDeep { unsafe spoglio_html_parser_finish(parser) }
        collector.finishBlock()
        guard !collector.isTooDeep else {
            throw .init(reason: "the embedded HTML is nested deeper than \(depthLimit.counted("level", "levels"))")
        }
        return collector.blocks
    }

    /// Why an article is refused where a library cannot be loaded, with the loader's reason if it gave one.
    static func unavailable(
        because reason: String?, what: String = "HTML", library: String = "libxml2", package: String = "libxml2"
    ) -> String {
        guard let reason else { return "there is not enough memory for its \(what)" }
        return "its \(what) cannot be read without \(library) (\(reason)); install it with 'apt-get install \(package)'"
    }

    private var isTooDeep: Bool { depth > depthLimit }

    private static func from(_ context: UnsafeMutableRawPointer?) -> HTMLText? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<HTMLText>.fromOpaque(context).takeUnretainedValue()
    }

    /// Whether an element has a style that does not show it, as the preview of a newsletter.
    private static func isUnseen(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> Bool {
        guard let value = unsafe HTMLAttribute.value(of: "style", in: list) else { return false }
        let style = value.lowercased().filter { $0 != " " }
        return style.has("display:none") || style.has("visibility:hidden")
    }

    private func begin(_ name: String, isUnseen: Bool) {
        depth += 1
        if isUnseen {
            unseen.append(depth)
            hidden += 1
        }
        if Self.hiddenElements.contains(name) { hidden += 1 }
        if Self.blockElements.contains(name) { finishBlock() }
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6":
            headings += 1
            isTitle = isTitle || name == "h1"
        case "pre": preformatted += 1
        case "br": addBreak()
        case "td", "th": addSpace()
        default: break
        }
    }

    private func end(_ name: String) {
        if unseen.last == depth {
            unseen.removeLast()
            hidden -= 1
        }
        depth -= 1
        if Self.blockElements.contains(name) { finishBlock() }
        if Self.hiddenElements.contains(name) { hidden -= 1 }
        if name == "h1" { isTitle = false }
        if name.utf8.count == 2, name != "hr", name.utf8.first == 0x68 { headings -= 1 }
        if name == "pre" { preformatted -= 1 }
    }

    private func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard hidden == 0 else { return }
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            if byte > 0x20 || preformatted > 0 {
                text.append(byte)
                isAfterSpace = false
            } else {
                addSpace()
            }
        }
    }

    private func addSpace() {
        if !isAfterSpace { text.append(0x20) }
        isAfterSpace = true
    }

    private func addBreak() {
        guard hidden == 0 else { return }
        while text.last == 0x20 { text.removeLast() }
        text.append(0x0A)
        isAfterSpace = true
    }

    private func finishBlock() {
        let block = String(decoding: text, as: UTF8.self).trimmed
        if !block.isEmpty { blocks.append(Block(text: String(block), isTitle: isTitle, isHeading: headings > 0)) }
        text.removeAll(keepingCapacity: true)
        isAfterSpace = true
    }
}
