// SPDX-License-Identifier: GPL-3.0-or-later

internal import Columns

extension SegmentMatcher {
    /// The postings of a stem, read once.
    func postings(of stem: [UInt8]) throws(SpoglioError) -> PostingList {
        let key = StemKey(stem)
        if let known = stems[key]?.postings { return known }
        let read = try segment.postings.postings(of: stem)
        stems[key, default: KnownStem()].postings = read
        stems[key, default: KnownStem()].frequency = read.documents.count
        return read
    }

    /// Reading a posting after the one before is so much cheaper than skipping to it.
    private static let skipCost = 8

    /// A list with the impacts of a stem in `documents` (ascending), perhaps with others too.
    func impacts(of stem: [UInt8], in documents: [UInt32]) throws(SpoglioError) -> PostingList {
        let known = stems[StemKey(stem)]
        if let postings = known?.postings { return postings }
        if let skipped = known?.skipped, skipped.covers(documents) { return skipped }
        guard try isWorthSkipping(stem, documents.count) else { return try postings(of: stem) }
        return PostingList(documents, try segment.postings.impacts(of: stem, in: documents))
    }

    /// Whether a stem's list is so much longer than the documents of interest that skipping beats reading it.
    private func isWorthSkipping(_ stem: [UInt8], _ count: Int) throws(SpoglioError) -> Bool {
        try frequency(of: stem) > Self.skipCost * count
    }

    /// How many documents of the segment hold a stem; read once.
    func frequency(of stem: [UInt8]) throws(SpoglioError) -> Int {
        let key = StemKey(stem)
        if let known = stems[key]?.frequency { return known }
        let frequency = try segment.postings.frequency(of: stem)
        stems[key, default: KnownStem()].frequency = frequency
        return frequency
    }

    /// The documents that hold at least one of the stems.
    func documents(withAny stems: [[UInt8]], _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        let withinCount = within.count(atMost: segment.count / Self.skipCost)
        var set = DocumentSet(universe: segment.count)
        var candidates: [UInt32]?
        for stem in stems {
            if let withinCount, self.stems[StemKey(stem)]?.postings == nil, try isWorthSkipping(stem, withinCount) {
                let documents = candidates ?? within.documents()
                candidates = documents
                let found = PostingList(documents, try segment.postings.impacts(of: stem, in: documents))
                self.stems[StemKey(stem), default: KnownStem()].skipped = found
                set.insert(contentsOf: found.holders())
            } else {
                set.insert(contentsOf: try postings(of: stem).documents)
            }
        }
        set.formIntersection(within)
        return set
    }

    /// The documents that hold all stems.
    func documents(withAll stems: [[UInt8]], _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        if stems.count == 1 { return try documents(withAny: stems, within) }
        if within.count(atMost: segment.count / Self.skipCost) != nil {
            var result = within
            var sized: [(frequency: Int, stem: [UInt8])] = []
            for stem in stems { sized.append((try frequency(of: stem), stem)) }
            for entry in sized.sorted(by: { $0.frequency < $1.frequency }) {
                if result.isEmpty { break }
                result = try documents(withAny: [entry.stem], result)
            }
            return result
        }
        let known = stems.map { self.stems[StemKey($0)]?.frequency }
        let found = try segment.postings.conjunction(of: stems, known: known)
        for (index, stem) in stems.enumerated() {
            let key = StemKey(stem)
            if let frequency = found.frequencies[index] { self.stems[key, default: KnownStem()].frequency = frequency }
            self.stems[key, default: KnownStem()].skipped = found.lists[index]
        }
        var set = DocumentSet(universe: segment.count)
        guard !found.lists[0].documents.isEmpty else { return set }
        set.insert(contentsOf: found.lists[0].documents)
        set.formIntersection(within)
        return set
    }

    /// The documents that hold a stem of each slot.
    func documents(withOneOfEach slots: [[[UInt8]]], _ within: DocumentSet) throws(SpoglioError) -> DocumentSet {
        let single = slots.filter { $0.count == 1 }.map { $0[0] }
        var result = single.isEmpty ? within : try documents(withAll: single, within)
        for stems in slots where stems.count != 1 { result = try documents(withAny: stems, result) }
        return result
    }

    /// The slots whose postings narrow the candidates for less than looking into the articles would cost.
    func worthReading(_ slots: [[[UInt8]]], of candidates: DocumentSet) throws(SpoglioError) -> [[[UInt8]]] {
        var sized: [(frequency: Int, stems: [[UInt8]])] = []
        for stems in slots {
            var frequency = 0
            for stem in stems { frequency += try self.frequency(of: stem) }
            sized.append((min(frequency, segment.count), stems))
        }
        sized.sort { $0.frequency < $1.frequency }
        var expected = Double(candidates.count)
        var chosen: [[[UInt8]]] = []
        for slot in sized {
            let frequency = Double(slot.frequency)
            let share = frequency / Double(max(segment.count, 1))
            // In nanoseconds: skipping past a posting, finding a candidate in the list, looking into an article.
            let cost = 3 * frequency + 20 * expected
            guard chosen.isEmpty || cost < 70 * expected * (1 - share) else { break }
            chosen.append(slot.stems)
            expected *= share
        }
        return chosen
    }
}
