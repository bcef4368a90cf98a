// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a table of topics or sections cannot be used.
public struct TopicError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of fault; the raw value never changes.
    public enum Code: String, Sendable {
        case invalidUTF8 = "invalid_utf8"
        case wrongColumns = "wrong_columns"
        case duplicateTopic = "duplicate_topic"
        case unknownTopic = "unknown_topic"
        case invalidValue = "invalid_value"
    }

    /// The kind of fault.
    public let code: Code
    /// One sentence: what failed, on what, what to do.
    public let message: String
    /// The table and the line (from 1) that is at fault.
    public let context: Context

    /// A place in a table.
    public struct Context: Equatable, Sendable {
        public let table: String
        public let line: Int
    }

    init(_ code: Code, table: String, line: Int, _ reason: String) {
        self.code = code
        message = "'\(table)' line \(line): \(reason)"
        context = Context(table: table, line: line)
    }

    public var description: String { message }
}
