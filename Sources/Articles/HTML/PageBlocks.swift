// SPDX-License-Identifier: GPL-3.0-or-later

/// Cuts a page into blocks, and finds what stands around its article: by elements, roles and classes.
struct PageBlocks {
    private(set) var blocks: [PageBlock] = []
    /// How much running text stands before each node.
    private let proseBefore: [Int32]
    private let tree: HTMLTree
    private let usesHints: Bool

    private struct Open {
        let end: Int
        let tag: HTMLTag
        let node: Int
        let isAround: Bool
        let isCaption: Bool
    }

    private struct Pending {
        var text: [UInt8] = []
        var linked = 0
        var size = 0
        /// Of it, what is in large letters.
        var large = 0
        var node = -1
        var marks = 0

        var isLarge: Bool { size > 0 && large == size }
    }

    private var open: [Open] = []
    private var pending = Pending()
    private var links = 0
    private var fonts = 0
    /// Whether large letters are the exception; else they are how the page writes its text.
    private let hasLargeHeadings: Bool
    private var around = 0
    private var captions = 0

    /// - Parameter usesHints: Whether classes count, which a page with misleading ones is read again without.
    init(_ tree: HTMLTree, usesHints: Bool) {
        self.tree = tree
        self.usesHints = usesHints
        proseBefore = Self.proseBefore(tree)
        hasLargeHeadings = Self.hasLargeHeadings(tree)
        for index in tree.nodes.indices {
            close(before: index)
            let node = tree.nodes[index]
            if node.isText {
                addText(index)
            } else {
                begin(index, node)
            }
        }
        close(before: Int.max)
        finish()
    }

    /// The bytes of running text within an element.
    func prose(in node: Int) -> Int { Int(proseBefore[Int(tree.nodes[node].end)] - proseBefore[node]) }

    private static func proseBefore(_ tree: HTMLTree) -> [Int32] {
        var sums = [Int32](repeating: 0, count: tree.nodes.count + 1)
        var total: Int32 = 0
        for (index, node) in tree.nodes.enumerated() {
            sums[index] = total
            if node.isText, node.count >= 60 { total &+= Int32(truncatingIfNeeded: node.count) }
        }
        sums[tree.nodes.count] = total
        return sums
    }

    private static func hasLargeHeadings(_ tree: HTMLTree) -> Bool {
        guard tree.nodes.contains(where: { $0.tag == .font }) else { return false }
        var (large, all, end) = (0, 0, 0)
        for (index, node) in tree.nodes.enumerated() {
            if node.tag == .font { end = max(end, Int(node.end)) }
            guard node.isText else { continue }
            all += Int(node.count)
            if index < end { large += Int(node.count) }
        }
        return large * 3 < all
    }

    private mutating func close(before index: Int) {
        while let last = open.last, last.end <= index {
            if last.tag.isBlock { finish() }
            if last.tag == .a { links -= 1 }
            if last.tag == .font { fonts -= 1 }
            if last.isAround { around -= 1 }
            if last.isCaption { captions -= 1 }
            open.removeLast()
        }
    }

    private mutating func begin(_ index: Int, _ node: HTMLTree.Node) {
        let tag = node.tag
        if tag.isBlock { finish() }
        if tag == .br { addBreak() }
        if tag == .img { addInitial(index) }
        let hint = hint(of: index)
        let isAround = isAround(index, tag, hint)
        let isCaption =
            !isAround && (tag == .figcaption || tag == .figure || tag == .caption || hint.contains(.caption))
            && prose(in: index) < 600
        if isAround || isCaption, !tag.isBlock, pending.size > 0 { pending.text.append(0x20) }
        open.append(Open(end: Int(node.end), tag: tag, node: index, isAround: isAround, isCaption: isCaption))
        if tag == .a { links += 1 }
        if tag == .font { fonts += 1 }
        if isAround { around += 1 }
        if isCaption { captions += 1 }
    }

    func hint(of index: Int) -> PageHint {
        var hint = tree.nodes[index].classHint
        if let value = tree.value(.id, of: index) { hint.formUnion(PageHint(value)) }
        return hint
    }

    private func isAround(_ index: Int, _ tag: HTMLTag, _ hint: PageHint) -> Bool {
        let whole = max(1, Int(proseBefore[tree.nodes.count]))
        let share = Double(prose(in: index)) / Double(whole)
        switch tag {
        case .html, .body, .main, .head: return false
        case .nav, .dialog, .menu: return true
        case .aside, .footer, .address: return share < 0.7
        case .form, .fieldset: return share < 0.4
        case .title: return true
        case .header: if isSiteHeader(index) { return share < 0.3 }
        default: break
        }
        if tree.value(.hidden, of: index) != nil || isUnseen(index) { return share < 0.7 }
        if let role = tree.text(.role, of: index), Self.roles.contains(role.lowercased()) { return share < 0.7 }
        guard usesHints else { return false }
        if tree.has(.itemprop, word: "articleBody", at: index) { return false }
        if hint.contains(.comments) { return share < 0.8 || !hint.contains(.content) }
        if hint.contains(.trail) { return share < 0.3 }
        // A paywall hides the rest of an article by a class.
        if hint.contains(.hiddenFromSight), !hint.contains(.content) { return share < 0.3 }
        if hint.contains(.around) { return share < (hint.contains(.content) ? 0.3 : 0.6) }
        if hint.contains(.perhapsAround) { return !hint.contains(.content) && share < 0.12 && isMostlyLinks(index) }
        return false
    }

    private static let roles: Set<String> = [
        "navigation", "banner", "contentinfo", "complementary", "dialog", "alertdialog", "search", "menu", "menubar",
        "toolbar",
    ]

    /// Whether an element holds teasers, comments or the like rather than the article, by its name and classes alone.
    static func isAside(_ tree: HTMLTree, _ index: Int) -> Bool {
        switch tree.nodes[index].tag {
        case .aside, .nav, .footer: return true
        case .html, .body, .main: return false
        default: break
        }
        return !tree.nodes[index].classHint.isDisjoint(with: [.around, .comments])
    }

    private func isSiteHeader(_ index: Int) -> Bool {
        tree.ancestor(of: index) { [.article, .main].contains(tree.nodes[$0].tag) } == nil
            && tree.nodes[index..<Int(tree.nodes[index].end)].contains {
                $0.tag == .nav || $0.tag == .ul || $0.tag == .form
            }
    }

    private func isUnseen(_ index: Int) -> Bool {
        guard let style = tree.text(.style, of: index)?.lowercased() else { return false }
        let bare = style.filter { $0 != " " }
        return bare.has("display:none") || bare.has("visibility:hidden")
    }

    private func isMostlyLinks(_ index: Int) -> Bool {
        var linked = 0
        var all = 0
        var linkEnd = 0
        for position in index..<Int(tree.nodes[index].end) {
            let node = tree.nodes[position]
            if node.tag == .a { linkEnd = max(linkEnd, Int(node.end)) }
            if node.isText {
                all += Int(node.count)
                if position < linkEnd { linked += Int(node.count) }
            }
        }
        return linked * 2 > all
    }

    /// A drop cap that is an image: its letter is the alternative text.
    private mutating func addInitial(_ index: Int) {
        guard let letter = tree.value(.alt, of: index), pending.size == 0, (1...2).contains(letter.count),
            letter.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0xC3 || $0 >= 0x80 }),
            let next = tree.nodes.indices.contains(index + 1) ? tree.nodes[index + 1] : nil, next.isText,
            next.parent == tree.nodes[index].parent, let first = tree.bytes(ofText: index + 1).first, first > 0x20
        else { return }
        add(letter, index)
    }

    private mutating func addText(_ index: Int) { add(tree.bytes(ofText: index), index) }

    private mutating func add(_ bytes: ArraySlice<UInt8>, _ index: Int) {
        // A headline in large letters may be parted from the text by one line break.
        if hasLargeHeadings, fonts == 0, pending.isLarge, pending.text.last == 0x0A { finish() }
        if pending.node < 0 { pending.node = index }
        var previous = pending.text.last ?? 0x20
        for byte in bytes {
            if byte > 0x20 {
                pending.size += 1
                if links > 0 { pending.linked += 1 }
                if fonts > 0 { pending.large += 1 }
            } else if previous == 0x2C || previous == 0x2E || previous == 0x3A || previous == 0x3B || previous == 0x3F {
                pending.marks += 1
            }
            previous = byte
        }
        pending.text.append(contentsOf: bytes)
    }

    /// Two line breaks in a row end a paragraph, as pages without `<p>` write them.
    private mutating func addBreak() {
        while pending.text.last == 0x20 { pending.text.removeLast() }
        if pending.text.last == 0x0A {
            finish()
        } else if pending.size > 0 {
            pending.text.append(0x0A)
        }
    }

    private mutating func finish() {
        defer { pending = Pending() }
        guard pending.size > 0 else { return }
        let text = String(decoding: pending.text, as: UTF8.self).trimmed
        let ends = text.unicodeScalars.last { !Self.isCloser($0) }.map { Self.endsSentence($0) } ?? false
        if ends { pending.marks += 1 }
        blocks.append(
            PageBlock(
                container: open.last(where: { $0.tag.isBlock })?.node ?? 0, node: pending.node, text: String(text),
                size: pending.size, linked: pending.linked,
                isHeading: open.contains { $0.tag.isHeading } || hasLargeHeadings && pending.isLarge,
                isListItem: open.last { $0.tag.isBlock && $0.tag != .p && $0.tag != .div }?.tag == .li,
                isAround: around > 0, isCaption: captions > 0, marks: pending.marks, endsSentence: ends))
    }

    private static func isCloser(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "”", "»", "’", "'", ")", "]", " ": true
        default: false
        }
    }

    private static func endsSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "!", "?", "…", ":", ";": true
        default: false
        }
    }
}
