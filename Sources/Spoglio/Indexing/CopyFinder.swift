// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

/// Finds the near-duplicates of the articles of a segment that is being built, in it and in the segments before it.
///
/// Candidates share two of the least twelve shingles; they are then compared shingle by shingle. Whether two articles are a
/// pair depends on these two alone, so that the order in which articles came does not matter.
struct CopyFinder {
    private let copies: CopyColumnWriter
    private let older: [Segment]
    /// The shingles of a document that is being built.
    private let shingles: (Int) -> [UInt64]
    /// By segment and document the shingles of articles that were compared; the segment being built is the last.
    private var known: [DocumentReference: [UInt64]] = [:]
    /// How many shingles are kept in all.
    private var knownShingles = 0
    /// By segment the parts that its tokens have in shingles, as far as they were asked for.
    private var words: [[UInt32: UInt32]]

    /// Of more articles with a shingle in common only the last are looked at …
    private static let mostSharing = 512
    /// … and of those candidates that share the most so many are compared.
    private static let mostCompared = 128
    private static let mostKnown = 1 << 22
    private static let documentsBetweenReleases = 1_024
    /// More words of a segment are not remembered.
    private static let mostWords = 1 << 18

    init(_ copies: CopyColumnWriter, older: [Segment], shingles: @escaping (Int) -> [UInt64]) {
        self.copies = copies
        self.older = older
        self.shingles = shingles
        words = Array(repeating: [:], count: older.count)
    }

    /// All pairs of a document being built with one before it.
    ///
    /// - Parameter rows: The documents being built.
    mutating func pairs(_ rows: [DocumentRow]) throws(SpoglioError) -> [CopyPair] {
        var pairs: [CopyPair] = []
        let sketches = copies.sketches()
        var shared = older.map { [UInt8](repeating: 0, count: $0.count) } + [[UInt8](repeating: 0, count: rows.count)]
        var seen: [UInt32] = []
        for (document, sketch) in sketches.enumerated() where !sketch.isEmpty {
            // What is compared lies scattered over all that is indexed, and each look maps pages around it.
            if document % Self.documentsBetweenReleases == 0 { for segment in older { segment.releasePages() } }
            for segment in shared.indices {
                seen.removeAll(keepingCapacity: true)
                for value in sketch {
                    try forEachDocument(with: value, segment, UInt32(document)) { other in
                        guard Int(other) < shared[segment].count else { return }
                        if shared[segment][Int(other)] == 0 { seen.append(other) }
                        shared[segment][Int(other)] &+= 1
                    }
                }
                guard !seen.isEmpty else { continue }
                var candidates: [(shared: UInt8, document: UInt32)] = []
                for other in seen {
                    if shared[segment][Int(other)] >= ShingleSketch.shared {
                        candidates.append((shared[segment][Int(other)], other))
                    }
                    shared[segment][Int(other)] = 0
                }
                candidates.sort { ($1.shared, $0.document) < ($0.shared, $1.document) }
                for candidate in candidates.prefix(Self.mostCompared) {
                    if let pair = try pair(document, candidate.document, segment, rows) { pairs.append(pair) }
                }
            }
        }
        return pairs
    }

    private func forEachDocument(
        with value: UInt32, _ segment: Int, _ document: UInt32, _ body: (UInt32) -> Void
    ) throws(SpoglioError) {
        guard segment < older.count else {
            copies.forEachDocument(with: value, before: document, limit: Self.mostSharing, body)
            return
        }
        let column = try older[segment].copies
        do {
            try column.forEachDocument(with: value, limit: Self.mostSharing, body)
        } catch {
            throw SpoglioError(error)
        }
    }

    private mutating func pair(
        _ document: Int, _ other: UInt32, _ segment: Int, _ rows: [DocumentRow]
    ) throws(SpoglioError) -> CopyPair? {
        if segment < older.count, !older[segment].isLive(Int(other)) { return nil }
        let mine = try shingles(of: DocumentReference(segment: older.count, document: UInt32(document)))
        let theirs = try shingles(of: DocumentReference(segment: segment, document: other))
        guard Shingles.areNearDuplicates(mine, theirs) else { return nil }
        let row = try segment < older.count ? older[segment].documents.row(Int(other)) : rows[Int(other)]
        return CopyPair(document: UInt32(document), idHash: row.idHash, fingerprint: row.fingerprint)
    }

    private mutating func shingles(of reference: DocumentReference) throws(SpoglioError) -> [UInt64] {
        if let set = known[reference] { return set }
        let set: [UInt64]
        if reference.segment < older.count {
            if words[reference.segment].count > Self.mostWords { words[reference.segment] = [:] }
            set = try older[reference.segment].shingles(
                of: Int(reference.document), words: &words[reference.segment])
        } else {
            set = shingles(Int(reference.document))
        }
        if knownShingles + set.count > Self.mostKnown {
            known.removeAll(keepingCapacity: true)
            knownShingles = 0
        }
        known[reference] = set
        knownShingles += set.count
        return set
    }
}

extension Segment {
    /// The words of longer texts are not remembered: there are too many of them.
    private static let longestKept = 1 << 17
    /// Each look maps the pages around a word, 64 KiB as a rule, and words lie all over the dictionary.
    private static let looksBetweenReleases = 1 << 8

    /// The shingles of a document.
    ///
    /// - Parameter words: The parts of tokens that are known already.
    func shingles(of document: Int, words: inout [UInt32: UInt32]) throws(SpoglioError) -> [UInt64] {
        let forward = try forward
        let terms = try terms
        var tokens = ForwardColumn.Tokens()
        do {
            try forward.read(document, into: &tokens)
            let isLong = tokens.body.count > Self.longestKept
            defer { if isLong { releasePages() } }
            var looks = 0
            var fields: [[UInt32]] = []
            for field in [tokens.title, tokens.body] {
                var hashes: [UInt32] = []
                hashes.reserveCapacity(field.count)
                for token in field {
                    if let word = words[token] {
                        hashes.append(word)
                    } else if let word = terms.word(ofToken: token) {
                        hashes.append(word)
                        guard isLong else {
                            words[token] = word
                            continue
                        }
                        looks += 1
                        if looks % Self.looksBetweenReleases == 0 { releasePages() }
                    } else {
                        throw ColumnsError(.damaged, "a token of segment '\(name)' is not in its words", path: name)
                    }
                }
                fields.append(hashes)
            }
            return Shingles.set(fields)
        } catch {
            throw SpoglioError(any: error)
        }
    }
}
