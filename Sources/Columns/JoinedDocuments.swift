// SPDX-License-Identifier: GPL-3.0-or-later

/// Which documents of a segment go into a joined one, and the numbers that they have there.
public struct JoinedDocuments {
    /// How many documents the segment has, deleted ones included, and how many of them are joined.
    public let count: Int
    public let liveCount: Int
    private let live: DocumentSet?
    private let first: UInt32
    /// By document its number; empty where all are joined.
    private let numbers: [UInt32]

    /// - Parameters:
    ///   - live: The documents that are joined; nil for all.
    ///   - first: The number of the first of them.
    public init(count: Int, live: DocumentSet?, first: Int) {
        self.count = count
        self.live = live
        self.first = UInt32(first)
        var next = UInt32(first)
        var numbers: [UInt32] = []
        if let live {
            numbers.reserveCapacity(count)
            for document in 0..<UInt32(count) {
                let isLive = live.contains(document)
                numbers.append(isLive ? next : .max)
                if isLive { next += 1 }
            }
        } else {
            next += UInt32(count)
        }
        self.numbers = numbers
        liveCount = Int(next) - first
    }

    /// Whether all documents are joined.
    public var isWhole: Bool { live == nil }

    /// The number of a document in the joined segment, `UInt32.max` for one that is left out.
    @inline(__always)
    public func number(of document: UInt32) -> UInt32 {
        numbers.isEmpty ? first + document : numbers[Int(document)]
    }

    /// Whether a document is joined.
    public func isJoined(_ document: Int) -> Bool { live?.contains(UInt32(document)) ?? true }
}
