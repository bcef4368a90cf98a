// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// One or several immutable databases opened for reading.
///
/// No libxapian object may be used by two threads at a time. A `Database` is neither copyable nor
/// `Sendable`: it can be sent to another task or put into a `Mutex`, and only values come out of it.
/// A query over several databases uses common statistics; see `DocumentID.combined(shard:of:)` for ids.
public struct Database: ~Copyable {
    let handle: OpaquePointer

    /// The paths it was opened from.
    public let paths: [String]

    /// Opens a database: a directory, or a single file as `compact` makes it.
    public init(path: String) throws(XapianError) {
        try self.init(paths: [path])
    }

    /// Opens several databases as one.
    public init(paths: [String]) throws(XapianError) {
        var opened: OpaquePointer?
        try check("open the database", paths.joined(separator: "', '")) { error in
            ByteStrings(paths).withUnsafeChars { bytes, length, ends, count in
                cxapian_database_open_many(bytes, length, ends, count, &opened, error)
            }
        }
        guard let opened else { preconditionFailure("a database was opened without a handle") }
        handle = opened
        self.paths = paths
    }

    deinit {
        cxapian_database_free(handle)
    }

    /// The number of documents.
    public func documentCount() throws(XapianError) -> Int {
        var count: UInt32 = 0
        try read { cxapian_database_doccount(handle, &count, $0) }
        return Int(count)
    }

    /// The highest id ever used; `nil` in an empty database.
    public func lastDocument() throws(XapianError) -> DocumentID? {
        var last: UInt32 = 0
        try read { cxapian_database_lastdocid(handle, &last, $0) }
        return last == 0 ? nil : DocumentID(last)
    }

    /// The data stored with a document.
    public func data(of document: DocumentID) throws(XapianError) -> [UInt8] {
        try readBytes("read document \(document) of") { cxapian_database_data(handle, document.rawValue, $0, $1) }
    }

    /// The value of a document in a slot; empty when it has none.
    public func value(_ slot: UInt32, of document: DocumentID) throws(XapianError) -> [UInt8] {
        try readBytes("read document \(document) of") {
            cxapian_database_value(handle, document.rawValue, slot, $0, $1)
        }
    }

    func read(
        _ operation: String = "read the database", _ call: (UnsafeMutablePointer<cxapian_error>) -> cxapian_status
    ) throws(XapianError) {
        try check(operation, paths.joined(separator: "', '"), call)
    }

    private func readBytes(
        _ operation: String,
        _ call: (UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<cxapian_error>) -> cxapian_status
    ) throws(XapianError) -> [UInt8] {
        var bytes: OpaquePointer?
        try read(operation) { call(&bytes, $0) }
        return takeBytes(bytes)
    }
}

/// Copies the bytes of a handle and frees it.
func takeBytes(_ handle: OpaquePointer?) -> [UInt8] {
    guard let handle else { return [] }
    defer { cxapian_bytes_free(handle) }
    return Array(UnsafeRawBufferPointer(start: cxapian_bytes_data(handle), count: cxapian_bytes_length(handle)))
}
