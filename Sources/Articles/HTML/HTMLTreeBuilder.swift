// SPDX-License-Identifier: GPL-3.0-or-later

import CHTMLParser
import Glibc
internal import ItalianText

/// Makes a tree of a page from the events of libxml2's HTML parser.
///
/// Depth and number of nodes are bounded; scripts other than JSON-LD, styles and the like leave nothing behind.
struct HTMLTreeBuilder {
    private var tree = HTMLTree()
    /// The open elements: the node of each, or -1 for one that has none.
    private var open: [(node: Int32, hides: Bool)] = []
    private var parent: Int32 = -1
    private var hidden = 0
    private var preformatted = 0
    private var isAfterSpace = true
    private var isJSONLD = false
    private var jsonSize = 0
    private var refusal: String?
    private let limits: ReadingLimits
    private let nodeLimit: Int

    private static let chunk = 64 << 10
    /// Of all JSON-LD together; a script that is cut off is no JSON.
    private static let jsonLimit = 8 << 20
    /// What goes beyond is no name, date or address.
    private static let attributeLimit = 16 << 10

    private init(limits: ReadingLimits) {
        self.limits = limits
        nodeLimit = max(1024, limits.file / 32)
    }

    /// The tree of a page in UTF-8.
    static func tree(of html: [UInt8], limits: ReadingLimits) throws(ArticleDraft.Refusal) -> HTMLTree {
        var builder = HTMLTreeBuilder(limits: limits)
        // Memory that is not written to takes no room, and an array that grows is there twice.
        builder.tree.bytes.reserveCapacity(html.count + html.count / 8)
        let isParsed = unsafe withUnsafeMutablePointer(to: &builder) { unsafe parse(html, into: $0) }
        guard isParsed else {
            throw .init(
                reason: HTMLText.unavailable(
                    because: unsafe spoglio_html_unavailable().map { unsafe String(cString: $0) }))
        }
        while !builder.open.isEmpty { builder.end() }
        if let reason = builder.refusal { throw .init(reason: reason) }
        return builder.tree
    }

    /// Hands the events of a page to a builder; false where there is no parser.
    private static func parse(_ html: [UInt8], into builder: UnsafeMutablePointer<Self>) -> Bool {
        let events = unsafe spoglio_html_events(
            begin: { context, name, attributes in
                unsafe context?.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.begin(name, attributes)
            },
            end: { context, _ in unsafe context?.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.end() },
            text: { context, text, count in
                let text = unsafe UnsafeBufferPointer(start: text, count: Int(count))
                unsafe context?.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.add(text)
            })
        guard let parser = unsafe spoglio_html_parser_new(events, builder) else { return false }
        defer { unsafe spoglio_html_parser_free(parser) }
        var start = 0
        while start < html.count, unsafe builder.pointee.refusal == nil {
            let end = min(html.count, start + chunk)
            unsafe html[start..<end].withUnsafeBufferPointer { bytes in
                unsafe spoglio_html_parser_read(parser, bytes.baseAddress, Int32(bytes.count))
            }
            start = end
        }
        if unsafe builder.pointee.refusal == nil { unsafe spoglio_html_parser_finish(parser) }
        return true
    }

    private static func buffer(_ text: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
        let count = unsafe strlen(text)
        return unsafe UnsafeBufferPointer(
            start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: count)
    }

    private mutating func begin(_ name: UnsafePointer<CChar>, _ list: UnsafePointer<UnsafePointer<CChar>?>?) {
        guard refusal == nil else { return }
        var tag = unsafe HTMLTag.named(Self.buffer(name))
        if tag == .font, unsafe !Self.isLarge(list) { tag = .transparent }
        guard open.count < limits.depth else {
            refusal = "the HTML is nested deeper than \(limits.depth.counted("level", "levels"))"
            return
        }
        if tag == .frameset { tree.hasFrames = true }
        let isMarked = hidden == 0 || tag == .meta || tag == .link
        let hides = tag.isHidden && tag != .title
        if isMarked, tag != .transparent, !hides {
            open.append((Int32(tree.nodes.count), false))
            append(HTMLTree.Node(tag: tag, parent: parent, end: 0, start: 0, count: 0))
            let node = tree.nodes.count - 1
            tree.nodes[node].start = UInt32(truncatingIfNeeded: tree.attributes.count)
            unsafe keep(list)
            tree.nodes[node].count = UInt32(truncatingIfNeeded: tree.attributes.count) - tree.nodes[node].start
            if tag == .frame, tree.frames.count < 20, let source = tree.text(.src, of: node) {
                tree.frames.append(source)
            }
            if let classes = tree.value(.class, of: node) { tree.nodes[node].classHint = PageHint(classes) }
            parent = Int32(node)
            if tag == .pre { preformatted += 1 }
        } else {
            open.append((-1, hides))
        }
        if hides { hidden += 1 }
        if tag == .script { isJSONLD = unsafe Self.announcesJSONLD(list) }
        if isJSONLD, tag == .script { tree.jsonLD.append([]) }
        if tag.isBlock || tag == .br { isAfterSpace = true }
    }

    private mutating func append(_ node: HTMLTree.Node) {
        tree.nodes.append(node)
        if tree.nodes.count > nodeLimit { refusal = "the page has more than \(nodeLimit) elements" }
    }

    private mutating func keep(_ list: UnsafePointer<UnsafePointer<CChar>?>?) {
        guard var entry = unsafe list else { return }
        while let name = unsafe entry[0] {
            if let attribute = unsafe HTMLAttribute.named(Self.buffer(name)) {
                let start = tree.bytes.count
                if let value = unsafe entry[1] {
                    unsafe tree.bytes.append(contentsOf: Self.buffer(value).prefix(Self.attributeLimit))
                }
                tree.attributes.append(
                    HTMLTree.Attribute(
                        name: attribute, start: UInt32(truncatingIfNeeded: start),
                        count: UInt32(truncatingIfNeeded: tree.bytes.count - start)))
            }
            unsafe entry += 2
        }
    }

    /// Whether the size of a `font` is 5 or more, where 3 is that of text.
    private static func isLarge(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> Bool {
        guard let text = unsafe HTMLAttribute.value(of: "size", in: list)?.trimmed, let size = Int(text) else {
            return false
        }
        return text.hasPrefix("+") ? size >= 2 : size >= 5
    }

    private static func announcesJSONLD(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> Bool {
        unsafe HTMLAttribute.value(of: "type", in: list)?.lowercased().hasPrefix("application/ld+json") ?? false
    }

    private mutating func end() {
        guard let (node, hides) = open.popLast() else { return }
        if hides {
            hidden -= 1
            isJSONLD = false
        }
        guard node >= 0 else { return }
        let index = Int(node)
        tree.nodes[index].end = Int32(tree.nodes.count)
        parent = tree.nodes[index].parent
        let tag = tree.nodes[index].tag
        if tag == .pre { preformatted -= 1 }
        if tag.isBlock { isAfterSpace = true }
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        guard refusal == nil else { return }
        if isJSONLD, !tree.jsonLD.isEmpty {
            let last = tree.jsonLD.count - 1
            jsonSize += text.count
            if jsonSize <= Self.jsonLimit { unsafe tree.jsonLD[last].append(contentsOf: text) }
            return
        }
        guard hidden == 0, !text.isEmpty else { return }
        let start = tree.bytes.count
        unsafe appendCollapsed(text)
        let count = tree.bytes.count - start
        guard count > 0 else { return }
        if let last = tree.nodes.indices.last, tree.nodes[last].isText, tree.nodes[last].parent == parent,
            Int(tree.nodes[last].start) + Int(tree.nodes[last].count) == start
        {
            tree.nodes[last].count += UInt32(truncatingIfNeeded: count)
            return
        }
        append(
            HTMLTree.Node(
                tag: .other, isText: true, parent: parent, end: Int32(tree.nodes.count + 1),
                start: UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count)))
    }

    /// Appends text with each run of blanks, unbreakable ones too, as one space; U+0080 to U+009F, which pages of the
    /// nineties write for the characters of WINDOWS-1252, become these.
    private mutating func appendCollapsed(_ text: UnsafeBufferPointer<UInt8>) {
        var bytes: [UInt8] = []
        swap(&bytes, &tree.bytes)
        defer { swap(&bytes, &tree.bytes) }
        var isAfterSpace = isAfterSpace
        defer { self.isAfterSpace = isAfterSpace }
        let keepsLines = preformatted > 0
        var index = 0
        while index < text.count {
            let byte = unsafe text[index]
            index += 1
            if byte > 0x20, byte != 0xC2 {
                bytes.append(byte)
                isAfterSpace = false
            } else if byte == 0xC2, index < text.count {
                let next = unsafe text[index]
                index += 1
                if next == 0xA0 {
                    if !isAfterSpace { bytes.append(0x20) }
                    isAfterSpace = true
                } else if next < 0xA0 {
                    bytes.append(contentsOf: Charset.windows1252.decode([next], replacing: true) ?? [])
                    isAfterSpace = false
                } else {
                    bytes.append(byte)
                    bytes.append(next)
                    isAfterSpace = false
                }
            } else if keepsLines, byte == 0x0A {
                bytes.append(byte)
                isAfterSpace = true
            } else {
                if !isAfterSpace { bytes.append(0x20) }
                isAfterSpace = true
            }
        }
    }
}
