// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Finds what a record of an export has of an article, however it wraps it.
///
/// Content systems, search engines and social networks put the fields into an object of the record (`_source`, `attributes`, `fields`),
/// texts into objects of one value (`{"rendered":…}`, `{"$date":…}`), and paragraphs or the runs of a message into lists. What
/// `--map` leads into is left as it is.
struct RecordShape {
    typealias Field = FieldValue.Field

    let mapping: FieldMapping

    /// The fields of a record, with texts for objects and lists of texts.
    func fields(of record: [Field]) -> [Field] {
        guard record.contains(where: mayHoldTexts) else { return record }
        return Self.withTerms(unwrapped(record)).map { field in
            isWay(field.name)
                ? field : Field(name: field.name, value: plain(field.value, as: mapping.named(field.name)?.field))
        }
    }

    /// Whether anything is to be done with a field: most records have none such.
    private func mayHoldTexts(_ field: Field) -> Bool {
        switch field.value {
        case .record: return true
        case .list(let values):
            if values.contains(where: \.isRecord) { return true }
            let name = mapping.named(field.name)?.field
            return name == .body || name == .title || name == .date
        default: return false
        }
    }

    /// Whether fields have the text of an article.
    func hasBody(_ fields: [Field], orSummary takesSummary: Bool = false) -> Bool {
        fields.contains { field in
            mapping.named(field.name)?.field == .body && !Self.isEmpty(field.value)
                && (takesSummary || !Self.summaries.contains(field.name.lowercased()))
        }
    }

    private static let summaries: Set<String> = ["description", "descrizione"]

    /// Whether it is a summary's name, which other things than articles have too.
    static func isSummary(_ name: String) -> Bool { summaries.contains(name.lowercased()) }

    private func hasTitle(_ fields: [Field]) -> Bool {
        fields.contains { mapping.named($0.name)?.field == .title && !Self.isEmpty($0.value) }
    }

    /// Whether `--map` leads through a field.
    private func isWay(_ name: String) -> Bool { mapping.names.contains { $0.hasPrefix(name + ".") } }

    private static func isEmpty(_ value: FieldValue) -> Bool {
        switch value {
        case .null: true
        case .text(let text): text.utf8.allSatisfy { $0 <= 0x20 }
        case .list(let values): values.allSatisfy(isEmpty)
        case .record(let fields): fields.allSatisfy { isEmpty($0.value) }
        default: false
        }
    }
}

// MARK: Objects in objects

extension RecordShape {
    private static let wrappers: Set<String> = [
        "_source", "article", "articolo", "attributes", "data", "doc", "document", "fields", "item", "node", "post",
        "properties", "tweet",
    ]

    /// Of a record without a text of its own, the fields of the object in it that has one, then its own.
    private func unwrapped(_ record: [Field]) -> [Field] {
        guard !hasBody(record) else { return record }
        let isTitled = hasTitle(record)
        var others: [(field: Field, inner: [Field])] = []
        for field in record {
            guard case .record(let inner) = field.value, !isWay(field.name) else { continue }
            if Self.wrappers.contains(field.name.lowercased()) {
                if hasBody(inner, orSummary: true) { return inner + own(record, around: inner, in: field.name) }
            } else if !isTitled, hasBody(inner), hasTitle(inner) {
                others.append((field, inner))
            }
        }
        // Several are articles by their ids.
        guard others.count == 1, let (field, inner) = others.first else { return record }
        return inner + own(record, around: inner, in: field.name)
    }

    /// What a record says beside the object that wraps the article; of a search engine's hit that is its id.
    private func own(_ record: [Field], around inner: [Field], in wrapper: String) -> [Field] {
        let filled = Set(inner.compactMap { mapping.named($0.name)?.field })
        return record.filter { field in
            let name = mapping.named(field.name)?.field
            if wrapper == "_source", name != .id { return false }
            return field.name != wrapper && !(name.map { filled.contains($0) } ?? false)
        }
    }

    /// The records that lie deeper in a value that is none: those of the first list of which at least half have a text, or
    /// the objects that it holds by their ids. A record with a title of its own is one, though without text.
    func records(in value: FieldValue) -> [FieldValue] {
        switch value {
        case .list(let values):
            if isMostlyArticles(values) { return values }
            return values.lazy.map { records(in: $0) }.reduce([], +)
        case .record(let fields):
            guard !hasTitle(fields) else { return [] }
            let values = fields.map(\.value)
            if fields.count > 1, values.allSatisfy(\.isRecord), isMostlyArticles(values) {
                return fields.map { Self.withID($0.name, $0.value) }
            }
            return values.lazy.map { records(in: $0) }.reduce([], +)
        default: return []
        }
    }

    private func isMostlyArticles(_ values: [FieldValue]) -> Bool {
        let articles = values.count { value in
            if case .record(let fields) = value { hasBody(unwrapped(fields)) } else { false }
        }
        return articles > 0 && articles * 2 >= values.count
    }

    private static func withID(_ key: String, _ value: FieldValue) -> FieldValue {
        guard case .record(let fields) = value, !fields.contains(where: { FieldName.named($0.name)?.field == .id })
        else { return value }
        return .record(fields + [Field(name: "id", value: .text(key))])
    }
}

// MARK: Values

extension RecordShape {
    /// Where an object has its one text, the best first.
    private static let texts = [
        "rendered", "@value", "$date", "$oid", "$numberLong", "#text", "_text", "$t", "__cdata", "value", "main",
        "text", "html", "original", "it",
    ]

    private func plain(_ value: FieldValue, as field: FieldName?) -> FieldValue {
        guard let field else { return value }
        switch value {
        case .record: return Self.text(of: value) ?? value
        case .list(let values) where field == .body: return Self.joined(values).map { .text($0) } ?? value
        case .list(let values) where (field == .title || field == .date) && values.count == 1:
            return Self.text(of: values[0]) ?? value
        case .list(let values) where field == .author || field == .tags:
            return .list(values.map { Self.text(of: $0) ?? $0 })
        default: return value
        }
    }

    /// The text of a text, or of an object that has nothing else to say.
    private static func text(of value: FieldValue) -> FieldValue? {
        switch value {
        case .text: return value
        case .record(let fields):
            guard value.scalarText == nil else { return nil }
            for name in texts {
                guard let inner = fields.first(where: { $0.name == name })?.value else { continue }
                if case .number = inner { return inner }
                if let found = text(of: inner) { return found }
            }
            return nil
        default: return nil
        }
    }

    /// The text of a list: paragraphs, or where objects stand between texts, the runs of one text, as in a message.
    private static func joined(_ values: [FieldValue]) -> String? {
        var parts: [String] = []
        var objects = 0
        for value in values {
            guard case .text(let part) = text(of: value) else { return nil }
            if value.isRecord { objects += 1 }
            parts.append(part)
        }
        let areRuns = objects > 0 && objects < values.count
        return parts.isEmpty ? nil : parts.joined(separator: areRuns ? "" : "\n\n")
    }
}

// MARK: WordPress

extension RecordShape {
    /// A post of WordPress with the names for the numbers of its author, categories and tags, where the export embeds them;
    /// numbers alone are no names and become metadata.
    private static func withTerms(_ record: [Field]) -> [Field] {
        let isPost = record.contains { field in
            if case .record(let inner) = field.value { inner.contains { $0.name == "rendered" } } else { false }
        }
        guard isPost else { return record }
        var fields = record.filter { $0.name != "_embedded" && $0.name != "_links" }.map { field in
            Self.isNumbers(field.value) && ["author", "tags", "categories"].contains(field.name)
                ? Field(name: field.name + "_id", value: field.value) : field
        }
        guard let embedded = record.first(where: { $0.name == "_embedded" })?.value else { return fields }
        if let authors = embedded["author"] { fields.append(Field(name: "author", value: authors)) }
        let terms = (embedded["wp:term"]?.items ?? []).flatMap(\.items)
        for (taxonomy, name) in [("category", "section"), ("post_tag", "tags")] {
            let names = terms.filter { $0["taxonomy"] == .text(taxonomy) }.compactMap { $0["name"] }
            if !names.isEmpty { fields.append(Field(name: name, value: .list(names))) }
        }
        return fields
    }

    private static func isNumbers(_ value: FieldValue) -> Bool {
        switch value {
        case .number: return true
        case .list(let values): return values.allSatisfy { isNumbers($0) }
        default: return false
        }
    }
}

extension FieldValue {
    var isRecord: Bool { if case .record = self { true } else { false } }
}
