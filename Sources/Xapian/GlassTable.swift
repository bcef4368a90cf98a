// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the postings of a term lie in a single-file database.
///
/// The layout is that of glass_table.h and glass_postlist.cc of libxapian 1.4: block 0 has the version file, all others are
/// blocks of B-trees, whose leaves hold items in the order of their keys (see `GlassLeaf`). Files of postings alone are
/// meant: no other tree in them has an item.
public enum GlassTable {
    /// Bytes of a block, of the tables that this module writes.
    public static let blockLength = 8192

    /// The first bytes of a file of the one version that this module reads and writes.
    public static let version: [UInt8] = [0x0F, 0x0D] + Array("Xapian Glass".utf8) + [0x04, 0x6E]

    /// Where a database has the identifier that libxapian draws at random for it.
    public static let identifier = 16..<32

    /// The key of the first item of a leaf, which is empty in the first leaf of a tree; nil for a leaf without items, for a
    /// block of an upper level, and for something else.
    public static func firstKey(ofLeaf block: [UInt8]) -> [UInt8]? {
        block.withUnsafeBytes { bytes in
            guard let leaf = GlassLeaf(bytes), let item = leaf.item(0) else { return nil }
            if item.key.isEmpty, leaf.count == 1 { return nil }
            return Array(item.key)
        }
    }

    /// The key of the first chunk of a term's postings.
    static func key(of term: Term) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(term.bytes.count + 8)
        for byte in term.bytes {
            key.append(byte)
            if byte == 0 { key.append(0xFF) }
        }
        return key
    }

    /// The key of a further chunk that begins with a document.
    ///
    /// - Parameter key: That of the first chunk.
    static func key(_ key: [UInt8], ofChunkFrom document: UInt32) -> [UInt8] {
        let low = { (count: Int) in
            (0..<count).map { UInt8(truncatingIfNeeded: document >> UInt32(8 * (count - 1 - $0))) }
        }
        switch document {
        case ..<0x8000: return key + [0] + low(2)
        case ..<(1 << 22): return key + [0, 0x80 | UInt8(document >> 16)] + low(2)
        case ..<(1 << 29): return key + [0, 0xC0 | UInt8(document >> 24)] + low(3)
        default: return key + [0, 0xE0] + low(4)
        }
    }

    /// Where in a term's postings an item stands; nil if it is not one of them.
    ///
    /// - Parameter first: The key of the first chunk.
    static func place(of key: UnsafeRawBufferPointer, inListOf first: [UInt8]) -> ChunkPlace? {
        guard key.starts(with: first) else { return nil }
        let rest = UnsafeRawBufferPointer(rebasing: key[first.count...])
        guard !rest.isEmpty else { return .beginning }
        guard rest.count >= 3, rest[0] == 0 else { return nil }
        let head = rest[1]
        let (mask, count): (UInt8, Int) =
            switch head {
            case ..<0x80: (0x7F, 2)
            case ..<0xC0: (0x3F, 3)
            case ..<0xE0: (0x1F, 4)
            default: (0, 5)
            }
        // A byte of 0xFF stands behind a zero byte that belongs to a term.
        guard head < 0xF0, rest.count == count + 1 else { return nil }
        return .from(rest[2...].reduce(UInt32(head & mask)) { $0 << 8 | UInt32($1) })
    }
}

/// Which chunk of a term's postings an item is.
enum ChunkPlace: Equatable {
    case beginning
    /// A further one, which begins with a document.
    case from(UInt32)
}
