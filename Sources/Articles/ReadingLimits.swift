// SPDX-License-Identifier: GPL-3.0-or-later

/// How much a reader takes in before it refuses, in bytes.
public struct ReadingLimits: Sendable, Equatable {
    /// A file that must be read as a whole (text, Markdown, anything in UTF-16).
    public var file: Int
    /// The title and body of one article, as UTF-8.
    public var article: Int
    /// One line of a JSONL file.
    public var line: Int
    /// How deep JSON or YAML values and embedded HTML elements may be nested.
    public var depth: Int

    /// Makes limits; the defaults are 64 MiB, 10 MiB, 16 MiB and 256 levels.
    public init(file: Int = 64 << 20, article: Int = 10 << 20, line: Int = 16 << 20, depth: Int = 256) {
        self.file = file
        self.article = article
        self.line = line
        self.depth = depth
    }
}
