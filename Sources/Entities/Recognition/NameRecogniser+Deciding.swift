// SPDX-License-Identifier: GPL-3.0-or-later

extension NameRecogniser {
    /// In bytes: `di`, `per`, `con`, `tra`.
    private static let longestPreposition = 3

    /// The mentions of one field: those of the rules, and beside them the names that the tagger alone finds.
    ///
    /// Where both see a name the rules have it, whose forms the linker knows how to join to an entity; but a name of the
    /// tagger takes in what the rules saw of it (`Torino` in `Università di Torino`), people aside.
    func decide(_ pass: inout NamePass, _ names: [Tagger.Name], _ rules: [Mention]) -> [Mention] {
        var mentions: [Mention] = []
        var known = rules[...]
        for name in names {
            while let rule = known.first, rule.positions.upperBound <= name.words.lowerBound {
                mentions.append(rule)
                known.removeFirst()
            }
            let overlapping = known.prefix { $0.positions.lowerBound < name.words.upperBound }
            guard overlapping.allSatisfy({ isPart($0, of: name) }), let mention = mention(of: name, &pass) else {
                continue
            }
            // A small letter may have been taken off its end, and then a name of the rules with it.
            guard overlapping.allSatisfy({ mention.positions.upperBound >= $0.positions.upperBound }) else { continue }
            known.removeFirst(overlapping.count)
            mentions.append(mention)
        }
        return mentions + known
    }

    /// The margin from which a place may take in another: below it, `Mileya Argentina` are two.
    private static let clear: Int32 = 130

    private func isPart(_ rule: Mention, of name: Tagger.Name) -> Bool {
        name.words.lowerBound <= rule.positions.lowerBound && rule.positions.upperBound <= name.words.upperBound
            && rule.positions.count < name.words.count && rule.kind != .person
            && (rule.kind != .place || name.kind != .place || name.margin >= Self.clear)
    }

    private func mention(of name: Tagger.Name, _ pass: inout NamePass) -> Mention? {
        var name = name
        // `Carlo tace`, `Commissione per`: a person's name ends in no small word, and no name in a preposition.
        while let last = name.words.last, !pass.words[last].isCapitalised,
            name.kind == .person || pass.words[last].end - pass.words[last].start <= Self.longestPreposition
        {
            name.words = name.words.lowerBound..<last
        }
        guard !name.words.isEmpty, pass.isShowable(name.words), !pass.isMisleading(name) else { return nil }
        return Mention(
            field: pass.field, positions: name.words, byteRange: pass.byteRange(of: name.words), kind: name.kind,
            rule: .unknownName, candidates: [], confidence: Tagger.confidence(margin: name.margin))
    }
}

extension NamePass {
    /// Whether a name that the tagger alone found is more likely a word, or somebody's after whom a thing is named.
    fileprivate mutating func isMisleading(_ name: Tagger.Name) -> Bool {
        let first = name.words.lowerBound
        if name.kind == .person, followsDedication(first) { return true }
        let classes = classes(at: first)
        switch name.kind {
        case .person:
            return name.words.count == 1 && !classes.isDisjoint(with: [.title, .common, .institution, .calendar])
        case .place:
            return classes.contains(.ambiguousPlace) && !followsDedication(first, .preposition)
        case .organisation: return false
        }
    }

    /// Whether words can stand as a name: not too long, and without control characters.
    func isShowable(_ words: Range<Int>) -> Bool {
        let range = byteRange(of: words)
        return range.count <= TextSafety.longestName
            && TextSafety.firstControl(in: bytes.span, from: range.lowerBound, to: range.upperBound) == nil
    }
}
