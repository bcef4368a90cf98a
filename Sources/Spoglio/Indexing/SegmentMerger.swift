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

    /// After so many articles the memory of those read is given back, so that a merge needs little however large it is.
    private static let articlesBetweenReleases = 8_192

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
        do {
            var files: [Manifest.File] = []
            var tokens = 0
            files.append(Manifest.File(name: SegmentFile.articles, stamp: try mergeArticles(segments)))
            let text = try mergeText(segments, tokens: &tokens)
            files.append(Manifest.File(name: SegmentFile.forward, stamp: text.forward))
            files.append(Manifest.File(name: SegmentFile.terms, stamp: text.terms))
            let facets = try mergeFacets(segments)
            files.append(Manifest.File(name: SegmentFile.facets, stamp: facets.facets))
            files.append(Manifest.File(name: SegmentFile.mentions, stamp: facets.mentions))
            let rows = try mergeRows(segments)
            files.append(
                Manifest.File(
                    name: SegmentFile.documents,
                    stamp: try DocumentColumns.write(rows, to: path + "/" + SegmentFile.documents)))
            files.append(Manifest.File(name: SegmentFile.copies, stamp: try mergeCopies(segments)))
            files.append(try mergePostings(segments))
            try FileSystem.syncFolder(path)
            return Manifest.Segment(name: name, documents: rows.count, tokens: tokens, files: files)
        } catch let error as ColumnsError {
            throw SpoglioError(error)
        } catch let error as SpoglioError {
            throw error
        } catch {
            throw SpoglioError(.system, "\(error)")
        }
    }

    private func mergeArticles(_ segments: [Segment]) throws -> FileStamp {
        let writer = try ArticleStoreWriter(path: path + "/" + SegmentFile.articles)
        for segment in segments {
            let store = try segment.articles
            for document in 0..<segment.count where segment.isLive(document) {
                try writer.append(Array(try store.record(of: document)))
            }
            segment.releasePages()
        }
        return try writer.finish()
    }

    /// Reads the tokens three times: to count them, to count their pairs, and to write them under the numbers that follow.
    private func mergeText(
        _ segments: [Segment], tokens count: inout Int
    ) throws -> (forward: FileStamp, terms: FileStamp) {
        var terms = TermDictionaryWriter()
        // By segment the number in the merged dictionary of each of its tokens.
        var numbers: [[UInt32]] = []
        for segment in segments {
            let frequencies = try frequencies(of: segment)
            let dictionary = try segment.terms
            var own = [UInt32](repeating: 0, count: dictionary.tokenCount)
            dictionary.forEachToken { token, folded in
                guard frequencies[Int(token)] > 0 else { return }
                let spelling = dictionary.spelling(ofToken: token, folded: folded)
                own[Int(token)] = terms.token(
                    spelling.span, tag: dictionary.tag(ofToken: token), count: frequencies[Int(token)],
                    folded: { folded }, stem: { stemmer.stem(ofFolded: $0) })
            }
            numbers.append(own)
        }
        let ranks = terms.ranks()
        let documents = segments.reduce(0) { $0 + ($1.live?.count ?? $1.count) }
        var pairs = FrequentPairsWriter(
            terms.frequentWords(ranks: ranks, documents: documents), documents: documents)
        try forEachArticle(of: segments, numbers, ranks) { document, tokens in
            pairs.count(tokens.title, in: document)
            pairs.count(tokens.body, in: document)
        }
        pairs.choose()
        var writer = try ForwardColumnWriter(path: path + "/" + SegmentFile.forward)
        try forEachArticle(of: segments, numbers, ranks) { document, tokens in
            try writer.append(title: tokens.title, body: tokens.body, compounds: tokens.compounds)
            pairs.collect(tokens.title, in: document)
            pairs.collect(tokens.body, in: document)
            count += tokens.title.count + tokens.body.count
        }
        let dictionary = try terms.write(to: path + "/" + SegmentFile.terms, ranks: ranks)
        return (try writer.finish(pairs), dictionary)
    }

    /// Goes through the articles of the merged segment with the numbers that their tokens have there.
    ///
    /// - Parameters:
    ///   - numbers: By segment the number of each token in the dictionary that is being made.
    ///   - ranks: What that number becomes.
    private func forEachArticle(
        of segments: [Segment], _ numbers: [[UInt32]], _ ranks: [UInt32],
        _ body: (_ document: Int, _ tokens: ForwardColumn.Tokens) throws -> Void
    ) throws {
        var document = 0
        for (segment, own) in zip(segments, numbers) {
            let final = own.map { $0 < ranks.count ? ranks[Int($0)] : 0 }
            try forEachArticle(of: segment) { tokens in
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

    private func mergeFacets(_ segments: [Segment]) throws -> (facets: FileStamp, mentions: FileStamp) {
        // By facet and segment the number in the writer of each of its values.
        var numbersOfValues: [Facet: [[UInt32]]] = [:]
        var writers: [FacetColumnWriter] = []
        for facet in Facet.allCases {
            guard let name = facet.column else { continue }
            var writer = FacetColumnWriter(name: name)
            for segment in segments {
                let column = try segment.column(facet)
                let names = column.namesByValue()
                var numbers = [UInt32](repeating: .max, count: column.count)
                for document in 0..<segment.count where segment.isLive(document) {
                    let values = column.values(of: document).map { Int($0) }
                    for value in values where numbers[value] == .max {
                        let id = column.ids.text(at: value)
                        numbers[value] = writer.number(of: id) {
                            let label = column.labels.text(at: value)
                            return FacetValue(
                                id: id, label: label, names: [], words: NameKeys.words(of: label),
                                kinship: column.kinship(of: value))
                        }
                        for name in names[value] { writer.add(name: name, to: numbers[value]) }
                    }
                    writer.append(values.map { numbers[$0] })
                }
                numbersOfValues[facet, default: []].append(numbers)
                segment.releasePages()
            }
            writers.append(writer)
        }
        let stamp = try FacetColumnWriter.write(writers, to: path + "/" + SegmentFile.facets)
        let entities = Facet.entities.compactMap { facet in writers.first { $0.name == facet.column } }
        let mentions = try mergeMentions(segments, Facet.entities.map { numbersOfValues[$0] ?? [] }, entities)
        return (stamp, mentions)
    }

    /// - Parameters:
    ///   - numbers: By facet and segment, the new number of each value before it is ranked.
    ///   - facets: By facet, what writes its values.
    private func mergeMentions(
        _ segments: [Segment], _ numbers: [[[UInt32]]], _ facets: [FacetColumnWriter]
    ) throws -> FileStamp {
        var writer = MentionColumnWriter()
        for (index, segment) in segments.enumerated() {
            let column = try segment.mentions
            var variants = [UInt32](repeating: .max, count: column.variantCount)
            for document in 0..<segment.count where segment.isLive(document) {
                var mentions: [(position: UInt32, variant: UInt32)] = []
                try column.forEach(of: document) { position, variant in
                    if variants[variant] == .max {
                        var moved = column.variant(variant)
                        moved.value = numbers[Int(moved.facet)][index][Int(moved.value)]
                        variants[variant] = writer.number(of: moved)
                    }
                    mentions.append((position, variants[variant]))
                }
                writer.append(mentions)
            }
            segment.releasePages()
        }
        return try writer.write(to: path + "/" + SegmentFile.mentions, facets: facets)
    }

    private func mergeRows(_ segments: [Segment]) throws -> [DocumentRow] {
        var rows: [DocumentRow] = []
        for segment in segments {
            let documents = try segment.documents
            for document in 0..<segment.count where segment.isLive(document) { rows.append(documents.row(document)) }
        }
        return rows
    }

    /// Pairs name the other article by its id, so that they hold wherever that is.
    private func mergeCopies(_ segments: [Segment]) throws -> FileStamp {
        var writer = CopyColumnWriter()
        var pairs: [CopyPair] = []
        for segment in segments {
            let column = try segment.copies
            var numbers = [UInt32](repeating: .max, count: segment.count)
            var live = 0
            for document in 0..<segment.count where segment.isLive(document) {
                numbers[document] = UInt32(writer.count + live)
                live += 1
            }
            try column.forEachEntry { value, document in
                if numbers[Int(document)] != .max { writer.add(value, numbers[Int(document)]) }
            }
            for index in 0..<column.pairCount {
                var pair = column.pair(index)
                guard Int(pair.document) < numbers.count, numbers[Int(pair.document)] != .max else { continue }
                pair.document = numbers[Int(pair.document)]
                pairs.append(pair)
            }
            writer.add(documents: live)
        }
        writer.sort()
        return try writer.write(pairs, to: path + "/" + SegmentFile.copies)
    }

    /// Xapian joins the postings of whole segments by itself; those of segments with deleted documents are made anew.
    private func mergePostings(_ segments: [Segment]) throws -> Manifest.File {
        var sources: [String] = []
        var rebuilt: [String] = []
        for segment in segments {
            if segment.live == nil {
                sources.append(location.segmentPath(segment.name) + "/" + SegmentFile.postings)
            } else {
                let folder = path + "/" + segment.name
                try FileSystem.createFolder(folder)
                try rebuildPostings(segment, in: folder)
                sources.append(folder + "/" + SegmentFile.postings)
                rebuilt.append(folder)
            }
        }
        let file = try PostingsWriter.compact(sources, to: path + "/" + SegmentFile.postings)
        for folder in rebuilt { try FileSystem.remove(folder) }
        return file
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
        var writer = PostingsWriter(folder: folder)
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
            try writer.begin()
            counter.drain { stem, impact in writer.append(stems.bytes(of: stem), impact: impact) }
        }
        _ = try writer.finish()
    }
}
