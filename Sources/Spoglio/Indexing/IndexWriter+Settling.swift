// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import ItalianText

extension IndexWriter {
    /// How many articles the index has of each source, by what they are marked with.
    func articlesBySource(_ segments: [Segment]) throws(SpoglioError) -> [UInt64: Int] {
        var counts: [UInt64: Int] = [:]
        for segment in segments {
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
                guard !isSettled, entry.path != KnownSources.standardInput.path, isGone(entry.path, walker) else {
                    return
                }
                var row = entry.row
                // Its articles wait for a run that prunes.
                if row.articles == 0 { row.state = .gone }
                row.rejections = []
                row.unlistedRejections = 0
                // Should the file come back, such as with its disk, it is read again, so that these are known again.
                row.marks.insert(.isDue)
                changes.sources.append(row)
            }
        }
    }

    /// Whether a source that a run did not come upon is none any more: nothing stands there, or it lies in a folder
    /// that the run walked through and is to be ignored now.
    func isGone(_ path: [UInt8], _ walker: CorpusWalker) -> Bool {
        if KnownSources.isGone(path) { return true }
        if walker.isPartial { return false }
        return walker.begunRoots.contains { lies(path, under: $0) }
            && !walker.unreadFolders.contains { lies(path, under: $0) }
    }

    /// Refuses to rebuild an index from less than it was made of: what the paths leave out would be lost in silence.
    func refuseToLeaveOut(_ paths: [String]) throws(SpoglioError) {
        let roots = paths.filter { $0 != "-" }.map { PathName($0).resolved ?? PathName(FileSystem.absolute($0)) }
        // What the last reading of a source gave may be less than what earlier ones have left in the index.
        // A damaged index, which a rebuild is to mend, does not tell.
        let held = try? articlesBySource(store.formerSegments)
        var articles = 0
        var files = 0
        var example: String?
        store.formerSources().visit { entry in
            let count = held.map { $0[entry.sourceHash, default: 0] } ?? entry.articles
            guard count > 0, !roots.contains(where: { lies(entry.path, under: $0) }) else { return }
            if entry.path == KnownSources.standardInput.path {
                if paths.contains("-") { return }
                example = example ?? "standard input"
            } else if KnownSources.isGone(entry.path) {
                return
            } else {
                files += 1
                example = "'" + PathName(bytes: entry.path).display + "'"
            }
            articles += count
        }
        guard let example else { return }
        throw Self.leavingOut(articles, from: example + (files > 1 ? " and other files" : ""))
    }

    /// Refuses to put an index in the place of one that has more articles of standard input: they are nowhere else.
    func refuseToLeaveOutStandardInput() throws(SpoglioError) {
        var count = 0
        for segment in store.formerSegments {
            guard let documents = try? segment.documents else { continue }
            for document in 0..<segment.count
            where segment.isLive(document) && documents.sourceHash(of: document) == KnownSources.standardInput.hash {
                let idHash = documents.row(document).idHash
                var isKept = false
                for new in store.segments where try !new.documents.documents(withIDHash: idHash).isEmpty {
                    isKept = true
                }
                if !isKept { count += 1 }
            }
        }
        if count > 0 { throw Self.leavingOut(count, from: "standard input") }
    }

    private static func leavingOut(_ articles: Int, from source: String) -> SpoglioError {
        SpoglioError(
            .request,
            "the new index would leave out \(articles.counted("article", "articles")) of the old one, from \(source)",
            hint: "name all paths whose articles it is to have; with --prune the others are left out")
    }

    private func lies(_ path: [UInt8], under folder: PathName) -> Bool {
        path == folder.bytes || folder.bytes == [0x2F] || path.starts(with: folder.bytes + [0x2F])
    }

    /// Whether a source that is gone may be dropped: it lay in what the run was given, or its folder still has other
    /// files. A whole folder that is gone elsewhere may be a disk that is not mounted.
    private func mayBeDropped(_ path: [UInt8], _ walker: CorpusWalker) -> Bool {
        if walker.begunRoots.contains(where: { lies(path, under: $0) }) { return true }
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return false }
        let names = try? FileSystem.names(in: String(decoding: path[..<slash], as: UTF8.self))
        return names?.isEmpty == false
    }

    /// Removes the articles whose source is gone, and those that a source read in this run no longer has.
    private func prune(_ run: inout IndexingRun, _ walker: CorpusWalker) throws(SpoglioError) {
        var live = run.reread.union(run.inherited)
        live.insert(KnownSources.standardInput.hash)
        var gone: [SourceRow] = []
        run.known.visit { entry in
            if run.hasMoved(entry.pathHash) { return }
            let isStandardInput = entry.path == KnownSources.standardInput.path
            if isStandardInput || run.hasBegun(entry) || !isGone(entry.path, walker)
                || !mayBeDropped(entry.path, walker)
            {
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
