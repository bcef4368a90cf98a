// SPDX-License-Identifier: GPL-3.0-or-later

/// What can go wrong with a segment file, or with a search in it.
public struct ColumnsError: Error, Equatable {
    /// The kind of failure.
    public enum Code: Sendable {
        /// The file cannot be opened, read or written.
        case system
        /// The bytes are not those that were written.
        case damaged
        /// The file was written by another version of the format.
        case format
        /// A search would take more work than it may.
        case effort
    }

    /// The kind of failure, and one sentence with what failed and on what.
    public var code: Code
    public var message: String
    /// The file concerned.
    public var path: String

    public init(_ code: Code, _ message: String, path: String) {
        self.code = code
        self.message = message
        self.path = path
    }

    static func system(_ action: String, _ path: String, _ errorNumber: Int32) -> ColumnsError {
        ColumnsError(.system, "cannot \(action) '\(path)': \(errorText(errorNumber))", path: path)
    }

    static func damaged(_ path: String, _ what: String) -> ColumnsError {
        ColumnsError(.damaged, "'\(path)' is damaged: \(what)", path: path)
    }
}
