// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The words and phrases that tell topics.
///
/// A row of its table is a *family*, the forms of one word or phrase, and how much it says for each topic. Building one
/// takes some milliseconds; looking a spelling up is a hash over its bytes.
public struct TopicLexicon: Sendable {
    /// The tree that its topics are in.
    public let tree: TopicTree
    let weights: TopicWeights
    private(set) var families: [Family] = []
    /// By word, what it says alone and whether longer phrases begin with it.
    private var roots: [Node] = [Node()]
    private var words: [UInt64: UInt16] = [:]
    private var prefixes: [UInt64: UInt16] = [:]
    /// Phrases of two words and more: the node that a node and a further word lead to.
    private var edges: [UInt64: UInt32] = [:]
    private var nodes: [Node] = []

    /// What one family says.
    struct Family: Sendable {
        /// The topics below the top ones, by number in the tree, and their weights, divided by the number of top topics.
        var below: [(topic: UInt8, weight: Float)] = []
        /// The same for the top topics.
        var tops: [(topic: UInt8, weight: Float)] = []
    }

    private struct Node: Sendable {
        /// One more than the family of the words so far; 0 for none.
        var family: UInt16 = 0
        var continues = false
    }

    /// - Throws: `TopicError` naming table and line for a row that is none, or whose topic the tree does not have.
    public init(
        table: TopicTable = .embeddedWords, weights: TopicTable = .embeddedWeights, tree: TopicTree
    ) throws(TopicError) {
        self.tree = tree
        self.weights = try TopicWeights(table: weights, tree: tree)
        let numbers = Dictionary(uniqueKeysWithValues: tree.topics.enumerated().map { ($1.code.text, $0) })
        for (line, fields) in try table.rows(columns: 2) {
            var weights: [(topic: UInt8, weight: Float)] = []
            for part in fields[1].split(separator: " ") {
                let sides = part.split(separator: "=")
                guard sides.count == 2, let topic = numbers[String(sides[0])], let tenths = UInt8(sides[1]) else {
                    throw TopicError(
                        .invalidValue, table: table.name, line: line,
                        "'\(part)' is no topic of the tree, '=' and a weight from 1 to 255")
                }
                weights.append((UInt8(topic), Float(tenths) / 10))
            }
            guard families.count < Int(UInt16.max) - 1 else {
                throw TopicError(.invalidValue, table: table.name, line: line, "there are more than 65,534 rows")
            }
            families.append(Self.family(weights, tree))
            for form in fields[0].utf8.split(separator: UInt8(ascii: ",")) {
                guard add(form, UInt16(families.count)) else {
                    throw TopicError(.invalidValue, table: table.name, line: line, "a form has no words")
                }
            }
        }

    }

    private static func family(_ weights: [(topic: UInt8, weight: Float)], _ tree: TopicTree) -> Family {
        var tops: [UInt8: Float] = [:]
        for (topic, weight) in weights {
            let top = UInt8(tree.top(of: Int(topic)))
            tops[top] = max(tops[top] ?? 0, weight)
        }
        let share = Float(max(1, tops.count))
        return Family(
            below: weights.filter { tops[$0.topic] == nil }.map { ($0.topic, $0.weight / share) },
            tops: tops.sorted { $0.key < $1.key }.map { ($0.key, $0.value / share) })
    }

    /// Adds `parola`, `due parole` or `prefiss*`; false where there is no word.
    private mutating func add(_ form: Substring.UTF8View.SubSequence, _ family: UInt16) -> Bool {
        let parts = form.split(separator: UInt8(ascii: " "))
        guard let first = parts.first else { return false }
        if parts.count == 1, first.last == UInt8(ascii: "*") {
            var hash = WordHash()
            for byte in first.dropLast() { hash.add(byte) }
            if prefixes[hash.value] == nil { prefixes[hash.value] = family }
            return true
        }
        let root = word(first)
        if parts.count == 1 {
            if roots[Int(root)].family == 0 { roots[Int(root)].family = family }
            return true
        }
        roots[Int(root)].continues = true
        var key = UInt64(root)
        for (index, part) in parts.dropFirst().enumerated() {
            let edge = key << 16 | UInt64(word(part))
            let node: Int
            if let known = edges[edge] {
                node = Int(known)
            } else {
                node = nodes.count
                nodes.append(Node())
                edges[edge] = UInt32(node)
            }
            if index == parts.count - 2 {
                if nodes[node].family == 0 { nodes[node].family = family }
            } else {
                nodes[node].continues = true
            }
            key = UInt64(1 << 16 + node)
        }
        return true
    }

    private mutating func word(_ bytes: some Sequence<UInt8>) -> UInt16 {
        var hash = WordHash()
        for byte in bytes { hash.add(byte) }
        if let known = words[hash.value] { return known }
        let number = UInt16(roots.count)
        words[hash.value] = number
        roots.append(Node())
        return number
    }

    /// What is known of a spelling: its number among the words in the low half, the family of its longest known
    /// beginning above, each one more than itself; 0 for a word that tells nothing.
    ///
    /// Case does not matter, accents do: *papà* is not *papa*.
    public func entry(of spelling: Span<UInt8>) -> UInt32 {
        var hash = WordHash()
        var prefix: UInt16 = 0
        for index in spelling.indices {
            let byte = spelling[index]
            guard byte < 0x80, byte != UInt8(ascii: "`") else { return entry(ofExact: Folding.exact(spelling)) }
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: ".") { continue }
            hash.add(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
            if index >= 2, let family = prefixes[hash.value] { prefix = family }
        }
        return UInt32(prefix) << 16 | UInt32(words[hash.value] ?? 0)
    }

    private func entry(ofExact exact: [UInt8]) -> UInt32 {
        var hash = WordHash()
        var prefix: UInt16 = 0
        for (index, byte) in String(decoding: exact, as: UTF8.self).lowercased().utf8.enumerated() {
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: ".") { continue }
            hash.add(byte)
            if index >= 2, let family = prefixes[hash.value] { prefix = family }
        }
        return UInt32(prefix) << 16 | UInt32(words[hash.value] ?? 0)
    }

    /// Gives the families of a text and where they stand, longer phrases before shorter ones, none inside another.
    ///
    /// - Parameters:
    ///   - tokens: The tokens of the text, by any numbers …
    ///   - entries: … for which this has what `entry` says.
    @inline(__always)
    func forEachMatch(in tokens: [UInt32], _ entries: [UInt32], _ body: (_ family: Int, _ range: Range<Int>) -> Void) {
        var position = 0
        while position < tokens.count {
            let entry = entries[Int(tokens[position])]
            guard entry != 0 else {
                position += 1
                continue
            }
            let match = longest(entry, at: position, tokens, entries)
            if match.family != 0 { body(Int(match.family) - 1, position..<position + match.length) }
            position += max(1, match.length)
        }
    }

    private func longest(
        _ entry: UInt32, at position: Int, _ tokens: [UInt32], _ entries: [UInt32]
    ) -> (family: UInt16, length: Int) {
        let root = roots[Int(entry & 0xFFFF)]
        var best = (family: root.family != 0 ? root.family : UInt16(entry >> 16), length: 1)
        var continues = root.continues
        var key = UInt64(entry & 0xFFFF)
        var next = position + 1
        while continues, next < tokens.count {
            let word = entries[Int(tokens[next])] & 0xFFFF
            guard word != 0, let node = edges[key << 16 | UInt64(word)] else { break }
            if nodes[Int(node)].family != 0 { best = (nodes[Int(node)].family, next + 1 - position) }
            continues = nodes[Int(node)].continues
            key = UInt64(1 << 16 + node)
            next += 1
        }
        return best
    }
}

/// FNV-1a over 64 bits: with it a beginning's hash is known on the way to the whole word's.
private struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
