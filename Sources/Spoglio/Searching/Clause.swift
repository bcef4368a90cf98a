// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import QueryLanguage

/// A query as an index executes it: words analysed, names resolved to values; the same for every segment.
indirect enum Clause {
    case everything
    case nothing
    case words(WordsClause)
    case expansion(ExpansionClause)
    case near(NearClause)
    /// Articles with one of these values (identifiers) of one of the facets.
    case values([Facet: [String]])
    case days(first: Int32, last: Int32)
    case undated
    case id(String)
    case url(String)
    /// Certain documents, by the name of their segment.
    case documents([String: [UInt32]])
    case and([Clause])
    case or([Clause])
    case not(Clause)

    /// How many clauses without clauses inside there are.
    var conditionCount: Int {
        switch self {
        case .and(let clauses), .or(let clauses): clauses.reduce(0) { $0 + $1.conditionCount }
        case .not(let clause): clause.conditionCount
        case .near(let near): near.operands.joined().reduce(0) { $0 + $1.conditionCount }
        default: 1
        }
    }
}

/// A word or phrase: any of its term sequences, side by side.
final class WordsClause {
    enum Match { case stemmed, folded, exact }

    let variants: [[QueryTerm]]
    let match: Match
    let fields: TextFields

    init(variants: [[QueryTerm]], match: Match, fields: TextFields) {
        self.variants = variants
        // Elided articles have no postings: alone, as in "l'", they are looked for as they are written.
        let isElided = match == .stemmed && variants.allSatisfy { $0.allSatisfy(\.isElided) }
        self.match = isElided ? .folded : match
        self.fields = fields
    }
}

/// A wildcard pattern or a fuzzy word: any of the folded forms in the index that fit it.
final class ExpansionClause {
    enum Form {
        case wildcard([UInt8])
        case fuzzy([UInt8], edits: Int)
    }

    let form: Form
    let fields: TextFields
    /// As written, for messages.
    let text: String

    init(form: Form, fields: TextFields, text: String) {
        self.form = form
        self.fields = fields
        self.text = text
    }

    /// What to do where it stands for too many words.
    var advice: String {
        switch form {
        case .wildcard: "write more letters before the wildcard"
        case .fuzzy(_, let edits) where edits > 1:
            "allow one edit with '\(text.prefix { $0 != "~" })~1', or write the word without '~'"
        case .fuzzy: "write the word without '~'"
        }
    }
}

/// Words, phrases or expansions near each other; an operand is a choice of these.
final class NearClause {
    let operands: [[Clause]]
    let distance: Int
    let isOrdered: Bool
    let fields: TextFields

    init(operands: [[Clause]], distance: Int, isOrdered: Bool, fields: TextFields) {
        self.operands = operands
        self.distance = distance
        self.isOrdered = isOrdered
        self.fields = fields
    }
}
