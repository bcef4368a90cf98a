// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import QueryLanguage

/// Answers searches over the state of an index at one commit.
///
/// A searcher belongs to one thread at a time; any number of them can read an index, also during a write. What it has
/// opened stays readable until it is released, whatever a writer does.
public final class Searcher {
    public let location: IndexLocation
    let manifest: Manifest
    let segments: [Segment]
    let numbering: FacetNumbering
    let entities: EntityDirectory
    var openStories: Stories?
    private let statuses: [FileSystem.Status?]
    private(set) lazy var topics = TopicDirectory(self)
    /// How often a search starts over when a writer removes what it was about to open.
    private static let attempts = 5

    /// Opens the index as the last commit left it.
    public init(_ location: IndexLocation) throws(SpoglioError) {
        self.location = location
        var manifest = try Manifest.read(location)
        var segments: [Segment] = []
        var values: IndexValues?
        for attempt in 1... {
            do {
                segments = []
                for entry in manifest.segments { segments.append(try Segment(entry, location: location)) }
                for segment in segments { try segment.open() }
                values = try IndexValues(segments, manifest, location)
                break
            } catch {
                let current = try Manifest.read(location)
                guard current.revision != manifest.revision, attempt < Self.attempts else { throw error }
                manifest = current
            }
        }
        self.manifest = manifest
        self.segments = segments
        guard let values else { preconditionFailure("an index that cannot be opened is an error") }
        numbering = FacetNumbering(values)
        entities = EntityDirectory(segments, manifest, location, values)
        statuses = Self.statuses(location)
        entities.userTopics = { [unowned self] () throws(SpoglioError) in try topics.values() }
    }

    /// Goes up by one with each commit.
    public var revision: Int { manifest.revision }
    /// How many articles can be found.
    public var articleCount: Int { manifest.liveArticles }

    /// Whether a commit was made, entities were corrected or topics changed since this searcher was opened.
    public func isOutdated() -> Bool {
        (try? Manifest.read(location).revision) != manifest.revision
            || Self.statuses(location) != statuses
    }

    /// What tells whether the files changed that are read beside the segments.
    private static func statuses(_ location: IndexLocation) -> [FileSystem.Status?] {
        [location.correctionsPath, location.topicsPath].map { try? FileSystem.status($0) }
    }

    /// The best matches by their places in the index, total and facets: a search that reads no article.
    public func rank(_ request: SearchRequest) throws(SpoglioError) -> RankedMatches {
        try SearchRun(self, request).ranked()
    }

    /// Answers a request from the commit that this searcher opened.
    public func search(_ request: SearchRequest) throws(SpoglioError) -> SearchAnswer {
        let clock = ContinuousClock()
        let start = clock.now
        let run = try SearchRun(self, request)
        var answer = try run.answer()
        let took = start.duration(to: clock.now).components
        answer.tookMicroseconds = Int(took.seconds) * 1_000_000 + Int(took.attoseconds / 1_000_000_000_000)
        return answer
    }
}
