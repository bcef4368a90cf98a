// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import QueryLanguage
internal import Xapian

/// What can go wrong with an index or a request to it.
public struct SpoglioError: Error, Sendable, Equatable {
    /// The kind of failure; the raw value is what JSON shows and never changes.
    public enum Code: String, Sendable {
        case indexMissing = "index_missing"
        case indexLocked = "index_locked"
        case indexDamaged = "index_damaged"
        case indexFormat = "index_format"
        case indexReadOnly = "index_read_only"
        case query = "query"
        case request = "request"
        case notFound = "not_found"
        case rejected = "rejected"
        case system = "system"
        case interrupted = "interrupted"
    }

    /// The kind of failure.
    public var code: Code
    /// What failed, and on what.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// Unicode scalar offset into the query text, where the error is about a query.
    public var offset: Int?
    /// The query with a caret under the place, where the error is about a query.
    public var excerpt: String?

    public init(_ code: Code, _ message: String, hint: String? = nil, offset: Int? = nil, excerpt: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.offset = offset
        self.excerpt = excerpt
    }

    /// What the exit status of a command is when this error ends it.
    public var exitStatus: Int32 {
        switch code {
        case .query, .request: 2
        case .notFound: 1
        case .rejected: 4
        case .interrupted: 130
        case .indexMissing, .indexLocked, .indexDamaged, .indexFormat, .indexReadOnly, .system: 3
        }
    }

    /// The error of a room below as one of this one; where code that may throw several kinds is called.
    init(any error: any Error) {
        switch error {
        case let error as SpoglioError: self = error
        case let error as ColumnsError: self.init(error)
        case let error as XapianError: self.init(error)
        default: self.init(.system, "\(error)")
        }
    }

    init(_ error: ColumnsError) {
        switch error.code {
        case .damaged:
            self.init(
                .indexDamaged, error.message,
                hint: "run 'spoglio verify' to see what else is damaged, then 'spoglio index --rebuild PATH...'")
        case .format:
            self.init(.indexFormat, error.message, hint: "build the index again with 'spoglio index --rebuild PATH...'")
        case .system:
            self.init(.system, error.message)
        case .effort:
            self.init(.query, error.message, hint: "shorten the distance, or put fewer phrases near each other")
        }
    }

    init(_ error: XapianError) {
        self.init(.indexDamaged, "the postings cannot be read: \(error.message)", hint: "run 'spoglio verify'")
    }

    /// A failure to write postings: of the disk, not of what is stored.
    init(writing error: XapianError) {
        self.init(.system, "cannot \(error.operation) '\(error.context)': \(error.message)")
    }

    init(_ error: QueryError, in text: String) {
        self.init(.query, error.message, offset: error.range.lowerBound, excerpt: error.caret(in: text))
    }

    static func system(_ action: String, _ path: String, _ errorNumber: Int32) -> SpoglioError {
        SpoglioError(.system, "cannot \(action) '\(path)': \(FileSystem.text(of: errorNumber))")
    }
}
