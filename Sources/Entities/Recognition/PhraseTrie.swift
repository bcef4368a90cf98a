// SPDX-License-Identifier: GPL-3.0-or-later

/// Which forms end where, over sequences of word numbers.
struct PhraseTrie: Sendable {
    typealias Node = UInt32
    static let root: Node = 0
    static let none = Node.max

    private var keys: [UInt64]
    private var targets: [Node]
    private var mask: Int
    private var edgeCount = 0
    /// For each node, its first form; further ones are chained through `Form.next`.
    private(set) var firstForm: [Int32] = [-1]
    private(set) var forms: [Form] = []

    /// One way to write an entity.
    struct Form: Sendable {
        var entity: UInt32
        var next: Int32
        /// Words that must begin with a capital, bit 0 the first.
        var capitals: UInt32
        /// Words that punctuation may precede.
        var punctuation: UInt32
        var prefixStart: UInt32
        var prefixCount: UInt8
        var length: UInt8
        var traits: Traits
    }

    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8
        static let contextual = Traits(rawValue: 1 << 0)
        /// Counts without the words before it.
        static let prefixOptional = Traits(rawValue: 1 << 1)
        /// A common noun, a name only where it is capitalised inside a sentence.
        static let commonNoun = Traits(rawValue: 1 << 2)
        /// The words before it belong to the mention (`viale Mazzini`).
        static let prefixInMention = Traits(rawValue: 1 << 3)
    }

    init(capacity: Int) {
        var size = 1_024
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: .max, count: size)
        targets = Array(repeating: Self.none, count: size)
        mask = size - 1
    }

    func child(of node: Node, _ word: WordTable.WordID) -> Node {
        let key = UInt64(node) << 32 | UInt64(word)
        var slot = slot(of: key)
        while keys[slot] != .max {
            if keys[slot] == key { return targets[slot] }
            slot = (slot + 1) & mask
        }
        return Self.none
    }

    /// Adds a form of the words; false, and nothing added, where it would be one too many for them.
    mutating func insert(_ words: some Sequence<WordTable.WordID>, _ form: Form, atMost most: Int) -> Bool {
        var node = Self.root
        for word in words { node = insertChild(of: node, word) }
        var existing = 0
        var other = firstForm[Int(node)]
        while other >= 0 {
            existing += 1
            other = forms[Int(other)].next
        }
        guard existing < most else { return false }
        var form = form
        form.next = firstForm[Int(node)]
        firstForm[Int(node)] = Int32(forms.count)
        forms.append(form)
        return true
    }

    private mutating func insertChild(of node: Node, _ word: WordTable.WordID) -> Node {
        if edgeCount * 2 >= keys.count { grow() }
        let key = UInt64(node) << 32 | UInt64(word)
        var slot = slot(of: key)
        while keys[slot] != .max {
            if keys[slot] == key { return targets[slot] }
            slot = (slot + 1) & mask
        }
        let child = Node(firstForm.count)
        firstForm.append(-1)
        keys[slot] = key
        targets[slot] = child
        edgeCount += 1
        return child
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mixed = key &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 32) & mask
    }

    private mutating func grow() {
        let old = zip(keys, targets).filter { $0.0 != .max }
        keys = Array(repeating: .max, count: keys.count * 2)
        targets = Array(repeating: Self.none, count: keys.count)
        mask = keys.count - 1
        for (key, target) in old {
            var slot = slot(of: key)
            while keys[slot] != .max { slot = (slot + 1) & mask }
            keys[slot] = key
            targets[slot] = target
        }
    }
}
