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
        isDryRun = options.isDryRun
        defer { isDryRun = false }
        var run = IndexingRun(options: options, known: options.rebuilds ? [:] : try store.sources())
        do {
            if options.prunes { run.held = try articlesBySource() }
            for path in paths where path == "-" { try readStandardInput(&run, stop, progress) }
            var walker = CorpusWalker(paths: paths.filter { $0 != "-" })
            while !stop.isSet, let item = walker.next() {
                switch item {
                case .file(let file): try read(file, &run, stop, progress)
                case .rejection(let rejection): try run.reject(rejection)
                }
            }
            run.summary.isInterrupted = stop.isSet
            if options.prunes, !stop.isSet { try prune(&run) }
            if options.isDryRun {
                try discard()
            } else if options.rebuilds {
                // An interrupted rebuild leaves the old index as it was.
                if stop.isSet { try discard() } else { try publish() }
            } else {
                try commit()
            }
        } catch {
            try discard()
            throw error
        }
        run.finishNotes()
        let seconds = start.duration(to: clock.now)
        run.summary.seconds =
            Double(seconds.components.seconds) + Double(seconds.components.attoseconds) / 1e18
        return run.summary
    }

    private func readStandardInput(
        _ run: inout IndexingRun, _ stop: StopFlag, _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        var failure: SpoglioError?
        let hash = Checksum.of("-")
        do {
            try run.reader.read(
                descriptor: 0, isStopped: { stop.isSet },
                yield: { event in handle(event, hash, &run, stop, progress, &failure) })
        } catch {
            if stop.isSet { return }
            throw SpoglioError(.system, error.message)
        }
        if let failure { throw failure }
    }

    private func read(
        _ file: SourceFile, _ run: inout IndexingRun, _ stop: StopFlag, _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        let key = FileSystem.absolute(file.path.display)
        guard run.begin(key) else { return }
        run.progress.bytesFound += UInt64(file.size)
        var row = SourceRow(
            path: key, size: UInt64(file.size), modified: file.modificationTime, inode: file.inode, device: file.device)
        if let known = run.known[key], known.size == row.size, known.modified == row.modified,
            known.inode == row.inode, known.device == row.device, run.isHeldAsRead(known)
        {
            run.skip(known, shownPath: file.path.display)
            run.progress.bytes += row.size
            progress(run.progress)
            return
        }
        var failure: SpoglioError?
        let hash = Checksum.of(key)
        run.beginSource(hash)
        run.reader.read(file) { event in handle(event, hash, &run, stop, progress, &failure) }
        if let failure { throw failure }
        run.progress.bytes += row.size
        progress(run.progress)
        guard !stop.isSet else { return }
        (row.articles, row.rejections) = run.endSource()
        changes.sources.append(row)
    }

    private func handle(
        _ event: ReadingEvent, _ sourceHash: UInt64, _ run: inout IndexingRun, _ stop: StopFlag,
        _ progress: (IndexingProgress) -> Void, _ failure: inout SpoglioError?
    ) -> ReadingStep {
        do throws(SpoglioError) {
            switch event {
            case .article(let article):
                let outcome = try add(article, sourceHash: sourceHash)
                run.count(article, outcome)
                if run.progress.articles % 64 == 0 { progress(run.progress) }
            case .rejection(let rejection): try run.reject(rejection)
            case .note(let note): run.note("\(note.path):\(note.position): \(note.message)")
            }
        } catch {
            failure = error
            return .stop
        }
        return stop.isSet ? .stop : .next
    }

    /// How many articles the index has of each source, by the hash of its path.
    private func articlesBySource() throws(SpoglioError) -> [UInt64: Int] {
        var counts: [UInt64: Int] = [:]
        for segment in store.segments {
            let documents = try segment.documents
            for document in 0..<segment.count where segment.isLive(document) {
                counts[documents.sourceHash(of: document), default: 0] += 1
            }
        }
        return counts
    }

    /// Removes the articles whose source is gone, and those that a source read in this run no longer has.
    private func prune(_ run: inout IndexingRun) throws(SpoglioError) {
        let gone = run.known.keys.filter { !FileSystem.exists($0) }
        let goneHashes = Set(gone.map { Checksum.of($0) })
        for segment in store.segments {
            let documents = try segment.documents
            for document in 0..<segment.count
            where segment.isLive(document) && !changes.isDeleted(segment, document) {
                let hash = documents.sourceHash(of: document)
                // An article of a lost source is kept when another source gives it too.
                if goneHashes.contains(hash) || run.reread.contains(hash),
                    !run.seen.contains(documents.row(document).idHash)
                {
                    changes.delete(segment, document)
                    run.summary.removed += 1
                }
            }
        }
        guard !gone.isEmpty, !run.options.isDryRun else { return }
        try commit()
        let goneSet = Set(gone)
        try store.commit([], ledgers: try joinedLedgers(keeping: { !goneSet.contains($0.path) }))
    }
}
