// SPDX-License-Identifier: GPL-3.0-or-later

/// What the tagger looks at beside the words themselves: pairs, punctuation, lists, rules, and the run of capitals.
struct TaggerFeatures {
    let sequence: TaggerSequence
    let words: [TaggerWord]
    /// Words that the article has in lower case, and capitalised inside a sentence.
    let seenLower: WordFilter
    let seenCapital: WordFilter
    let evidence: WordEvidence

    /// Calls `body` with each feature of a token.
    @inline(__always)
    func forEach(at index: Int, _ body: (UInt32) -> Void) {
        let items = sequence.items
        let item = items[index]
        let here = words[Int(item.word)]
        let before = words[sequence.word(index, -1)]
        let after = words[sequence.word(index, 1)]
        let hasNext = index + 1 < items.count
        let gap = UInt32(item.gap) | (item.begins ? 0x100 : 0)
        let nextGap = hasNext ? UInt32(items[index + 1].gap) | (items[index + 1].begins ? 0x100 : 0) : 0x100
        let shape = here.shape.rawValue
        let rule = UInt32(item.rule)
        let ruleBefore = index > 0 && !item.begins ? UInt32(items[index - 1].rule) : 0
        let ruleAfter = hasNext && !items[index + 1].begins ? UInt32(items[index + 1].rule) : 0

        body(TaggerHash.key(.gapBeforeShape, gap, shape))
        body(TaggerHash.key(.gapAfterShape, nextGap, shape))
        body(TaggerHash.key(.shapesAround, before.shape.rawValue, shape, after.shape.rawValue))
        body(TaggerHash.key(.shapesBefore, before.shape.rawValue, gap, shape))
        body(TaggerHash.key(.shapesAfter, after.shape.rawValue, nextGap, shape))
        body(TaggerHash.key(.wordsBefore, before.lower, here.lower))
        body(TaggerHash.key(.wordsAfter, here.lower, after.lower))
        body(TaggerHash.key(.ruleBefore, ruleBefore, rule))
        body(TaggerHash.key(.ruleAfter, rule, ruleAfter))
        if item.capitalBefore >= 0 {
            let distance = UInt32(min(index - Int(item.capitalBefore), 6))
            let capital = words[Int(items[Int(item.capitalBefore)].word)]
            body(TaggerHash.key(.capitalBefore, distance, capital.fine, shape))
            body(TaggerHash.key(.capitalBeforeWord, distance, capital.lower))
        }
        guard item.isAnchor || item.rule != 0 || item.hint != 0 else { return }
        body(TaggerHash.key(.coarseBefore, before.coarse, here.coarse, shape))
        body(TaggerHash.key(.coarseAfter, here.coarse, after.coarse, shape))
        body(TaggerHash.key(.wordBeforeShape, before.lower, shape))
        body(TaggerHash.key(.wordAfterShape, after.lower, shape))
        body(TaggerHash.key(.rule, rule))
        body(TaggerHash.key(.ruleShape, rule, shape, item.isShouted ? 1 : 0))
        body(TaggerHash.key(.fineBefore, before.fine, shape))
        body(TaggerHash.key(.fineAfter, after.fine, shape))
        body(TaggerHash.key(.ruleWord, rule, here.lower))
        body(TaggerHash.key(.ruleCoarse, rule, here.coarse))
        body(TaggerHash.key(.ruleGaps, rule, gap, nextGap))
        body(TaggerHash.key(.hint, UInt32(item.hint)))
        body(TaggerHash.key(.hintShape, UInt32(item.hint), shape, item.begins ? 1 : 0))
        body(TaggerHash.key(.hintRule, UInt32(item.hint), rule))
        body(TaggerHash.key(.phrase, UInt32(item.phrase)))
        body(TaggerHash.key(.phraseShape, UInt32(item.phrase), shape, item.begins ? 1 : 0))
        body(TaggerHash.key(.phraseRule, UInt32(item.phrase), rule))
        body(TaggerHash.key(.classesBefore, before.classes, shape))
        body(TaggerHash.key(.classesAfter, after.classes, shape))
        let seen: UInt32 = (seenLower.contains(here.lower) ? 1 : 0) | (seenCapital.contains(here.lower) ? 2 : 0)
        body(TaggerHash.key(.seenLower, seen, item.begins ? 1 : 0, shape))
        if item.begins {
            body(TaggerHash.key(.sentenceStart, here.lower))
            body(TaggerHash.key(.sentenceStartFine, here.fine, after.shape.rawValue))
        }
        guard item.isAnchor else { return }
        let length = UInt32(min(item.runEnd - item.runStart, 6))
        let place = UInt32(min(Int32(index) - item.runStart, 4)) << 4 | UInt32(min(item.runEnd - 1 - Int32(index), 4))
        let first = words[Int(items[Int(item.runStart)].word)]
        let last = words[Int(items[Int(item.runEnd) - 1].word)]
        let left = words[sequence.word(Int(item.runStart), -1)]
        let right = words[sequence.word(Int(item.runEnd) - 1, 1)]
        let signs = evidence[here.lower]
        body(TaggerHash.key(.evidenceName, signs.name, shape))
        body(TaggerHash.key(.evidencePlace, signs.place, shape))
        body(TaggerHash.key(.evidenceRule, signs.rule, rule))
        let lastSigns = evidence[last.lower]
        body(TaggerHash.key(.evidenceLast, place, lastSigns.name | lastSigns.rule << 8))
        body(TaggerHash.key(.run, place, shape))
        body(TaggerHash.key(.runFirst, place, first.lower))
        body(TaggerHash.key(.runLast, place, last.lower))
        body(TaggerHash.key(.runFirstFine, place, first.fine))
        body(TaggerHash.key(.runLastFine, place, last.fine))
        body(TaggerHash.key(.runFirstClass, place, first.classes))
        body(TaggerHash.key(.runLastClass, place, last.classes))
        body(TaggerHash.key(.beforeRun, length, left.lower))
        body(TaggerHash.key(.afterRun, length, right.lower))
        body(TaggerHash.key(.beforeRunFine, length, left.fine))
        body(TaggerHash.key(.afterRunFine, length, right.fine))
    }

    /// The features of the words themselves, for training; the tagger has their sums in the lexicon.
    func forEachOfWords(
        at index: Int, _ wordFeatures: [[(key: UInt32, places: TaggerPlaces)]], _ body: (UInt32) -> Void
    ) {
        for (distance, place) in [
            (-2, TaggerPlaces.twoBefore), (-1, .before), (0, .here), (1, .after), (2, .twoAfter),
        ] {
            for feature in wordFeatures[sequence.word(index, distance)] where feature.places.contains(place) {
                body(TaggerWord.feature(feature.key, at: place))
            }
        }
    }
}

/// A set of words that may take a word for another, in a few hundred bytes.
struct WordFilter {
    private var bits: [UInt64] = Array(repeating: 0, count: 256)

    mutating func insert(_ word: UInt32) {
        bits[Int(word >> 6) & 255] |= 1 << UInt64(word & 63)
    }

    func contains(_ word: UInt32) -> Bool {
        bits[Int(word >> 6) & 255] & (1 << UInt64(word & 63)) != 0
    }

    mutating func removeAll() {
        for index in bits.indices { bits[index] = 0 }
    }
}
