// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells which blocks of a single-file database the postings of a term are read from.
///
/// The layout is that of glass_table.h and glass_postlist.cc of libxapian 1.4: block 0 has the version file, all others are
/// blocks of B-trees. Files of postings alone are meant: no other tree in them has more than one leaf. A block has its level in byte 4, 0 for a leaf, and from byte 11 on where its items lie (two bytes
/// each, the greater first). An item of a leaf begins with two bytes of length and marks, the length of its key in one
/// byte, and the key.
public enum GlassTable {
    /// Bytes of a block, of the tables that this module writes.
    public static let blockLength = 8192

    /// Where a database has the identifier that libxapian draws at random for it.
    public static let identifier = 16..<32

    private static let levelPlace = 4
    private static let directoryStart = 11
    private static let itemHead = 2

    /// The key of the first item of a leaf; nil for the first leaf of a tree, where it is empty (that of a table without
    /// items is the whole tree), for a block of an upper level, and for something else.
    public static func firstKey(ofLeaf block: [UInt8]) -> [UInt8]? {
        guard block.count > directoryStart + 1, block[levelPlace] == 0 else { return nil }
        let item = Int(block[directoryStart]) << 8 | Int(block[directoryStart + 1])
        guard item > directoryStart + 1, item + itemHead < block.count else { return nil }
        let start = item + itemHead + 1
        let end = start + Int(block[start - 1])
        return start < end && end <= block.count ? Array(block[start..<end]) : nil
    }

    /// Bounds of the keys of a term's postings, both included: that of its first chunk is the lower; further chunks add a
    /// zero byte and the number of a document, whose packed form begins below 0xFF.
    public static func keys(of term: Term) -> (first: [UInt8], last: [UInt8]) {
        var key: [UInt8] = []
        for byte in term.bytes {
            key.append(byte)
            if byte == 0 { key.append(0xFF) }
        }
        return (key, key + [0, 0xFF])
    }
}
