// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText

/// The segments of an index as a writer sees them, and the one way to change them: a commit.
///
/// A commit writes and syncs new files, replaces the manifest, and only then removes what the manifest no longer names.
/// Whatever is interrupted leaves the old manifest or the new one.
final class IndexStore {
    let location: IndexLocation
    private(set) var manifest: Manifest
    private(set) var segments: [Segment] = []
    /// Nil for a dry run, which changes nothing.
    private let lock: IndexLock?
    /// The segments of an index that is rebuilt, which tell since when its articles have been as they are.
    private(set) var formerSegments: [Segment] = []
    /// Its ledgers.
    private var formerLedgers: [Manifest.File] = []
    /// While an index is rebuilt, commits gather segments without publishing them.
    private var isHeldBack = false
    /// Whether an index that is being rebuilt could not be read.
    private(set) var formerIsUnreadable = false
    /// Told of each commit.
    var tell: (@Sendable (String) -> Void)?

    /// Takes the lock and opens the index, creating an empty one where there is none.
    init(
        _ location: IndexLocation, startsAnew: Bool = false, creates: Bool = true, isDryRun: Bool = false
    ) throws(SpoglioError) {
        self.location = location
        if isDryRun {
            lock = nil
            let isEmpty = startsAnew || !FileSystem.exists(location.manifestPath)
            manifest = isEmpty ? Manifest() : try Manifest.read(location)
            try reopen()
            return
        }
        if !FileSystem.exists(location.manifestPath) {
            guard creates else { throw Manifest.missing(location) }
            try location.createFolder(startsAnew: startsAnew)
        }
        lock = try IndexLock(location)
        if FileSystem.exists(location.manifestPath) {
            do {
                manifest = try Manifest.read(location)
            } catch {
                guard startsAnew else { throw error }
                formerIsUnreadable = true
                manifest = try Manifest.after(location)
            }
        } else {
            manifest = try Manifest.after(location)
            formerIsUnreadable = manifest.revision > 0
            try FileSystem.createFolder(location.segmentsPath)
            try manifest.write(location)
        }
        try FileSystem.createFolder(location.segmentsPath)
        if startsAnew {
            isHeldBack = true
            // Of an index that cannot be read any more all articles count as new.
            do { try reopen() } catch { formerIsUnreadable = true }
            formerSegments = segments
            formerLedgers = manifest.ledgers
            segments = []
            manifest.segments = []
            manifest.values = nil
            manifest.ledgers = []
        } else {
            try reopen()
            try removeLeftovers()
        }
    }

    private func reopen() throws(SpoglioError) { segments = try opened(manifest.segments) }

    private func opened(_ entries: [Manifest.Segment]) throws(SpoglioError) -> [Segment] {
        var kept: [Segment] = []
        for entry in entries {
            if let open = segments.first(where: { $0.name == entry.name && $0.entry == entry }) {
                kept.append(open)
            } else {
                let segment = try Segment(entry, location: location)
                try segment.open()
                kept.append(segment)
            }
        }
        return kept
    }

    /// Writes the values of the facets over segments that are about to be published.
    private func writeValues(of segments: [Segment], revision: Int) throws(SpoglioError) -> Manifest.File? {
        guard !segments.isEmpty else { return nil }
        let name = IndexFileName.values(revision)
        // Where it is damaged, names are compared once more.
        let earlier = try? IndexValues(self.segments, manifest, location)
        return Manifest.File(
            name: name, stamp: try IndexValues.write(segments, reusing: earlier, to: location.path + "/" + name))
    }

    /// The commit that brought an article to the index that is rebuilt, where it is the same now.
    func formerRevision(_ idHash: UInt64, _ fingerprint: UInt64) -> UInt32? {
        for segment in formerSegments {
            guard let documents = try? segment.documents else { continue }
            for document in documents.documents(withIDHash: idHash)
            where segment.isLive(Int(document)) && documents.fingerprint(of: Int(document)) == fingerprint {
                return documents.revisions[Int(document)]
            }
        }
        return nil
    }

    /// A name for the next segment.
    func nextSegmentName() -> String {
        defer { manifest.nextSegment += 1 }
        return IndexFileName.segment(manifest.nextSegment)
    }

    /// What is known of sources.
    func sources() throws(SpoglioError) -> KnownSources { try KnownSources(manifest.ledgers, in: location) }

    /// How many articles the index that is rebuilt has.
    var formerArticles: Int { formerSegments.reduce(0) { $0 + $1.entry.documents - $1.entry.deleted } }

    /// What the index that is rebuilt knew of sources; nothing where that cannot be read.
    func formerSources() -> KnownSources { (try? KnownSources(formerLedgers, in: location)) ?? KnownSources() }

    /// Publishes new segments and changes in one step.
    ///
    /// - Parameter replaced: Names of segments that the new ones stand for.
    func commit(
        _ added: [Manifest.Segment], _ changes: PendingChanges = PendingChanges(), replaced: Set<String> = [],
        ledgers: [Manifest.File]? = nil
    ) throws(SpoglioError) {
        precondition(lock != nil, "a dry run commits nothing")
        var next = manifest
        next.revision += 1
        next.segments.removeAll { replaced.contains($0.name) }
        for (name, set) in changes.deletions {
            guard let index = next.segments.firstIndex(where: { $0.name == name }) else { continue }
            next.segments[index] = try deleting(set, from: next.segments[index], revision: next.revision)
        }
        next.segments.removeAll { $0.deleted == $0.documents && $0.documents > 0 }
        next.segments += added
        if let ledgers { next.ledgers = ledgers }
        if !changes.sources.isEmpty {
            next.ledgers.append(try writeLedger(changes.sources, revision: next.revision))
        }
        try FileSystem.syncFolder(location.segmentsPath)
        let opened = try opened(next.segments)
        if !isHeldBack, next.segments != manifest.segments || next.values == nil {
            next.values = try writeValues(of: opened, revision: next.revision)
        }
        if next.ledgers != manifest.ledgers || next.values != manifest.values {
            try FileSystem.syncFolder(location.path)
        }
        if !isHeldBack { try next.write(location) }
        manifest = next
        segments = opened
        if !isHeldBack { try removeLeftovers() }
        let articles = manifest.liveArticles.counted("article", "articles")
        tell?(
            "commit: revision \(manifest.revision), \(articles) in \(segments.count.counted("segment", "segments"))")
    }

    /// Publishes what commits gathered since the index was started anew.
    func publish() throws(SpoglioError) {
        precondition(lock != nil, "a dry run publishes nothing")
        isHeldBack = false
        formerSegments = []
        var next = manifest
        next.revision += 1
        next.values = try writeValues(of: segments, revision: next.revision)
        try FileSystem.syncFolder(location.path)
        try next.write(location)
        manifest = next
        try removeLeftovers()
    }

    private func deleting(
        _ set: DocumentSet, from entry: Manifest.Segment, revision: Int
    ) throws(SpoglioError) -> Manifest.Segment {
        var entry = entry
        var all = set
        if let known = entry.deletions {
            let path = location.segmentPath(entry.name) + "/" + known.name
            all.formUnion(try Deletions.read(path, stamp: known.stamp, universe: entry.documents))
        }
        let name = "deleted-\(revision).col"
        let stamp = try Deletions.write(all, to: location.segmentPath(entry.name) + "/" + name)
        try FileSystem.syncFolder(location.segmentPath(entry.name))
        entry.deletions = Manifest.File(name: name, stamp: stamp)
        entry.deleted = all.count
        return entry
    }

    func writeLedger(_ rows: [SourceRow], revision: Int) throws(SpoglioError) -> Manifest.File {
        let name = IndexFileName.ledger(revision)
        do {
            return Manifest.File(name: name, stamp: try SourceLedger.write(rows, to: location.path + "/" + name))
        } catch {
            throw SpoglioError(error)
        }
    }

    /// One ledger of what is known of all sources, as a file that the next commit names.
    func joinLedgers() throws(SpoglioError) -> [Manifest.File] {
        guard !manifest.ledgers.isEmpty else { return [] }
        let name = IndexFileName.ledger(manifest.revision + 1)
        return [Manifest.File(name: name, stamp: try sources().join(to: location.path + "/" + name))]
    }

    /// Remembers tables of entities in place of those remembered so far, at once or, while the index is started anew,
    /// when it is published.
    ///
    /// - Returns: What the user should know of it.
    func adopt(_ authorities: [[UInt8]]) throws(SpoglioError) -> [String] {
        precondition(lock != nil, "a dry run remembers nothing")
        var next = manifest
        var files: [Manifest.File] = []
        for (number, bytes) in authorities.enumerated() {
            let stamp = FileStamp(bytes: UInt64(bytes.count), checksum: Checksum.of(bytes))
            files.append(Manifest.File(name: IndexFileName.authority(next.revision + 1, number + 1), stamp: stamp))
        }
        // A copy that was damaged is mended by starting anew.
        guard isHeldBack || files.map(\.stamp) != (manifest.authorities ?? []).map(\.stamp) else { return [] }
        for (file, bytes) in zip(files, authorities) {
            try FileSystem.replace(file.name, in: location.path, by: bytes)
        }
        next.revision += 1
        next.authorities = files
        if !isHeldBack { try next.write(location) }
        manifest = next
        if isHeldBack { return [] }
        try removeLeftovers()
        guard manifest.liveArticles > 0 else { return [] }
        let articles = manifest.liveArticles.counted(
            "article that the index had keeps the names found in it",
            "articles that the index had keep the names found in them")
        return ["the \(articles); build it again with --rebuild for those of the new authority"]
    }

    /// Removes what no manifest names: files of interrupted runs and of before the last commit.
    private func removeLeftovers() throws(SpoglioError) {
        let named = Set(manifest.segments.map(\.name))
        for name in try FileSystem.names(in: location.segmentsPath)
        where !named.contains(name) && IndexFileName.segmentNumber(name) != nil {
            try FileSystem.remove(location.segmentPath(name))
        }
        for entry in manifest.segments {
            let path = location.segmentPath(entry.name)
            let files = Set(entry.files.map(\.name) + (entry.deletions.map { [$0.name] } ?? []))
            for name in try FileSystem.names(in: path) where !files.contains(name) {
                try FileSystem.remove(path + "/" + name)
            }
        }
        let kept = Set(manifest.files.map(\.name))
        for name in try FileSystem.names(in: location.path)
        where !kept.contains(name) && IndexFileName.isNamedByCommits(name) {
            try FileSystem.remove(location.path + "/" + name)
        }
    }
}
