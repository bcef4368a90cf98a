// SPDX-License-Identifier: GPL-3.0-or-later

extension NameRecogniser {
    /// In bytes: `di`, `per`, `con`, `tra`.
    private static let longestPreposition = 3

    /// The mentions of one field: those of the rules, and beside them the names that the tagger alone finds.
    ///
    /// Where both see a name the rules have it, whose forms the linker knows how to join to an entity.
    func decide(_ pass: inout NamePass, _ names: [Tagger.Name], _ rules: [Mention]) -> [Mention] {
        var mentions = rules
        var known = rules[...]
        for name in names {
            while let rule = known.first, rule.positions.upperBound <= name.words.lowerBound { known.removeFirst() }
            if let rule = known.first, rule.positions.overlaps(name.words) { continue }
            if let mention = mention(of: name, &pass) { mentions.append(mention) }
        }
        return mentions.sorted { $0.positions.lowerBound < $1.positions.lowerBound }
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
