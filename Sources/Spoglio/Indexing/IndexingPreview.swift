// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles

/// What a dry run found in one file: the first article's parts show whether fields are read as they should be.
public struct PreviewedSource: Sendable, Encodable, Equatable {
    /// The file as it was named, and the name of its format.
    public var path: String
    public var format: String
    /// How many articles, notes and rejections it gave.
    public var articles = 0
    public var notes = 0
    public var rejected = 0
    /// Of the first article, nil where it has none.
    public var title: String?
    public var date: String?
    public var dateSource: String?
    public var section: String?
    public var source: String?

    enum CodingKeys: String, CodingKey {
        case path, format, articles, notes, rejected, title, date, section, source
        case dateSource = "date_source"
    }

    mutating func take(_ event: ReadingEvent) {
        switch event {
        case .note: notes += 1
        case .rejection: rejected += 1
        case .dependence, .claim: break
        case .article(let article):
            articles += 1
            guard articles == 1 else { return }
            title = article.title
            (date, dateSource) = (article.date?.iso8601, article.dateSource?.rawValue)
            (section, source) = (article.section, article.source)
        }
    }
}

/// The files that a dry run read, as many as are worth showing.
struct IndexingPreview: Equatable {
    static let mostSources = 1000

    private(set) var sources: [PreviewedSource] = []
    /// How many files there were beyond these.
    private(set) var unlisted = 0
    private var isListing = false

    mutating func begin(_ path: String, format: @autoclosure () -> String) {
        isListing = sources.count < Self.mostSources
        if isListing { sources.append(PreviewedSource(path: path, format: format())) } else { unlisted += 1 }
    }

    /// Takes the file back that was begun last.
    mutating func withdraw() {
        if isListing { sources.removeLast() } else if unlisted > 0 { unlisted -= 1 }
        isListing = false
    }

    mutating func take(_ event: ReadingEvent) {
        if isListing { sources[sources.count - 1].take(event) }
    }
}
