// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
public import QueryLanguage

/// Which articles to count by their dates, and by which periods.
public struct TimelineRequest: Sendable {
    /// The query as written, and what is asked of its matches.
    public var query: String
    public var match: MatchMode
    public var step: CalendarStep
    public var filters: [Facet: [String]]

    /// More periods than this are refused.
    public static let mostBuckets = 100_000

    public init(
        _ query: String = "", match: MatchMode = .all, by step: CalendarStep = .month,
        filters: [Facet: [String]] = [:]
    ) {
        self.query = query
        self.match = match
        self.step = step
        self.filters = filters
    }
}

/// How many articles each period has, from the first one with articles to the last.
public struct TimelineAnswer: Sendable, Encodable, Equatable {
    /// A period and its articles.
    public struct Bucket: Sendable, Encodable, Equatable {
        /// `2022`, `2022-10` or `2022-10-05`
        public var key: String
        public var count: Int
    }

    /// The version of the answer's form, the query and the index that answered, and the periods counted by.
    public var version = 1
    public var query: QueryEcho
    public var index: IndexEcho
    public var by: CalendarStep
    /// How many articles match.
    public var total: Int
    /// Those of them that are in no period: they have no date, or one that is less precise.
    public var undated: Int
    /// Those of the undated that have a date.
    public var imprecise: Int
    /// Every period between the first and the last, in order.
    public var buckets: [Bucket]
    public var notes: [String]
}

extension Searcher {
    /// Counts articles by period without looking at any of them.
    ///
    /// - Throws: `request` where there are more than `TimelineRequest.mostBuckets` periods.
    public func timeline(_ request: TimelineRequest) throws(SpoglioError) -> TimelineAnswer {
        let run = try SearchRun(
            self, SearchRequest(request.query, match: request.match, limit: 0, filters: request.filters))
        return try run.timeline(by: request.step)
    }
}

extension FacetCounter.Counts {
    /// Every period from the first to the last with its count.
    func buckets(by step: CalendarStep) throws(SpoglioError) -> [TimelineAnswer.Bucket] {
        guard let first = counts.first?.number, let last = counts.last?.number else { return [] }
        guard last - first < TimelineRequest.mostBuckets else {
            let wider: CalendarStep = step == .day ? .month : .year
            throw SpoglioError(
                .request,
                "from \(step.key(first)) to \(step.key(last)) there are \(last - first + 1) \(step.rawValue)s; a timeline "
                    + "has at most \(TimelineRequest.mostBuckets)",
                hint: "count by \(wider.rawValue), or narrow the query with 'date:FROM..TO'")
        }
        var buckets: [TimelineAnswer.Bucket] = []
        buckets.reserveCapacity(last - first + 1)
        var next = first
        for entry in counts {
            while next < entry.number {
                buckets.append(.init(key: step.key(next), count: 0))
                next += 1
            }
            buckets.append(.init(key: step.key(next), count: entry.count))
            next += 1
        }
        return buckets
    }
}
