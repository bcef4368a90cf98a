// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The blocks of a file of another format that has no checksums: the checksum of each, and which of them hold which keys.
///
/// Sections: `checksums` (XXH3 by block, UInt64; the last block may be shorter), front-coded table `keys` with the first key
/// of each leaf, ascending, and `leaves` (UInt32) with the block of each.
public struct BlockMap {
    public static let kind = "blocks"

    /// How many blocks the file has.
    public var count: Int { checksums.count }
    private let checksums: ColumnArray<UInt64>
    private let keys: FrontCodedTable
    private let leaves: ColumnArray<UInt32>

    /// Takes the sections of a file of this kind; throws `damaged` when they do not fit each other.
    public init(_ file: ColumnFile) throws(ColumnsError) {
        checksums = try file.array("checksums")
        keys = try FrontCodedTable(file, "keys")
        leaves = try file.array("leaves")
        let count = checksums.count
        guard leaves.count == keys.count, leaves.withValues({ $0.allSatisfy { $0 < count } }) else {
            throw .damaged(file.path, "its leaves do not fit its blocks")
        }
    }

    /// What the bytes of a block must hash to.
    public func checksum(of block: Int) -> UInt64 { checksums[block] }

    /// How many leaves there are; they are numbered in the order of their keys.
    public var leafCount: Int { leaves.count }

    /// The block of a leaf.
    public func block(ofLeaf index: Int) -> Int { Int(leaves[index]) }

    /// The last leaf whose first key is below `key`; 0 when there is none.
    public func leaf(before key: [UInt8]) -> Int { max(0, keys.lowerBound(key) - 1) }

    /// Reads a file block by block and writes the map of its blocks.
    ///
    /// - Parameter firstKey: The first key of a block that is a leaf, nil for any other; not asked for the first block.
    public static func write(
        of source: String, blockLength: Int, to path: String, firstKey: ([UInt8]) -> [UInt8]?
    ) throws(ColumnsError) -> FileStamp {
        let (checksums, leaves) = try contents(of: BlockFile(source, blockLength: blockLength), firstKey: firstKey)
        let file = try ColumnFileWriter(path: path, kind: kind)
        try file.writeSection("checksums", values: checksums)
        try file.writeFrontCoded("keys", leaves.lazy.map(\.key))
        try file.writeSection("leaves", values: leaves.map(\.block))
        return try file.finish()
    }

    /// Whether the leaves of a file are those of the map.
    public func leavesAreThose(of file: BlockFile, firstKey: ([UInt8]) -> [UInt8]?) throws(ColumnsError) -> Bool {
        let (_, found) = try Self.contents(of: file, firstKey: firstKey)
        return found.count == leaves.count
            && found.indices.allSatisfy { found[$0].block == leaves[$0] && found[$0].key == keys.bytes(at: $0) }
    }

    private static func contents(
        of file: BlockFile, firstKey: ([UInt8]) -> [UInt8]?
    ) throws(ColumnsError) -> (checksums: [UInt64], leaves: [(key: [UInt8], block: UInt32)]) {
        var checksums: [UInt64] = []
        var leaves: [(key: [UInt8], block: UInt32)] = []
        while let block = try file.read(checksums.count) {
            if !checksums.isEmpty, let key = firstKey(block) { leaves.append((key, UInt32(checksums.count))) }
            checksums.append(Checksum.of(block))
        }
        leaves.sort { $0.key.lexicographicallyPrecedes($1.key) }
        return (checksums, leaves)
    }
}
