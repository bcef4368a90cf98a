// SPDX-License-Identifier: GPL-3.0-or-later

/// The id of a document in a database, counted from 1.
///
/// Large results are handed out as bare `[UInt32]` of the same numbers, so that candidate sets can be
/// counted and joined without conversion.
public struct DocumentID: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Makes an id of its number.
    public init(_ rawValue: UInt32) {
        self.init(rawValue: rawValue)
    }

    public static func < (left: DocumentID, right: DocumentID) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The place of this document when `count` databases are opened as one and it lies in number `shard`.
    public func combined(shard: Int, of count: Int) -> DocumentID {
        DocumentID((rawValue - 1) * UInt32(count) + UInt32(shard) + 1)
    }

    /// The number of the database this document lies in, among `count` opened as one, and its id there.
    public func split(among count: Int) -> (shard: Int, document: DocumentID) {
        (Int(rawValue - 1) % count, DocumentID((rawValue - 1) / UInt32(count) + 1))
    }
}

extension DocumentID: CustomStringConvertible {
    public var description: String { String(rawValue) }
}
