// SPDX-License-Identifier: GPL-3.0-or-later

internal import CZstd

/// Writes the stored records of a segment's articles, compressed in blocks of several articles.
///
/// Section `blocks` holds Zstandard frames one after another, `blocks.ends` the end of each (UInt64), `blocks.sizes` its length
/// before compression (UInt32), `records.block` the block of each document and `records.end` where its record ends in the block
/// (UInt32 each); it begins where the record before ends, or at 0.
public final class ArticleStoreWriter {
    /// Blocks are closed when they reach this many bytes before compression.
    static let blockLength = 32_768
    static let compressionLevel: Int32 = 8

    private let file: ColumnFileWriter
    private let context: OpaquePointer
    private var block: [UInt8] = []
    private var compressed: [UInt8] = []
    private var blockEnds: [UInt64] = []
    private var blockSizes: [UInt32] = []
    private var blockOfDocument: [UInt32] = []
    private var endOfDocument: [UInt32] = []
    private var length: UInt64 = 0

    /// Creates the file; one that is there is replaced.
    public init(path: String) throws(ColumnsError) {
        guard let context = ZSTD_createCCtx() else {
            throw ColumnsError(.system, "cannot compress for '\(path)': out of memory", path: path)
        }
        self.context = context
        file = try ColumnFileWriter(path: path, kind: ArticleStore.kind)
        try file.beginSection("blocks")
    }

    deinit { ZSTD_freeCCtx(context) }

    /// Appends the record of the next document.
    public func append(_ record: [UInt8]) throws(ColumnsError) {
        if !block.isEmpty, block.count + record.count > Self.blockLength { try flush() }
        block += record
        blockOfDocument.append(UInt32(blockSizes.count))
        endOfDocument.append(UInt32(block.count))
        if block.count >= Self.blockLength { try flush() }
    }

    /// Appends all records of a store, its blocks as they are: nothing is unpacked.
    public func append(allOf store: ArticleStore, _ afterBlock: (Int) -> Void = { _ in }) throws(ColumnsError) {
        try flush()
        let first = UInt32(blockSizes.count)
        for number in 0..<store.blockCount {
            let (bytes, size) = try store.storedBlock(number)
            try file.append(raw: bytes)
            length += UInt64(bytes.count)
            blockEnds.append(length)
            blockSizes.append(size)
            afterBlock(number)
        }
        for document in 0..<store.count {
            let place = store.place(of: document)
            blockOfDocument.append(first + place.block)
            endOfDocument.append(place.end)
        }
    }

    private func flush() throws(ColumnsError) {
        guard !block.isEmpty else { return }
        let bound = ZSTD_compressBound(block.count)
        if compressed.count < bound { compressed = Array(repeating: 0, count: bound) }
        let count = compressed.withUnsafeMutableBytes { output in
            block.withUnsafeBytes { input in
                ZSTD_compressCCtx(
                    context, output.baseAddress, output.count, input.baseAddress, input.count, Self.compressionLevel)
            }
        }
        guard ZSTD_isError(count) == 0 else {
            throw ColumnsError(.system, "cannot compress for '\(file.path)'", path: file.path)
        }
        try compressed.withUnsafeBytes { (raw: UnsafeRawBufferPointer) -> Result<Void, ColumnsError> in
            do throws(ColumnsError) {
                return .success(try file.append(raw: UnsafeRawBufferPointer(rebasing: raw.prefix(count))))
            } catch {
                return .failure(error)
            }
        }.get()
        length += UInt64(count)
        blockEnds.append(length)
        blockSizes.append(UInt32(block.count))
        block.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and closes the file; no record can follow.
    public func finish() throws(ColumnsError) -> FileStamp {
        try flush()
        file.endSection()
        try file.writeSection("blocks.ends", values: blockEnds)
        try file.writeSection("blocks.sizes", values: blockSizes)
        try file.writeSection("records.block", values: blockOfDocument)
        try file.writeSection("records.end", values: endOfDocument)
        return try file.finish()
    }
}
