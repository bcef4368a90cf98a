// SPDX-License-Identifier: GPL-3.0-or-later

/// Why an authority table or file, or a model, cannot be used.
public struct EntityError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of fault; the raw value never changes.
    public enum Code: String, Sendable {
        case wrongColumns = "wrong_columns"
        case duplicateID = "duplicate_id"
        case invalidUTF8 = "invalid_utf8"
        case controlCharacter = "control_character"
        case invalidValue = "invalid_value"
        case lineTooLong = "line_too_long"
        case tooManyForms = "too_many_forms"
        case unreadable = "unreadable"
        case tooLarge = "too_large"
        case damagedModel = "damaged_model"
    }

    /// The kind of fault.
    public let code: Code
    /// One sentence: what failed, on what, what to do.
    public let message: String
    /// The table and the line (from 1; 0 for the whole or for a model) that is at fault.
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

    /// A fault of a whole file.
    init(_ code: Code, file: String, _ reason: String) {
        self.code = code
        message = "'\(file)': \(reason)"
        context = Context(table: file, line: 0)
    }

    /// A model of the tagger that cannot be used.
    init(model table: String, _ reason: String) {
        code = .damagedModel
        message = "the tagger's table of '\(table)' cannot be used: \(reason); make it again with tools/train-entities"
        context = Context(table: table, line: 0)
    }

    public var description: String { message }
}
