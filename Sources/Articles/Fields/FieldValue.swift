// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of a JSON record or of YAML front matter.
enum FieldValue: Equatable {
    case text(String)
    /// As it is written.
    case number(String)
    case truth(Bool)
    case null
    case list([FieldValue])
    case record([Field])

    /// A key with its value, in the order of the source.
    struct Field: Equatable {
        let name: String
        let value: FieldValue
    }

    /// What it is called in a message.
    var kind: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .truth: "true or false"
        case .null: "null"
        case .list: "a list"
        case .record: "an object"
        }
    }

    /// The value as one text, nil when there is nothing in it: texts as they are, lists of them joined with `; `,
    /// anything deeper as JSON.
    var flatText: String? {
        switch self {
        case .text(let text): return text.isEmpty ? nil : text
        case .number, .truth: return json
        case .null: return nil
        case .list(let values):
            let filled = values.filter { $0 != .null }
            let texts = filled.compactMap(\.scalarText)
            return filled.isEmpty ? nil : texts.count == filled.count ? texts.joined(separator: "; ") : json
        case .record(let fields): return fields.isEmpty ? nil : json
        }
    }

    /// The text of a text or number, or the `name` of an object.
    var scalarText: String? {
        switch self {
        case .text(let text): text
        case .number(let digits): digits
        case .record(let fields): fields.first { $0.name == "name" || $0.name == "nome" }?.value.scalarText
        default: nil
        }
    }

    private var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let digits): digits
        case .truth(let flag): flag ? "true" : "false"
        case .null: "null"
        case .list(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
        case .record(let fields):
            "{" + fields.map { Self.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case let control where control.value < 0x20:
                let digits = String(control.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
