// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns
internal import ItalianText
internal import Xapian

/// Joins segments into one without looking at the articles again; deleted documents are left out.
struct SegmentMerger {
    private let location: IndexLocation
    private let name: String
    private let path: String

    init(location: IndexLocation, name: String) {
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
            files.append(Manifest.File(name: SegmentFile.facets, stamp: try mergeFacets(segments)))
            let rows = try mergeRows(segments)
            files.append(
                Manifest.File(
                    name: SegmentFile.documents,
                    stamp: try DocumentColumns.write(rows, to: path + "/" + SegmentFile.documents)))
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
        }
        return try writer.finish()
    }

    private func mergeText(
        _ segments: [Segment], tokens count: inout Int
    ) throws -> (forward: FileStamp, terms: FileStamp) {
        var terms = TermDictionaryWriter()
        var writer = try ForwardColumnWriter(path: path + "/" + SegmentFile.forward)
        var tokens = ForwardColumn.Tokens()
        for segment in segments {
            let forward = try segment.forward
            let dictionary = try segment.terms
            // The number in the merged dictionary of each token that was met.
            var numbers = [UInt32](repeating: .max, count: dictionary.tokenCount)
            func renumber(_ token: inout UInt32) {
                if numbers[Int(token)] == .max {
                    let folded = dictionary.folded(ofToken: token)
                    let exact = dictionary.exactBytes(ofToken: token)
                    numbers[Int(token)] = terms.token(exact.span, tag: dictionary.tag(ofToken: token)) {
                        (
                            dictionary.folded.bytes(at: folded),
                            dictionary.stems.bytes(at: dictionary.stem(ofFolded: folded))
                        )
                    }
                }
                token = numbers[Int(token)]
            }
            for document in 0..<segment.count where segment.isLive(document) {
                try forward.read(document, into: &tokens)
                for index in tokens.title.indices { renumber(&tokens.title[index]) }
                for index in tokens.body.indices { renumber(&tokens.body[index]) }
                for index in tokens.compounds.indices { renumber(&tokens.compounds[index].token) }
                try writer.append(title: tokens.title, body: tokens.body, compounds: tokens.compounds)
                count += tokens.title.count + tokens.body.count
            }
        }
        // The spellings come out of dictionaries: they are in their exact form already.
        return (try writer.finish(), try terms.write(to: path + "/" + SegmentFile.terms) { Array($0) })
    }

    private func mergeFacets(_ segments: [Segment]) throws -> FileStamp {
        var writers: [FacetColumnWriter] = []
        for facet in Facet.allCases {
            guard let name = facet.column else { continue }
            var writer = FacetColumnWriter(name: name)
            for segment in segments {
                let column = try segment.column(facet)
                for document in 0..<segment.count where segment.isLive(document) {
                    writer.append(
                        column.values(of: document).map { value in
                            let index = Int(value)
                            return writer.number(of: column.ids.text(at: index)) {
                                let label = column.labels.text(at: index)
                                let names = column.names(at: index)
                                return FacetValue(
                                    id: column.ids.text(at: index), label: label, names: names,
                                    keys: NameKeys.keys(of: [label] + names))
                            }
                        })
                }
            }
            writers.append(writer)
        }
        return try FacetColumnWriter.write(writers, to: path + "/" + SegmentFile.facets)
    }

    private func mergeRows(_ segments: [Segment]) throws -> [DocumentRow] {
        var rows: [DocumentRow] = []
        for segment in segments {
            let documents = try segment.documents
            for document in 0..<segment.count where segment.isLive(document) { rows.append(documents.row(document)) }
        }
        return rows
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
        let forward = try segment.forward
        let dictionary = try segment.terms
        var writer = try PostingsWriter(folder: folder)
        var counter = StemCounter()
        var tokens = ForwardColumn.Tokens()
        for document in 0..<segment.count where segment.isLive(document) {
            try forward.read(document, into: &tokens)
            func count(_ token: UInt32, _ weight: UInt32) {
                guard !WordForms.isElided(tag: dictionary.tag(ofToken: token)) else { return }
                counter.count(UInt32(dictionary.stem(ofFolded: dictionary.folded(ofToken: token))), weight)
            }
            for token in tokens.title { count(token, StemCounter.titleWeight) }
            for token in tokens.body { count(token, 1) }
            for compound in tokens.compounds {
                count(compound.token, Int(compound.position) < tokens.title.count ? StemCounter.titleWeight : 1)
            }
            writer.begin()
            counter.drain { stem, impact in
                writer.append(dictionary.stems.bytes(at: Int(stem))[...], impact: impact)
            }
            try writer.commitDocument()
        }
        _ = try writer.finish()
    }
}
