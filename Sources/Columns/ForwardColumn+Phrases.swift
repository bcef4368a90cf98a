// SPDX-License-Identifier: GPL-3.0-or-later

extension ForwardColumn {
    /// Whether the article holds one of the patterns in one of the fields.
    public func contains(
        _ patterns: [PhrasePattern], in document: Int, fields: TextFields = .all
    ) throws(ColumnsError) -> Bool {
        try !filter([UInt32(document)], containing: patterns, fields: fields).isEmpty
    }

    /// The documents among `candidates` (ascending) that hold one of the patterns.
    ///
    /// The tokens of the rarest word are looked for as bytes; only around them is anything decoded.
    public func filter(
        _ candidates: [UInt32], containing patterns: [PhrasePattern], fields: TextFields = .all
    ) throws(ColumnsError) -> [UInt32] {
        var found: [UInt32] = []
        for pattern in patterns where !pattern.isImpossible {
            let known = Set(found)
            let open = known.isEmpty ? candidates : candidates.filter { !known.contains($0) }
            var plain = open
            if pattern.mayMatchCompounds || pattern.pairs.isEmpty {
                plain = []
                for document in open {
                    let record = try record(of: Int(document))
                    if !pattern.pairs.isEmpty, record.compounds.isEmpty {
                        plain.append(document)
                    } else if !Self.matches(pattern, record, fields, first: true).isEmpty {
                        found.append(document)
                    }
                }
            }
            let isOnly = found.isEmpty
            found += try scan(plain, pattern, fields)
            if !isOnly { found.sort() }
        }
        return found
    }

    /// Every place where one of the patterns stands, in order, without repetitions.
    public func positions(
        of patterns: [PhrasePattern], in document: Int, fields: TextFields = .all
    ) throws(ColumnsError) -> [PositionRange] {
        let record = try record(of: document)
        let found = patterns.flatMap { pattern in
            pattern.isImpossible ? [] : Self.matches(pattern, record, fields, first: false)
        }
        return Set(found).sorted()
    }

    /// Whether the words before and after the anchor at `place` are the pattern's.
    @inline(__always)
    static func surroundings(
        _ place: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
        _ pattern: PhrasePattern, _ anchorWord: Int
    ) -> Bool {
        var start = place
        var word = anchorWord
        while word > 0 {
            guard start > base else { return false }
            start -= 1
            while start > base, start[-1] >= 0x80 { start -= 1 }
            word -= 1
            var cursor = start
            guard pattern.words[word].contains(Varint.read(&cursor, before: end)) else { return false }
        }
        var cursor = place
        _ = Varint.read(&cursor, before: end)
        for word in (anchorWord + 1)..<max(pattern.words.count, anchorWord + 1) {
            guard cursor < end, pattern.words[word].contains(Varint.read(&cursor, before: end)) else { return false }
        }
        return true
    }

    /// All places of a pattern, compounds included, by decoding the record.
    private static func matches(
        _ pattern: PhrasePattern, _ record: Record, _ fields: TextFields, first: Bool
    ) -> [PositionRange] {
        var compounds: [CompoundToken] = []
        if pattern.mayMatchCompounds { decodeCompounds(record.compounds, into: &compounds) }
        var tokens: [UInt32] = []
        var found: [PositionRange] = []
        if fields.contains(.title) {
            decode(record.title, into: &tokens)
            let inTitle = compounds.prefix { Int($0.position) < record.titleCount }
            collect(pattern, tokens, inTitle, base: 0, first: first, into: &found)
        }
        if fields.contains(.body), !(first && !found.isEmpty) {
            decode(record.body, into: &tokens)
            let inBody = compounds.drop { Int($0.position) < record.titleCount }
            collect(pattern, tokens, inBody, base: UInt32(record.titleCount), first: first, into: &found)
        }
        return found
    }

    private static func collect(
        _ pattern: PhrasePattern, _ tokens: [UInt32], _ compounds: ArraySlice<CompoundToken>, base: UInt32,
        first: Bool, into found: inout [PositionRange]
    ) {
        guard let firstWord = pattern.words.first else { return }
        for start in tokens.indices {
            let begins =
                firstWord.contains(tokens[start])
                || compounds.contains { $0.position == base + UInt32(start) && firstWord.contains($0.token) }
            guard begins else { continue }
            // The ends reached after each word; compounds let a word end at several places.
            var ends: Set<Int> = [start]
            for word in pattern.words where !ends.isEmpty {
                var next: Set<Int> = []
                for end in ends {
                    if end < tokens.count, word.contains(tokens[end]) { next.insert(end + 1) }
                    for compound in compounds
                    where compound.position == base + UInt32(end) && word.contains(compound.token) {
                        next.insert(end + Int(compound.span))
                    }
                }
                ends = next
            }
            for end in ends { found.append(PositionRange(base + UInt32(start), base + UInt32(end))) }
            if first, !found.isEmpty { return }
        }
    }
}
