// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText
internal import Xapian

/// Joins segments into one without looking at the articles again; deleted documents are left out.
struct SegmentMerger {
    private let location: IndexLocation
    private let name: String
    private let path: String

    private let stemmer: ItalianStemmer

    /// A segment and what of it is joined.
    private struct Part {
        let segment: Segment
        let documents: JoinedDocuments
    }

    /// After so many articles the memory of those read is given back, so that a merge needs little however large it is.
    private static let articlesBetweenReleases = 8_192
    private static let blocksBetweenReleases = 1_024

    init(location: IndexLocation, name: String) throws(SpoglioError) {
        stemmer = try ItalianStemmer()
        self.location = location
        self.name = name
        path = location.segmentPath(name)
    }

    /// Writes and syncs the new segment; the documents keep the order of the segments and in them.
    func merge(_ segments: [Segment]) throws(SpoglioError) -> Manifest.Segment {
        try FileSystem.remove(path)
        try FileSystem.createFolder(path)
        var parts: [Part] = []
        var documents = 0
        for segment in segments {
            let part = Part(
                segment: segment,
                documents: JoinedDocuments(count: segment.count, live: segment.live, first: documents))
            documents += part.documents.liveCount
            parts.append(part)
        }
        do {
            var files: [Manifest.File] = []
            var tokens = 0
            files.append(Manifest.File(name: SegmentFile.articles, stamp: try mergeArticles(segments)))
            let text = try mergeText(parts, documents: documents, tokens: &tokens)
            files.append(Manifest.File(name: SegmentFile.forward, stamp: text.forward))
            files.append(Manifest.File(name: SegmentFile.terms, stamp: text.terms))
            let facets = try mergeFacets(parts)
            files.append(Manifest.File(name: SegmentFile.facets, stamp: facets.facets))
            files.append(Manifest.File(name: SegmentFile.mentions, stamp: facets.mentions))
            files.append(Manifest.File(name: SegmentFile.documents, stamp: try mergeRows(segments)))
            files.append(Manifest.File(name: SegmentFile.copies, stamp: try mergeCopies(parts)))
            files += try mergePostings(segments)
            try FileSystem.syncFolder(path)
            return Manifest.Segment(name: name, documents: documents, tokens: tokens, files: files)
        } catch {
            throw SpoglioError(any: error)
        }
    }

    private func mergeArticles(_ segments: [Segment]) throws -> FileStamp {
        let writer = try ArticleStoreWriter(path: path + "/" + SegmentFile.articles)
        for segment in segments {
            let store = try segment.articles
            if segment.live == nil {
                try writer.append(allOf: store) { block in
                    if block % Self.blocksBetweenReleases == 0 { segment.releasePages() }
                }
            } else {
                for document in 0..<segment.count where segment.isLive(document) {
                    try writer.append(Array(try store.record(of: document)))
                    if document % Self.articlesBetweenReleases == 0 { segment.releasePages() }
                }
            }
            segment.releasePages()
        }
        return try writer.finish()
    }

    /// Reads the tokens three times: to count them, to count their pairs, and to write them under the numbers that follow.
    private func mergeText(
        _ parts: [Part], documents: Int, tokens count: inout Int
    ) throws -> (forward: FileStamp, terms: FileStamp) {
        let terms = try TermDictionaryMerger.join(
            try parts.map { try $0.segment.terms }, frequencies: try parts.map { try frequencies(of: $0.segment) },
            documents: documents, to: path + "/" + SegmentFile.terms
        ) { release(parts) }
        release(parts)
        var pairs = FrequentPairsWriter(terms.frequentWords, documents: documents)
        try forEachArticle(of: parts, terms.numbers) { document, tokens in
            pairs.count(tokens.title, in: document)
            pairs.count(tokens.body, in: document)
        }
        pairs.choose()
        var writer = try ForwardColumnWriter(path: path + "/" + SegmentFile.forward)
        try forEachArticle(of: parts, terms.numbers) { document, tokens in
            try writer.append(title: tokens.title, body: tokens.body, compounds: tokens.compounds)
            pairs.collect(tokens.title, in: document)
            pairs.collect(tokens.body, in: document)
            count += tokens.title.count + tokens.body.count
        }
        return (try writer.finish(pairs), terms.file)
    }

    /// Goes through the articles of the merged segment with the numbers that their tokens have there.
    ///
    /// - Parameter numbers: By segment the number of each of its tokens.
    private func forEachArticle(
        of parts: [Part], _ numbers: [[UInt32]],
        _ body: (_ document: Int, _ tokens: ForwardColumn.Tokens) throws -> Void
    ) throws {
        var document = 0
        for (part, final) in zip(parts, numbers) {
            try forEachArticle(of: part.segment) { tokens in
                for index in tokens.title.indices { tokens.title[index] = final[Int(tokens.title[index])] }
                for index in tokens.body.indices { tokens.body[index] = final[Int(tokens.body[index])] }
                for index in tokens.compounds.indices {
                    tokens.compounds[index].token = final[Int(tokens.compounds[index].token)]
                }
                try body(document, tokens)
                document += 1
            }
        }
    }

    private func forEachArticle(
        of segment: Segment, _ body: (inout ForwardColumn.Tokens) throws -> Void
    ) throws {
        let forward = try segment.forward
        var tokens = ForwardColumn.Tokens()
        for document in 0..<segment.count where segment.isLive(document) {
            try forward.read(document, into: &tokens)
            try body(&tokens)
            if document % Self.articlesBetweenReleases == 0 { segment.releasePages() }
        }
        segment.releasePages()
    }

    /// How often each token of a segment stands in its live documents.
    private func frequencies(of segment: Segment) throws -> [UInt32] {
        var frequencies = [UInt32](repeating: 0, count: try segment.terms.tokenCount)
        try forEachArticle(of: segment) { tokens in
            for token in tokens.title { frequencies[Int(token)] += 1 }
            for token in tokens.body { frequencies[Int(token)] += 1 }
            for compound in tokens.compounds { frequencies[Int(compound.token)] += 1 }
        }
        return frequencies
    }

    private func mergeFacets(_ parts: [Part]) throws -> (facets: FileStamp, mentions: FileStamp) {
        var columns: [Facet: FacetColumnMerger] = [:]
        for facet in Facet.allCases {
            guard let name = facet.column else { continue }
            var sources: [FacetColumnMerger.Source] = []
            for part in parts {
                sources.append((try part.segment.column(facet), try part.segment.names(facet), part.documents))
            }
            columns[facet] = FacetColumnMerger(name: name, sources)
            release(parts)
        }
        let stamp = try FacetColumnMerger.write(
            Facet.allCases.compactMap { columns[$0] }, to: path + "/" + SegmentFile.facets
        ) { release(parts) }
        let entities = Facet.entities.compactMap { columns[$0] }
        columns = [:]
        var sources: [MentionColumnMerger.Source] = []
        for (index, part) in parts.enumerated() {
            sources.append(
                MentionColumnMerger.Source(
                    column: try part.segment.mentions, documents: part.documents,
                    numbers: entities.map { $0.numbers[index] }))
        }
        let mentions = try MentionColumnMerger(sources).write(
            to: path + "/" + SegmentFile.mentions, facets: entities)
        release(parts)
        return (stamp, mentions)
    }

    private func mergeRows(_ segments: [Segment]) throws -> FileStamp {
        var rows: [DocumentRow] = []
        for segment in segments {
            let documents = try segment.documents
            for document in 0..<segment.count where segment.isLive(document) { rows.append(documents.row(document)) }
        }
        return try DocumentColumns.write(rows, to: path + "/" + SegmentFile.documents)
    }

    private func mergeCopies(_ parts: [Part]) throws -> FileStamp {
        var sources: [(column: CopyColumn, documents: JoinedDocuments)] = []
        for part in parts { sources.append((try part.segment.copies, part.documents)) }
        let stamp = try CopyColumnMerger.write(sources, to: path + "/" + SegmentFile.copies)
        release(parts)
        return stamp
    }

    private func release(_ parts: [Part]) {
        for part in parts { part.segment.releasePages() }
    }

    /// Xapian joins the postings of whole segments by itself, which are checked before; those of segments with deleted
    /// documents are made anew.
    private func mergePostings(_ segments: [Segment]) throws -> [Manifest.File] {
        var sources: [String] = []
        var rebuilt: [String] = []
        for segment in segments {
            if segment.live == nil {
                try segment.postings.checkAll()
                sources.append(location.segmentPath(segment.name) + "/" + SegmentFile.postings)
            } else {
                let folder = path + "/" + segment.name
                try FileSystem.createFolder(folder)
                try rebuildPostings(segment, in: folder)
                sources.append(folder + "/" + SegmentFile.postings)
                rebuilt.append(folder)
            }
        }
        try PostingsWriter.compact(sources, to: path + "/" + SegmentFile.postings)
        for folder in rebuilt { try FileSystem.remove(folder) }
        return try PostingsWriter.finish(path)
    }

    private func rebuildPostings(_ segment: Segment, in folder: String) throws {
        let dictionary = try segment.terms
        var stems = StringInterner()
        // The number of each token's stem; elided articles have none.
        var stemOfToken = [UInt32](repeating: .max, count: dictionary.tokenCount)
        dictionary.forEachToken { token, folded in
            guard !WordForms.isElided(tag: dictionary.tag(ofToken: token)) else { return }
            stemOfToken[Int(token)] = stems.intern(stemmer.stem(ofFolded: folded)).number
        }
        var writer = try PostingsWriter()
        var counter = StemCounter()
        try forEachArticle(of: segment) { tokens in
            func count(_ token: UInt32, _ weight: UInt32) {
                let stem = stemOfToken[Int(token)]
                if stem != .max { counter.count(stem, weight) }
            }
            for token in tokens.title { count(token, StemCounter.titleWeight) }
            for token in tokens.body { count(token, 1) }
            for compound in tokens.compounds {
                count(compound.token, Int(compound.position) < tokens.title.count ? StemCounter.titleWeight : 1)
            }
            try writer.add(&counter) { stems.bytes(of: $0).isEmpty }
        }
        let names = ByteStrings((0..<UInt32(stems.count)).lazy.map { stems.bytes(of: $0) })
        try writer.write(to: folder + "/" + SegmentFile.postings, terms: names)
    }
}
