// SPDX-License-Identifier: GPL-3.0-or-later

/// How much a reader takes in before it refuses; sizes are in bytes.
public struct ReadingLimits: Sendable, Equatable {
    /// A file that must be read as a whole (text, Markdown, anything in UTF-16), or such a member of an archive.
    public var file: Int
    /// The title and body of one article, as UTF-8.
    public var article: Int
    /// One line of a JSONL file.
    public var line: Int
    /// How deep JSON or YAML values and embedded HTML elements may be nested.
    public var depth: Int
    /// What all that is compressed in one file may unpack to.
    public var unpacked = 4 << 30
    /// How many times its own size compressed data may unpack to, beyond the first MiB.
    public var ratio = 100
    /// How deep archives may lie in archives.
    public var nesting = 2
    /// The members of one archive, with those of the archives in it.
    public var entries = 1_000_000
    /// How long another program may work on one file, in seconds.
    public var seconds = 30

    /// Makes limits; the defaults are 64 MiB, 10 MiB, 16 MiB and 256 levels.
    public init(file: Int = 64 << 20, article: Int = 10 << 20, line: Int = 16 << 20, depth: Int = 256) {
        self.file = file
        self.article = article
        self.line = line
        self.depth = depth
    }
}

extension ReadingLimits {
    /// The names that a limit can be set by.
    public static let names = [
        "article", "depth", "entries", "file", "line", "nesting", "ratio", "seconds", "unpacked",
    ]

    /// Sets the limit of a name from a text such as `file=256M`; K, M and G stand for powers of 1024.
    public mutating func set(_ assignment: String) throws(ArticlesError) {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Self.number(parts[1]) else {
            throw ArticlesError(
                code: .badLimit,
                message: "'\(assignment)' is no limit; write NAME=NUMBER, where K, M or G may follow the number",
                context: assignment)
        }
        switch parts[0] {
        case "article": article = number
        case "depth":
            guard number <= Self.deepest else {
                throw ArticlesError(
                    code: .badLimit, message: "limit 'depth' is at most \(Self.deepest)", context: assignment)
            }
            depth = number
        case "entries": entries = number
        case "file": file = number
        case "line": line = number
        case "nesting": nesting = number
        case "ratio": ratio = number
        case "seconds": seconds = number
        case "unpacked": unpacked = number
        default:
            let names = Self.names.joined(separator: ", ")
            throw ArticlesError(
                code: .badLimit, message: "limit '\(parts[0])' is not known; known are \(names)", context: assignment)
        }
    }

    /// What the stack of a thread has room for.
    private static let deepest = 1024

    /// A number from 1 to 2^50.
    private static func number(_ text: Substring) -> Int? {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = text.last.flatMap { factors[Character($0.uppercased())] }
        guard let count = Int(factor == nil ? text : text.dropLast()), count > 0,
            case (let product, let overflow) = count.multipliedReportingOverflow(by: factor ?? 1), !overflow,
            product <= 1 << 50
        else { return nil }
        return product
    }
}
