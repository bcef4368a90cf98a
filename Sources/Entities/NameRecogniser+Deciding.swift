// SPDX-License-Identifier: GPL-3.0-or-later

extension NameRecogniser {
    /// Takes in the full names of people that only the tagger found, so that their surnames are known by them.
    func learn(_ names: [Tagger.Name], _ pass: inout NamePass, _ named: inout NamedEntities) {
        for name in names where name.kind == .person && name.words.count > 1 {
            var words: [NameWord] = []
            for index in name.words { words.append(pass.nameWord(at: index)) }
            named.insert(unknownName: words)
        }
    }

    /// The mentions of one field: the names of the tagger, said by the rules where they found the same; and of what
    /// only the rules found, the full names of the authority.
    func decide(
        _ pass: inout NamePass, _ names: [Tagger.Name], _ rules: [Mention], _ named: NamedEntities
    ) -> [Mention] {
        var mentions: [Mention] = []
        var rest = rules[...]
        for name in names where pass.isShowable(name.words) {
            var overlapping: [Mention] = []
            while let rule = rest.first, rule.positions.lowerBound < name.words.upperBound {
                rest.removeFirst()
                if rule.positions.upperBound > name.words.lowerBound {
                    overlapping.append(rule)
                } else if isKept(rule, &pass) {
                    mentions.append(rule)
                }
            }
            if let mention = mention(of: name, &pass, overlapping, named) { mentions.append(mention) }
        }
        for rule in rest where isKept(rule, &pass) { mentions.append(rule) }
        return withoutOverlaps(mentions)
    }

    /// Of mentions that share words the longest, of equally long ones the first.
    private func withoutOverlaps(_ mentions: [Mention]) -> [Mention] {
        var result: [Mention] = []
        for mention in mentions {
            if let last = result.last, mention.positions.lowerBound < last.positions.upperBound {
                guard mention.positions.count > last.positions.count else { continue }
                while let last = result.last, mention.positions.lowerBound < last.positions.upperBound {
                    result.removeLast()
                }
            }
            result.append(mention)
        }
        return result
    }

    /// Whether the rules alone are believed: several words that name somebody in full are no accident, of lines in
    /// capitals the tagger has seen few, and places that are words were held to stricter rules.
    private func isKept(_ rule: Mention, _ pass: inout NamePass) -> Bool {
        guard rule.rule == .fullForm else { return false }
        let first = rule.positions.lowerBound
        return rule.positions.count > 1 || pass.words[first].isShouted
            || rule.kind == .place && pass.classes(at: first).contains(.ambiguousPlace)
    }

    private func mention(
        of name: Tagger.Name, _ pass: inout NamePass, _ rules: [Mention], _ named: NamedEntities
    ) -> Mention? {
        let confidence = Tagger.confidence(margin: name.margin)
        for var rule in rules {
            if rule.positions == name.words, rule.kind == name.kind {
                rule.confidence = max(rule.confidence, confidence)
                return rule
            }
            // `al-Assad`, of which the tagger may take the last word.
            let isWhole = rule.kind == name.kind || isKept(rule, &pass)
            let isWithin =
                rule.positions.lowerBound <= name.words.lowerBound && name.words.upperBound <= rule.positions.upperBound
            if isWhole, isWithin { return rule }
        }
        pass.uncover(name.words)
        defer { pass.cover(name.words) }
        let (rule, candidates) = known(name, &pass, named)
        if let other = rules.first(where: { $0.positions == name.words && $0.rule == .fullForm }), candidates.isEmpty {
            return other
        }
        guard !pass.isMisleading(name, isKnown: !candidates.isEmpty) else { return nil }
        return Mention(
            field: pass.field, positions: name.words, byteRange: pass.byteRange(of: name.words), kind: name.kind,
            rule: rule, candidates: candidates, confidence: confidence)
    }

    /// Whom of the authority, or of the people named in the article, the words of a name can mean.
    private func known(
        _ name: Tagger.Name, _ pass: inout NamePass, _ named: NamedEntities
    ) -> (MentionRule, [Authority.Index]) {
        let start = name.words.lowerBound
        let isKind = { (entity: Authority.Index) in authority.kind(at: entity) == name.kind }
        let full = pass.longestForm(at: start, contextual: false, admits: isKind)
        if let full, full.words == name.words { return (.fullForm, full.candidates) }
        let short = pass.longestForm(at: start, contextual: true) { isKind($0) && named.contains($0) }
        if let short, short.words == name.words { return (.contextualForm, short.candidates) }
        if name.kind == .person, let surname = named.surname(at: start, in: &pass), surname.words == name.words {
            return (.surname, surname.candidates)
        }
        return (.unknownName, [])
    }
}

extension NamePass {
    /// Whether a name that the tagger alone found is more likely a word, or somebody's after whom a thing is named.
    fileprivate mutating func isMisleading(_ name: Tagger.Name, isKnown: Bool) -> Bool {
        let first = name.words.lowerBound
        if name.kind == .person, followsDedication(first) { return true }
        guard !isKnown else { return false }
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
