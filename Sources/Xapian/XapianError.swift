// SPDX-License-Identifier: GPL-3.0-or-later

import CXapian

/// A refusal or failure of libxapian or of the shim over it.
public struct XapianError: Error, Hashable, Sendable {
    /// The kind of failure: one case for each exception class of libxapian and three for the others.
    public enum Code: UInt32, CaseIterable, Hashable, Sendable {
        case assertion = 1
        case invalidArgument, invalidOperation, unimplemented
        case database, databaseClosed, databaseCorrupt, databaseCreate, databaseLock, databaseModified
        case databaseNotFound, databaseOpening, databaseVersion
        case documentNotFound, featureUnavailable, `internal`, network, networkTimeout, queryParser
        case range, serialisation, wildcard
        case outOfMemory, standardException, unknownException
    }

    /// The kind of failure.
    public let code: Code

    /// The reason, in English, as libxapian or the shim gives it.
    public let message: String

    /// What was attempted, such as `open the database`.
    public let operation: String

    /// What it was attempted on: a path, a language or a document id.
    public let context: String

    public init(code: Code, message: String, operation: String, context: String) {
        self.code = code
        self.message = message
        self.operation = operation
        self.context = context
    }

    /// What to do about it; empty when the message already says so.
    public var advice: String {
        switch code {
        case .databaseNotFound: "check the path"
        case .databaseLock: "another writer holds it; wait for it or stop it"
        case .databaseModified: "reopen it and run the whole request again"
        case .databaseCorrupt, .databaseVersion: "restore it or build it again"
        case .databaseCreate: "remove what is there or choose another path"
        case .documentNotFound: "ask only for ids that a match returned"
        case .outOfMemory: "free memory and try again"
        case .database, .databaseOpening: "check the files and the disk"
        default: ""
        }
    }
}

extension XapianError: CustomStringConvertible {
    public var description: String {
        let failure = "cannot \(operation) '\(context)': \(message)"
        return advice.isEmpty ? failure : "\(failure); \(advice)"
    }
}

/// Runs one call of the shim and throws what it reports.
func check(
    _ operation: String, _ context: @autoclosure () -> String,
    _ call: (UnsafeMutablePointer<cxapian_error>) -> cxapian_status
) throws(XapianError) {
    let error = withUnsafeTemporaryAllocation(of: cxapian_error.self, capacity: 1) { buffer -> (UInt32, String)? in
        guard let reported = buffer.baseAddress else { return (CXAPIAN_OUT_OF_MEMORY.rawValue, "out of memory") }
        let status = call(reported)
        if status == CXAPIAN_OK { return nil }
        let text = UnsafeRawPointer(reported).advanced(by: MemoryLayout<cxapian_error>.offset(of: \.message) ?? 0)
        return (status.rawValue, String(cString: text.assumingMemoryBound(to: CChar.self)))
    }
    guard let (status, message) = error else { return }
    throw XapianError(
        code: XapianError.Code(rawValue: status) ?? .unknownException, message: message, operation: operation,
        context: context())
}
