// SPDX-License-Identifier: GPL-3.0-or-later

internal import Articles
internal import Columns
internal import ItalianText
internal import Xapian

/// What a verification found.
public struct VerificationReport: Sendable, Encodable, Equatable {
    public var version = 1
    public var ok: Bool { problems.isEmpty }
    /// One sentence a problem, each naming the file.
    public var problems: [String] = []

    enum CodingKeys: String, CodingKey { case version, ok, problems }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(ok, forKey: .ok)
        try container.encode(problems, forKey: .problems)
    }
}

/// Proves every stored byte of an index against its checksum, and the parts against each other.
public struct IndexVerifier {
    private let location: IndexLocation
    /// Lets libxapian read a file of postings; returns what is wrong with it. Meant to run in a process of its own.
    private let checkPostings: (String) -> String?

    public init(_ location: IndexLocation, checkPostings: @escaping (String) -> String? = IndexVerifier.postingsFault) {
        self.location = location
        self.checkPostings = checkPostings
    }

    /// What libxapian finds wrong with a file of postings, in this process.
    public static func postingsFault(_ path: String) -> String? {
        do {
            let faults = try Compaction.countFaults(in: path)
            return faults == 0 ? nil : "libxapian finds \(faults.counted("fault", "faults")) in it"
        } catch {
            return error.message
        }
    }

    /// How often files are looked at anew that a writer replaced meanwhile.
    private static let attempts = 20

    /// - Throws: Only where there is no index, its manifest is of another format, or a writer makes commits so fast that
    ///   its files are gone whenever they are looked at.
    public func verify() throws(SpoglioError) -> VerificationReport {
        var manifest: Manifest
        do {
            manifest = try Manifest.read(location)
        } catch {
            guard error.code == .indexDamaged else { throw error }
            return VerificationReport(problems: [error.message])
        }
        var sound: [Manifest.Segment] = []
        for _ in 1...Self.attempts {
            var report = VerificationReport()
            verifyFiles(of: manifest, &report)
            for entry in manifest.segments where !sound.contains(entry) {
                let before = report.problems.count
                verify(entry, &report)
                if report.problems.count == before { sound.append(entry) }
            }
            verifyValues(manifest, &report)
            reportStrangers(manifest, &report)
            if report.ok { return report }
            // What a commit replaced is removed at once: that it is gone is no damage.
            guard let current = try? Manifest.read(location), current.revision != manifest.revision else {
                return report
            }
            manifest = current
        }
        throw SpoglioError(
            .indexLocked, "the index at '\(location.path)' changed whenever it was looked at",
            hint: "verify it when no other process writes it")
    }

    /// What does not belong to a segment.
    private func verifyFiles(of manifest: Manifest, _ report: inout VerificationReport) {
        for file in manifest.ledgers {
            note(&report) { () throws(ColumnsError) in
                let ledger = try SourceLedger(path: location.path + "/" + file.name, expected: file.stamp)
                if let fault = ledger.fault() {
                    throw ColumnsError(.damaged, "'\(file.name)' is damaged: \(fault)", path: file.name)
                }
            }
        }
        do {
            _ = try IndexAuthority.remembered(by: manifest, in: location)
        } catch {
            report.problems.append(error.message)
        }
        do {
            _ = try CorrectionLog.read(location)
            _ = try ReadingRules.read(location)
        } catch {
            report.problems.append(error.message)
        }
        do {
            report.problems += try SavedQueries.read(location).faults(of: location.queriesPath)
        } catch {
            report.problems.append(error.message)
        }
        do {
            report.problems += try UserTopics.read(location).faults(of: location.topicsPath)
            _ = try SearchMarks.read(location)
        } catch {
            report.problems.append(error.message)
        }
    }

    /// The values of the facets over all segments, which are made again where all segments are sound.
    private func verifyValues(_ manifest: Manifest, _ report: inout VerificationReport) {
        guard let file = manifest.values else { return }
        let path = location.path + "/" + file.name
        let before = report.problems.count
        note(&report) { () throws(ColumnsError) in
            try ColumnFile(path: path, kind: ValueNumbers.kind, expected: file.stamp).checkAll()
        }
        guard report.problems.count == before, before == 0 else { return }
        do throws(SpoglioError) {
            var segments: [Segment] = []
            for entry in manifest.segments {
                let segment = try Segment(entry, location: location)
                try segment.open()
                segments.append(segment)
            }
            for facet in try IndexValues(segments, manifest, location).faults() {
                report.problems.append("'\(path)' does not have the values of facet '\(facet.rawValue)'")
            }
        } catch {
            report.problems.append(error.message)
        }
    }

    private func note(_ report: inout VerificationReport, _ body: () throws(ColumnsError) -> Void) {
        do throws(ColumnsError) {
            try body()
        } catch {
            if !report.problems.contains(error.message) { report.problems.append(error.message) }
        }
    }

    private func verify(_ entry: Manifest.Segment, _ report: inout VerificationReport) {
        let path = location.segmentPath(entry.name)
        let before = report.problems.count
        for (name, kind) in SegmentFile.kinds {
            note(&report) { () throws(ColumnsError) in
                guard let file = entry.files.first(where: { $0.name == name }) else {
                    throw ColumnsError(.damaged, "the manifest does not name '\(path)/\(name)'", path: name)
                }
                try ColumnFile(path: path + "/" + name, kind: kind, expected: file.stamp).checkAll()
            }
        }
        if let file = entry.deletions {
            note(&report) { () throws(ColumnsError) in
                try ColumnFile(path: path + "/" + file.name, kind: Deletions.kind, expected: file.stamp).checkAll()
            }
        }
        if let file = entry.files.first(where: { $0.name == SegmentFile.postings }) {
            let postings = path + "/" + file.name
            note(&report) { () throws(ColumnsError) in
                guard try Checksum.ofFile(postings) == file.stamp.checksum else {
                    throw ColumnsError(
                        .damaged, "'\(postings)' is damaged: it does not match its checksum", path: postings)
                }
                if let fault = checkPostings(postings) {
                    throw ColumnsError(.damaged, "'\(postings)' is damaged: \(fault)", path: postings)
                }
            }
        } else {
            report.problems.append("the manifest does not name '\(path)/\(SegmentFile.postings)'")
        }
        if report.problems.count == before { compareParts(entry, &report) }
    }

    /// Whether the files of a segment, each sound, speak of the same documents.
    private func compareParts(_ entry: Manifest.Segment, _ report: inout VerificationReport) {
        do throws(SpoglioError) {
            let segment = try Segment(entry, location: location)
            try segment.open()
            var counts: [(String, Int)] = [
                (SegmentFile.documents, try segment.documents.count), (SegmentFile.forward, try segment.forward.count),
                (SegmentFile.articles, try segment.articles.count),
                (SegmentFile.postings, try segment.postings.documentCount()),
                (SegmentFile.mentions, try segment.mentions.count), (SegmentFile.copies, try segment.copies.count),
            ]
            for facet in Facet.allCases where facet.column != nil {
                counts.append(("\(SegmentFile.facets) (\(facet.rawValue))", try segment.column(facet).documentCount))
            }
            for (name, count) in counts where count != entry.documents {
                report.problems.append(
                    "'\(location.segmentPath(entry.name))/\(name)' has \(count.counted("document", "documents")), "
                        + "the manifest says \(entry.documents)")
            }
            guard counts.allSatisfy({ $0.1 == entry.documents }) else { return }
            if try !segment.postings.hasMapOfItsBlocks() {
                report.problems.append(
                    "'\(location.segmentPath(entry.name))/\(SegmentFile.blocks)' is not the map of its postings")
            }
            let deleted = entry.documents - (segment.live?.count ?? entry.documents)
            if deleted != entry.deleted {
                report.problems.append("segment '\(entry.name)' has \(deleted) deleted documents, not \(entry.deleted)")
            }
            try compareCopies(segment, &report)
            for document in 0..<entry.documents {
                let article = try segment.article(document)
                let row = try segment.documents.row(document)
                if Checksum.of(article.id) != row.idHash || StoredArticle.fingerprint(article) != row.fingerprint {
                    report.problems.append(
                        "document \(document) of segment '\(entry.name)' is not the article that was indexed")
                }
            }
        } catch {
            report.problems.append(error.message)
        }
    }

    /// Whether near-duplicates are looked for by what the articles say.
    private func compareCopies(_ segment: Segment, _ report: inout VerificationReport) throws(SpoglioError) {
        let column = try segment.copies
        var sketches = [[UInt32]](repeating: [], count: segment.count)
        do {
            try column.forEachEntry { value, document in sketches[Int(document)].append(value) }
        } catch {
            throw SpoglioError(error)
        }
        var words: [UInt32: UInt32] = [:]
        for document in 0..<segment.count {
            let shingles = try segment.shingles(of: document, words: &words)
            if ShingleSketch.of(shingles) != sketches[document] {
                report.problems.append(
                    "the sketch of document \(document) of segment '\(segment.name)' is not that of its words")
            }
        }
        for index in 0..<column.pairCount where Int(column.pair(index).document) >= segment.count {
            report.problems.append("pair \(index) of segment '\(segment.name)' names a document that is not there")
        }
    }

    /// Files that belong to no commit: no harm to answers, but not what an index consists of.
    private func reportStrangers(_ manifest: Manifest, _ report: inout VerificationReport) {
        let known = Set(
            IndexFileName.fixed + manifest.files.map(\.name))
        let segments = Set(manifest.segments.map(\.name))
        do throws(SpoglioError) {
            for name in try FileSystem.names(in: location.path)
            where !known.contains(name) && !IndexFileName.isNamedByCommits(name) {
                report.problems.append("'\(location.path)/\(name)' does not belong to the index")
            }
            for name in try FileSystem.names(in: location.segmentsPath)
            where !segments.contains(name) && IndexFileName.segmentNumber(name) == nil {
                report.problems.append("'\(location.segmentPath(name))' does not belong to the index")
            }
        } catch {
            report.problems.append(error.message)
        }
    }
}
