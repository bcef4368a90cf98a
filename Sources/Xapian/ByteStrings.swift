// SPDX-License-Identifier: GPL-3.0-or-later

/// Byte strings stored end to end.
///
/// Invariant: `ends` never decreases and its last element is `bytes.count`.
public struct ByteStrings: Hashable, Sendable {
    @usableFromInline var bytes: [UInt8] = []
    @usableFromInline var ends: [UInt32] = []

    public init() {}

    /// The strings of a sequence, in its order.
    @inlinable
    public init(_ strings: some Sequence<some Collection<UInt8>>) {
        for string in strings { append(string) }
    }

    /// The UTF-8 bytes of the strings of a sequence, in its order.
    public init(_ strings: some Sequence<String>) {
        for string in strings { append(string.utf8) }
    }

    init(bytes: [UInt8], ends: [UInt32]) {
        self.bytes = bytes
        self.ends = ends
    }

    public var count: Int { ends.count }
    public var isEmpty: Bool { ends.isEmpty }

    /// The length of all strings together; it must stay below 4 GiB.
    public var byteCount: Int { bytes.count }

    /// Adds a string at the end; all together must stay below 4 GiB.
    @inlinable
    public mutating func append(_ string: some Collection<UInt8>) {
        bytes.append(contentsOf: string)
        ends.append(UInt32(bytes.count))
    }

    /// Empties the list and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Makes room, so that so many strings of so many bytes in all are added without allocation.
    public mutating func reserveCapacity(strings: Int, bytes byteCount: Int) {
        bytes.reserveCapacity(byteCount)
        ends.reserveCapacity(strings)
    }

    /// The string at a place, which must be below `count`.
    public subscript(index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }
}

extension ByteStrings {
    func withUnsafeChars<R, E: Error>(
        _ body: (UnsafePointer<CChar>?, Int, UnsafePointer<UInt32>?, Int) throws(E) -> R
    ) throws(E) -> R {
        try bytes.withChars { (chars, length) throws(E) in
            try ends.withUnsafeBufferPointer { (ends) throws(E) in
                try body(chars, length, ends.baseAddress, ends.count)
            }
        }
    }
}

extension [UInt8] {
    func withChars<R, E: Error>(_ body: (UnsafePointer<CChar>?, Int) throws(E) -> R) throws(E) -> R {
        try withUnsafeBufferPointer { (buffer) throws(E) in
            let chars = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            return try body(chars, buffer.count)
        }
    }
}

extension String {
    /// Passes the UTF-8 of the string as the shim takes it.
    func withChars<R>(_ body: (UnsafePointer<CChar>?, Int) -> R) -> R {
        Array(utf8).withChars(body)
    }
}
