// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// The lines of a manifest behind the first: a key and fields, between tabs.
///
/// | key | fields |
/// |---|---|
/// | `revision`, `next` | a number |
/// | `ledger`, `authority`, `values` | a file |
/// | `segment` | name, documents, tokens, deleted documents |
/// | `file`, `deletions` | a file of the segment before |
///
/// A file is name, bytes, checksum and, where it has one, its time of modification. Lines are read in a fraction of the
/// time that a decoder of JSON takes to start, which every cold search would wait for.
enum ManifestLines {
    private static let tab = UInt8(ascii: "\t")
    private static let lineFeed = UInt8(ascii: "\n")

    static func write(_ manifest: Manifest) -> [UInt8] {
        var lines = ["revision\t\(manifest.revision)", "next\t\(manifest.nextSegment)"]
        for file in manifest.ledgers { lines.append(line("ledger", file)) }
        for file in manifest.authorities ?? [] { lines.append(line("authority", file)) }
        if let file = manifest.values { lines.append(line("values", file)) }
        for segment in manifest.segments {
            lines.append("segment\t\(segment.name)\t\(segment.documents)\t\(segment.tokens)\t\(segment.deleted)")
            for file in segment.files { lines.append(line("file", file)) }
            if let file = segment.deletions { lines.append(line("deletions", file)) }
        }
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line.utf8
            bytes.append(lineFeed)
        }
        return bytes
    }

    private static func line(_ key: String, _ file: Manifest.File) -> String {
        "\(key)\t\(file.name)\t\(file.bytes)\t\(file.checksum)"
    }

    /// Nil where a line is none of these.
    static func read(_ bytes: ArraySlice<UInt8>) -> Manifest? {
        var manifest = Manifest()
        var start = bytes.startIndex
        while start < bytes.endIndex {
            guard let end = bytes[start...].firstIndex(of: lineFeed) else { return nil }
            guard read(fields(of: bytes[start..<end], at: tab), into: &manifest) else { return nil }
            start = end + 1
        }
        return manifest
    }

    /// The texts between separators.
    static func fields(of bytes: ArraySlice<UInt8>, at separator: UInt8) -> [String] {
        var fields: [String] = []
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] == separator {
            fields.append(String(decoding: bytes[start..<index], as: UTF8.self))
            start = index + 1
        }
        fields.append(String(decoding: bytes[start...], as: UTF8.self))
        return fields
    }

    private static func read(_ fields: [String], into manifest: inout Manifest) -> Bool {
        guard let key = fields.first, fields.count > 1 else { return false }
        switch key {
        case "revision", "next":
            guard fields.count == 2, let number = Int(fields[1]) else { return false }
            if key == "next" { manifest.nextSegment = number } else { manifest.revision = number }
            return true
        case "segment":
            guard fields.count == 5, let documents = Int(fields[2]), let tokens = Int(fields[3]),
                let deleted = Int(fields[4])
            else { return false }
            manifest.segments.append(
                Manifest.Segment(name: fields[1], documents: documents, tokens: tokens, deleted: deleted, files: []))
            return true
        default:
            return file(fields).map { add($0, as: key, to: &manifest) } ?? false
        }
    }

    private static func file(_ fields: [String]) -> Manifest.File? {
        guard fields.count == 4, let bytes = UInt64(fields[2]), fields[3].utf8.count == 16,
            let checksum = UInt64(fields[3], radix: 16)
        else { return nil }
        return Manifest.File(name: fields[1], stamp: FileStamp(bytes: bytes, checksum: checksum))
    }

    private static func add(_ file: Manifest.File, as key: String, to manifest: inout Manifest) -> Bool {
        let last = manifest.segments.count - 1
        switch key {
        case "ledger": manifest.ledgers.append(file)
        case "authority": manifest.authorities = (manifest.authorities ?? []) + [file]
        case "values": manifest.values = file
        case "file" where last >= 0: manifest.segments[last].files.append(file)
        case "deletions" where last >= 0: manifest.segments[last].deletions = file
        default: return false
        }
        return true
    }
}
