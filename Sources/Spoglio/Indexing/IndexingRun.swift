// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// What an indexing run keeps track of.
struct IndexingRun {
    let options: IndexingOptions
    /// What is known of sources from earlier runs.
    let known: KnownSources
    let reader: ArticleReader
    /// Checksum of what decides how all files are read.
    private let reading: UInt64
    /// How records below certain paths are read.
    let rules: ReadingRules
    var preview = IndexingPreview()
    var summary = IndexingSummary()
    var progress = IndexingProgress()
    let meter = ByteMeter()
    /// What was read before the file that is being read.
    private var bytesBefore: (read: UInt64, metered: Int) = (0, 0)
    /// The source that is being read.
    private(set) var current: SourceReading?
    /// The hashes of the paths that this run came upon.
    private var begun: Set<UInt64> = []
    /// What the articles of the sources read in this run are marked with.
    private(set) var reread: Set<UInt64> = []
    /// The hashes of the paths of files that were found elsewhere.
    private var moved: Set<UInt64> = []
    /// What the articles are marked with of those among them that need not be read.
    private(set) var inherited: Set<UInt64> = []
    /// Hashes of the ids of the articles read in this run; kept for pruning only.
    private(set) var seen: Set<UInt64> = []
    /// How many articles the index had of each source; for pruning only.
    var held: [UInt64: Int] = [:]
    private var takenOver = 0
    private var unlistedNotes = 0
    private static let notesListed = 20

    init(options: IndexingOptions, known: KnownSources, rules: ReadingRules = ReadingRules()) {
        self.rules = rules
        self.options = options
        self.known = known
        reading = options.reading
        reader = ArticleReader(
            forcing: options.format, limits: options.limits, choices: options.choices, meter: meter)
    }

    /// The reader of a file, and the checksum of what decides how it reads.
    func reader(for path: PathName) -> (reader: ArticleReader, reading: UInt64) {
        if rules.isEmpty { return (reader, reading) }
        let mapping = rules.mapping(for: path.display)
        if mapping.isEmpty { return (reader, reading) }
        var mapped = reader
        mapped.choices.mapping = mapping
        return (mapped, Checksum.of("\(reading) \(mapping.text)"))
    }

    /// Whether a source comes up for the first time in this run.
    mutating func begin(_ pathHash: UInt64) -> Bool { begun.insert(pathHash).inserted }

    func hasBegun(_ pathHash: UInt64) -> Bool { begun.contains(pathHash) }

    /// Whether the index has as many articles of a source as it gave when it was last read.
    ///
    /// It has more when a run that did not prune saw some go, and fewer when another source gave some of them too: a
    /// run that prunes reads such a source again.
    func isHeldAsRead(_ entry: KnownSources.Entry) -> Bool {
        !options.prunes || held[entry.sourceHash, default: 0] == entry.articles
    }

    /// The file of a content that is known under another path, where nothing stands any more.
    mutating func movedSource(withContent content: UInt64, size: UInt64) -> SourceRow? {
        for entry in known.entries(withContent: content, size: size) {
            guard !begun.contains(entry.pathHash), !moved.contains(entry.pathHash), KnownSources.isGone(entry.path)
            else { continue }
            moved.insert(entry.pathHash)
            return entry.row
        }
        return nil
    }

    /// Whether the file of a path was found elsewhere.
    func hasMoved(_ pathHash: UInt64) -> Bool { moved.contains(pathHash) }

    /// Takes over what the articles of a file that moved are marked with.
    mutating func inherit(_ sourceHash: UInt64) { inherited.insert(sourceHash) }

    mutating func beginSource(_ source: SourceReading) {
        current = source
        bytesBefore = (progress.bytesRead, meter.bytes)
        reread.insert(source.row.sourceHash)
    }

    /// Brings up to date how many bytes were read; a file counts with no more than its size, however often it is looked at.
    mutating func measure(isAtEnd: Bool = false) {
        guard let row = current?.row else { return }
        let metered = UInt64(meter.bytes - bytesBefore.metered)
        let isFile = row.path != KnownSources.standardInput.path
        progress.bytesRead = bytesBefore.read + (isFile ? isAtEnd ? row.size : min(metered, row.size) : metered)
    }

    /// What is known now of the source that was read to its end.
    mutating func endSource() -> SourceRow? {
        defer { current = nil }
        measure(isAtEnd: true)
        current?.row.state = .whole
        return current?.row
    }

    /// Counts a source that is as it was: its rejections stand until it changes.
    mutating func skip(_ entry: KnownSources.Entry, shownPath: @autoclosure () -> String) {
        summary.unchanged += entry.articles
        if entry.hasRejections {
            let path = shownPath()
            for rejection in entry.row.rejections {
                summary.rejections.append(
                    .init(path: path + rejection.place, position: rejection.position, reason: rejection.reason))
            }
        }
        progress.articles += entry.articles
        progress.rejected = summary.rejected
    }

    mutating func count(_ article: Article, _ outcome: IndexWriter.Outcome, replaced: UInt64?) {
        current?.row.articles += 1
        progress.articles += 1
        if options.prunes { seen.insert(Checksum.of(article.id)) }
        switch outcome {
        case .added: summary.added += 1
        case .unchanged: summary.unchanged += 1
        case .updated:
            summary.updated += 1
            if let replaced, replaced != current?.row.sourceHash, reread.contains(replaced) { takenOver += 1 }
        }
    }

    mutating func reject(_ rejection: Rejection) throws(SpoglioError) {
        var shown = rejection.path
        var place = ""
        if let current, shown.utf8.starts(with: current.row.shown.utf8) {
            place = String(decoding: shown.utf8.dropFirst(current.row.shown.utf8.count), as: UTF8.self)
            shown = current.shownNow + place
        }
        summary.rejections.append(.init(path: shown, position: rejection.position, reason: rejection.reason))
        current?.row.rejections.append(.init(position: rejection.position, place: place, reason: rejection.reason))
        progress.rejected = summary.rejected
        if options.isStrict {
            throw SpoglioError(
                .rejected, "'\(shown)', position \(rejection.position): \(rejection.reason)",
                hint: "mend it, or leave out --strict to skip it")
        }
    }

    mutating func note(_ text: String) {
        if summary.notes.count < Self.notesListed { summary.notes.append(text) } else { unlistedNotes += 1 }
    }

    mutating func finishPreview() {
        guard options.isDryRun else { return }
        summary.preview = preview.sources
        if preview.unlisted > 0 { note("\(preview.unlisted) more files were read and are not in the preview") }
    }

    mutating func finishNotes() {
        if unlistedNotes > 0 { summary.notes.append("and \(unlistedNotes) more notes of this kind") }
        if takenOver > 0 {
            summary.notes.append(
                "\(takenOver) articles replaced one with the same id that another file of this run gave")
        }
    }
}

/// A source while it is read.
struct SourceReading {
    /// What will be known of it; its state is `part` until its end.
    var row: SourceRow
    /// As this run names it.
    let shownNow: String
    /// What the file was when it stood elsewhere.
    var former: SourceRow?

    /// The id that an article had when its file stood elsewhere, if ids of that file's articles come from its path.
    func formerID(of article: Article) -> String? {
        guard let former, article.id.utf8.starts(with: row.shown.utf8) else { return nil }
        return former.shown + String(decoding: article.id.utf8.dropFirst(row.shown.utf8.count), as: UTF8.self)
    }
}
