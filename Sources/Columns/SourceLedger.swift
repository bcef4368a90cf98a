// SPDX-License-Identifier: GPL-3.0-or-later

/// What one source file was when it was read to its end.
public struct SourceRow: Sendable, Equatable {
    public var path: String
    public var size: UInt64
    /// Modification time in nanoseconds since 1970.
    public var modified: Int64
    public var inode: UInt64
    public var device: UInt64
    /// How many articles it gave.
    public var articles: UInt32
    /// Position and reason of what was rejected in it.
    public var rejections: [Rejected]

    /// An article or a whole file that was not taken.
    public struct Rejected: Sendable, Equatable {
        public var position: Int
        public var reason: String

        public init(position: Int, reason: String) {
            self.position = position
            self.reason = reason
        }
    }

    public init(
        path: String, size: UInt64, modified: Int64, inode: UInt64, device: UInt64, articles: UInt32 = 0,
        rejections: [Rejected] = []
    ) {
        self.path = path
        self.size = size
        self.modified = modified
        self.inode = inode
        self.device = device
        self.articles = articles
        self.rejections = rejections
    }
}

/// A file that remembers source files, so that unchanged ones need not be read again.
///
/// Sections: string table `paths`; `size`, `inode`, `device` (UInt64), `modified` (Int64), `articles` (UInt32) by source;
/// string table `rejections` with position, a tab and the reason, one rejection a line.
public enum SourceLedger {
    static let kind = "sources"

    /// Writes the file, which then remembers exactly these sources.
    public static func write(_ rows: [SourceRow], to path: String) throws(ColumnsError) -> FileStamp {
        let file = try ColumnFileWriter(path: path, kind: kind)
        try file.writeTable("paths", rows.map { Array($0.path.utf8) })
        try file.writeSection("size", values: rows.map(\.size))
        try file.writeSection("inode", values: rows.map(\.inode))
        try file.writeSection("device", values: rows.map(\.device))
        try file.writeSection("modified", values: rows.map(\.modified))
        try file.writeSection("articles", values: rows.map(\.articles))
        try file.writeTable(
            "rejections",
            rows.map { row in
                Array(row.rejections.map { "\($0.position)\t\(oneLine($0.reason))\n" }.joined().utf8)
            })
        return try file.finish()
    }

    /// Reads the file; `expected` is what the manifest knows of it.
    public static func rows(of path: String, expected: FileStamp? = nil) throws(ColumnsError) -> [SourceRow] {
        let file = try ColumnFile(path: path, kind: kind, expected: expected)
        let paths = try StringTable(file, "paths")
        let sizes = try file.array("size", of: UInt64.self)
        let inodes = try file.array("inode", of: UInt64.self)
        let devices = try file.array("device", of: UInt64.self)
        let modified = try file.array("modified", of: Int64.self)
        let articles = try file.array("articles", of: UInt32.self)
        let rejections = try StringTable(file, "rejections")
        return (0..<paths.count).map { index in
            SourceRow(
                path: paths.text(at: index), size: sizes[index], modified: modified[index], inode: inodes[index],
                device: devices[index], articles: articles[index],
                rejections: rejections.text(at: index).split(separator: "\n").map { line in
                    let parts = line.split(separator: "\t", maxSplits: 1)
                    return SourceRow.Rejected(
                        position: Int(parts.first ?? "0") ?? 0, reason: parts.count > 1 ? String(parts[1]) : "")
                })
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }
}
