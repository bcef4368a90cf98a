// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Finds the people, organisations and places that an article names.
///
/// Rules find the names of the authority, names like a person's, and their short forms; the tagger, for which these are
/// one thing to look at among many, finds further names beside them. No knowledge is kept between calls, so that an article's
/// mentions do not depend on the articles before it. Time is linear in the tokens.
public struct NameRecogniser: Sendable {
    let authority: Authority
    private var memory: [[NamePass.Word]] = [[], []]
    private var tagger: Tagger?

    /// A recogniser with the model that the program carries.
    public init(authority: Authority) {
        self.init(authority: authority, model: try? TaggerModel())
    }

    /// A recogniser with a model of one's own; without one the rules decide alone.
    package init(authority: Authority, model: TaggerModel?, keepsFeatures: Bool = false) {
        self.authority = authority
        tagger = model.map { Tagger(model: $0, authority: authority, keepsFeatures: keepsFeatures) }
    }

    /// The mentions of an article, those of the title first, each field's in the order of the text.
    public mutating func mentions(in article: ArticleText) -> [Mention] {
        var passes = openPasses(article)
        var named = NamedEntities(authority: authority)
        var mentions = ruleMentions(in: &passes, &named)
        if tagger != nil, !mentions.isEmpty || passes.contains(where: \.hasCapitals) {
            tagger?.read(&passes, mentions: mentions)
            let names = passes.indices.map { tagger?.names(in: $0) ?? [] }
            mentions = passes.indices.flatMap { index in
                decide(&passes[index], names[index], mentions.filter { $0.field == passes[index].field })
            }
        }
        while let pass = passes.popLast() { memory.append(pass.release()) }
        return mentions
    }

    /// For training: the stretches of a text with the features of their tokens.
    mutating func forEachStretch(in article: ArticleText, _ body: ([Range<Int>], [[UInt32]]) -> Void) {
        var passes = openPasses(article)
        var named = NamedEntities(authority: authority)
        let mentions = ruleMentions(in: &passes, &named)
        tagger?.read(&passes, mentions: mentions)
        for (field, pass) in passes.enumerated() {
            tagger?.forEachStretch(in: field) { stretch, features in
                body(stretch.map { pass.words[$0].start..<pass.words[$0].end }, features)
            }
        }
    }

    private mutating func openPasses(_ article: ArticleText) -> [NamePass] {
        ArticleText.Field.allCases.map { field in
            let words = memory.popLast() ?? []
            return NamePass(field: field, content: article[field], authority: authority, reusing: words)
        }
    }

    /// What the rules find, in the order of the text.
    private func ruleMentions(in passes: inout [NamePass], _ named: inout NamedEntities) -> [Mention] {
        var mentions: [Mention] = []
        for index in passes.indices { findFullForms(&passes[index], &named, &mentions) }
        for index in passes.indices { findUnknownNames(&passes[index], &named, &mentions) }
        if !named.isEmpty {
            for index in passes.indices { findShortForms(&passes[index], named, &mentions) }
        }
        mentions.sort { ($0.field, $0.positions.lowerBound) < ($1.field, $1.positions.lowerBound) }
        return mentions
    }

    private func findFullForms(_ pass: inout NamePass, _ named: inout NamedEntities, _ mentions: inout [Mention]) {
        var index = 0
        while index < pass.count {
            guard pass.words[index].isCapitalised, !pass.words[index].isCovered,
                let match = pass.longestForm(at: index, contextual: false, admits: { _ in true })
            else {
                index += 1
                continue
            }
            let kind = authority.kind(at: match.candidates[0])
            guard !pass.isMisleading(match, kind: kind) else {
                // The words of a street or prize are not looked at one by one.
                index = match.words.count > 1 ? match.words.upperBound : index + 1
                continue
            }
            for candidate in match.candidates { named.insert(candidate) }
            pass.cover(match.words)
            let words = kind == .person ? pass.withoutTitle(match.words) : match.words
            mentions.append(mention(pass, words, kind, .fullForm, match.candidates))
            index = match.words.upperBound
        }
    }

    private func findUnknownNames(_ pass: inout NamePass, _ named: inout NamedEntities, _ mentions: inout [Mention]) {
        pass.forEachUnknownName { pass, words in
            pass.cover(words)
            var name: [NameWord] = []
            for index in words { name.append(pass.nameWord(at: index)) }
            named.insert(unknownName: name)
            mentions.append(mention(pass, words, .person, .unknownName, []))
        }
    }

    private func findShortForms(_ pass: inout NamePass, _ named: NamedEntities, _ mentions: inout [Mention]) {
        var index = 0
        while index < pass.count {
            let word = pass.words[index]
            guard word.isCapitalised, !word.isCovered else {
                index += 1
                continue
            }
            let form = pass.longestForm(at: index, contextual: true, admits: named.contains)
            let surname = named.surname(at: index, in: &pass)
            let words: Range<Int>
            let candidates: [Authority.Index]
            let rule: MentionRule
            if let form, form.words.upperBound >= surname?.words.upperBound ?? 0 {
                words = min(form.words.lowerBound, surname?.words.lowerBound ?? .max)..<form.words.upperBound
                rule = .contextualForm
                candidates = (form.candidates + (surname?.candidates ?? [])).sortedUnique()
            } else if let surname {
                (words, candidates, rule) = (surname.words, surname.candidates, .surname)
            } else {
                index += 1
                continue
            }
            let kind = candidates.first.map { authority.kind(at: $0) } ?? .person
            if kind == .person, let name = named.unknownName(endingWith: words, in: &pass) {
                pass.cover(name)
                mentions.append(mention(pass, name, .person, .unknownName, []))
            } else if isBare(&pass, words, kind: kind) {
                pass.cover(words)
                mentions.append(mention(pass, words, kind, rule, candidates))
            }
            index = max(words.upperBound, index + 1)
        }
    }

    /// Whether nothing beside a short form makes it part of another name (`Trump Tower`, `via Moro`).
    private func isBare(_ pass: inout NamePass, _ words: Range<Int>, kind: EntityKind) -> Bool {
        if kind != .organisation, pass.followsDedication(words.lowerBound) { return false }
        if kind == .organisation, words.count == 1, pass.isHeadOfLongerName(words.lowerBound) { return false }
        guard !pass.words[words.lowerBound].isShouted else { return true }
        let next = words.upperBound
        if next < pass.count, kind == .person, pass.words[next].isCapitalised, !pass.words[next].isCovered,
            pass.isAdjacent(next), pass.classes(at: next).isDisjoint(with: .title)
        {
            return false
        }
        let before = words.lowerBound - 1
        guard before >= 0, pass.isAdjacent(words.lowerBound), pass.words[before].isCapitalised,
            !pass.words[before].isCovered, kind == .person
        else { return true }
        let classes = pass.classes(at: before)
        if !classes.isDisjoint(with: [.title, .common, .institution]) { return true }
        // `Parla Draghi` opens a sentence like `Terrence Floyd`; inside one, the word before is another first name.
        return classes.isDisjoint(with: .firstName) && pass.beginsSentence(before)
    }

    func mention(
        _ pass: NamePass, _ words: Range<Int>, _ kind: EntityKind, _ rule: MentionRule,
        _ candidates: [Authority.Index]
    ) -> Mention {
        Mention(
            field: pass.field, positions: words, byteRange: pass.byteRange(of: words), kind: kind, rule: rule,
            candidates: candidates, confidence: rule == .fullForm ? 0.9 : 0.7)
    }
}

extension Array where Element: Comparable {
    fileprivate func sortedUnique() -> [Element] {
        var result: [Element] = []
        for element in sorted() where result.last != element { result.append(element) }
        return result
    }
}
