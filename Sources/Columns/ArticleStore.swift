// SPDX-License-Identifier: GPL-3.0-or-later

internal import CZstd

/// The stored records of a segment's articles.
public final class ArticleStore {
    public static let kind = "articles"

    private let file: ColumnFile
    private let blocksStart: Int
    private let blockEnds: ColumnArray<UInt64>
    private let blockSizes: ColumnArray<UInt32>
    private let blockOfDocument: ColumnArray<UInt32>
    private let endOfDocument: ColumnArray<UInt32>
    /// The block read last: neighbours are often wanted together.
    private var cached: (block: Int, bytes: [UInt8])?

    /// Takes the sections of a file of this kind; throws `damaged` when one is missing.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        self.file = file
        blocksStart = try file.range(of: "blocks").lowerBound
        blockEnds = try file.array("blocks.ends")
        blockSizes = try file.array("blocks.sizes")
        blockOfDocument = try file.array("records.block")
        endOfDocument = try file.array("records.end")
    }

    public var count: Int { blockOfDocument.count }

    /// The bytes of a document's record.
    public func record(of document: Int) throws(ColumnsError) -> ArraySlice<UInt8> {
        let number = Int(blockOfDocument[document])
        let isFirst = document == 0 || blockOfDocument[document - 1] != blockOfDocument[document]
        let start = isFirst ? 0 : Int(endOfDocument[document - 1])
        let end = Int(endOfDocument[document])
        // A block that would hold nothing but empty records is never written.
        if start == end { return [] }
        let block = try block(number)
        guard start <= end, end <= block.count else { throw .damaged(file.path, "a record is out of bounds") }
        return block[start..<end]
    }

    private func block(_ number: Int) throws(ColumnsError) -> [UInt8] {
        if let cached, cached.block == number { return cached.bytes }
        guard number < blockEnds.count else { throw .damaged(file.path, "a block is missing") }
        let start = number == 0 ? 0 : Int(blockEnds[number - 1])
        let input = try file.bytes(in: blocksStart + start..<blocksStart + Int(blockEnds[number]))
        let size = Int(blockSizes[number])
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { output, count in
            let written = ZSTD_decompress(output.baseAddress, size, input.baseAddress, input.count)
            count = ZSTD_isError(written) == 0 ? written : 0
        }
        guard bytes.count == size else { throw .damaged(file.path, "block \(number) cannot be unpacked") }
        cached = (number, bytes)
        return bytes
    }

    /// Where a document's record is: the number of its block, and where in that it ends.
    func place(of document: Int) -> (block: UInt32, end: UInt32) {
        (blockOfDocument[document], endOfDocument[document])
    }

    var blockCount: Int { blockEnds.count }

    /// A block as it is stored, and its length before compression.
    func storedBlock(_ number: Int) throws(ColumnsError) -> (bytes: UnsafeRawBufferPointer, size: UInt32) {
        let start = number == 0 ? 0 : Int(blockEnds[number - 1])
        let end = Int(blockEnds[number])
        guard start <= end else { throw .damaged(file.path, "a block is missing") }
        return (try file.bytes(in: blocksStart + start..<blocksStart + end), blockSizes[number])
    }

    /// Checks every byte of the file.
    public func checkAll() throws(ColumnsError) { try file.checkAll() }
}
