// SPDX-License-Identifier: GPL-3.0-or-later

/// Byte strings of a segment file, by number.
///
/// Two sections: `NAME.ends` has the end of each string (UInt32), `NAME.bytes` the bytes one after another.
public struct StringTable {
    private let ends: ColumnArray<UInt32>
    private let bytes: ColumnArray<UInt8>

    init(_ file: ColumnFile, _ name: String) throws(ColumnsError) {
        ends = try file.array(name + ".ends")
        bytes = try file.array(name + ".bytes")
        if ends.count > 0, Int(ends[ends.count - 1]) != bytes.count {
            throw .damaged(file.path, "table '\(name)' does not fit its bytes")
        }
    }

    public var count: Int { ends.count }

    /// A copy of the string with this number.
    public func bytes(at index: Int) -> [UInt8] { withBytes(at: index) { Array($0) } }

    /// The string with this number; bytes that are not UTF-8 are replaced.
    public func text(at index: Int) -> String { withBytes(at: index) { String(decoding: $0, as: UTF8.self) } }

    @inline(__always)
    func withBytes<Result>(at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        precondition(start <= end, "string ends are ascending")
        return bytes.withValues { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    }
}

extension ColumnFileWriter {
    /// Writes the two sections of a string table; `name` has at most 18 bytes.
    func writeTable(_ name: String, _ strings: some Sequence<some Collection<UInt8>>) throws(ColumnsError) {
        var ends: [UInt32] = []
        var bytes: [UInt8] = []
        for string in strings {
            bytes.append(contentsOf: string)
            ends.append(UInt32(bytes.count))
        }
        try writeSection(name + ".ends", values: ends)
        try writeSection(name + ".bytes", bytes)
    }
}
