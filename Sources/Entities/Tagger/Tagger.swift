// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Labels the tokens of an article by a linear model: which are names, and of what kind.
///
/// A score for each label is the sum of the weights of a token's features and of the transition from the label before;
/// the sequence with the highest sum wins (Viterbi). Only whole numbers are added, so that the answer is the same
/// everywhere.
struct Tagger {
    private(set) var lexicon: TaggerLexicon
    private var sequences: [TaggerSequence] = [TaggerSequence(), TaggerSequence()]
    private var seenLower = WordFilter()
    private var seenCapital = WordFilter()
    private var evidence = WordEvidence()
    private var emissions: [SIMD8<Int32>] = []
    private var origins: [SIMD8<Int32>] = []
    /// What the authority's word adds to what the model learned of it: the list knows names that no corpus has.
    private static let fullFormBonus: Int32 = 50
    /// And where these are several, which hardly mean anything else.
    private static let longFormBonus: Int32 = 200

    init(model: TaggerModel, authority: Authority, keepsFeatures: Bool = false) {
        lexicon = TaggerLexicon(model: model, authority: authority, keepsFeatures: keepsFeatures)
    }

    /// A name that the tagger found.
    struct Name {
        var words: Range<Int>
        var kind: EntityKind
        /// How far its labels lie above the next best ones.
        var margin: Int32
    }

    /// Reads the fields of an article: pass by pass with the mentions that the rules found there.
    mutating func read(_ passes: inout [NamePass], mentions: [Mention]) {
        lexicon.makeRoom()
        seenLower.removeAll()
        seenCapital.removeAll()
        evidence.removeAll()
        for index in passes.indices { read(&passes[index], into: index, mentions: mentions) }
        for sequence in sequences { evidence.add(sequence, lexicon.words) }
    }

    private mutating func read(_ pass: inout NamePass, into field: Int, mentions: [Mention]) {
        var sequence = sequences[field]
        sequences[field] = TaggerSequence()
        sequence.reset()
        sequence.items.reserveCapacity(pass.count)
        var end = 0
        for index in 0..<pass.count {
            let word = pass.words[index]
            let known = lexicon.word(
                pass.bytes, word.start, word.end, kind: word.kind, flags: word.flags, shouted: word.isShouted)
            let begins = pass.opensSentence(index)
            if !known.isAnchor {
                seenLower.insert(known.lower)
            } else if !begins, !word.isShouted {
                seenCapital.insert(known.lower)
            }
            sequence.items.append(
                TaggerSequence.Item(
                    word: known.number, gap: TaggerGap.between(pass.bytes, end, word.start), begins: begins,
                    isShouted: word.isShouted, isAnchor: known.isAnchor))
            end = word.end
        }
        for mention in mentions where mention.field == pass.field {
            let code = TaggerRule.code(mention)
            for index in mention.positions {
                sequence.items[index].rule = code + (index == mention.positions.lowerBound ? 1 : 2)
            }
        }
        addHints(&pass, &sequence)
        addPhrases(&sequence)
        sequence.arrange()
        sequences[field] = sequence
    }

    private func addHints(_ pass: inout NamePass, _ sequence: inout TaggerSequence) {
        var index = 0
        while index < sequence.items.count {
            guard sequence.items[index].isAnchor, let (kinds, length) = pass.hint(at: index) else {
                index += 1
                continue
            }
            for place in index..<index + length {
                sequence.items[place].hint = kinds << 2 | (place == index ? 1 : 2) | (length > 1 ? 0x800 : 0)
            }
            index += length
        }
    }

    /// Finds listed names of up to four words, the longest at each place.
    private func addPhrases(_ sequence: inout TaggerSequence) {
        let words = lexicon.words
        var index = 0
        while index < sequence.items.count {
            let first = words[Int(sequence.items[index].word)]
            var lists = first.lists & 15
            var length = lists == 0 ? 0 : 1
            if first.isAnchor, first.lists & TaggerLists.opensPhrase.rawValue != 0 {
                var phrase = first.folded
                var end = index + 1
                while end < min(sequence.items.count, index + 4), !sequence.items[end].begins,
                    TaggerGap.joins(sequence.items[end].gap)
                {
                    phrase = TaggerHash.mix(phrase, words[Int(sequence.items[end].word)].folded)
                    end += 1
                    if let found = lexicon.model.words.find(TaggerHash.key(.listedPhrase, phrase)) {
                        lists = lexicon.model.words.word(found)
                        length = end - index
                    }
                }
            }
            guard first.isAnchor, length > 0 else {
                index += 1
                continue
            }
            for place in index..<index + length {
                sequence.items[place].phrase = UInt8(lists & 15) << 2 | (place == index ? 1 : 2)
                if length > 1 { sequence.items[place].phrase |= 0x40 }
            }
            index += length
        }
    }

    /// The names in a field that was read.
    mutating func names(in field: Int) -> [Name] {
        var names: [Name] = []
        let sequence = sequences[field]
        let features = TaggerFeatures(
            sequence: sequence, words: lexicon.words, seenLower: seenLower, seenCapital: seenCapital,
            evidence: evidence)
        for stretch in sequence.stretches { decode(stretch, features, into: &names) }
        return names
    }

    private mutating func decode(_ stretch: Range<Int>, _ features: TaggerFeatures, into names: inout [Name]) {
        emissions.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        let model = lexicon.model
        for index in stretch { emissions.append(emission(at: index, features, model)) }
        let lanes = SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
        var scores = model.transitions[0] &+ emissions[0]
        origins.append(SIMD8())
        for place in 1..<max(emissions.count, 1) {
            var best = SIMD8<Int32>(repeating: scores[0]) &+ model.transitions[0]
            var origin = SIMD8<Int32>()
            for label in 1..<TaggerLabel.count {
                let candidate = SIMD8<Int32>(repeating: scores[label]) &+ model.transitions[label]
                let better = candidate .> best
                best.replace(with: candidate, where: better)
                origin.replace(with: SIMD8(repeating: lanes[label]), where: better)
            }
            scores = best &+ emissions[place]
            origins.append(origin)
        }
        var label = 0
        for candidate in 1..<TaggerLabel.count where scores[candidate] > scores[label] { label = candidate }
        var labels = [Int](repeating: 0, count: emissions.count)
        for place in stride(from: emissions.count - 1, through: 0, by: -1) {
            labels[place] = label
            label = Int(origins[place][label])
        }
        var place = 0
        while place < labels.count {
            guard let kind = TaggerLabel(number: labels[place]).kind else {
                place += 1
                continue
            }
            let start = place
            repeat { place += 1 } while place < labels.count && labels[place] == labels[start] + 1
            names.append(
                Name(
                    words: stretch.lowerBound + start..<stretch.lowerBound + place, kind: kind,
                    margin: margin(of: start..<place, labels)))
        }
    }

    /// How much worse the best of other kinds, or of no name, would be over the same words, all around kept.
    private func margin(of words: Range<Int>, _ labels: [Int]) -> Int32 {
        func score(_ first: Int, _ further: Int) -> Int32 {
            var score: Int32 = 0
            var before = words.lowerBound > 0 ? labels[words.lowerBound - 1] : 0
            for place in words {
                let label = place == words.lowerBound ? first : further
                score += lexicon.model.transitions[before][label] + emissions[place][label]
                before = label
            }
            return words.upperBound < labels.count
                ? score + lexicon.model.transitions[before][labels[words.upperBound]] : score
        }
        var best = score(0, 0)
        for kind in stride(from: 1, to: TaggerLabel.count, by: 2) where kind != labels[words.lowerBound] {
            best = max(best, score(kind, kind + 1))
        }
        return score(labels[words.lowerBound], labels[words.lowerBound] + 1) - best
    }

    /// How often names of a margin are right; the curve follows what held-out sentences of the training corpus showed.
    static func confidence(margin: Int32) -> Double {
        let squared = Double(max(margin, 0)) * Double(max(margin, 0))
        return 0.35 + 0.63 * squared / (squared + 250 * 250)
    }

    private func emission(at index: Int, _ features: TaggerFeatures, _ model: TaggerModel) -> SIMD8<Int32> {
        let words = features.words
        let sequence = features.sequence
        // Gathered first: one loop of look-ups is small, one at each of the features would not fit into the caches.
        var keys = InlineArray<64, UInt32>(repeating: 0)
        var count = 0
        features.forEach(at: index) {
            keys[count] = $0
            count += 1
        }
        var sum = words[Int(sequence.items[index].word)].scores.here
        sum &+= words[sequence.word(index, -2)].scores.twoBefore
        sum &+= words[sequence.word(index, -1)].scores.before
        sum &+= words[sequence.word(index, 1)].scores.after
        sum &+= words[sequence.word(index, 2)].scores.twoAfter
        for place in 0..<count { sum &+= model.weights(of: keys[place]) }
        var scores = SIMD8<Int32>(truncatingIfNeeded: sum)
        let item = sequence.items[index]
        if let (label, isLong) = TaggerRule.fullForm(item.rule) {
            scores[label] += isLong ? Self.longFormBonus : Self.fullFormBonus
        }
        // A comma parts people.
        if item.begins || !TaggerGap.mayJoinNames(item.gap) { scores[2] += TaggerModel.impossible }
        return scores
    }
}

extension TaggerRule {
    /// The label of a full form of the authority and whether it has several words, nil for all else.
    static func fullForm(_ code: UInt8) -> (label: Int, isLong: Bool)? {
        guard code > 0 else { return nil }
        let number = Int(code - 1)
        guard number % 10 < 4 else { return nil }
        return (1 + number / 10 * 2 + number % 2, number % 10 < 2)
    }
}

/// The rules' answers as the tagger sees them.
enum TaggerRule {
    static func code(_ mention: Mention) -> UInt8 {
        let kind: UInt8 =
            switch mention.kind {
            case .person: 0
            case .organisation: 1
            case .place: 2
            }
        let rule: UInt8 =
            switch mention.rule {
            case .fullForm: mention.positions.count > 1 ? 0 : 1
            case .contextualForm: 2
            case .surname: 3
            default: 4
            }
        return (kind * 5 + rule) * 2
    }
}

extension Tagger {
    /// For training: the features of every token in stretches, one list a token, stretch by stretch.
    mutating func forEachStretch(in field: Int, _ body: (Range<Int>, [[UInt32]]) -> Void) {
        let sequence = sequences[field]
        let features = TaggerFeatures(
            sequence: sequence, words: lexicon.words, seenLower: seenLower, seenCapital: seenCapital,
            evidence: evidence)
        for stretch in sequence.stretches {
            var lists: [[UInt32]] = []
            for index in stretch {
                var list: [UInt32] = []
                features.forEachOfWords(at: index, lexicon.featuresOfWords) { list.append($0) }
                features.forEach(at: index) { list.append($0) }
                lists.append(list)
            }
            body(stretch, lists)
        }
    }
}
