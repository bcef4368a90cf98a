// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A database being built.
///
/// Dropping it discards what was not committed. libxapian commits by itself every
/// 10,000 documents; commit every 250 for speed. After an error other than a refused argument every call
/// throws `.invalidOperation`: drop the handle, open another and repeat the whole batch.
public struct WritableDatabase: ~Copyable {
    /// What to do about a database that is, or is not, already there.
    public enum Mode: Hashable, Sendable {
        /// Make a new one and refuse to touch one that is there.
        case create
        /// Make a new one and replace one that is there.
        case overwrite
        /// Open the one that is there.
        case open
    }

    /// What a database is made with.
    public struct Options: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32

        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// Store no term lists: smaller, and documents can only be added.
        public static let withoutTermLists = Options(rawValue: UInt32(CXAPIAN_WRITER_NO_TERMLIST))

        /// Never fsync; sync the finished files yourself.
        public static let withoutSync = Options(rawValue: UInt32(CXAPIAN_WRITER_NO_SYNC))
    }

    let handle: OpaquePointer
    /// The directory, as it was named.
    public let path: String

    /// Opens the database in a directory; one writer at a time may have it.
    public init(path: String, mode: Mode = .create, options: Options = []) throws(XapianError) {
        var flags = options.rawValue
        switch mode {
        case .create: break
        case .overwrite: flags |= UInt32(CXAPIAN_WRITER_OVERWRITE)
        case .open: flags |= UInt32(CXAPIAN_WRITER_OPEN_ONLY)
        }
        var opened: OpaquePointer?
        try check("open for writing", path) { error in
            path.withChars { cxapian_writer_open($0, $1, flags, &opened, error) }
        }
        guard let opened else { preconditionFailure("a writer was opened without a handle") }
        handle = opened
        self.path = path
    }

    deinit {
        cxapian_writer_free(handle)
    }

    /// The number of documents, uncommitted ones included.
    public func documentCount() throws(XapianError) -> Int {
        var count: UInt32 = 0
        try write("read") { cxapian_writer_doccount(handle, &count, $0) }
        return Int(count)
    }

    /// Makes everything since the last commit visible; the directory is not synced.
    public mutating func commit() throws(XapianError) {
        try write("commit to") { cxapian_writer_commit(handle, $0) }
    }

    /// Commits and closes, and reports what dropping the handle could not.
    public consuming func close() throws(XapianError) {
        try write("close") { cxapian_writer_close(handle, $0) }
    }

    func write(
        _ operation: String, _ call: (UnsafeMutablePointer<cxapian_error>) -> cxapian_status
    ) throws(XapianError) {
        try check(operation, path, call)
    }
}
