// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

/// Files on whose articles other files decide: METS takes its text from the pages of an issue, which are then no articles
/// of their own.
///
/// Such a file has a second row in the source ledger, with what those files were, and counts as changed when one of them has
/// changed, come or gone.
extension IndexWriter {
    /// Ends the reading of a file, and reads those again whose articles this one takes over.
    func endFile(
        _ file: SourceFile, _ run: inout IndexingRun, _ stop: StopFlag, _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        guard let path = run.current?.row.path else { return }
        let entry = run.known.find(path, hash: Checksum.of(path))
        if let entry { run.awaitReturn(ofThoseThatTook: entry) }
        guard let current = run.current else { return }
        let others = current.dependences
        if let claim = current.claim {
            let name = String(decoding: claim.path.bytes.split(separator: 0x2F).last ?? [], as: UTF8.self)
            let note = ReadingNote.claim(of: current.shownNow, by: name)
            if run.options.isDryRun { run.preview.take(.note(note)) }
            run.note("\(note.path):\(note.position): \(note.message)")
            if let entry, run.take(entry.pathHash) { try removeArticles(of: entry, &run) }
        }
        if !others.isEmpty || entry.map({ !run.known.dependences(ofSource: $0.path).isEmpty }) ?? false {
            changes.sources.append(KnownSources.companionRow(of: path, others))
        }
        end(&run)
        guard current.claim == nil, !others.isEmpty else { return }
        try takeOver(others, file, &run, stop, progress)
        try readWaiting(for: file.resolvedPath, &run, stop, progress)
    }

    /// Reads the pages of a file that is as it was again where they have become articles of their own meanwhile.
    func takeOverPages(
        of entry: KnownSources.Entry, _ file: SourceFile, _ run: inout IndexingRun, _ stop: StopFlag,
        _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        let marks = entry.marks
        if marks.contains(.takesFromOthers) {
            return try takeOver(run.known.dependences(ofSource: entry.path), file, &run, stop, progress)
        }
        guard marks.contains(.isTakenByAnother) else { return }
        if let claim = run.known.dependences(ofSource: entry.path).first { run.remember(claim, for: file) }
    }

    private func takeOver(
        _ pages: [FileDependence], _ file: SourceFile, _ run: inout IndexingRun, _ stop: StopFlag,
        _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        let sources = pages.compactMap { page -> SourceFile? in
            let hash = Checksum.of(page.path.bytes)
            guard let entry = run.known.find(page.path.bytes, hash: hash), entry.articles > 0, !run.hasTaken(hash)
            else { return nil }
            return page.file(shownAs: Self.name(of: page, beside: file))
        }
        for source in sources { run.foresee(source) }
        for source in sources where !stop.isSet { try read(source, isForced: true, &run, stop, progress) }
    }

    /// How a run that was given a file names another one beside or below it.
    private static func name(of page: FileDependence, beside file: SourceFile) -> PathName {
        let folder = file.resolvedPath.bytes.lastIndex(of: 0x2F).map { file.resolvedPath.bytes[...$0] } ?? []
        guard page.path.bytes.starts(with: folder) else { return page.path }
        let shown = file.path.bytes.lastIndex(of: 0x2F).map { file.path.bytes[...$0] } ?? []
        return PathName(bytes: Array(shown + page.path.bytes.dropFirst(folder.count)))
    }

    /// Reads the pages that wait for a file, or for any.
    private func readWaiting(
        for claimer: PathName?, _ run: inout IndexingRun, _ stop: StopFlag, _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        let pages = run.waiting.filter { claimer == nil || $0.claimer == claimer }
        guard !pages.isEmpty else { return }
        run.waiting.removeAll { claimer == nil || $0.claimer == claimer }
        for page in pages where !stop.isSet { try open(page.file, page.source, &run, stop, progress) }
    }

    /// Reads what still waits at the end of a walk, known files outside of it that cut pages in it into articles, and the
    /// pages of those that are to be ignored now.
    func readLeftOver(
        _ walker: CorpusWalker, _ run: inout IndexingRun, _ stop: StopFlag, _ progress: (IndexingProgress) -> Void
    ) throws(SpoglioError) {
        run.isWalking = false
        guard !stop.isSet else { return }
        try readWaiting(for: nil, &run, stop, progress)
        for (hash, claimer) in run.claimers.sorted(by: { $0.key < $1.key }) where !run.hasBegun(hash) && !stop.isSet {
            if isGone(claimer.file.path.bytes, walker) {
                run.ignored.insert(hash)
                for page in claimer.pages { run.foresee(page) }
                for page in claimer.pages where !stop.isSet {
                    try read(page, isForced: true, &run, stop, progress)
                }
                continue
            }
            guard let row = run.known.find(claimer.file.path.bytes, hash: hash)?.row,
                let file = claimer.file.file(shownAs: PathName(row.shown))
            else { continue }
            run.foresee(file, isForced: false)
            try read(file, &run, stop, progress)
        }
    }

    /// Removes the articles that a page gave when it was one by itself.
    private func removeArticles(
        of entry: KnownSources.Entry, _ run: inout IndexingRun
    ) throws(SpoglioError) {
        let row = entry.row
        let shown = row.shown
        // A page that was rejected has a number too.
        for number in 0..<(entry.articles + row.rejected) {
            let id = number == 0 ? shown : "\(shown)#\(number + 1)"
            guard let (segment, document) = try find(id, Checksum.of(id)),
                try segment.documents.sourceHash(of: document) == entry.sourceHash
            else { continue }
            changes.delete(segment, document)
            run.summary.removed += 1
        }
    }
}
