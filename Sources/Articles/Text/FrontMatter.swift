// SPDX-License-Identifier: GPL-3.0-or-later

/// The fields that a Markdown file begins with.
struct FrontMatter {
    let fields: [FieldValue.Field]
    /// The text behind them.
    let rest: Substring

    /// Why front matter cannot be understood.
    struct Failure: Error, Equatable {
        /// The line in the file, counted from 1.
        let line: Int
        let reason: String
    }

    /// No sane front matter is larger, and YAML parsers are slow on large nonsense.
    private static let sizeLimit = 64 << 10

    /// Splits a text with LF line ends; one without front matter has no fields.
    init(of text: String, depthLimit: Int) throws(Failure) {
        var lines = LineScanner(rest: text[...])
        let first = lines.next()?.trimmed
        if first == "---", let (yaml, rest) = Self.section(lines, until: ["---", "..."]),
            let fields = try Self.fields(yaml: yaml, depthLimit: depthLimit)
        {
            self.fields = fields
            self.rest = rest
        } else if first == "<!--", let (comment, rest) = Self.section(lines, until: ["-->"]) {
            fields = Self.fields(comment: comment)
            self.rest = rest
        } else {
            fields = []
            rest = text[...]
        }
    }

    private static func section(_ start: LineScanner, until ends: [Substring]) -> (inside: Substring, rest: Substring)?
    {
        var lines = start
        while true {
            let end = lines.rest.startIndex
            guard let line = lines.next() else { return nil }
            if ends.contains(line.trimmed) { return (start.rest[..<end], lines.rest) }
        }
    }

    private static func fields(comment: Substring) -> [FieldValue.Field] {
        var lines = LineScanner(rest: comment)
        var fields: [FieldValue.Field] = []
        while let line = lines.next() {
            guard line.hasPrefix(".. "), let colon = line.firstIndex(of: ":") else { continue }
            let name = line[line.index(line.startIndex, offsetBy: 3)..<colon].trimmed
            let value = line[line.index(after: colon)...].trimmed
            fields.append(FieldValue.Field(name: String(name), value: .text(String(value))))
        }
        return fields
    }

    /// The fields of a YAML mapping; nil when it is something else, such as text between two thematic breaks.
    private static func fields(yaml: Substring, depthLimit: Int) throws(Failure) -> [FieldValue.Field]? {
        guard yaml.utf8.count <= sizeLimit else {
            throw Failure(line: 1, reason: "the front matter is larger than the limit of \(sizeLimit) bytes")
        }
        do throws(YAMLFailure) {
            switch try YAMLDocument.value(of: String(yaml), depthLimit: depthLimit) {
            case .record(let fields): return fields
            case .null: return []
            default: return nil
            }
        } catch {
            throw Failure(line: error.line + 1, reason: "the front matter is not valid YAML: \(error.problem)")
        }
    }
}

/// Lines of a text, one after the other.
private struct LineScanner: IteratorProtocol {
    var rest: Substring

    mutating func next() -> Substring? {
        guard !rest.isEmpty else { return nil }
        let end = rest.utf8.firstIndex(of: 0x0A) ?? rest.endIndex
        defer { rest = end == rest.endIndex ? rest[end...] : rest[rest.utf8.index(after: end)...] }
        return rest[..<end]
    }
}
