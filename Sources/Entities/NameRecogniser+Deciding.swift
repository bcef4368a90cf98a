// SPDX-License-Identifier: GPL-3.0-or-later

extension NameRecogniser {
    /// In bytes: `di`, `per`, `con`, `tra`.
    private static let longestPreposition = 3

    /// The mentions of one field: the names of the tagger, and of those that only the rules see what they know best.
    ///
    /// The tagger has looked at what the rules say. Where both have the same name it is the rules', whose forms the
    /// linker knows how to join to an entity; where they differ the tagger has been right three times as often.
    func decide(_ pass: inout NamePass, _ names: [Tagger.Name], _ rules: [Mention]) -> [Mention] {
        var mentions: [Mention] = []
        var known = rules[...]
        for name in names {
            while let rule = known.first, rule.positions.upperBound <= name.words.lowerBound {
                if stands(rule, in: pass) { mentions.append(rule) }
                known.removeFirst()
            }
            // What was kept of the rules may reach into it.
            if let last = mentions.last, last.positions.upperBound > name.words.lowerBound { continue }
            let overlapping = known.prefix { $0.positions.lowerBound < name.words.upperBound }
            guard overlapping.allSatisfy({ yields($0, to: name) }), let mention = mention(of: name, &pass),
                // A small letter may have been taken off its end, and then a name of the rules with it.
                overlapping.allSatisfy({ $0.positions.lowerBound < mention.positions.upperBound })
            else {
                mentions += overlapping
                known.removeFirst(overlapping.count)
                continue
            }
            known.removeFirst(overlapping.count)
            mentions.append(mention)
        }
        return mentions + known.filter { stands($0, in: pass) }
    }

    /// The margin from which a place may take in another, and a name a place: below it, `Mileya Argentina` are two.
    private static let clear: Int32 = 240

    /// Whether a name of the rules gives way to an overlapping one of the tagger.
    private func yields(_ rule: Mention, to name: Tagger.Name) -> Bool {
        let isSame = rule.kind == name.kind
        if isSame, rule.positions == name.words { return false }
        if rule.rule == .fullForm, isSame, rule.positions.count > 1, rule.positions.lowerBound <= name.words.lowerBound,
            rule.positions.upperBound >= name.words.upperBound
        {
            return false
        }
        let isPart =
            name.words.lowerBound <= rule.positions.lowerBound && rule.positions.upperBound <= name.words.upperBound
            && rule.positions != name.words
        return rule.kind != .place || !isPart || name.margin >= Self.clear
    }

    /// Whether a name that the tagger does not see is one: somebody by full name or a form of somebody whom the article
    /// names, or what stands alone or in capitals, where there is little for the tagger to look at.
    private func stands(_ rule: Mention, in pass: NamePass) -> Bool {
        if rule.kind == .person, rule.rule == .contextualForm { return true }
        guard rule.rule == .fullForm else { return false }
        return rule.kind == .person && rule.positions.count > 1 || rule.positions.count == pass.count
            || pass.words[rule.positions.lowerBound].isShouted
    }

    private func mention(of name: Tagger.Name, _ pass: inout NamePass) -> Mention? {
        var name = name
        // `Carlo tace`, `Commissione per`: a person's name ends in no small word, and no name in a preposition.
        while let last = name.words.last, !pass.words[last].isCapitalised,
            name.kind == .person || pass.words[last].end - pass.words[last].start <= Self.longestPreposition
        {
            name.words = name.words.lowerBound..<last
        }
        guard !name.words.isEmpty, pass.isShowable(name.words), name.margin >= Self.clear || !pass.isMisleading(name)
        else { return nil }
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
