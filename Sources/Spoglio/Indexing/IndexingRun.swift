// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import ItalianText

/// What an indexing run keeps track of.
struct IndexingRun {
    let options: IndexingOptions
    /// What is known of sources from earlier runs.
    let known: KnownSources
    let reader: ArticleReader
    /// Which sources need not be read.
    let check: SourceCheck
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
    private var takenOver = Replacements()
    private var givenTwice = Replacements()
    /// The names of the first sources read in this run, by what their articles are marked with.
    private var shown: [UInt64: String] = [:]
    /// How many are kept, since a run may read a million.
    private static let namesKept = 10_000
    /// Checksums of the names of the sources that were known when the run began; made when it is first asked for.
    private var namesTaken: Set<UInt64>?
    /// How many articles without an id of their own came from standard input, by checksum of what they say.
    private var anonymous: [UInt64: Int] = [:]
    private var unlistedNotes = 0
    private static let notesListed = 20
    /// Pages that are left for later, since a file that this run has not come upon may cut them into articles.
    var waiting: [WaitingPage] = []
    /// Whether such a file may still come.
    var isWalking = true
    /// Known files that cut pages of this run into articles and that it has not come upon, by the hashes of their paths.
    var claimers: [UInt64: Claimer] = [:]
    /// The hashes of the paths of known pages whose text was found to be another file's in this run.
    private var taken: Set<UInt64> = []
    /// The hashes of the paths of those that are to be ignored.
    var ignored: Set<UInt64> = []

    /// Articles that took the place of others of this run, the first of them named.
    private struct Replacements {
        private(set) var count = 0
        private var listed: [String] = []
        private static let mostListed = 3

        mutating func add(_ name: @autoclosure () -> String) {
            count += 1
            if listed.count < Self.mostListed { listed.append(name()) }
        }

        var list: String { listed.joined(separator: ", ") + (count > listed.count ? ", …" : "") }
    }

    init(options: IndexingOptions, known: KnownSources, check: SourceCheck? = nil, stop: StopFlag = StopFlag()) {
        self.check = check ?? SourceCheck(options)
        self.options = options
        self.known = known
        var reader = ArticleReader(
            forcing: options.format, limits: options.limits, choices: options.choices, meter: meter)
        reader.isStopped = { stop.isSet }
        self.reader = reader
    }

    /// The reader of a file.
    func reader(for path: PathName) -> ArticleReader {
        let mapping = check.mapping(for: path)
        if mapping.isEmpty { return reader }
        var mapped = reader
        mapped.choices.mapping = mapping
        return mapped
    }

    /// Whether a source comes up for the first time in this run.
    mutating func begin(_ pathHash: UInt64) -> Bool { begun.insert(pathHash).inserted }

    func hasBegun(_ pathHash: UInt64) -> Bool { begun.contains(pathHash) }

    /// Whether this run came upon a source, or the one whose other files a row has.
    func hasBegun(_ entry: KnownSources.Entry) -> Bool {
        hasBegun(entry.pathHash) || KnownSources.owner(of: entry.path).map { hasBegun(Checksum.of($0)) } ?? false
    }

    /// The name of a file that was no source before, from which the ids of its articles are made: as it was named, or its
    /// absolute path where another source has that name because it was named from another folder.
    mutating func name(of file: SourceFile, former: SourceRow?) -> String {
        let name = file.path.display
        if known.isEmpty || name.utf8.first == UInt8(ascii: "/") || former?.shown == name { return name }
        let taken = namesTaken ?? known.shownNames()
        namesTaken = taken
        return taken.contains(Checksum.of(name)) ? file.resolvedPath.display : name
    }

    /// An article of standard input, with an id from what it says if its id is only its place: another time, something else
    /// has that place.
    mutating func identified(_ article: Article) -> Article {
        guard article.id.hasPrefix("-#"), current?.row.path == KnownSources.standardInput.path else { return article }
        var article = article
        article.id = "-"
        let print = StoredArticle.fingerprint(article)
        let count = anonymous[print, default: 0] + 1
        anonymous[print] = count
        article.id = "-#" + String(print, radix: 16) + (count > 1 ? ".\(count)" : "")
        return article
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
        if shown.count < Self.namesKept { shown[source.row.sourceHash] = source.shownNow }
    }

    /// Counts a file to those that will be read where a survey has not done so: one that is as it was, or that this run has come
    /// upon before, or outside of the walk.
    ///
    /// - Parameter isForced: Whether it is read even if it is as it was.
    mutating func foresee(_ file: SourceFile, isForced: Bool = true) {
        let path = file.resolvedPath
        let hash = Checksum.of(path.bytes)
        let isAsItWas = known.find(path.bytes, hash: hash).map {
            $0.isUnchanged(file) && check.isRead($0, for: path, among: known)
        }
        guard isForced ? hasBegun(hash) || isAsItWas == true || !isWalking : isAsItWas != true else { return }
        progress.unforeseenBytes += Int64(file.size)
    }

    /// Brings up to date how many bytes were read; a file counts with no more than its size, however often it is looked at.
    mutating func measure(isAtEnd: Bool = false) {
        guard let row = current?.row else { return }
        let metered = UInt64(meter.bytes - bytesBefore.metered)
        let isFile = row.path != KnownSources.standardInput.path
        progress.bytesRead = bytesBefore.read + (isFile ? isAtEnd ? row.size : min(metered, row.size) : metered)
    }

    /// Leaves the source that is being read.
    mutating func leaveSource() -> SourceReading? {
        defer { current = nil }
        if let current { reread.remove(current.row.sourceHash) }
        preview.withdraw()
        return current
    }

    /// Whether a file that claims the source that is being read is one whose articles are or will be in the index.
    mutating func grants(_ claim: FileDependence) -> Bool {
        let hash = Checksum.of(claim.path.bytes)
        if !hasBegun(hash) {
            if ignored.contains(hash) { return false }
            guard known.find(claim.path.bytes, hash: hash)?.state == .whole else {
                if isWalking { current?.waitsFor = claim.path }
                return isWalking
            }
            if let current { remember(claim, for: current.file) }
        }
        current?.claim = claim
        current?.dependences = [claim]
        return true
    }

    /// Remembers a page whose articles are read through a known file that this run has not come upon.
    mutating func remember(_ claim: FileDependence, for page: SourceFile?) {
        let hash = Checksum.of(claim.path.bytes)
        guard let page, !hasBegun(hash) else { return }
        claimers[hash, default: Claimer(file: claim)].pages.append(page)
    }

    mutating func takeDependence(_ dependence: FileDependence) {
        if current?.dependences.contains(dependence) == false { current?.dependences.append(dependence) }
    }

    /// Lets a page whose text another file had and that is an article now be read again when that file is there again.
    mutating func awaitReturn(ofThoseThatTook entry: KnownSources.Entry) {
        guard let current, current.claim == nil, current.dependences.isEmpty,
            !entry.marks.isDisjoint(with: [.isTakenByAnother, .wasTakenByAnother])
        else { return }
        let missing = known.dependences(ofSource: entry.path).map { FileDependence($0.path) }.filter { !$0.isThere }
        self.current?.dependences = missing
        self.current?.wasTaken = !missing.isEmpty
    }

    /// Counts a page to those whose text another file has; whether it was none of them.
    mutating func take(_ pathHash: UInt64) -> Bool { taken.insert(pathHash).inserted }

    func hasTaken(_ pathHash: UInt64) -> Bool { taken.contains(pathHash) }

    /// What is known now of the source that was read to its end.
    mutating func endSource() -> SourceRow? {
        defer { current = nil }
        measure(isAtEnd: true)
        listFurther()
        if let current, let tell = options.tell {
            let rejected = current.row.rejected == 0 ? "" : ", \(current.row.rejected) rejected"
            tell("read '\(current.shownNow)': \(Self.counted(Int(current.row.articles)))\(rejected)")
        }
        if let current {
            if current.lacksProgram { self.current?.row.missing = MissingPrograms.now.rawValue }
            if current.claim != nil {
                self.current?.row.marks.insert(.isTakenByAnother)
            } else if current.wasTaken {
                self.current?.row.marks.insert(.wasTakenByAnother)
            } else if !current.dependences.isEmpty {
                self.current?.row.marks.insert(.takesFromOthers)
            }
        }
        current?.row.state = .whole
        return current?.row
    }

    /// Counts a source that is as it was: its rejections stand until it changes.
    mutating func skip(
        _ entry: KnownSources.Entry, shownPath: @autoclosure () -> String
    ) throws(SpoglioError) {
        summary.unchanged += entry.articles
        if entry.hasRejections {
            let path = shownPath()
            let row = entry.row
            if options.isStrict, let first = row.rejections.first {
                throw Self.strictness(path + first.place, first.position, first.reason)
            }
            for rejection in row.rejections {
                summary.rejections.append(
                    .init(path: path + rejection.place, position: rejection.position, reason: rejection.reason))
            }
            if row.unlistedRejections > 0 {
                summary.rejections.append(.further(Int(row.unlistedRejections), of: path))
            }
            summary.rejected += row.rejected
        }
        progress.articles += entry.articles
        progress.rejected = summary.rejected
        options.tell?("'\(shownPath())' is as it was: \(Self.counted(entry.articles))")
    }

    private static func counted(_ articles: Int) -> String { articles.counted("article", "articles") }

    mutating func count(
        _ article: Article, _ outcome: IndexWriter.Outcome, replaced: (source: UInt64, isOfThisRun: Bool)?
    ) {
        current?.row.articles += 1
        progress.articles += 1
        if options.prunes { seen.insert(Checksum.of(article.id)) }
        switch outcome {
        case .added: summary.added += 1
        case .unchanged: summary.unchanged += 1
        case .updated:
            summary.updated += 1
            guard let replaced, let current else { return }
            if replaced.source == current.row.sourceHash {
                if replaced.isOfThisRun { givenTwice.add("'\(article.id)' of '\(current.shownNow)'") }
            } else if reread.contains(replaced.source) {
                let other = shown[replaced.source].map { "'\($0)'" } ?? "a file before"
                takenOver.add("'\(article.id)' of '\(current.shownNow)' that of \(other)")
            }
        }
    }

    mutating func reject(_ rejection: Rejection) throws(SpoglioError) {
        var shown = rejection.path
        var place = ""
        if let current, shown.utf8.starts(with: current.row.shown.utf8) {
            place = String(decoding: shown.utf8.dropFirst(current.row.shown.utf8.count), as: UTF8.self)
            shown = current.shownNow + place
        }
        summary.rejected += 1
        current?.row.reject(.init(position: rejection.position, place: place, reason: rejection.reason))
        if rejection.isForLackOfProgram { current?.lacksProgram = true }
        if current?.row.rejected ?? 1 <= IndexingSummary.mostListed {
            summary.rejections.append(.init(path: shown, position: rejection.position, reason: rejection.reason))
        }
        progress.rejected = summary.rejected
        if options.isStrict {
            throw Self.strictness(shown, rejection.position, rejection.reason)
        }
    }

    private static func strictness(_ path: String, _ position: Int, _ reason: String) -> SpoglioError {
        SpoglioError(
            .rejected, "'\(path)', position \(position): \(reason)",
            hint: "mend it, or leave out --strict to skip it")
    }

    /// Says how many rejections of the source that is being read were not listed.
    mutating func listFurther() {
        guard let current, current.row.rejected > IndexingSummary.mostListed else { return }
        summary.rejections.append(.further(current.row.rejected - IndexingSummary.mostListed, of: current.shownNow))
    }

    mutating func note(_ text: String) {
        if summary.notes.count < Self.notesListed { summary.notes.append(text) } else { unlistedNotes += 1 }
    }

    mutating func finishPreview() {
        guard options.isDryRun else { return }
        summary.preview = preview.sources
        if preview.unlisted > 0 {
            note(preview.unlisted.counted("more file was", "more files were") + " read and not put into the preview")
        }
    }

    mutating func finishNotes() {
        if unlistedNotes > 0 {
            summary.notes.append("and \(unlistedNotes.counted("more note", "more notes")) of this kind")
        }
        if givenTwice.count > 0 {
            summary.notes.append(
                Self.counted(givenTwice.count) + " replaced one with the same id before in the same file: "
                    + givenTwice.list)
        }
        if takenOver.count > 0 {
            summary.notes.append(
                Self.counted(takenOver.count) + " replaced one with the same id that another file of this run gave: "
                    + takenOver.list)
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
    /// The file; nil for standard input.
    var file: SourceFile?
    /// The other files that decide on its articles.
    var dependences: [FileDependence] = []
    /// Whether something of it was refused for lack of a program.
    var lacksProgram = false
    /// The file through which its articles are read.
    var claim: FileDependence?
    /// Whether the file through which they were read is missing.
    var wasTaken = false
    /// The file through which they may be, if that comes.
    var waitsFor: PathName?

    /// The id that an article had when its file stood elsewhere, if ids of that file's articles come from its path.
    func formerID(of article: Article) -> String? {
        guard let former, article.id.utf8.starts(with: row.shown.utf8) else { return nil }
        return former.shown + String(decoding: article.id.utf8.dropFirst(row.shown.utf8.count), as: UTF8.self)
    }
}

/// A known file and the pages of a run that it cuts into articles.
struct Claimer {
    let file: FileDependence
    var pages: [SourceFile] = []
}

/// A page whose reading waits for a file that may cut it into articles.
struct WaitingPage {
    let file: SourceFile
    let source: SourceReading
    /// The path of that file.
    let claimer: PathName
}
