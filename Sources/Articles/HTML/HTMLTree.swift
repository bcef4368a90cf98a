// SPDX-License-Identifier: GPL-3.0-or-later

/// The elements and texts of a page in the order of the page, as flat tables.
///
/// A node's descendants are the nodes between it and its `end`, so every walk is a loop: no depth can overflow a stack.
struct HTMLTree {
    /// An element, or a piece of text when ``isText``.
    struct Node {
        var tag: HTMLTag
        var isText = false
        /// What its classes say.
        var classHint: PageHint = []
        /// Shares its texts' bytes with no space between it and what stands before.
        var parent: Int32
        /// The first node that is not within it.
        var end: Int32
        /// Where its attributes, or its text's bytes, begin.
        var start: UInt32
        var count: UInt32
    }

    /// A kept attribute with the place of its value.
    struct Attribute {
        let name: HTMLAttribute
        let start: UInt32
        let count: UInt32
    }

    var nodes: [Node] = []
    var attributes: [Attribute] = []
    /// The bytes of texts and of attributes' values.
    var bytes: [UInt8] = []
    /// The JSON-LD scripts, as they stand in the page.
    var jsonLD: [[UInt8]] = []
    /// Whether it is cut into frames, and the addresses of these.
    var hasFrames = false
    var frames: [String] = []

    /// The value of an attribute, nil when the element does not have it.
    func value(_ name: HTMLAttribute, of index: Int) -> ArraySlice<UInt8>? {
        let node = nodes[index]
        if node.isText { return nil }
        for attribute in attributes[Int(node.start)..<Int(node.start + node.count)] where attribute.name == name {
            return bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
        }
        return nil
    }

    func text(_ name: HTMLAttribute, of index: Int) -> String? {
        value(name, of: index).map { String(decoding: $0, as: UTF8.self).singleLine }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether an attribute is there and one of its words, in lower case, is this.
    func has(_ name: HTMLAttribute, word: String, at index: Int) -> Bool {
        guard let value = value(name, of: index) else { return false }
        return value.split { $0 <= 0x20 }.contains { word.utf8.elementsEqual($0.lazy.map { $0.lowercasedASCII }) }
    }

    func bytes(ofText index: Int) -> ArraySlice<UInt8> {
        let node = nodes[index]
        return bytes[Int(node.start)..<Int(node.start + node.count)]
    }

    /// All text within an element in one line, bounded.
    func line(of index: Int, limit: Int = 4096) -> String {
        var result: [UInt8] = []
        var position = index
        while position < Int(nodes[index].end), result.count < limit {
            if nodes[position].isText {
                result.append(contentsOf: bytes(ofText: position))
            } else if nodes[position].tag.isBlock || nodes[position].tag == .br {
                result.append(0x20)
            }
            position += 1
        }
        return String(decoding: result, as: UTF8.self).singleLine
    }

    func isWithin(_ index: Int, _ ancestor: Int) -> Bool {
        index >= ancestor && index < Int(nodes[ancestor].end)
    }

    /// The nearest element around a node, itself included, for which something holds.
    func ancestor(of index: Int, where holds: (Int) -> Bool) -> Int? {
        var current = index
        while current >= 0 {
            if holds(current) { return current }
            current = Int(nodes[current].parent)
        }
        return nil
    }
}

extension UInt8 {
    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
