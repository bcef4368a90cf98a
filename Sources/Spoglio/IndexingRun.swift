// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// What an indexing run keeps track of.
struct IndexingRun {
    let options: IndexingOptions
    /// What sources were when they were last read to their end, by path.
    let known: [String: SourceRow]
    let reader: ArticleReader
    var summary = IndexingSummary()
    var progress = IndexingProgress()
    /// Hashes of the sources read in this run and of the ids of their articles; kept for pruning only.
    private(set) var reread: Set<UInt64> = []
    private(set) var seen: Set<UInt64> = []
    /// How many articles the index had of each source, by the hash of its path; for pruning only.
    var held: [UInt64: Int] = [:]
    private var begun: Set<String> = []
    private var articles: UInt32 = 0
    private var rejections: [SourceRow.Rejected] = []
    /// Which source gave an article, by the hash of its id: to say when two give the same.
    private var sourceOfID: [UInt64: UInt64] = [:]
    private var currentSource: UInt64 = 0
    private var takenOver = 0
    private var unlistedNotes = 0
    private static let notesListed = 20

    init(options: IndexingOptions, known: [String: SourceRow]) {
        self.options = options
        self.known = known
        reader = ArticleReader(forcing: options.format, limits: options.limits)
    }

    /// Whether a source comes up for the first time in this run.
    mutating func begin(_ path: String) -> Bool { begun.insert(path).inserted }

    /// Whether the index has as many articles of a source as it gave when it was last read.
    ///
    /// It has more when a run that did not prune saw some go, and fewer when another source gave some of them too: a
    /// run that prunes reads such a source again.
    func isHeldAsRead(_ row: SourceRow) -> Bool {
        !options.prunes || held[Checksum.of(row.path), default: 0] == Int(row.articles)
    }

    mutating func beginSource(_ hash: UInt64) {
        articles = 0
        rejections = []
        currentSource = hash
        if options.prunes { reread.insert(hash) }
    }

    mutating func endSource() -> (articles: UInt32, rejections: [SourceRow.Rejected]) { (articles, rejections) }

    /// Counts a source that is as it was: its rejections stand until it changes.
    mutating func skip(_ row: SourceRow, shownPath: String) {
        summary.unchanged += Int(row.articles)
        for rejection in row.rejections {
            summary.rejections.append(
                .init(path: shownPath, position: rejection.position, reason: rejection.reason))
        }
        progress.articles += Int(row.articles)
        progress.rejected = summary.rejected
    }

    mutating func count(_ article: Article, _ outcome: IndexWriter.Outcome) {
        articles += 1
        progress.articles += 1
        let idHash = Checksum.of(article.id)
        if options.prunes { seen.insert(idHash) }
        switch outcome {
        case .added: summary.added += 1
        case .unchanged: summary.unchanged += 1
        case .updated:
            summary.updated += 1
            if let other = sourceOfID[idHash], other != currentSource { takenOver += 1 }
        }
        sourceOfID[idHash] = currentSource
    }

    mutating func reject(_ rejection: Rejection) throws(SpoglioError) {
        summary.rejections.append(
            .init(path: rejection.path, position: rejection.position, reason: rejection.reason))
        rejections.append(.init(position: rejection.position, reason: rejection.reason))
        progress.rejected = summary.rejected
        if options.isStrict {
            throw SpoglioError(
                .rejected, "'\(rejection.path)', position \(rejection.position): \(rejection.reason)",
                hint: "mend it, or leave out --strict to skip it")
        }
    }

    mutating func note(_ text: String) {
        if summary.notes.count < Self.notesListed { summary.notes.append(text) } else { unlistedNotes += 1 }
    }

    mutating func finishNotes() {
        if unlistedNotes > 0 { summary.notes.append("and \(unlistedNotes) more notes of this kind") }
        if takenOver > 0 {
            summary.notes.append(
                "\(takenOver) articles replaced one with the same id that another file of this run gave")
        }
    }
}
