// SPDX-License-Identifier: GPL-3.0-or-later

import CLibYAML
internal import ItalianText

/// Why a text is not YAML.
struct YAMLFailure: Error {
    /// Counted from 1.
    let line: Int
    let problem: String
}

/// Builds the value of a YAML document from the events of libyaml.
///
/// libyaml is used as it is, not through Yams, which follows the nesting by recursion and so overflows a thread's stack
/// within the depth that it allows, and which loads all of Foundation. Scalars are texts, since every field of an
/// article is one; a value that an alias repeats is taken over, as long as the whole stays small.
struct YAMLDocument {
    /// A value with what it weighs when an alias repeats it.
    private struct Weighed {
        let value: FieldValue
        /// How many values it holds, itself included.
        let size: Int
        /// How many levels are below it.
        let height: Int
    }

    private struct Container {
        let isMapping: Bool
        let anchor: String?
        var values: [FieldValue] = []
        var size = 1
        var height = 1
    }

    /// No sane front matter has more values; aliases can make a few lines into billions.
    private static let valueLimit = 10_000

    private let depthLimit: Int
    private var open: [Container] = []
    private var anchors: [String: Weighed] = [:]
    private var size = 0
    private var root: FieldValue?

    /// The value of the first document in the text, null when there is none.
    static func value(of yaml: String, depthLimit: Int) throws(YAMLFailure) -> FieldValue {
        var parser = unsafe yaml_parser_t()
        guard unsafe yaml_parser_initialize(&parser) == 1 else {
            throw YAMLFailure(line: 1, problem: "there is no memory for the YAML parser")
        }
        defer { unsafe yaml_parser_delete(&parser) }
        var document = YAMLDocument(depthLimit: depthLimit)
        var text = yaml
        let result = text.withUTF8 { bytes -> Result<FieldValue, YAMLFailure> in
            unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            return unsafe document.read(&parser)
        }
        return try result.get()
    }

    private init(depthLimit: Int) {
        self.depthLimit = depthLimit
    }

    private mutating func read(_ parser: inout yaml_parser_t) -> Result<FieldValue, YAMLFailure> {
        while root == nil {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(&parser, &event) == 1 else {
                let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "it cannot be read"
                return .failure(YAMLFailure(line: unsafe Int(parser.problem_mark.line) + 1, problem: problem))
            }
            defer { unsafe yaml_event_delete(&event) }
            if unsafe event.type == YAML_STREAM_END_EVENT { return .success(.null) }
            if let problem = unsafe take(event) {
                return .failure(YAMLFailure(line: unsafe Int(event.start_mark.line) + 1, problem: problem))
            }
        }
        return .success(root ?? .null)
    }

    /// Takes one event; the answer is what is wrong with it.
    private mutating func take(_ event: yaml_event_t) -> String? {
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let text = unsafe String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length)), as: UTF8.self)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
            let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
            let value = Weighed(value: isNull ? .null : .text(text), size: 1, height: 0)
            return add(value, cost: 1, anchor: unsafe Self.name(scalar.anchor))
        case YAML_ALIAS_EVENT:
            let name = unsafe Self.name(event.data.alias.anchor) ?? ""
            guard let known = anchors[name] else { return "the alias '\(name)' has no anchor" }
            return add(known, cost: known.size, anchor: nil)
        case YAML_SEQUENCE_START_EVENT:
            return begin(mapping: false, anchor: unsafe Self.name(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT:
            return begin(mapping: true, anchor: unsafe Self.name(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            guard let container = open.popLast() else { return nil }
            let value = Weighed(value: Self.value(of: container), size: container.size, height: container.height)
            return add(value, cost: 1, anchor: container.anchor)
        default:
            return nil
        }
    }

    private mutating func begin(mapping isMapping: Bool, anchor: String?) -> String? {
        guard open.count < depthLimit else { return tooDeep }
        open.append(Container(isMapping: isMapping, anchor: anchor))
        return nil
    }

    private mutating func add(_ value: Weighed, cost: Int, anchor: String?) -> String? {
        size += cost
        guard size <= Self.valueLimit else { return "it has more than \(Self.valueLimit) values" }
        guard open.count + value.height <= depthLimit else { return tooDeep }
        if let anchor { anchors[anchor] = value }
        guard var container = open.popLast() else {
            root = value.value
            return nil
        }
        container.values.append(value.value)
        container.size += value.size
        container.height = max(container.height, value.height + 1)
        open.append(container)
        return nil
    }

    private var tooDeep: String { "it is nested deeper than \(depthLimit.counted("level", "levels"))" }

    private static func value(of container: Container) -> FieldValue {
        guard container.isMapping else { return .list(container.values) }
        let values = container.values
        return .record(
            stride(from: 0, to: values.count - 1, by: 2).map { index in
                FieldValue.Field(name: values[index].scalarText ?? "?", value: values[index + 1])
            })
    }

    private static func name(_ text: UnsafeMutablePointer<UInt8>?) -> String? {
        guard let text = unsafe text else { return nil }
        return unsafe String(cString: text)
    }
}
