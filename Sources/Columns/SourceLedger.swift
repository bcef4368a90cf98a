// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A file that remembers sources, so that unchanged ones need not be read again.
///
/// Rows are in the order of `hash` (UInt64), the XXH3 of the path. Sections by row: string table `paths`; `state` (UInt8);
/// `marks` (UInt8, ``SourceRow/Marks``), `missing` (UInt8);
/// `source`, `size`, `inode`, `device`, `content`, `reading` (UInt64), `modified` (Int64), `articles` (UInt32); `shared`
/// (UInt32), how many bytes at the end of the path are the end of the shown path too, and string table `prefixes`, what
/// the shown path has before them; string table `rejections` with position, place and reason, tabs between them, one
/// rejection a line; where there are more than are listed, `unlisted` (UInt32), how many. `contents` (UInt32) has the rows in the order of `content`.
///
/// Not thread-safe. Whatever a path's number of rows and however many ledgers there are, a look-up builds nothing.
public final class SourceLedger {
    static let kind = "sources"

    public let count: Int
    let hashes: ColumnArray<UInt64>
    let paths: StringTable
    let states: ColumnArray<UInt8>
    let sources: ColumnArray<UInt64>
    let sizes: ColumnArray<UInt64>
    let inodes: ColumnArray<UInt64>
    let devices: ColumnArray<UInt64>
    let contents: ColumnArray<UInt64>
    let readings: ColumnArray<UInt64>
    let marks: ColumnArray<UInt8>
    let missing: ColumnArray<UInt8>
    let modified: ColumnArray<Int64>
    let articles: ColumnArray<UInt32>
    let shared: ColumnArray<UInt32>
    let prefixes: StringTable
    let rejections: StringTable
    /// Nil where all are listed.
    let unlisted: ColumnArray<UInt32>?
    private let byContent: ColumnArray<UInt32>
    private let file: ColumnFile

    /// Opens a ledger and checks every byte of it.
    ///
    /// - Parameter expected: What the manifest knows of the file.
    public init(path: String, expected: FileStamp? = nil) throws(ColumnsError) {
        file = try ColumnFile(path: path, kind: Self.kind, expected: expected)
        hashes = try file.array("hash")
        paths = try StringTable(file, "paths")
        states = try file.array("state")
        sources = try file.array("source")
        sizes = try file.array("size")
        inodes = try file.array("inode")
        devices = try file.array("device")
        contents = try file.array("content")
        readings = try file.array("reading")
        marks = try file.array("marks")
        missing = try file.array("missing")
        modified = try file.array("modified")
        articles = try file.array("articles")
        shared = try file.array("shared")
        prefixes = try StringTable(file, "prefixes")
        rejections = try StringTable(file, "rejections")
        unlisted = file.hasSection("unlisted") ? try file.array("unlisted") : nil
        byContent = try file.array("contents")
        count = hashes.count
        let counts = [
            paths.count, states.count, sources.count, sizes.count, inodes.count, devices.count, contents.count,
            readings.count, marks.count, missing.count, modified.count, articles.count, shared.count, prefixes.count,
            rejections.count,
            byContent.count, unlisted?.count ?? hashes.count,
        ]
        guard counts.allSatisfy({ $0 == hashes.count }) else {
            throw .damaged(path, "its columns have different lengths")
        }
    }

    /// The row of a path.
    ///
    /// - Parameter hash: XXH3 of the path.
    public func find(_ path: [UInt8], hash: UInt64) -> Int? {
        var row = Self.firstPlace(count, of: hash) { hashes[$0] }
        while row < count, hashes[row] == hash {
            if isPath(path, ofRow: row) { return row }
            row += 1
        }
        return nil
    }

    private func isPath(_ path: [UInt8], ofRow row: Int) -> Bool {
        paths.withBytes(at: row) { stored in
            stored.count == path.count
                && path.withUnsafeBytes { bytes in
                    guard let left = bytes.baseAddress, let right = stored.baseAddress else { return stored.isEmpty }
                    return memcmp(left, right, bytes.count) == 0
                }
        }
    }

    /// The rows of sources of this content and size that were read to their end.
    public func rows(withContent content: UInt64, size: UInt64) -> [Int] {
        var place = Self.firstPlace(count, of: content) { contents[Int(byContent[$0])] }
        var found: [Int] = []
        while place < count, contents[Int(byContent[place])] == content {
            let row = Int(byContent[place])
            if sizes[row] == size, state(row) == .whole { found.append(row) }
            place += 1
        }
        return found
    }

    /// The first place of an ascending sequence of hashes that is not below `hash`.
    ///
    /// Hashes are spread evenly, so the search starts where this one should be: it looks at a page or two of a file of a
    /// million rows.
    private static func firstPlace(_ count: Int, of hash: UInt64, _ value: (Int) -> UInt64) -> Int {
        guard count > 0 else { return 0 }
        let guess = Int(hash.multipliedFullWidth(by: UInt64(count)).high)
        var (low, high) = (guess, guess)
        var step = 8
        while low > 0, value(low - 1) >= hash {
            high = low - 1
            low = max(0, low - step)
            step *= 2
        }
        step = 8
        while high < count, value(high) < hash {
            low = high + 1
            high = min(count, high + step)
            step *= 2
        }
        while low < high {
            let middle = (low + high) / 2
            if value(middle) < hash { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// XXH3 of a row's path.
    public func pathHash(_ row: Int) -> UInt64 { hashes[row] }
    /// How far a row's source is known.
    public func state(_ row: Int) -> SourceRow.State { SourceRow.State(rawValue: states[row]) ?? .part }
    /// What a row's articles are marked with.
    public func sourceHash(_ row: Int) -> UInt64 { sources[row] }
    /// Checksum of a row's content.
    public func content(_ row: Int) -> UInt64 { contents[row] }
    /// How many articles a row's source gave.
    public func articles(_ row: Int) -> Int { Int(articles[row]) }
    /// Whether anything of a row's source was rejected.
    public func hasRejections(_ row: Int) -> Bool { rejections.withBytes(at: row) { !$0.isEmpty } }
    /// A row's path.
    public func path(_ row: Int) -> [UInt8] { paths.bytes(at: row) }

    /// Whether a row's file is still what it was, as far as the file system tells.
    public func isUnchanged(_ row: Int, size: UInt64, modified: Int64, inode: UInt64, device: UInt64) -> Bool {
        sizes[row] == size && self.modified[row] == modified && inodes[row] == inode && devices[row] == device
    }

    /// Checksum of the options that a row's source was read with.
    public func reading(_ row: Int) -> UInt64 { readings[row] }
    /// What else a row's articles depend on.
    public func marks(_ row: Int) -> SourceRow.Marks { SourceRow.Marks(rawValue: marks[row]) }
    /// The programs that were missing when something of a row's source was refused for lack of one.
    public func missing(_ row: Int) -> UInt8 { missing[row] }

    /// All of a row.
    public func row(_ row: Int) -> SourceRow {
        let path = paths.bytes(at: row)
        let shown = prefixes.bytes(at: row) + path.suffix(Int(shared[row]))
        return SourceRow(
            path: path, shown: String(decoding: shown, as: UTF8.self), state: state(row), sourceHash: sources[row],
            size: sizes[row], modified: modified[row], inode: inodes[row], device: devices[row],
            content: contents[row], reading: readings[row], marks: marks(row), missing: missing[row],
            articles: articles[row],
            rejections: hasRejections(row) ? Self.rejections(in: rejections.text(at: row)) : [],
            unlistedRejections: unlisted?[row] ?? 0)
    }

    private static func rejections(in text: String) -> [SourceRow.Rejected] {
        text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            return SourceRow.Rejected(
                position: Int(parts[0]) ?? 0, place: parts.count > 1 ? String(parts[1]) : "",
                reason: parts.count > 2 ? String(parts[2]) : "")
        }
    }

    /// What is wrong with the rows and their order, nil if nothing is.
    public func fault() -> String? {
        for row in 0..<count {
            if paths.withBytes(at: row, { Checksum.of(UnsafeRawBufferPointer($0)) }) != hashes[row] {
                return "row \(row) has not the hash of its path"
            }
            if !SourceRow.Marks.all.isSuperset(of: marks(row)) { return "row \(row) has marks that mean nothing" }
            guard row > 0, hashes[row] <= hashes[row - 1] else { continue }
            if hashes[row] < hashes[row - 1] { return "its rows are not in the order of their hashes" }
            if path(row) == path(row - 1) { return "it names a source twice" }
        }
        return nil
    }
}
