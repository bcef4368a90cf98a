// SPDX-License-Identifier: GPL-3.0-or-later

/// A set of the documents of a segment, one bit a document.
public struct DocumentSet: Sendable, Equatable {
    /// Bit `i % 64` of word `i / 64` is document `i`.
    public private(set) var words: [UInt64]
    /// Number of documents of the segment.
    public let universe: Int

    /// The empty set over `universe` documents.
    public init(universe: Int) {
        self.universe = universe
        words = Array(repeating: 0, count: (universe + 63) / 64)
    }

    /// The set of these documents, which must be below `universe`.
    public init(_ documents: some Sequence<UInt32>, universe: Int) {
        self.init(universe: universe)
        insert(contentsOf: Array(documents))
    }

    /// The set from the words of another; bits beyond the universe are dropped.
    public init(words: [UInt64], universe: Int) {
        self.init(universe: universe)
        for index in self.words.indices where index < words.count { self.words[index] = words[index] }
        clearTail()
    }

    /// The set of all documents of a segment.
    public static func all(universe: Int) -> DocumentSet {
        var set = DocumentSet(universe: universe)
        for index in set.words.indices { set.words[index] = .max }
        set.clearTail()
        return set
    }

    private mutating func clearTail() {
        let rest = universe % 64
        if rest != 0, !words.isEmpty { words[words.count - 1] &= (1 << UInt64(rest)) - 1 }
    }

    /// How many documents there are.
    public var count: Int {
        // Loops over buffers: with `reduce` and `allSatisfy` a query of a few documents spent a tenth of its time here.
        words.withUnsafeBufferPointer { words in
            var count = 0
            for word in words { count &+= word.nonzeroBitCount }
            return count
        }
    }

    /// How many documents there are, where they are no more than a limit; the others are not counted to the end.
    public func count(atMost limit: Int) -> Int? {
        words.withUnsafeBufferPointer { words in
            var count = 0
            for word in words where word != 0 {
                count += word.nonzeroBitCount
                if count > limit { return nil }
            }
            return count
        }
    }

    /// Whether there is no document in it.
    public var isEmpty: Bool {
        words.withUnsafeBufferPointer { words in
            for word in words where word != 0 { return false }
            return true
        }
    }

    /// Whether a document, which must be below `universe`, is in the set.
    @inlinable
    public func contains(_ document: UInt32) -> Bool {
        words[Int(document / 64)] >> UInt64(document % 64) & 1 == 1
    }

    /// Adds or removes one document, which must be below `universe`.
    public mutating func insert(_ document: UInt32) { words[Int(document / 64)] |= 1 << UInt64(document % 64) }
    public mutating func remove(_ document: UInt32) { words[Int(document / 64)] &= ~(1 << UInt64(document % 64)) }

    /// Adds many documents, which must be below `universe`.
    public mutating func insert(contentsOf documents: [UInt32]) {
        documents.withUnsafeBufferPointer { insert(contentsOf: $0) }
    }

    mutating func insert(contentsOf documents: UnsafeBufferPointer<UInt32>) {
        words.withUnsafeMutableBufferPointer { words in
            for document in documents {
                precondition(Int(document / 64) < words.count, "a document lies beyond the universe")
                words[Int(document / 64)] |= 1 << UInt64(document % 64)
            }
        }
    }

    mutating func remove(contentsOf documents: UnsafeBufferPointer<UInt32>) {
        words.withUnsafeMutableBufferPointer { words in
            for document in documents {
                precondition(Int(document / 64) < words.count, "a document lies beyond the universe")
                words[Int(document / 64)] &= ~(1 << UInt64(document % 64))
            }
        }
    }

    /// Adds the documents of another set over the same universe.
    public mutating func formUnion(_ other: DocumentSet) { combine(other) { $0 | $1 } }

    /// Keeps only the documents that are in another set over the same universe as well.
    public mutating func formIntersection(_ other: DocumentSet) { combine(other) { $0 & $1 } }

    /// Removes the documents of another set over the same universe.
    public mutating func subtract(_ other: DocumentSet) { combine(other) { $0 & ~$1 } }

    @inline(__always)
    private mutating func combine(_ other: DocumentSet, _ operation: (UInt64, UInt64) -> UInt64) {
        precondition(words.count == other.words.count, "the sets have different universes")
        words.withUnsafeMutableBufferPointer { words in
            other.words.withUnsafeBufferPointer { others in
                for index in 0..<words.count { words[index] = operation(words[index], others[index]) }
            }
        }
    }

    /// The documents of the universe that are not in the set.
    public func complement() -> DocumentSet {
        var result = self
        for index in words.indices { result.words[index] = ~words[index] }
        result.clearTail()
        return result
    }

    /// The documents in ascending order.
    public func documents() -> [UInt32] {
        let count = count
        return Array(unsafeUninitializedCapacity: count) { result, initialized in
            for (index, word) in words.enumerated() {
                var rest = word
                while rest != 0 {
                    result[initialized] = UInt32(index * 64 + rest.trailingZeroBitCount)
                    initialized += 1
                    rest &= rest - 1
                }
            }
        }
    }
}
