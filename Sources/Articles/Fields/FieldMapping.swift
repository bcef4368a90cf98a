// SPDX-License-Identifier: GPL-3.0-or-later

/// Which fields of records are which fields of an article, beyond the names that are understood anyway.
public struct FieldMapping: Sendable, Hashable {
    /// By name of a record's field the field of the article, with the order in which they were named.
    private var fields: [String: Choice] = [:]

    private struct Choice: Hashable {
        var field: FieldName
        var order: Int
    }

    /// A mapping that adds nothing.
    public init() {}

    /// Reads `title=Titolo,date=Data`: on the left a field of an article, on the right one of the records.
    ///
    /// A name on the right may be a way into objects (`autore.nome`) or the number of a table's column.
    public init(parsing text: String) throws(ArticlesError) {
        for part in text.split(separator: ",") {
            guard let sign = part.firstIndex(of: "="), sign < part.index(before: part.endIndex) else {
                throw Self.refusal(
                    "'\(part)' is no mapping; write it as FIELD=NAME, such as title=Titolo", String(part))
            }
            let left = String(part[..<sign].trimmed)
            let right = String(part[part.index(after: sign)...].trimmed)
            guard let field = FieldName.named(left)?.field else {
                let known = FieldName.allCases.map { "\($0)" }.joined(separator: ", ")
                throw Self.refusal("'\(left)' is no field of an article; the fields are \(known)", left)
            }
            guard !right.isEmpty else {
                throw Self.refusal(
                    "'\(part)' is no mapping; write it as FIELD=NAME, such as title=Titolo", String(part))
            }
            guard fields[right] == nil else { throw Self.refusal("'\(right)' is mapped twice", right) }
            fields[right] = Choice(field: field, order: fields.count)
        }
    }

    private static func refusal(_ message: String, _ context: String) -> ArticlesError {
        ArticlesError(code: .badMapping, message: message, context: context)
    }

    /// Whether it adds nothing.
    public var isEmpty: Bool { fields.isEmpty }

    /// The form that ``init(parsing:)`` reads.
    public var text: String {
        fields.sorted { $0.value.order < $1.value.order }.map { "\($0.value.field)=\($0.key)" }.joined(separator: ",")
    }

    /// The names on the right.
    var names: [String] { fields.sorted { $0.value.order < $1.value.order }.map(\.key) }

    /// The field that a key names; a mapped one ranks before all others.
    func named(_ key: String) -> (field: FieldName, rank: Int)? {
        if let choice = fields[key] { return (choice.field, choice.order - Int(Int16.max)) }
        return FieldName.named(key)
    }

    /// The values that mapped ways such as `autore.nome` lead to in a record, as fields of their own.
    func reached(in record: [FieldValue.Field]) -> [FieldValue.Field] {
        guard !fields.isEmpty else { return [] }
        return names.filter { $0.contains(".") }.compactMap { name in
            var value = FieldValue.record(record)
            for step in name.split(separator: ".") {
                guard case .record(let fields) = value, let next = fields.first(where: { $0.name == step }) else {
                    return nil
                }
                value = next.value
            }
            return FieldValue.Field(name: name, value: value)
        }
    }
}
