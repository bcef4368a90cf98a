// SPDX-License-Identifier: GPL-3.0-or-later

/// The topic that a newspaper's section tells.
public struct SectionTopics: Sendable {
    /// How much a section tells.
    public enum Strength: String, Sendable {
        /// The section is about the topic.
        case strong
        /// The section is a hint.
        case weak
    }

    /// What one section tells.
    public struct Hint: Sendable, Equatable {
        public let topic: TopicCode
        public let strength: Strength
    }

    /// By folded section; nil for sections that tell nothing.
    private let hints: [String: Hint?]

    /// - Throws: `TopicError` naming table and line for a row that is none, or whose topic the tree does not have.
    public init(table: TopicTable = .embeddedSections, tree: TopicTree) throws(TopicError) {
        var hints: [String: Hint?] = [:]
        for (line, fields) in try table.rows(columns: 3) {
            let key = Self.key(fields[0])
            guard !key.isEmpty else {
                throw TopicError(.invalidValue, table: table.name, line: line, "the section has no letters")
            }
            let code = TopicCode(String(fields[1]))
            var hint: Hint?
            if !code.text.isEmpty {
                guard tree[code] != nil else {
                    throw TopicError(
                        .unknownTopic, table: table.name, line: line, "the topic '\(code)' is not in the tree")
                }
                guard let strength = Strength(rawValue: String(fields[2])) else {
                    throw TopicError(
                        .invalidValue, table: table.name, line: line,
                        "'\(fields[2])' is none of strong, weak and, without a topic, none")
                }
                hint = Hint(topic: code, strength: strength)
            }
            if hints[key] == nil { hints[key] = .some(hint) }
        }
        self.hints = hints
    }

    /// What an article's section line or URL path tells: `Politica interna`, `sport/calcio`, `Esteri > Medio Oriente`.
    ///
    /// The whole line counts first, then its parts, the last (narrowest) one first.
    public func hint(forSection section: String) -> Hint? {
        let section = section.unicodeScalars.prefix(Self.longestSection)
        if let hint = hints[Self.key(Substring(section))] { return hint }
        let parts = section.split { Self.separators.contains($0) }
        guard parts.count > 1 else { return nil }
        for part in parts.reversed() {
            if let hint = hints[FoldedSlug.of(Substring(part))] ?? nil { return hint }
        }
        return nil
    }

    /// The folded parts of a section path: `economia/lavoro` is not the section `economia-lavoro`.
    private static func key(_ section: Substring) -> String {
        section.unicodeScalars.split { $0 == "/" || $0 == ">" }
            .map { FoldedSlug.of(Substring($0)) }.filter { !$0.isEmpty }.joined(separator: "/")
    }

    private static let longestSection = 200
    private static let separators = "/>|,;:»·".unicodeScalars
}
