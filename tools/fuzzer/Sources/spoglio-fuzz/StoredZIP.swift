// SPDX-License-Identifier: GPL-3.0-or-later

/// A ZIP file whose members are not compressed, so that bytes made up by chance come through to their reader.
struct StoredZIP {
    private var bytes: [UInt8] = []
    private var table: [UInt8] = []
    private var count = 0

    /// A document of one of four kinds with this content where its text is: Word, OpenDocument, the package file of a
    /// book, a chapter of one.
    static func document(_ kind: Int, _ content: [UInt8]) -> [UInt8] {
        var file = StoredZIP()
        let container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>"
        let package =
            "<package><metadata><title>Libro</title></metadata><manifest><item id='a' href='a.xhtml'/></manifest>"
            + "<spine><itemref idref='a'/></spine></package>"
        switch kind {
        case 0: file.add("word/document.xml", content)
        case 1: file.add("content.xml", content)
        case 2:
            file.add("META-INF/container.xml", Array(container.utf8))
            file.add("a.opf", content)
            file.add("a.xhtml", Array("<html><body><p>Un capitolo di poche parole.</p></body></html>".utf8))
        default:
            file.add("META-INF/container.xml", Array(container.utf8))
            file.add("a.opf", Array(package.utf8))
            file.add("a.xhtml", content)
        }
        return file.finished
    }

    private mutating func add(_ name: String, _ content: [UInt8]) {
        let start = bytes.count
        let common: [UInt8] =
            Self.number(20, 2) + Self.number(0, 8) + Self.number(Int(Self.checksum(content)), 4)
            + Self.number(content.count, 4) + Self.number(content.count, 4) + Self.number(name.utf8.count, 2)
            + Self.number(0, 2)
        bytes += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + content
        table += [0x50, 0x4B, 1, 2] + Self.number(20, 2) + common + Self.number(0, 10) + Self.number(start, 4)
        table += Array(name.utf8)
        count += 1
    }

    private var finished: [UInt8] {
        bytes + table + [0x50, 0x4B, 5, 6] + Self.number(0, 4) + Self.number(count, 2) + Self.number(count, 2)
            + Self.number(table.count, 4) + Self.number(bytes.count, 4) + Self.number(0, 2)
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> ($0 * 8) : 0) }
    }

    /// CRC-32 as ZIP has it.
    private static func checksum(_ content: [UInt8]) -> UInt32 {
        var checksum = UInt32.max
        for byte in content {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
        }
        return ~checksum
    }
}
