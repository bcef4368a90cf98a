// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import Xapian

/// A committed segment, opened for reading. Files are opened when they are first needed.
final class Segment {
    let name: String
    let count: Int
    let live: DocumentSet?
    private let path: String
    let entry: Manifest.Segment
    private var openTerms: TermDictionary?
    private var openForward: ForwardColumn?
    private var openArticles: ArticleStore?
    private var openText: TextReader?
    /// In the order of `SegmentFile.kinds`.
    private var files: [ColumnFile] = []
    private var openColumns: [Facet: FacetColumn] = [:]
    private var openNames: [Facet: FacetNames] = [:]
    private var openDocuments: DocumentColumns?
    private var openDates: DateColumn?
    private var openPeriods: DateColumn.ByDocument?
    private var openMentions: MentionColumn?
    private var openCopies: CopyColumn?
    private var openPostings: PostingsReader?

    init(_ entry: Manifest.Segment, location: IndexLocation) throws(SpoglioError) {
        self.entry = entry
        name = entry.name
        count = entry.documents
        path = location.segmentPath(entry.name)
        let folder = location.segmentPath(entry.name)
        live = try entry.deletions.map { (file) throws(SpoglioError) in
            try Deletions.read(folder + "/" + file.name, stamp: file.stamp, universe: entry.documents).complement()
        }
    }

    /// Opens every file, so that a later removal by a writer does no harm; contents are checked when they are read.
    func open() throws(SpoglioError) {
        for (name, kind) in SegmentFile.kinds {
            let stamp = try entry(of: name).stamp
            let file = path + "/" + name
            do {
                files.append(try ColumnFile(path: file, kind: kind, expected: stamp))
            } catch {
                if !FileSystem.exists(file) {
                    throw SpoglioError(ColumnsError(.damaged, "'\(file)' is missing", path: file))
                }
                throw SpoglioError(error)
            }
        }
        let map = try opened(SegmentFile.blocks) { (file) throws(ColumnsError) in try BlockMap(file) }
        openPostings = try PostingsReader(
            path: path + "/" + SegmentFile.postings, entry: entry(of: SegmentFile.postings), map: map,
            documents: entry.documents)
    }

    /// Gives back the memory of all that was read, for work that goes through whole segments.
    func releasePages() {
        for file in files { file.releasePages() }
    }

    private func entry(of name: String) throws(SpoglioError) -> Manifest.File {
        guard let file = entry.files.first(where: { $0.name == name }) else {
            throw SpoglioError(.indexDamaged, "the manifest does not name '\(path)/\(name)'")
        }
        return file
    }

    private func opened<Value>(
        _ name: String, _ make: (ColumnFile) throws(ColumnsError) -> Value
    ) throws(SpoglioError) -> Value {
        guard let place = SegmentFile.kinds.firstIndex(where: { $0.name == name }), place < files.count else {
            preconditionFailure("a segment is opened before it is read")
        }
        do {
            return try make(files[place])
        } catch {
            throw SpoglioError(error)
        }
    }

    var terms: TermDictionary {
        get throws(SpoglioError) {
            if let openTerms { return openTerms }
            let terms = try opened(SegmentFile.terms) { (file) throws(ColumnsError) in try TermDictionary(file) }
            openTerms = terms
            return terms
        }
    }

    var forward: ForwardColumn {
        get throws(SpoglioError) {
            if let openForward { return openForward }
            let forward = try opened(SegmentFile.forward) { (file) throws(ColumnsError) in try ForwardColumn(file) }
            openForward = forward
            return forward
        }
    }

    var articles: ArticleStore {
        get throws(SpoglioError) {
            if let openArticles { return openArticles }
            let articles = try opened(SegmentFile.articles) { (file) throws(ColumnsError) in try ArticleStore(file) }
            openArticles = articles
            return articles
        }
    }

    var text: TextReader {
        get throws(SpoglioError) {
            if let openText { return openText }
            let text = TextReader(path: path + "/" + SegmentFile.articles, forward: try forward, terms: try terms)
            openText = text
            return text
        }
    }

    var documents: DocumentColumns {
        get throws(SpoglioError) {
            if let openDocuments { return openDocuments }
            let documents = try opened(SegmentFile.documents) { (file) throws(ColumnsError) in
                try DocumentColumns(file)
            }
            openDocuments = documents
            return documents
        }
    }

    var dates: DateColumn {
        get throws(SpoglioError) {
            if let openDates { return openDates }
            let dates = try opened(SegmentFile.documents) { (file) throws(ColumnsError) in try DateColumn(file) }
            openDates = dates
            return dates
        }
    }

    /// The date of each document.
    var periods: DateColumn.ByDocument {
        get throws(SpoglioError) {
            if let openPeriods { return openPeriods }
            let dates = try dates
            let periods = try opened(SegmentFile.documents) { (_) throws(ColumnsError) in try dates.byDocument() }
            openPeriods = periods
            return periods
        }
    }

    /// The documents whose date lies between two days, both included.
    func documents(from first: Int32, to last: Int32) throws(SpoglioError) -> DocumentSet {
        let dates = try dates
        do {
            return try dates.documents(from: first, to: last)
        } catch {
            throw SpoglioError(error)
        }
    }

    /// The documents without a date.
    func undatedDocuments() throws(SpoglioError) -> DocumentSet {
        let dates = try dates
        do {
            return try dates.undatedDocuments()
        } catch {
            throw SpoglioError(error)
        }
    }

    var mentions: MentionColumn {
        get throws(SpoglioError) {
            if let openMentions { return openMentions }
            var labels: [StringTable] = []
            for facet in Facet.entities { labels.append(try column(facet).labels) }
            let mentions = try opened(SegmentFile.mentions) { (file) throws(ColumnsError) in
                try MentionColumn(file, labels: labels)
            }
            openMentions = mentions
            return mentions
        }
    }

    var postings: PostingsReader {
        guard let openPostings else { preconditionFailure("a segment is opened before it is read") }
        return openPostings
    }

    var copies: CopyColumn {
        get throws(SpoglioError) {
            if let openCopies { return openCopies }
            let copies = try opened(SegmentFile.copies) { (file) throws(ColumnsError) in try CopyColumn(file) }
            openCopies = copies
            return copies
        }
    }

    func column(_ facet: Facet) throws(SpoglioError) -> FacetColumn {
        if let column = openColumns[facet] { return column }
        guard let name = facet.column else { preconditionFailure("\(facet) has no column") }
        let column = try opened(SegmentFile.facets) { (file) throws(ColumnsError) in
            try FacetColumn(file, name: name)
        }
        openColumns[facet] = column
        return column
    }

    /// What the values of a facet are called in queries.
    func names(_ facet: Facet) throws(SpoglioError) -> FacetNames {
        if let names = openNames[facet] { return names }
        guard let name = facet.column else { preconditionFailure("\(facet) has no column") }
        let names = try opened(SegmentFile.facets) { (file) throws(ColumnsError) in try FacetNames(file, name: name) }
        openNames[facet] = names
        return names
    }

    /// Drops the deleted documents from a set.
    func removeDeleted(from set: inout DocumentSet) {
        if let live { set.formIntersection(live) }
    }

    func isLive(_ document: Int) -> Bool { live?.contains(UInt32(document)) ?? true }

    /// How many documents that are not deleted have a value of a facet.
    func liveCount(value: Int, in column: FacetColumn) -> Int {
        guard let live else { return column.documentCount(of: value) }
        return column.documents(with: value).count { live.contains($0) }
    }

    /// Whether a value of a facet has a document that is not deleted: only such values can be asked for.
    func isLive(value: Int, in column: FacetColumn) -> Bool {
        guard let live else { return true }
        return column.documents(with: value).contains { live.contains($0) }
    }
}

/// The deleted documents of a segment, as a file of one section of bits.
enum Deletions {
    static let kind = "deleted"

    static func write(_ set: DocumentSet, to path: String) throws(SpoglioError) -> FileStamp {
        do {
            let file = try ColumnFileWriter(path: path, kind: kind)
            try file.writeSection("bits", values: set.words)
            return try file.finish()
        } catch {
            throw SpoglioError(error)
        }
    }

    static func read(_ path: String, stamp: FileStamp, universe: Int) throws(SpoglioError) -> DocumentSet {
        do {
            let bits = try ColumnFile(path: path, kind: kind, expected: stamp).array("bits", of: UInt64.self)
            return DocumentSet(words: (0..<bits.count).map { bits[$0] }, universe: universe)
        } catch {
            throw SpoglioError(error)
        }
    }
}
