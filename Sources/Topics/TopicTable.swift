// SPDX-License-Identifier: GPL-3.0-or-later

internal import CSpoglioData
internal import ItalianText

/// Rows of tab-separated text that the program carries or a user gives.
public struct TopicTable: Sendable {
    /// What errors call it: a file name.
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// A table from text, such as a file's contents.
    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Code, parent, slug, Italian label, English label, Italian description, under a header line.
    public static var embeddedTopics: TopicTable {
        TopicTable(name: "topics.tsv", bytes: unsafe embeddedBytes(spoglio_table_topics()))
    }

    /// Section, topic code (empty where it tells nothing), strong, weak or none.
    public static var embeddedSections: TopicTable {
        TopicTable(name: "sections.tsv", bytes: unsafe embeddedBytes(spoglio_table_sections()))
    }

    /// The forms of a word or phrase (`prefix*` for beginnings), comma between them; topic codes, each with `=` and its
    /// weight in tenths.
    public static var embeddedWords: TopicTable {
        TopicTable(name: "topic-words.tsv", bytes: unsafe embeddedBytes(spoglio_table_topic_words()))
    }

    /// A top topic, or `any`; top topics, each with `=` and what the share of the first adds to it, in hundredths.
    public static var embeddedWeights: TopicTable {
        TopicTable(name: "topic-weights.tsv", bytes: unsafe embeddedBytes(spoglio_table_topic_weights()))
    }

    /// The lines that hold anything, numbered from 1, in columns.
    func rows(columns: Int) throws(TopicError) -> [(line: Int, fields: [Substring])] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let good = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .prefix { String(validating: $0, as: UTF8.self) != nil }
            throw TopicError(.invalidUTF8, table: name, line: good.count + 1, "the text is not UTF-8; convert the file")
        }
        var rows: [(line: Int, fields: [Substring])] = []
        var line = 0
        for row in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            guard !row.isEmpty else { continue }
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == columns else {
                throw TopicError(
                    .wrongColumns, table: name, line: line,
                    "\(fields.count.counted("column", "columns")) instead of \(columns); separate them by tabs")
            }
            rows.append((line, fields))
        }
        return rows
    }
}

/// A copy of an embedded table.
private func embeddedBytes(_ table: spoglio_table) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: table.bytes, count: table.count))
}
