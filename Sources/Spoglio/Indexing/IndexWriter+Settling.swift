// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns

extension IndexWriter {
    /// How many articles the index has of each source, by what they are marked with.
    func articlesBySource() throws(SpoglioError) -> [UInt64: Int] {
        var counts: [UInt64: Int] = [:]
        for segment in store.segments {
            let documents = try segment.documents
            for document in 0..<segment.count where segment.isLive(document) {
                counts[documents.sourceHash(of: document), default: 0] += 1
            }
        }
        return counts
    }

    /// Ends a run that was not interrupted: what is gone is no longer listed as rejected, and pruned if so asked.
    func settle(_ run: inout IndexingRun, _ walker: CorpusWalker) throws(SpoglioError) {
        if run.options.prunes {
            try prune(&run, walker)
        } else {
            run.known.visit(refused: true) { entry in
                let isSettled = run.hasBegun(entry.pathHash) || run.hasMoved(entry.pathHash)
                guard !isSettled, entry.path != KnownSources.standardInput.path, isGone(entry, walker) else { return }
                var row = entry.row
                // Its articles wait for a run that prunes.
                if row.articles == 0 { row.state = .gone }
                row.rejections = []
                changes.sources.append(row)
            }
        }
    }

    /// Whether a source that a run did not come upon is none any more: nothing stands there, or it lies in a folder
    /// that the run walked through and is to be ignored now.
    private func isGone(_ entry: KnownSources.Entry, _ walker: CorpusWalker) -> Bool {
        let path = entry.path
        if KnownSources.isGone(path) { return true }
        if walker.isPartial { return false }
        func lies(under folder: PathName) -> Bool {
            path == folder.bytes || folder.bytes == [0x2F] || path.starts(with: folder.bytes + [0x2F])
        }
        return walker.begunRoots.contains(where: lies) && !walker.unreadFolders.contains(where: lies)
    }

    /// Removes the articles whose source is gone, and those that a source read in this run no longer has.
    private func prune(_ run: inout IndexingRun, _ walker: CorpusWalker) throws(SpoglioError) {
        var live = run.reread.union(run.inherited)
        live.insert(KnownSources.standardInput.hash)
        var gone: [SourceRow] = []
        run.known.visit { entry in
            if run.hasMoved(entry.pathHash) { return }
            let isStandardInput = entry.path == KnownSources.standardInput.path
            if isStandardInput || run.hasBegun(entry.pathHash) || !isGone(entry, walker) {
                live.insert(entry.sourceHash)
            } else {
                gone.append(SourceRow(path: entry.path, shown: "", state: .gone, sourceHash: 0))
            }
        }
        for segment in store.segments {
            let documents = try segment.documents
            for document in 0..<segment.count
            where segment.isLive(document) && !changes.isDeleted(segment, document) {
                let source = documents.sourceHash(of: document)
                // An article of a lost source is kept when another source gives it too.
                if !live.contains(source) || run.reread.contains(source),
                    !run.seen.contains(documents.row(document).idHash)
                {
                    changes.delete(segment, document)
                    run.summary.removed += 1
                }
            }
        }
        changes.sources += gone
    }
}
