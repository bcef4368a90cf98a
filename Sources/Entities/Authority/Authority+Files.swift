// SPDX-License-Identifier: GPL-3.0-or-later

private import Glibc

extension Authority {
    /// The authority of the tables that the program carries and of files with the same seven columns.
    ///
    /// An entry replaces one of the same id in the tables or in an earlier file. Nothing is taken from files of which
    /// one is refused.
    ///
    /// - Throws: `EntityError` naming file, line and reason for the first file that cannot be read, and the first line
    ///   that is no entry, is not UTF-8, has more than 64 KiB, or has an id that its file has already given.
    public static func reading(paths: [String]) throws(EntityError) -> Authority {
        var tables = AuthorityTable.embedded
        for path in paths { tables.append(try AuthorityTable(path: path)) }
        return try Authority(tables: tables)
    }
}

extension AuthorityTable {
    /// Files of more bytes are refused.
    public static let largestFile = 256 * 1_024 * 1_024

    /// Reads a file; the table is named after its path.
    ///
    /// - Throws: `EntityError` where the file is missing, is no regular file, cannot be read, or is larger than
    ///   `largestFile`.
    public init(path: String) throws(EntityError) {
        let name = Self.shown(path)
        // A pipe that nobody writes to would block.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw EntityError(.unreadable, file: name, "cannot be opened (\(unsafe String(cString: strerror(errno))))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw EntityError(.unreadable, file: name, "is not a file; name a table of entities")
        }
        guard status.st_size <= Self.largestFile else {
            throw EntityError(
                .tooLarge, file: name, "has \(status.st_size) bytes; a table may have \(Self.largestFile)")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size))
        var chunk = [UInt8](repeating: 0, count: 256 * 1_024)
        while bytes.count <= Self.largestFile {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else {
                guard errno != EINTR else { continue }
                throw EntityError(
                    .unreadable, file: name, "cannot be read (\(unsafe String(cString: strerror(errno))))")
            }
            guard count > 0 else { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        // The mark that some editors put before UTF-8.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        self.init(name: name, bytes: bytes)
    }

    /// A path without what would disturb a terminal.
    private static func shown(_ path: String) -> String {
        String(
            String.UnicodeScalarView(path.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}
