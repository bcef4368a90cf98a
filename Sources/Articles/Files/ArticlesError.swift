// SPDX-License-Identifier: GPL-3.0-or-later

/// What stops reading altogether; a bad article or file is a ``Rejection`` instead.
public struct ArticlesError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure, for programs.
    public enum Code: String, Sendable {
        case unknownFormat = "unknown_format"
        case badMapping = "bad_mapping"
        case unreadableInput = "unreadable_input"
        case badLimit = "bad_limit"
    }

    /// The kind of failure.
    public let code: Code
    /// What failed, on what, and what to do.
    public let message: String
    /// The name or path that the message is about.
    public let context: String

    /// Makes an error of its parts.
    public init(code: Code, message: String, context: String) {
        self.code = code
        self.message = message
        self.context = context
    }

    public var description: String { message }
}
