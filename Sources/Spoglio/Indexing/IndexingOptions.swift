// SPDX-License-Identifier: GPL-3.0-or-later

public import Articles
internal import Columns

/// How an indexing run goes about its work.
public struct IndexingOptions: Sendable {
    /// Read every file as this format; nil finds it out for each.
    public var format: ArticleFormat?
    public var limits = ReadingLimits()
    /// What is chosen about some formats.
    public var choices = ReadingChoices()
    /// Which fields of records are which of an article, for all paths of the run and later runs; nil for what the index
    /// remembers, an empty one to forget it.
    public var mapping: FieldMapping?
    /// Drop the articles whose source is gone.
    public var prunes = false
    /// Start anew beside the old index, which stays until the new one is complete.
    public var rebuilds = false
    /// Only count what would be done.
    public var isDryRun = false
    /// Stop at the first rejected article.
    public var isStrict = false
    /// How many segments are built at once, each by a thread of its own.
    public var jobs = 1
    /// Count ahead what is to be read, so that progress can say how much is left.
    public var surveys = false
    /// What of the folders is looked at; nil for all.
    public var scope: CorpusScope?
    /// Called with each folder, as it is named, before its files are looked at.
    public var willList: (@Sendable (PathName) -> Void)?

    /// Called with a sentence for each source that was read or is as it was, and for each commit.
    public var tell: (@Sendable (String) -> Void)?

    public init() {}

    /// Checksum of what decides which articles a file gives, but for the recognition of text, which only adds some: a file
    /// that was read in another way is read again.
    var reading: UInt64 {
        var choices = choices
        choices.recognisesText = false
        return Checksum.of("\(format.map { "\($0)" } ?? "") \(limits) \(choices)")
    }
}

/// What an indexing run did: read = added + updated + unchanged + rejected.
public struct IndexingSummary: Sendable, Encodable, Equatable {
    /// An article or file that was not taken: where it is and why.
    public struct Rejected: Sendable, Encodable, Equatable {
        public var path: String
        public var position: Int
        public var reason: String

        /// What stands for the rejections of a source that are not listed.
        static func further(_ count: Int, of path: String) -> Rejected {
            Rejected(path: path, position: 0, reason: "and \(count) more of this file")
        }
    }

    /// How many rejections of a source are listed.
    public static let mostListed = 10_000

    /// The version of this form and the counts of articles; `removed` ones were not read.
    public var version = 1
    public var read: Int { added + updated + unchanged + rejected }
    public var added = 0
    public var updated = 0
    public var unchanged = 0
    public var removed = 0
    public var rejected = 0
    /// Those of a source up to ``mostListed``; one more says how many there were beyond them.
    public var rejections: [Rejected] = []
    public var seconds = 0.0
    /// The files that a dry run read, up to 1,000; nil for any other run.
    public var preview: [PreviewedSource]?
    /// The commit that the index is at now.
    public var revision = 0
    /// What a user should know though nothing was rejected.
    public var notes: [String] = []
    public var isInterrupted = false

    enum CodingKeys: String, CodingKey {
        case version, read, added, updated, unchanged, removed, rejected, rejections, seconds, notes, revision, preview
        case isInterrupted = "interrupted"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(read, forKey: .read)
        try container.encode(added, forKey: .added)
        try container.encode(updated, forKey: .updated)
        try container.encode(unchanged, forKey: .unchanged)
        try container.encode(removed, forKey: .removed)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(rejections, forKey: .rejections)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(notes, forKey: .notes)
        try container.encode(isInterrupted, forKey: .isInterrupted)
        try container.encode(revision, forKey: .revision)
        try container.encodeIfPresent(preview, forKey: .preview)
    }
}
