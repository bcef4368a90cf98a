// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import Entities

/// Adds, updates and removes the articles of an index; one writer an index at a time.
public actor IndexWriter {
    /// A segment is committed when it holds this many documents …
    static let segmentDocuments = 50_000
    /// … or takes this many bytes of memory: reading a page of 60 MB takes 200 MB beside it, and all of it is to stay
    /// below 500.
    static let segmentFootprint = 112 << 20

    let store: IndexStore
    let annotator: ArticleAnnotator
    /// What the user should know of how the index was opened.
    let openingNotes: [String]
    var builder: SegmentBuilder?
    /// The articles of the segment being built: their document, fingerprint and source by the hash of their id.
    var building: [UInt64: (document: UInt32, fingerprint: UInt64, source: UInt64)] = [:]
    /// Documents of the segment being built that a later article of the same id replaced.
    var replacedWhileBuilding: Set<UInt32> = []
    var changes = PendingChanges()
    /// The source that is being read: a commit before its end says that it was read in part.
    var currentSource: SourceRow?
    /// Whether the run that goes on is to stop: then nothing is begun that can wait.
    var stop = StopFlag()
    /// The commit that the index was at when the run that goes on began.
    var firstRevision = 0
    /// Which segments are joined.
    var joinPlan = JoinPlan()
    /// Whether articles are only compared with the index and nothing is built.
    var isDryRun = false

    /// Takes the lock of an index, which is created if there is none.
    ///
    /// - Parameter startsAnew: Whether the old contents are to be replaced by what this writer adds, all at once, when
    ///   `publish` is called.
    /// - Parameter isDryRun: Whether the writer only compares: it takes no lock, touches no file, and a missing index is
    ///   as an empty one. Its runs must be dry too.
    ///
    /// - Parameter authorities: Paths of tables of entities that the index is to remember in place of those that it has;
    ///   if there are none, it keeps them. They are read before the index is touched.
    /// - Throws: `request` where such a table is refused.
    public init(
        _ location: IndexLocation, startsAnew: Bool = false, creates: Bool = true, isDryRun: Bool = false,
        authorities: [String] = []
    ) throws(SpoglioError) {
        let tables = try IndexAuthority.read(paths: authorities)
        let named = try tables.isEmpty ? nil : ArticleAnnotator(tables)
        let store = try IndexStore(location, startsAnew: startsAnew, creates: creates, isDryRun: isDryRun)
        self.store = store
        if let named {
            annotator = named
            openingNotes = try isDryRun ? [] : store.adopt(tables.map(\.bytes))
        } else {
            annotator = try ArticleAnnotator(IndexAuthority.remembered(by: store.manifest, in: location))
            openingNotes = []
        }
    }

    /// The commit that the index is at.
    public var revision: Int { store.manifest.revision }

    /// What adding an article did.
    public enum Outcome: Sendable { case added, updated, unchanged }

    /// Adds an article, or replaces the one with its id.
    ///
    /// - Parameter sourceHash: What the articles of its source are marked with, by which `--prune` finds them again.
    func add(_ article: Article, sourceHash: UInt64) throws(SpoglioError) -> Outcome {
        try put(article, sourceHash: sourceHash).outcome
    }

    /// Adds an article, or replaces the one with its id, and tells which source had given that one, and whether in this run.
    ///
    /// - Parameters:
    ///   - followsPath: Whether an article that differs in nothing but its path is replaced too.
    ///   - revision: The commit that brought the article as it is, if that is known.
    func put(
        _ article: Article, sourceHash: UInt64, followsPath: Bool = false, revision: UInt32? = nil
    ) throws(SpoglioError) -> (outcome: Outcome, replaced: (source: UInt64, isOfThisRun: Bool)?) {
        let idHash = Checksum.of(article.id)
        let fingerprint = StoredArticle.fingerprint(article)
        if let builder, builder.footprint + Self.cost(article) > Self.segmentFootprint,
            try !isIndexed(article, idHash, fingerprint)
        {
            try commit()
        }
        var revision = revision
        var replaced: (source: UInt64, isOfThisRun: Bool)?
        if let known = building[idHash] {
            if known.fingerprint == fingerprint { return (.unchanged, nil) }
            replacedWhileBuilding.insert(known.document)
            replaced = (known.source, true)
        } else if let (segment, document) = try find(article.id, idHash) {
            if try segment.documents.fingerprint(of: document) == fingerprint {
                guard followsPath, try segment.record(document).article.path != article.path else {
                    return (.unchanged, nil)
                }
                revision = try segment.documents.revisions[document]
            }
            replaced = (
                try segment.documents.sourceHash(of: document),
                try segment.documents.revisions[document] > firstRevision
            )
            changes.delete(segment, document)
        }
        let outcome: Outcome = replaced == nil ? .added : .updated
        if isDryRun {
            building[idHash] = (0, fingerprint, sourceHash)
            return (outcome, replaced)
        }
        if Self.cost(article) > 0 { makeRoom() }
        let builder = try currentBuilder()
        building[idHash] = (UInt32(builder.count), fingerprint, sourceHash)
        try builder.add(
            article, fingerprint: fingerprint, sourceHash: sourceHash,
            revision: revision ?? store.formerRevision(idHash, fingerprint))
        // What such an article needed for a while is not to be held beside what the next file needs.
        if Self.cost(article) > 0 { Heap.trim() }
        if builder.count >= Self.segmentDocuments || builder.footprint >= Self.segmentFootprint { try commit() }
        return (outcome, replaced)
    }

    /// Gives back what is only kept because it may be needed again, before work that takes much memory itself.
    private func makeRoom() {
        annotator.forget()
        for segment in store.segments { segment.releasePages() }
        Heap.trim()
    }

    /// Whether the index has an article as it is, wherever it came from.
    private func isIndexed(
        _ article: Article, _ idHash: UInt64, _ fingerprint: UInt64
    ) throws(SpoglioError) -> Bool {
        if let known = building[idHash] { return known.fingerprint == fingerprint }
        guard let (segment, document) = try find(article.id, idHash) else { return false }
        return try segment.documents.fingerprint(of: document) == fingerprint
    }

    /// What a very long article may add to the footprint: all its words may be new ones.
    private static func cost(_ article: Article) -> Int {
        let size = article.title.utf8.count + article.body.utf8.count
        return size < 1 << 20 ? 0 : size * 20
    }

    private func currentBuilder() throws(SpoglioError) -> SegmentBuilder {
        if let builder { return builder }
        let fresh = try SegmentBuilder(name: store.nextSegmentName(), location: store.location, annotator: annotator)
        builder = fresh
        return fresh
    }

    /// The live document of an article in the committed segments.
    func find(_ id: String, _ idHash: UInt64) throws(SpoglioError) -> (Segment, Int)? {
        for segment in store.segments.reversed() {
            for document in try segment.documents.documents(withIDHash: idHash)
            where segment.isLive(Int(document)) && !changes.isDeleted(segment, Int(document)) {
                if try segment.record(Int(document)).article.id == id { return (segment, Int(document)) }
            }
        }
        return nil
    }

    /// Makes durable and visible what was added and removed since the last commit.
    public func commit() throws(SpoglioError) {
        guard try commitBuilt() else { return }
        Heap.trim()
        if stop.isSet { return }
        try mergeWhereDue()
        if store.manifest.ledgers.count >= 2 * JoinPlan.factor { try mergeLedgers() }
    }

    /// Commits without joining segments; false where there is nothing to commit.
    ///
    /// A function of its own, so that what held the new segment is gone when segments are joined.
    @inline(never)
    private func commitBuilt() throws(SpoglioError) -> Bool {
        let (built, replaced) = (builder, replacedWhileBuilding)
        var pending = changes
        if let currentSource, built != nil { pending.sources.append(currentSource) }
        // Whatever fails from here on, the next commit starts with nothing: half a segment cannot be finished.
        forget()
        var added: [Manifest.Segment] = []
        if let built, built.count > 0 {
            var entry = try built.finish(older: store.segments, revision: store.manifest.revision + 1)
            if !replaced.isEmpty {
                let deleted = DocumentSet(replaced, universe: entry.documents)
                let name = "deleted-0.col"
                let folder = store.location.segmentPath(entry.name)
                entry.deletions = Manifest.File(
                    name: name, stamp: try Deletions.write(deleted, to: folder + "/" + name))
                entry.deleted = deleted.count
                try FileSystem.syncFolder(folder)
            }
            added.append(entry)
        }
        guard !added.isEmpty || !pending.isEmpty else { return false }
        try store.commit(added, pending)
        return true
    }

    /// Publishes the new contents of an index that was started anew.
    public func publish() throws(SpoglioError) {
        try commit()
        try store.publish()
    }

    /// Drops what was not committed.
    public func discard() throws(SpoglioError) {
        let built = builder
        currentSource = nil
        forget()
        try built?.discard()
    }

    private func forget() {
        builder = nil
        building.removeAll()
        replacedWhileBuilding.removeAll()
        changes = PendingChanges()
    }

    /// Removes the articles that match a query.
    ///
    /// - Returns: How many there were.
    public func delete(_ query: String, isDryRun: Bool = false) throws(SpoglioError) -> Int {
        try commit()
        let searcher = try Searcher(store.location)
        let sets = try SearchRun(searcher, SearchRequest(query, limit: 0)).matchingSets()
        let count = sets.reduce(0) { $0 + $1.count }
        guard !isDryRun, count > 0 else { return count }
        for (segment, set) in zip(store.segments, sets) {
            for document in set.documents() { changes.delete(segment, Int(document)) }
        }
        try commit()
        return count
    }

    // MARK: Joining

    private func mergeWhereDue() throws(SpoglioError) {
        while true {
            let segments = store.segments
            let documents = segments.map { $0.entry.documents - $0.entry.deleted }
            let due = try joinPlan.due(documents) { (place) throws(SpoglioError) in
                try segments[place].terms.tokenCount
            }
            guard let due else { return }
            try merge(due.map { segments[$0] })
        }
    }

    private func mergeLedgers() throws(SpoglioError) { try store.commit([], ledgers: try store.joinLedgers()) }

    private func merge(_ segments: [Segment]) throws(SpoglioError) {
        makeRoom()
        let merged = try SegmentMerger(location: store.location, name: store.nextSegmentName()).merge(segments)
        try store.commit(merged.documents > 0 ? [merged] : [], replaced: Set(segments.map(\.name)))
    }

    /// Joins all segments into one without deleted documents, or into as few as their words allow.
    ///
    /// - Returns: How many segments there were, and how many there are.
    public func compact() throws(SpoglioError) -> (before: Int, after: Int) {
        try commit()
        let segments = store.segments
        var tokens: [Int] = []
        for segment in segments { tokens.append(try segment.terms.tokenCount) }
        for group in joinPlan.groups(tokens) where group.count > 1 || segments[group.lowerBound].live != nil {
            try merge(Array(segments[group]))
        }
        if store.manifest.ledgers.count > 1 { try mergeLedgers() }
        return (segments.count, store.segments.count)
    }
}
