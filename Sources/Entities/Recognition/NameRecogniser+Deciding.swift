// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension NameRecogniser {
    /// In bytes: `di`, `per`, `con`, `tra`.
    private static let longestPreposition = 3

    /// The mentions of one field: the names of the tagger, which has looked at what the rules say, and of those that only
    /// the rules see what they are sure of.
    ///
    /// Where both see one name it is the rules', whose forms the linker knows how to join to an entity.
    func decide(_ pass: inout NamePass, _ names: [Tagger.Name], _ rules: [Mention]) -> [Mention] {
        var mentions: [Mention] = []
        var known = rules[...]
        for name in names {
            while let rule = known.first, rule.positions.upperBound <= name.words.lowerBound {
                if stands(rule, in: &pass) { mentions.append(rule) }
                known.removeFirst()
            }
            let overlapping = known.prefix { $0.positions.lowerBound < name.words.upperBound }
            if overlapping.contains(where: { !yields($0, to: name, in: pass) }) {
                for rule in overlapping where !yields(rule, to: name, in: pass) || stands(rule, in: &pass) {
                    mentions.append(rule)
                }
                known.removeFirst(overlapping.count)
            } else if let mention = mention(of: name, &pass),
                // A small letter may have been taken off its end, and then a name of the rules with it.
                overlapping.allSatisfy({ $0.positions.lowerBound < mention.positions.upperBound })
            {
                mentions.append(mention)
                known.removeFirst(overlapping.count)
            }
        }
        for rule in known where stands(rule, in: &pass) { mentions.append(rule) }
        return mentions
    }

    /// The margin from which the tagger may take a known place for a person.
    private static let clear: Int32 = 250

    /// Whether a name of the rules gives way to an overlapping one of the tagger.
    private func yields(_ rule: Mention, to name: Tagger.Name, in pass: NamePass) -> Bool {
        let isSame = rule.positions == name.words
        guard rule.kind == name.kind else {
            guard isSame, rule.rule == .fullForm else { return true }
            // `U.S.A.` is one thing; a city may be a club, but hardly somebody.
            if pass.words[rule.positions.lowerBound].kind == .acronym { return false }
            return rule.kind != .place || name.kind != .person || name.margin >= Self.clear
        }
        if isSame { return false }
        // Of two names of a kind the longer one, that with the particles of `von der Leyen`.
        return rule.rule == .unknownName || rule.positions.lowerBound > name.words.lowerBound
            || rule.positions.upperBound < name.words.upperBound
    }

    /// Whether a name that the tagger does not see is one: somebody by full name, a short form of somebody whom the
    /// article names in full, a word that only a preposition makes a place, or what stands alone or in capitals, where
    /// there is little for the tagger to look at.
    private func stands(_ rule: Mention, in pass: inout NamePass) -> Bool {
        let first = rule.positions.lowerBound
        switch rule.rule {
        case .unknownName: return false
        case .surname: return true
        case .contextualForm: return rule.kind == .person
        case .fullForm:
            if rule.positions.count == pass.count || pass.words[first].isShouted { return true }
            switch rule.kind {
            case .person: return rule.positions.count > 1
            case .organisation: return false
            case .place: return pass.classes(at: first).contains(.ambiguousPlace)
            }
        }
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
