// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// A form of the authority found in text.
struct FormMatch {
    /// The words that the mention covers.
    var words: Range<Int>
    var candidates: [Authority.Index]
    var traits: PhraseTrie.Traits
}

extension NamePass {
    /// The longest form of the wanted kind (full or contextual) that begins at a capitalised word.
    ///
    /// `admits` chooses among the entities of a form; a form without any is none.
    mutating func longestForm(
        at start: Int, contextual: Bool, admits: (Authority.Index) -> Bool
    ) -> FormMatch? {
        var best: FormMatch?
        var node = PhraseTrie.root
        var capitals: UInt32 = 0
        var punctuation: UInt32 = 0
        let end = min(count, start + AuthorityForms.longestForm)
        var index = start
        while index < end, !words[index].isCovered {
            let word = id(at: index)
            guard word != WordTable.none else { break }
            node = authority.trie.child(of: node, word)
            guard node != PhraseTrie.none else { break }
            let bit = UInt32(1) << (index - start)
            if words[index].isCapitalised { capitals |= bit }
            if index > start, words[index].flags.contains(.afterPunctuation), !isInitial(index - 1) {
                punctuation |= bit
            }
            index += 1
            var next = authority.trie.firstForm[Int(node)]
            var found: FormMatch?
            while next >= 0 {
                let form = authority.trie.forms[Int(next)]
                next = form.next
                guard form.traits.contains(.contextual) == contextual, form.capitals & ~capitals == 0,
                    punctuation & ~form.punctuation == 0
                else { continue }
                let entity = Authority.Index(ordinal: Int(form.entity))
                guard admits(entity), let first = firstWord(of: form, at: start) else { continue }
                if form.traits.contains(.commonNoun), words[start].isShouted || beginsSentence(start) { continue }
                let words = min(first, found?.words.lowerBound ?? first)..<index
                var candidates = found?.candidates ?? []
                if !candidates.contains(entity) { candidates.append(entity) }
                found = FormMatch(words: words, candidates: candidates, traits: form.traits)
            }
            if let found { best = found }
        }
        best?.candidates.sort()
        return best
    }

    /// The kinds of the entities with a form, full or contextual, of the most words from a capitalised word on,
    /// as bits: full forms of persons, organisations, places, then contextual ones; and the number of words.
    mutating func hint(at start: Int) -> (kinds: UInt16, length: Int)? {
        var best: (kinds: UInt16, length: Int)?
        var node = PhraseTrie.root
        var index = start
        while index < min(count, start + AuthorityForms.longestForm) {
            if index > start, !isAdjacent(index) { break }
            let word = id(at: index)
            guard word != WordTable.none else { break }
            node = authority.trie.child(of: node, word)
            guard node != PhraseTrie.none else { break }
            index += 1
            var kinds: UInt16 = 0
            var next = authority.trie.firstForm[Int(node)]
            while next >= 0 {
                let form = authority.trie.forms[Int(next)]
                next = form.next
                let bit: UInt16 =
                    switch authority.records[Int(form.entity)].kind {
                    case .person: 1
                    case .organisation: 2
                    case .place: 4
                    }
                kinds |= form.traits.contains(.contextual) ? bit << 3 : bit
                if form.prefixCount > 0 { kinds |= 64 }
            }
            if kinds != 0 { best = (kinds, index - start) }
        }
        return best
    }

    /// The first word of the mention, or nil where the words that must stand before the form do not.
    private mutating func firstWord(of form: PhraseTrie.Form, at start: Int) -> Int? {
        guard form.prefixCount > 0 else { return start }
        let first = start - Int(form.prefixCount)
        if form.traits.contains(.prefixOptional) {
            guard !form.traits.contains(.contextual), first >= 0, isOwnArticle(first, of: form) else { return start }
            return first
        }
        guard first >= 0 else { return nil }
        for offset in 0..<Int(form.prefixCount) {
            guard !words[first + offset].isCovered,
                id(at: first + offset) == authority.prefixes[Int(form.prefixStart) + offset]
            else { return nil }
        }
        for index in first + 1...start where words[index].flags.contains(.afterPunctuation) { return nil }
        return form.traits.contains(.prefixInMention) || isOwnArticle(first, of: form) ? first : start
    }

    /// Whether the word is the article of a name, written with a capital as in `La Stampa`.
    private mutating func isOwnArticle(_ index: Int, of form: PhraseTrie.Form) -> Bool {
        form.prefixCount == 1 && words[index].isCapitalised && !words[index].isCovered && isAdjacent(index + 1)
            && id(at: index) == authority.prefixes[Int(form.prefixStart)]
            && classes(at: index).contains(.article)
    }

    /// Whether a word that opens names of institutions does so here (`Repubblica di Macedonia`, `Intesa Vita`).
    mutating func isHeadOfLongerName(_ index: Int) -> Bool {
        let next = index + 1
        guard next < count, isAdjacent(next), !classes(at: index).isDisjoint(with: [.institution, .ambiguous]) else {
            return false
        }
        if words[next].isCapitalised { return true }
        return !classes(at: next).isDisjoint(with: [.particle, .preposition])
            && next + 1 < count && words[next + 1].isCapitalised
    }

    /// The words of a match without the title before a person's name (`Papa`).
    mutating func withoutTitle(_ range: Range<Int>) -> Range<Int> {
        let first = classes(at: range.lowerBound)
        guard range.count > 1, first.contains(.title), !first.contains(.firstName) else { return range }
        return range.lowerBound + 1..<range.upperBound
    }

    /// Whether a full form of one word is no name here: a common word, a street, somebody's surname.
    mutating func isMisleading(_ match: FormMatch, kind: EntityKind) -> Bool {
        let first = match.words.lowerBound
        let last = match.words.upperBound
        // A form that begins with lower-case words has shown what it is.
        guard match.traits.isDisjoint(with: .prefixInMention) else { return false }
        if kind == .person, followsDedication(first) { return true }
        guard match.words.count == 1 || classes(at: first).contains(.article) else { return false }
        if kind == .organisation, isHeadOfLongerName(last - 1) { return true }
        guard match.words.count == 1 else { return false }
        let word = words[first]
        let classes = classes(at: first)
        if !classes.isDisjoint(with: [.ambiguous, .ambiguousPlace]) {
            guard !word.isShouted, !beginsSentence(first) else { return true }
            if kind == .place, classes.contains(.ambiguousPlace) {
                guard followsDedication(first, .preposition) else { return true }
            }
            if last < count, words[last].isCapitalised, isAdjacent(last) { return true }
        }
        if kind == .place {
            if followsDedication(first, .street) { return true }
            if last < count, words[last].isCapitalised, isAdjacent(last), !words[last].flags.contains(.elided),
                !self.classes(at: last).isDisjoint(with: [.institution, .common])
            {
                return true
            }
            // Mario Di Trani.
            if first > 1, words[first - 1].isCapitalised, self.classes(at: first - 1).contains(.particle),
                isAdjacent(first), isAdjacent(first - 1), words[first - 2].isCapitalised
            {
                return true
            }
        }
        guard !word.isShouted, first > 0, words[first - 1].isCapitalised, !words[first - 1].isCovered,
            isAdjacent(first), kind != .organisation || classes.isEmpty
        else { return kind == .person && last < count && words[last].isCapitalised && isAdjacent(last) }
        if word.flags.contains(.allCapitals) { return false }
        let before = self.classes(at: first - 1)
        if before.contains(.firstName), before.isDisjoint(with: [.title, .common]) { return true }
        return kind == .person && before.isDisjoint(with: .title) && !beginsSentence(first - 1)
    }
}
