// SPDX-License-Identifier: GPL-3.0-or-later

/// Ascending lists of integers by row, in few bytes.
///
/// Two sections: `NAME.rows` has the beginning of every sixteenth row (UInt32), `NAME.lists` for each row the number of
/// its integers and the distance of each from the one before (the first from 0), all as LEB128.
public struct VarintLists {
    static let blockLength = 16

    private let blocks: ColumnArray<UInt32>
    private let bytes: ColumnArray<UInt8>

    init(_ file: ColumnFile, _ name: String) throws(ColumnsError) {
        blocks = try file.array(name + ".rows")
        bytes = try file.array(name + ".lists")
    }

    /// The list of a row.
    public func list(at row: Int) -> [UInt32] {
        var offset = Int(blocks[row / Self.blockLength])
        for _ in 0..<row % Self.blockLength {
            var count = read(&offset)
            while count > 0 {
                while bytes[offset] >= 0x80 { offset += 1 }
                offset += 1
                count -= 1
            }
        }
        var list: [UInt32] = []
        let count = read(&offset)
        var value: UInt32 = 0
        for _ in 0..<count {
            value &+= read(&offset)
            list.append(value)
        }
        return list
    }

    private func read(_ offset: inout Int) -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            let byte = bytes[offset]
            offset += 1
            value |= UInt32(byte & 0x7F) &<< shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
    }
}

/// Collects lists row by row; the integers of a list ascend.
struct VarintListsWriter {
    private var rows = 0
    private var blocks: [UInt32] = []
    private var bytes: [UInt8] = []

    mutating func append(_ list: some Collection<UInt32>) {
        if rows % VarintLists.blockLength == 0 { blocks.append(UInt32(bytes.count)) }
        rows += 1
        Varint.append(UInt32(list.count), to: &bytes)
        var before: UInt32 = 0
        for value in list {
            precondition(value >= before, "lists ascend")
            Varint.append(value - before, to: &bytes)
            before = value
        }
    }

    /// Writes the two sections.
    func write(_ name: String, to file: ColumnFileWriter) throws(ColumnsError) {
        try file.writeSection(name + ".rows", values: blocks)
        try file.writeSection(name + ".lists", bytes)
    }
}

extension ColumnFileWriter {
    /// Writes the two sections of lists by row; the integers of a list ascend.
    func writeLists(_ name: String, _ lists: some Sequence<some Collection<UInt32>>) throws(ColumnsError) {
        var writer = VarintListsWriter()
        for list in lists { writer.append(list) }
        try writer.write(name, to: self)
    }
}
