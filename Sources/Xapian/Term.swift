// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// The bytes of one index term, prefix included.
public struct Term: Hashable, Sendable {
    public let bytes: [UInt8]

    /// The longest term that can be stored, counting each NUL byte twice.
    public static let maximumCost = Int(CXAPIAN_MAX_TERM_COST)

    /// Makes a term; `nil` when it is empty or too long to store.
    public init?(_ bytes: some Collection<UInt8>) {
        guard Term.isStorable(bytes) else { return nil }
        self.bytes = Array(bytes)
    }

    /// Makes a term; other modules get no specialised code of the generic one.
    public init?(_ bytes: [UInt8]) {
        guard Term.isStorable(bytes) else { return nil }
        self.bytes = bytes
    }

    /// Makes a term of a text's UTF-8 bytes; `nil` when it is empty or too long to store.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// Whether the bytes are not empty and within `maximumCost`.
    public static func isStorable(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty, bytes.count <= maximumCost else { return false }
        if bytes.count * 2 <= maximumCost { return true }
        return bytes.count + bytes.count { $0 == 0 } <= maximumCost
    }

    /// Whether the bytes are not empty and within `maximumCost`.
    public static func isStorable(_ bytes: some Collection<UInt8>) -> Bool {
        guard !bytes.isEmpty, bytes.count <= maximumCost else { return false }
        return bytes.count * 2 <= maximumCost || bytes.count + bytes.count { $0 == 0 } <= maximumCost
    }
}

/// The terms of one document with their within-document frequencies, stored end to end.
///
/// Reuse one list for many documents: filling it allocates nothing once it has grown.
public struct TermList: Hashable, Sendable {
    @usableFromInline var storage = ByteStrings()
    @usableFromInline var counts: [UInt32] = []

    public init() {}

    public var count: Int { counts.count }
    public var isEmpty: Bool { counts.isEmpty }
    public var terms: ByteStrings { storage }
    public var frequencies: [UInt32] { counts }

    /// Adds a term; one that is there already is stored once with the sum of the frequencies.
    ///
    /// A frequency of 0 makes a boolean term, which matches and never scores. With `.impact` weighting
    /// the frequency is the quantised impact. The length is checked when the document is added.
    @inlinable
    public mutating func append(_ term: some Collection<UInt8>, frequency: UInt32) {
        storage.append(term)
        counts.append(frequency)
    }

    /// Adds a term, as for bare bytes.
    public mutating func append(_ term: Term, frequency: UInt32) {
        append(term.bytes, frequency: frequency)
    }

    /// Empties the list and keeps its memory.
    public mutating func removeAll() {
        storage.removeAll()
        counts.removeAll(keepingCapacity: true)
    }
}
