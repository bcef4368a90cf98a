// SPDX-License-Identifier: GPL-3.0-or-later

/// One node of a parsed query: what it asks for and where it stands in the text.
///
/// Two nodes are equal when their forms are: where they stand does not count, so a query and its printed form compare
/// equal.
public struct QueryNode: Sendable {
    public var form: Form
    /// Unicode scalar offsets into the query text, end exclusive; parentheses around the node are part of it.
    public var range: Range<Int>

    public init(_ form: Form, range: Range<Int>) {
        self.form = form
        self.range = range
    }

    /// What a node asks for.
    ///
    /// The parser gives `and` and `or` at least two operands and never nests either directly inside itself.
    public indirect enum Form: Equatable, Sendable {
        /// Every article: `*` or an empty query.
        case everything
        case word(QueryWord)
        case phrase(QueryPhrase)
        /// `NEAR`, or `ADJ` when ordered; operands are words, phrases without slop, and `or` nodes of these.
        case near([QueryNode], distance: Int, ordered: Bool)
        case and([QueryNode])
        case or([QueryNode])
        case not(QueryNode)
        /// A text field over words, phrases and operators on them; fields never nest.
        case field(QueryField, QueryNode)
        /// A field of any kind but text and date; `section:(a OR b)` becomes an `or` of two of these.
        case value(QueryField, FieldValue)
        case date(DateCondition)
        /// A saved query, its name without the `@`.
        case saved(String)
    }
}

extension QueryNode: Equatable {
    public static func == (left: QueryNode, right: QueryNode) -> Bool { left.form == right.form }
}
