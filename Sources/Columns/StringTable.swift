// SPDX-License-Identifier: GPL-3.0-or-later

/// Byte strings of a segment file, by number.
///
/// Two sections: `NAME.bytes` has each string behind its length (LEB128), `NAME.starts` the number of strings and then
/// where each eighth begins, from the first on (UInt32).
public struct StringTable {
    private let starts: ColumnArray<UInt32>
    private let bytes: ColumnArray<UInt8>
    public let count: Int

    fileprivate static let block = 8

    init(_ file: ColumnFile, _ name: String) throws(ColumnsError) {
        starts = try file.array(name + ".starts")
        bytes = try file.array(name + ".bytes")
        guard starts.count > 0 else { throw .damaged(file.path, "table '\(name)' has no count") }
        count = Int(starts[0])
        guard starts.count - 1 == (count + Self.block - 1) / Self.block else {
            throw .damaged(file.path, "table '\(name)' does not have the blocks of \(count) strings")
        }
    }

    /// A copy of the string with this number.
    public func bytes(at index: Int) -> [UInt8] { withBytes(at: index) { Array($0) } }

    /// The string with this number; bytes that are not UTF-8 are replaced.
    public func text(at index: Int) -> String { withBytes(at: index) { String(decoding: $0, as: UTF8.self) } }

    @inline(__always)
    func withBytes<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        precondition(index >= 0 && index < count, "a table has no string of this number")
        let start = Int(starts[1 + index / Self.block])
        return bytes.withValues { all in
            guard let base = all.baseAddress, start <= all.count else {
                return body(UnsafeBufferPointer(start: nil, count: 0))
            }
            var cursor = base + start
            let end = base + all.count
            var length = Int(Varint.read(&cursor, before: end))
            for _ in 0..<index % Self.block where length <= end - cursor {
                cursor += length
                length = Int(Varint.read(&cursor, before: end))
            }
            return body(UnsafeBufferPointer(start: cursor, count: min(length, end - cursor)))
        }
    }
}

extension ColumnFileWriter {
    /// Writes the two sections of a string table; `name` has at most 17 bytes.
    func writeTable(_ name: String, _ strings: some Collection<some Collection<UInt8>>) throws(ColumnsError) {
        var starts = [UInt32(strings.count)]
        var total = 0
        var bytes: [UInt8] = []
        try beginSection(name + ".bytes")
        for (index, string) in strings.enumerated() {
            if index % StringTable.block == 0 { starts.append(UInt32(total + bytes.count)) }
            Varint.append(UInt32(string.count), to: &bytes)
            bytes.append(contentsOf: string)
            if bytes.count >= ColumnFileFormat.blockLength {
                try append(bytes)
                total += bytes.count
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try append(bytes)
        endSection()
        try writeSection(name + ".starts", values: starts)
    }
}
