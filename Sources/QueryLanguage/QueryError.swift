// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a query was refused, and where.
public struct QueryError: Error, Equatable, Sendable {
    /// The kind of refusal; the raw value is what JSON shows and never changes.
    public enum Code: String, CaseIterable, Sendable {
        case tooLong = "query_too_long"
        case tooManyTerms = "too_many_terms"
        case tooDeep = "too_deep"
        case controlCharacter = "control_character"
        case nothingToSearch = "nothing_to_search"
        case emptyQuotes = "empty_quotes"
        case unclosedQuote = "unclosed_quote"
        case emptyParentheses = "empty_parentheses"
        case unclosedParenthesis = "unclosed_parenthesis"
        case unopenedParenthesis = "unopened_parenthesis"
        case missingOperand = "missing_operand"
        case operatorAsWord = "operator_as_word"
        case badDistance = "bad_distance"
        case badOperand = "bad_operand"
        case mixedProximity = "mixed_proximity"
        case badWildcard = "bad_wildcard"
        case badFuzzy = "bad_fuzzy"
        case misplacedMark = "misplaced_mark"
        case unknownField = "unknown_field"
        case missingValue = "missing_value"
        case badFieldValue = "bad_field_value"
        case badDate = "bad_date"
        case reversedDates = "reversed_dates"
        case badSavedName = "bad_saved_name"
        case unknownSaved = "unknown_saved_query"
        case savedCycle = "saved_query_cycle"
        case badSaved = "bad_saved_query"
        case topicCycle = "topic_cycle"
    }

    /// The kind of refusal.
    public let code: Code
    /// One sentence in English, without the caret.
    public let message: String
    /// Unicode scalar offsets into the query text, end exclusive; empty at its end when something is missing there.
    public let range: Range<Int>

    public init(code: Code, message: String, range: Range<Int>) {
        self.code = code
        self.message = message
        self.range = range
    }

    init(_ code: Code, _ message: String, _ range: Range<Int>) {
        self.init(code: code, message: message, range: range)
    }
}

extension QueryError: CustomStringConvertible {
    public var description: String { message }
}

extension StringProtocol {
    /// The text as a message quotes it: cut after 60 scalars.
    var shortened: String {
        let head = unicodeScalars.prefix(60)
        let text = String(String.UnicodeScalarView(head))
        return head.endIndex == unicodeScalars.endIndex ? text : text + "…"
    }
}
