// SPDX-License-Identifier: GPL-3.0-or-later

/// The layout that every segment file shares. All integers are little-endian.
///
///     header   16 bytes   "SPGLCOL" and the format version as one byte, then the kind: eight ASCII bytes
///     sections            one after another, each beginning at a multiple of 8 bytes
///     table               for each section: name (32 ASCII bytes, padded with spaces), offset, length (UInt64 each);
///                         then for each block of 16,384 bytes before the table its XXH3 checksum (UInt64)
///     trailer  40 bytes   offset of the table, number of sections, length of the file (UInt64 each),
///                         XXH3 of the table and these three (UInt64), "SPGLEND" and the format version
///
/// Every byte is covered: those before the table by the blocks' checksums, which are checked when a block is first
/// read, the rest by the trailer's, which is checked when the file is opened.
enum ColumnFileFormat {
    static let version: UInt8 = 2
    static let header: [UInt8] = Array("SPGLCOL".utf8) + [version]
    static let trailer: [UInt8] = Array("SPGLEND".utf8) + [version]
    static let headerLength = 16
    static let trailerLength = 40
    static let blockLength = 16_384
    static let kindLength = 8
    static let nameLength = 32
    static let sectionEntryLength = nameLength + 16

    /// `name` padded with spaces.
    static func padded(_ name: String, to length: Int) -> [UInt8] {
        let bytes = Array(name.utf8)
        precondition(bytes.count <= length, "'\(name)' is longer than \(length) bytes")
        return bytes + Array(repeating: UInt8(ascii: " "), count: length - bytes.count)
    }
}
