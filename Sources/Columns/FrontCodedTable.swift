// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Byte strings of a segment file in sorted order, each stored as what differs from the one before.
///
/// Two sections: `NAME.blocks` has the beginning of every sixteenth string (UInt32), `NAME.strings` for each string the
/// number of bytes it shares with the one before (one byte, 0 at the beginning of a block), the number of the others
/// (one byte) and these. Strings have at most 255 bytes.
public struct FrontCodedTable {
    static let blockLength = 16

    private let blocks: ColumnArray<UInt32>
    private let bytes: ColumnArray<UInt8>
    public let count: Int

    init(_ file: ColumnFile, _ name: String) throws(ColumnsError) {
        blocks = try file.array(name + ".blocks")
        bytes = try file.array(name + ".strings")
        guard blocks.count > 0 else {
            count = 0
            return
        }
        // The last block tells the number of strings by its length.
        var count = (blocks.count - 1) * Self.blockLength
        var offset = Int(blocks[blocks.count - 1])
        while offset + 2 <= bytes.count {
            offset += 2 + Int(bytes[offset + 1])
            count += 1
        }
        // Each block has a string, so that looking one up ends within the bytes.
        guard offset == bytes.count, offset > Int(blocks[blocks.count - 1]) else {
            throw .damaged(file.path, "table '\(name)' does not fit its bytes")
        }
        self.count = count
    }

    /// Reads strings in ascending order without going back to the beginning of the block each time.
    struct Cursor {
        let table: FrontCodedTable
        private(set) var index = -1
        private(set) var string: [UInt8] = []
        private var offset = 0

        init(_ table: FrontCodedTable) { self.table = table }

        /// Moves to the string with a number.
        mutating func move(to target: Int) {
            if target < index || target / blockLength != index / blockLength || index < 0 {
                index = target / blockLength * blockLength - 1
                offset = Int(table.blocks[target / blockLength])
            }
            while index < target { step() }
        }

        private mutating func step() {
            let shared = Int(table.bytes[offset])
            let rest = Int(table.bytes[offset + 1])
            string.removeLast(string.count - min(shared, string.count))
            table.bytes.withValues { string.append(contentsOf: $0[offset + 2..<offset + 2 + rest]) }
            offset += 2 + rest
            index += 1
        }
    }

    /// A copy of the string with this number, put together from those before it in its block.
    public func bytes(at index: Int) -> [UInt8] {
        var string: [UInt8] = []
        if append(index, to: &string) { return string }
        var cursor = Cursor(self)
        cursor.move(to: index)
        return cursor.string
    }

    /// Appends the string with a number to `text`; false where there is none or the table is not what was written.
    public func append(_ index: Int, to text: inout [UInt8]) -> Bool {
        guard index < count else { return false }
        let steps = index % Self.blockLength
        var offset = Int(blocks[index / Self.blockLength])
        return bytes.withValues { bytes in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.blockLength) { offsets in
                for step in 0...steps {
                    guard offset + 2 <= bytes.count else { return false }
                    offsets[step] = offset
                    offset += 2 + Int(bytes[offset + 1])
                }
                guard offset <= bytes.count else { return false }
                return Self.append(bytes, UnsafeMutableBufferPointer(rebasing: offsets[0...steps]), to: &text)
            }
        }
    }

    /// Puts the last of the strings at `offsets` together from its end on, so that no byte is copied that is not part of it.
    @inline(__always)
    private static func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ offsets: UnsafeMutableBufferPointer<Int>, to text: inout [UInt8]
    ) -> Bool {
        var step = offsets.count - 1
        let length = Int(bytes[offsets[step]]) + Int(bytes[offsets[step] + 1])
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { word in
            var missing = length
            while missing > 0 {
                guard step >= 0 else { return false }
                let offset = offsets[step]
                let shared = Int(bytes[offset])
                guard shared + Int(bytes[offset + 1]) >= missing else { return false }
                var place = shared
                while place < missing {
                    word[place] = bytes[offset + 2 + place - shared]
                    place += 1
                }
                missing = min(missing, shared)
                step -= 1
            }
            text.append(contentsOf: UnsafeBufferPointer(rebasing: UnsafeBufferPointer(word)[..<length]))
            return true
        }
    }

    /// The string with this number; bytes that are not UTF-8 are replaced.
    public func text(at index: Int) -> String { String(decoding: bytes(at: index), as: UTF8.self) }

    /// Goes through the strings of a range in order.
    public func forEach(in range: Range<Int>, _ body: (Int, [UInt8]) -> Void) {
        var cursor = Cursor(self)
        for index in range {
            cursor.move(to: index)
            body(index, cursor.string)
        }
    }

    /// The number of the first string not below `key`.
    public func lowerBound(_ key: [UInt8]) -> Int {
        guard let place = place(of: key) else { return 0 }
        return place.isKey ? place.index : place.index + 1
    }

    /// The number of `key`.
    public func index(of key: [UInt8]) -> Int? {
        guard let place = place(of: key), place.isKey else { return nil }
        return place.index
    }

    /// The number of the last string that is `key` or below it, and whether it is `key`; nil where all are above.
    private func place(of key: [UInt8]) -> (index: Int, isKey: Bool)? {
        bytes.withValues { bytes in
            var low = 0
            var high = blocks.count
            while low < high {
                let middle = (low + high) / 2
                let offset = Int(blocks[middle])
                precondition(offset + 2 <= bytes.count && offset + 2 + Int(bytes[offset + 1]) <= bytes.count)
                let first = UnsafeBufferPointer(rebasing: bytes[(offset + 2)..<(offset + 2 + Int(bytes[offset + 1]))])
                if Self.order(first, key) > 0 { high = middle } else { low = middle + 1 }
            }
            guard low > 0 else { return nil }
            // The strings of a block are put together one upon the other.
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { string in
                var found = (index: (low - 1) * Self.blockLength, isKey: false)
                var offset = Int(blocks[low - 1])
                var length = 0
                for index in found.index..<min(count, low * Self.blockLength) {
                    precondition(offset + 2 <= bytes.count && offset + 2 + Int(bytes[offset + 1]) <= bytes.count)
                    let shared = min(Int(bytes[offset]), length)
                    length = shared + Int(bytes[offset + 1])
                    for place in shared..<length { string[place] = bytes[offset + 2 + place - shared] }
                    let order = Self.order(UnsafeBufferPointer(rebasing: string[..<length]), key)
                    if order > 0 { break }
                    found = (index, order == 0)
                    offset += 2 + length - shared
                }
                return found
            }
        }
    }

    /// Below 0 where a string comes before a key, 0 where it is the key, else above.
    @inline(__always)
    private static func order(_ string: UnsafeBufferPointer<UInt8>, _ key: [UInt8]) -> Int {
        for index in 0..<min(string.count, key.count) where string[index] != key[index] {
            return string[index] < key[index] ? -1 : 1
        }
        return string.count - key.count
    }

    /// The strings that begin with `prefix`.
    public func range(withPrefix prefix: [UInt8]) -> Range<Int> {
        let low = lowerBound(prefix)
        var above = prefix
        while let last = above.last, last == 0xFF { above.removeLast() }
        guard let last = above.last else { return low..<count }
        above[above.count - 1] = last + 1
        return low..<max(low, lowerBound(above))
    }
}

/// Writes a front-coded table string by string, which come in ascending order, in little memory.
struct FrontCodedWriter {
    private(set) var count = 0
    private let file: ColumnFileWriter
    private let name: String
    private var blocks: [UInt32] = []
    /// What is not in the file yet, and how much is.
    private var bytes: [UInt8] = []
    private var written = 0
    private var before: [UInt8] = []

    /// Begins the section of the strings.
    init(_ name: String, in file: ColumnFileWriter) throws(ColumnsError) {
        self.name = name
        self.file = file
        try file.beginSection(name + ".strings")
    }

    mutating func append(_ string: some Collection<UInt8>) throws(ColumnsError) {
        precondition(string.count <= 255, "strings of a front-coded table have at most 255 bytes")
        let shared: Int
        if count % FrontCodedTable.blockLength == 0 {
            blocks.appendFrugally(UInt32(written + bytes.count))
            shared = 0
        } else {
            shared = zip(before, string).prefix { $0 == $1 }.count
        }
        bytes.append(UInt8(shared))
        bytes.append(UInt8(string.count - shared))
        bytes.append(contentsOf: string.dropFirst(shared))
        before.removeAll(keepingCapacity: true)
        before.append(contentsOf: string)
        count += 1
        if bytes.count >= ColumnFileFormat.blockLength { try flush() }
    }

    private mutating func flush() throws(ColumnsError) {
        try file.append(bytes)
        written += bytes.count
        bytes.removeAll(keepingCapacity: true)
    }

    /// Ends the section and writes that of the blocks.
    mutating func finish() throws(ColumnsError) {
        try flush()
        file.endSection()
        try file.writeSection(name + ".blocks", values: blocks)
    }
}

extension ColumnFileWriter {
    /// Writes the two sections of a front-coded table; `strings` ascend.
    func writeFrontCoded(_ name: String, _ strings: some Sequence<some Collection<UInt8>>) throws(ColumnsError) {
        var table = try FrontCodedWriter(name, in: self)
        for string in strings { try table.append(string) }
        try table.finish()
    }
}
