// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Synchronization

/// Tells a running command that it is to stop; set from a signal handler's thread.
public final class StopFlag: Sendable {
    private let flag = Atomic<Bool>(false)
    public init() {}
    /// Asks to stop; safe in any thread and any number of times.
    public func set() { flag.store(true, ordering: .relaxed) }
    /// Whether it was asked to stop.
    public var isSet: Bool { flag.load(ordering: .relaxed) }
}

extension IndexWriter {
    /// So many files that gave nothing new are enough for a commit.
    private static let sourcesACommit = 100_000

    /// Reads files and folders into the index.
    ///
    /// Files that are as they were when they were last read to their end are not opened. Whenever a segment is full it
    /// is committed; a stop commits what was read.
    ///
    /// - Parameter paths: Files and folders; `-` is standard input, read as JSONL unless a format is forced.
    public func index(
        _ paths: [String], options: IndexingOptions = IndexingOptions(), stop: StopFlag = StopFlag(),
        progress: @Sendable (IndexingProgress) -> Void = { _ in }
    ) throws(SpoglioError) -> IndexingSummary {
        let clock = ContinuousClock()
        let start = clock.now
        if options.rebuilds, !options.prunes { try refuseToLeaveOut(paths) }
        isDryRun = options.isDryRun
        defer { isDryRun = false }
        firstRevision = revision
        let check = SourceCheck(
            options, rules: try readingRules(paths, options),
            held: options.prunes ? try articlesBySource(store.segments) : nil)
        var run = IndexingRun(
            options: options, known: options.rebuilds ? KnownSources() : try store.sources(), check: check, stop: stop)
        let folders = paths.filter { $0 != "-" }
        let survey =
            options.surveys && folders.count == paths.count
            ? CorpusSurvey(
                folders, scope: options.scope, check: check,
                ledgers: options.rebuilds ? [] : store.manifest.ledgers, in: store.location)
            : nil
        defer { survey?.end() }
        let progress: (IndexingProgress) -> Void = { state in
            var state = state
            state.takeForecast(survey?.bytesToRead)
            progress(state)
        }
        self.stop = stop
        store.tell = options.tell
        defer { store.tell = nil }
        do {
            for path in paths where path == "-" { try readStandardInput(&run, stop, progress) }
            var walker = CorpusWalker(paths: folders, scope: options.scope, willList: options.willList)
            while !stop.isSet, let item = walker.next() {
                switch item {
                case .file(let file): try read(file, &run, stop, progress)
                case .rejection(let rejection, let path): try refuse(rejection, path, &run)
                }
                if changes.sources.count >= Self.sourcesACommit { try commit() }
            }
            try readLeftOver(walker, &run, stop, progress)
            let isStopped = stop.isSet
            run.summary.isInterrupted = isStopped
            currentSource = run.current?.row
            if isStopped { run.listFurther() } else { try settle(&run, walker) }
            if options.isDryRun {
                try discard()
            } else if options.rebuilds {
                // An interrupted rebuild leaves the old index as it was.
                if isStopped { try discard() } else { try publish(run) }
            } else {
                try commit()
            }
            currentSource = nil
        } catch {
            try discard()
            throw error
        }
        run.finishPreview()
        run.finishNotes()
        run.summary.notes += openingNotes
        if options.rebuilds, store.formerIsUnreadable {
            run.summary.notes.append(
                "the old index could not be read: articles that it had from elsewhere are not in the new one")
        }
        run.summary.revision = store.manifest.revision
        let seconds = start.duration(to: clock.now)
        run.summary.seconds =
            Double(seconds.components.seconds) + Double(seconds.components.attoseconds) / 1e18
        return run.summary
    }

    /// Swaps a rebuilt index in, unless it is empty in place of one that is not: a disk may not be mounted.
    private func publish(_ run: IndexingRun) throws(SpoglioError) {
        let summary = run.summary
        if summary.read == summary.rejected, store.formerArticles > 0 {
            throw SpoglioError(
                .request, "no article was found for the new index, and the old one has \(store.formerArticles)",
                hint: "check the paths; the old index is as it was")
        }
        if !run.options.prunes {
            try commit()
            try refuseToLeaveOutStandardInput()
        }
        try publish()
    }

    /// The rules of the index with those that this run adds, which are kept unless it is a dry run.
    private func readingRules(
        _ paths: [String], _ options: IndexingOptions
    ) throws(SpoglioError) -> ReadingRules {
        let known = try ReadingRules.read(store.location)
        guard let mapping = options.mapping else { return known }
        var rules = known
        for path in paths {
            rules.set(mapping, for: path == "-" ? "-" : PathName(FileSystem.absolute(path)).display)
        }
        if !options.isDryRun, rules != known { try rules.write(store.location) }
        return rules
    }

    private func readStandardInput(
        _ run: inout IndexingRun, _ stop: StopFlag, _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        guard run.begin(KnownSources.standardInput.hash) else { return }
        begin(
            SourceReading(
                row: SourceRow(
                    path: KnownSources.standardInput.path, shown: "-", state: .part,
                    sourceHash: KnownSources.standardInput.hash), shownNow: "-"), &run)
        var failure: SpoglioError?
        let reader = run.reader(for: PathName("-"))
        let isDryRun = run.options.isDryRun
        do {
            try reader.read(
                descriptor: 0, isStopped: { stop.isSet },
                found: { format in if isDryRun { run.preview.begin("-", format: format.rawValue) } },
                yield: { event in handle(event, &run, stop, progress, &failure) })
        } catch {
            if stop.isSet { return }
            throw SpoglioError(.system, error.message)
        }
        if let failure { throw failure }
        if !stop.isSet { end(&run) }
    }

    private func begin(_ source: SourceReading, _ run: inout IndexingRun) {
        run.beginSource(source)
        currentSource = source.row
    }

    func end(_ run: inout IndexingRun) {
        if let row = run.endSource() { changes.sources.append(row) }
        currentSource = nil
    }

    /// Reads a file unless it is as it was.
    ///
    /// - Parameter isForced: Whether it is read again all the same, even if this run has come upon it.
    func read(
        _ file: SourceFile, isForced: Bool = false, _ run: inout IndexingRun, _ stop: StopFlag,
        _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        let path = file.resolvedPath.bytes
        let hash = Checksum.of(path)
        guard run.begin(hash) || isForced else { return }
        run.claimers[hash] = nil
        let size = UInt64(file.size)
        defer { progress(run.progress) }
        let entry = run.known.find(path, hash: hash)
        let isRead = !isForced && entry.map { run.check.isRead($0, for: file.resolvedPath, among: run.known) } ?? false
        if let entry, isRead, entry.isUnchanged(file) {
            try run.skip(entry, shownPath: file.path.display)
            return try takeOverPages(of: entry, file, &run, stop, progress)
        }
        var row = SourceRow(
            path: path, shown: file.path.display, state: .part,
            sourceHash: Self.sourceHash(path, store.manifest.revision),
            size: size, modified: file.modificationTime, inode: file.inode, device: file.device,
            content: ContentChecksum.of(path, size: size, modified: file.modificationTime),
            reading: run.check.reading(for: file.resolvedPath), marks: run.check.marks)
        if let entry, entry.state != .refused {
            let known = entry.row
            (row.shown, row.sourceHash) = (known.shown, known.sourceHash)
            if isRead, row.content != 0, row.content == known.content, size == known.size {
                try keep(row, asKnown: known, entry, &run, shownPath: file.path.display)
                return try takeOverPages(of: entry, file, &run, stop, progress)
            }
        }
        let former = run.movedSource(withContent: row.content, size: size)
        if let former {
            changes.sources.append(SourceRow(path: former.path, shown: former.shown, state: .gone, sourceHash: 0))
            if entry == nil {
                row.sourceHash = former.sourceHash
                // Files beside it may have changed or stayed behind.
                if let old = run.known.find(former.path, hash: Checksum.of(former.path)), former.shown == row.shown,
                    run.check.isRead(old, for: file.resolvedPath),
                    former.marks.isDisjoint(with: .dependsOnOthers)
                {
                    run.inherit(former.sourceHash)
                    return try keep(row, asKnown: former, old, &run, shownPath: file.path.display)
                }
            }
        }
        if entry == nil || entry?.state == .refused { row.shown = run.name(of: file, former: former) }
        try open(
            file, SourceReading(row: row, shownNow: file.path.display, former: former, file: file), &run, stop, progress
        )
    }

    /// Reads a file as the source that it is.
    func open(
        _ file: SourceFile, _ source: SourceReading, _ run: inout IndexingRun, _ stop: StopFlag,
        _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        let reader = run.reader(for: file.resolvedPath)
        begin(source, &run)
        var failure: SpoglioError?
        if run.options.isDryRun { run.preview.begin(file.path.display, format: reader.format(of: file.path)) }
        reader.read(file, shownAs: source.row.shown) { event in handle(event, &run, stop, progress, &failure) }
        if let failure { throw failure }
        if stop.isSet { return }
        if let claimer = run.current?.waitsFor {
            currentSource = nil
            run.waiting.append(WaitingPage(file: file, source: source, claimer: claimer))
            _ = run.leaveSource()
            return
        }
        try endFile(file, &run, stop, progress)
    }

    /// Takes a file for read whose content is that of a known one, and which would give the same articles.
    private func keep(
        _ row: SourceRow, asKnown known: SourceRow, _ entry: KnownSources.Entry, _ run: inout IndexingRun,
        shownPath: String
    ) throws(SpoglioError) {
        var row = row
        (row.state, row.articles) = (.whole, known.articles)
        (row.marks, row.missing) = (known.marks, known.missing)
        (row.rejections, row.unlistedRejections) = (known.rejections, known.unlistedRejections)
        run.progress.unforeseenBytes -= Int64(clamping: row.size)
        try run.skip(entry, shownPath: shownPath)
        changes.sources.append(row)
    }

    /// A mark for the articles of a new source: another one for a path that was a source before.
    private static func sourceHash(_ path: [UInt8], _ revision: Int) -> UInt64 {
        Checksum.of(path + [0] + Array(String(revision).utf8))
    }

    /// Counts what cannot be read at all, and remembers it.
    private func refuse(_ rejection: Rejection, _ path: PathName, _ run: inout IndexingRun) throws(SpoglioError) {
        guard run.begin(Checksum.of(path.bytes)) else { return }
        try run.reject(rejection)
        changes.sources.append(
            SourceRow(
                path: path.bytes, shown: rejection.path, state: .refused, sourceHash: 0,
                rejections: [.init(position: rejection.position, reason: rejection.reason)]))
    }

    private func handle(
        _ event: ReadingEvent, _ run: inout IndexingRun, _ stop: StopFlag,
        _ progress: (IndexingProgress) -> Void, _ failure: inout SpoglioError?
    ) -> ReadingStep {
        if run.options.isDryRun { run.preview.take(event) }
        do throws(SpoglioError) {
            switch event {
            case .article(let article):
                try take(article, &run)
                if run.progress.articles % 64 == 0 {
                    run.measure()
                    progress(run.progress)
                }
            case .rejection(let rejection): try run.reject(rejection)
            case .note(let note): run.note("\(note.path):\(note.position): \(note.message)")
            case .dependence(let dependence): run.takeDependence(dependence)
            case .claim(let claim): return run.grants(claim) ? .stop : .next
            }
        } catch {
            failure = error
            return .stop
        }
        return stop.isSet ? .stop : .next
    }

    private func take(_ article: Article, _ run: inout IndexingRun) throws(SpoglioError) {
        let article = run.identified(article)
        guard let source = run.current else { preconditionFailure("an article comes from a source") }
        var revision: UInt32?
        var hasFormer = false
        if let former = source.former, let id = source.formerID(of: article), id != article.id,
            let (segment, document) = try find(id, Checksum.of(id)),
            try segment.documents.sourceHash(of: document) == former.sourceHash
        {
            revision = try segment.documents.revisions[document]
            hasFormer = true
            changes.delete(segment, document)
        }
        var (outcome, replaced) = try put(
            article, sourceHash: source.row.sourceHash, followsPath: source.former != nil, revision: revision)
        if hasFormer {
            // The article is one that the index had under its former id; it may also stand in the place of another.
            if outcome == .added { outcome = .updated } else { run.summary.removed += 1 }
        }
        run.count(article, outcome, replaced: replaced)
    }
}
