// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// A further form of an entity's name that a correction gave, ready to be looked for.
struct EntityAlias {
    let entity: String
    let form: String
    /// Whether it counts only in articles that name the entity anyway.
    let isContextual: Bool
    /// What finds it in texts: as written, unless it has small letters only.
    let clause: Clause

    /// Nil where there is no word in the form.
    init?(entity: String, form: String, isContextual: Bool) throws(SpoglioError) {
        guard let clause = try Self.clause(of: form) else { return nil }
        self.entity = entity
        self.form = form
        self.isContextual = isContextual
        self.clause = clause
    }

    /// What finds a form in texts; nil where there is no word in it.
    static func clause(of form: String) throws(SpoglioError) -> Clause? {
        let variants = try QueryAnalyzer().variants(of: form, dropsElisions: false)
        guard let words = variants.first else { return nil }
        let match: WordsClause.Match = form == form.lowercased() ? .folded : .exact
        return .words(WordsClause(variants: [words], match: match, fields: .all))
    }
}
