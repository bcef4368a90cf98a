// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials

/// A decoded JSON value.
enum JSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    /// Parses one value, with nothing around it but white space.
    init(_ text: some StringProtocol) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
    }

    /// A member of an object, null where there is none.
    subscript(_ key: String) -> JSON {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    /// An element of an array, null where there is none.
    subscript(_ index: Int) -> JSON {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
    }

    var keys: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
    var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
    var members: [String: JSON] { if case .object(let members) = self { members } else { [:] } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var int: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
    var isTrue: Bool { self == .bool(true) }
}

extension Program.Outcome {
    /// The one object that `--json` prints.
    func json() throws -> JSON { try JSON(output) }

    /// The ids of the hits, in order.
    func ids() throws -> [String] { try json()["hits"].elements.compactMap { $0["id"].text } }

    /// The messages on standard error as the error envelope of `--json`.
    func error() throws -> JSON { try JSON(errors)["error"] }

    /// The value and count of each row of a facet.
    func facet(_ name: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for value in try json()["facets"][name]["values"].elements {
            counts[value["value"].text ?? ""] = value["count"].int
        }
        return counts
    }
}
