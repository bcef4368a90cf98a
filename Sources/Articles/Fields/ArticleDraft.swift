// SPDX-License-Identifier: GPL-3.0-or-later

/// An article in the making: takes fields and texts as they come, then checks and cleans them.
struct ArticleDraft {
    var id: String?
    var title = ""
    var body = ""
    var date: ArticleDate?
    var dateSource: DateSource?
    var section: String?
    var source: String?
    var authors: [String] = []
    var tags: [String] = []
    var url: String?
    var path: String?
    var language: String?
    var metadata: [String: String] = [:]
    /// What it is called within its file, where that is not its number.
    var part: String?
    /// Why there is no article of it, where that is known before.
    var refusal: Refusal?
    /// What was odd about the fields.
    private(set) var notes: [String] = []

    /// Why there is no article.
    struct Refusal: Error {
        let reason: String
        /// Whether a program is missing that reads such files.
        var isForLackOfProgram = false
    }

    /// Takes the fields of a record; fields without content are passed over.
    ///
    /// An `id`, title or body of a wrong type refuses the article; any other field that cannot be used is kept as
    /// metadata with a note. When the body comes from elsewhere, the names of the body field are metadata.
    mutating func take(
        _ fields: [FieldValue.Field], dateSource: DateSource, bodyIsElsewhere: Bool = false,
        mapping: FieldMapping = FieldMapping()
    ) throws(Refusal) {
        var chosen: [FieldName: (rank: Int, field: FieldValue.Field)] = [:]
        for field in fields + mapping.reached(in: fields) {
            guard let (name, rank) = mapping.named(field.name), !(name == .body && bodyIsElsewhere) else {
                keep(field)
                continue
            }
            guard field.value != .null, field.value != .text("") else { continue }
            guard let rival = chosen[name] else {
                chosen[name] = (rank, field)
                continue
            }
            // Of two with the same name the last counts.
            let isBetter = !Self.fits(rival.field, name) || rank <= rival.rank && Self.fits(field, name)
            if rank != rival.rank { keep(isBetter ? rival.field : field) }
            if isBetter { chosen[name] = (rank, field) }
        }
        for (name, choice) in chosen { try set(name, choice.field, dateSource) }
    }

    /// Whether a field may be what its name promises: an address is no newspaper's name.
    private static func fits(_ field: FieldValue.Field, _ name: FieldName) -> Bool {
        name != .source || !(field.value.scalarText?.has("://") ?? false)
    }

    private mutating func set(
        _ name: FieldName, _ field: FieldValue.Field, _ dateSource: DateSource
    ) throws(Refusal) {
        switch name {
        case .id:
            if case .number(let digits) = field.value { id = digits } else { id = try text(of: field) }
        case .title: title = try text(of: field)
        case .body: body = try text(of: field)
        case .date:
            date = field.value.scalarText.flatMap { ArticleDate(parsing: $0) ?? ArticleDate(unixTime: $0) }
            if date != nil {
                self.dateSource = dateSource
            } else {
                note(field, "cannot be read as a date")
            }
        case .section: section = firstText(of: field)
        case .source: source = firstText(of: field)
        case .author:
            authors = texts(of: field, separators: [";"])
            if authors.count == 1, case .text = field.value {
                authors = AuthorList.authors(in: authors[0], isCreator: field.name.lowercased().hasSuffix("creator"))
            }
        case .tags: tags = texts(of: field, separators: [",", ";"])
        case .url: url = firstText(of: field)
        case .path: path = firstText(of: field)
        case .language: language = firstText(of: field)
        }
    }

    private func text(of field: FieldValue.Field) throws(Refusal) -> String {
        guard case .text(let text) = field.value else {
            throw Refusal(reason: "field '\(field.name.singleLine)' is \(field.value.kind); it must be a text")
        }
        return text
    }

    /// The text of a field with one value; all of a longer list are kept as metadata.
    private mutating func firstText(of field: FieldValue.Field) -> String? {
        if case .list(let values) = field.value {
            if values.count > 1 { keep(field) }
            if values.isEmpty { return nil }
            if let text = values.lazy.compactMap(\.scalarText).first(where: { !$0.isEmpty }) { return text }
        } else if let text = field.value.scalarText {
            return text
        }
        note(field, "is \(field.value.kind)")
        return nil
    }

    /// The texts of a list, or of one text cut at the separators.
    private mutating func texts(of field: FieldValue.Field, separators: Set<Character>) -> [String] {
        switch field.value {
        case .text(let text): return text.split(whereSeparator: { separators.contains($0) }).map { String($0) }
        case .list(let values):
            let texts = values.compactMap(\.scalarText)
            if texts.count < values.count { note(field, "has values that are no texts") }
            return texts
        default:
            if let text = field.value.scalarText { return [text] }
            note(field, "is \(field.value.kind)")
            return []
        }
    }

    private mutating func note(_ field: FieldValue.Field, _ flaw: String) {
        takeNote(of: field.name, text: field.value.flatText ?? "", flaw: flaw)
    }

    /// Keeps a field that cannot be used as metadata, and says so.
    mutating func takeNote(of name: String, text: String, flaw: String) {
        keep(FieldValue.Field(name: name, value: .text(text)))
        notes.append("field '\(name.singleLine)' \(flaw): '\(text.singleLine.prefix(60))'; it is kept as metadata")
    }

    /// Says what was odd.
    mutating func takeNote(_ message: String) { notes.append(message) }

    private mutating func keep(_ field: FieldValue.Field) {
        guard let text = field.value.flatText?.cleaned, !text.isEmpty else { return }
        metadata[field.name.singleLine] = text
    }
}
