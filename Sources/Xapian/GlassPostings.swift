// SPDX-License-Identifier: GPL-3.0-or-later

/// The leaves of a table of postings, numbered in the order of their keys.
public protocol GlassLeaves {
    associatedtype Failure: Error

    var leafCount: Int { get }

    /// The last leaf whose first key is below `key`; 0 when there is none.
    func leaf(before key: [UInt8]) -> Int

    /// The bytes of a leaf, which stay where they are as long as the leaves do.
    func bytes(ofLeaf index: Int) throws(Failure) -> UnsafeRawBufferPointer
}

/// Reads the postings of terms from the leaves of a glass table, without libxapian and without the levels above the leaves.
///
/// Every answer is nil when the bytes are not what libxapian writes.
public struct GlassPostings<Leaves: GlassLeaves> {
    private let leaves: Leaves

    public init(_ leaves: Leaves) { self.leaves = leaves }

    /// How many documents hold a term.
    public func documentFrequency(of term: Term) throws(Leaves.Failure) -> Int? {
        var frequency: Int? = 0
        let isSound = try forEachChunk(of: GlassTable.key(of: term)) { chunk in
            frequency = chunk.documentFrequency
            return .stop
        }
        return isSound ? frequency : nil
    }

    /// Every document that holds a term, with its frequency there.
    public func postings(of term: Term) throws(Leaves.Failure) -> Postings? {
        var documents: [UInt32] = []
        var frequencies: [UInt32] = []
        var count = 0
        let isSound = try forEachChunk(of: GlassTable.key(of: term)) { chunk in
            if let total = chunk.documentFrequency {
                // An item has more bytes than a posting less than two; what says more is not believed.
                guard total <= leaves.leafCount * GlassTable.blockLength / 2 else { return .refuse }
                documents = Array(repeating: 0, count: total)
                frequencies = documents
            }
            let isCopied = documents.withUnsafeMutableBufferPointer { documents in
                frequencies.withUnsafeMutableBufferPointer { chunk.copy(to: documents, $0, &count) }
            }
            return isCopied ? .next : .refuse
        }
        guard isSound, count == documents.count else { return nil }
        return Postings(documents: documents, frequencies: frequencies)
    }

    /// The frequency of a term in each of some documents, whose ids ascend; 0 where a document does not hold it.
    public func frequencies(of term: Term, in documents: [UInt32]) throws(Leaves.Failure) -> [UInt32]? {
        var frequencies = [UInt32](repeating: 0, count: documents.count)
        var index = 0
        var skippedTo: UInt32 = 0
        guard !documents.isEmpty else { return frequencies }
        let isSound = try forEachChunk(of: GlassTable.key(of: term)) { chunk in
            guard chunk.look(for: documents, &index, &frequencies) else { return .refuse }
            guard index < documents.count else { return .stop }
            // What lies further away than the chunks of a leaf reach may lie in another leaf.
            let isFar = Int(documents[index]) > Int(chunk.last) + 4 * Int(chunk.last - chunk.first)
            // Chunks of one posting, of which joined lists have many, are all far: the leaf is looked for once.
            guard isFar, documents[index] != skippedTo else { return .next }
            skippedTo = documents[index]
            return .skip(to: skippedTo)
        }
        return isSound ? frequencies : nil
    }

    private enum Step {
        case next, stop, refuse
        /// Not before the chunk that may hold a document, which lies behind this one.
        case skip(to: UInt32)
    }

    /// Goes through the chunks of a term; false when the bytes do not hold to their form.
    private func forEachChunk(of key: [UInt8], _ body: (PostingChunk) -> Step) throws(Leaves.Failure) -> Bool {
        var cursor = GlassCursor(leaves)
        try cursor.move(to: key)
        var parts: [UInt8] = []
        var before: UInt32 = 0
        while let item = try cursor.next() {
            guard let place = GlassTable.place(of: item.key, inListOf: key) else { break }
            guard item.isFirst == parts.isEmpty, (place == .beginning) == (before == 0) else { return false }
            var isLast = false
            func take(_ tag: UnsafeRawBufferPointer) -> Step {
                guard let chunk = PostingChunk(tag, at: place), chunk.first > before else { return .refuse }
                before = chunk.last
                isLast = chunk.isLast
                return body(chunk)
            }
            let step: Step
            if item.isFirst, item.isLast {
                step = take(item.tag)
            } else {
                parts.append(contentsOf: item.tag)
                guard item.isLast else { continue }
                step = parts.withUnsafeBytes(take)
                parts.removeAll(keepingCapacity: true)
            }
            switch step {
            case .stop: return true
            case .refuse: return false
            case .next: if isLast { return true }
            case .skip(let document):
                if isLast { return true }
                try cursor.skip(to: GlassTable.key(key, ofChunkFrom: document))
            }
        }
        // A list that has begun says where it ends.
        return cursor.isSound && before == 0 && parts.isEmpty
    }
}

/// Goes through the items of leaves.
private struct GlassCursor<Leaves: GlassLeaves> {
    private let leaves: Leaves
    private var index = 0
    private var leaf: GlassLeaf?
    private var place = 0
    /// False when it came upon bytes that are no leaf or no item.
    private(set) var isSound = true

    init(_ leaves: Leaves) { self.leaves = leaves }

    /// Moves before the first item whose key is not below `key`.
    mutating func move(to key: [UInt8]) throws(Leaves.Failure) {
        index = leaves.leaf(before: key)
        guard index < leaves.leafCount else { return }
        leaf = GlassLeaf(try leaves.bytes(ofLeaf: index))
        guard let found = leaf?.lowerBound(key) else {
            isSound = false
            return
        }
        place = found
    }

    /// Moves to a later leaf if what lies before it is below `key`.
    mutating func skip(to key: [UInt8]) throws(Leaves.Failure) {
        var target = leaves.leaf(before: key)
        // A leaf may begin within a tag, whose beginning lies in the leaf before; two in a row do not.
        for _ in 0..<2 where target > index {
            let candidate = GlassLeaf(try leaves.bytes(ofLeaf: target))
            guard let first = candidate?.item(0) else {
                isSound = false
                return
            }
            if first.isFirst {
                (index, leaf, place) = (target, candidate, 0)
                return
            }
            target -= 1
        }
        isSound = target <= index
    }

    /// The next item; nil at the end, and where it is not sound.
    mutating func next() throws(Leaves.Failure) -> GlassLeaf.Item? {
        while isSound, let leaf {
            if place < leaf.count {
                guard let item = leaf.item(place) else { break }
                place += 1
                return item
            }
            index += 1
            guard index < leaves.leafCount else { return nil }
            self.leaf = GlassLeaf(try leaves.bytes(ofLeaf: index))
            place = 0
        }
        isSound = leaves.leafCount == 0
        return nil
    }
}
