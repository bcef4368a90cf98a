// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// Decides which entity each mention of an article names.
///
/// Confidence: 0.95 full form, 0.8 full form of several entities, 0.78 garbled name, 0.75 short form, 0.6 short form that several named
/// entities share, 0.7 unknown name, 0.65 its surname.
public struct EntityLinker: Sendable {
    private let authority: Authority

    public init(authority: Authority) {
        self.authority = authority
    }

    /// One linked mention for each mention, in their order; `mentions` are those of `article`.
    public func link(_ mentions: [Mention], in article: ArticleText) -> [LinkedMention] {
        var memory = ArticleMemory()
        var unknown: [UnknownPerson?] = []
        unknown.reserveCapacity(mentions.count)
        for (order, mention) in mentions.enumerated() {
            switch mention.rule {
            case .fullForm:
                for candidate in mention.candidates {
                    memory.name(.known(candidate), at: order, surname: authority.surnames[candidate.ordinal])
                }
                unknown.append(nil)
            case .unknownName:
                let person = UnknownPerson(mention, in: article, authority: authority)
                let owner: ArticleMemory.Owner = person.known.map { .known($0) } ?? .unknown(person.id)
                memory.name(owner, at: order, surname: person.surname, name: person.name)
                unknown.append(person)
            case .contextualForm, .surname, .garbledName:
                unknown.append(nil)
            }
        }
        return mentions.enumerated().map { order, mention in
            if let person = unknown[order] {
                if let known = person.known { return linked(mention, known, 0.78, rule: .garbledName) }
                return linked(mention, person.id, memory.name(of: person.id) ?? person.name, 0.7)
            }
            if mention.rule == .fullForm, let candidate = mention.candidates.first {
                return linked(mention, candidate, mention.candidates.count == 1 ? 0.95 : 0.8)
            }
            let (owner, isShared) = memory.owner(of: mention, at: order, words: foldedHashes(mention, in: article))
            switch owner {
            case .known(let candidate):
                return linked(mention, candidate, isShared ? 0.6 : 0.75)
            case .unknown(let id):
                return linked(mention, id, memory.name(of: id) ?? id.text, isShared ? 0.6 : 0.65)
            case nil:
                let person = UnknownPerson(mention, in: article, authority: authority)
                return linked(mention, person.id, person.name, 0.5)
            }
        }
    }

    private func linked(
        _ mention: Mention, _ candidate: Authority.Index, _ confidence: Double, rule: MentionRule? = nil
    ) -> LinkedMention {
        linked(mention, authority.id(at: candidate), authority.name(at: candidate), confidence, rule: rule)
    }

    private func linked(
        _ mention: Mention, _ id: EntityID, _ name: String, _ confidence: Double, rule: MentionRule? = nil
    ) -> LinkedMention {
        LinkedMention(mention: mention, entity: id, name: name, confidence: confidence, rule: rule ?? mention.rule)
    }

    /// The folded words of a short mention.
    private func foldedHashes(_ mention: Mention, in article: ArticleText) -> [UInt64] {
        let content = article[mention.field]
        var folded = FoldedWord()
        return content.plainTokens(in: mention.byteRange).map { token in
            folded.fold(content.bytes, Int(token.start), Int(token.end), kind: token.kind)
            return folded.hash
        }
    }
}

/// A person whom no authority entry names, or none in this spelling.
struct UnknownPerson {
    let id: EntityID
    let name: String
    let surname: Surname?
    /// Whom the name means if it is garbled.
    let known: Authority.Index?

    init(_ mention: Mention, in article: ArticleText, authority: Authority) {
        let content = article[mention.field]
        var folded = FoldedWord()
        var texts: [String] = []
        var words: [NameWord] = []
        for token in content.plainTokens(in: mention.byteRange) {
            folded.fold(content.bytes, Int(token.start), Int(token.end), kind: token.kind)
            texts.append(String(decoding: folded.bytes, as: UTF8.self))
            let id = authority.words.find(folded)
            words.append(
                NameWord(
                    hash: folded.hash, letters: folded.bytes.count, classes: authority.words.classes(of: id),
                    isKnown: id != WordTable.none,
                    isCapitalised: token.flags.contains(.capitalised), isJoined: token.flags.contains(.joined),
                    isElided: token.flags.contains(.elided)))
        }
        id = EntityID(kind: mention.kind, foldedWords: texts)
        // Exact form: one kind of apostrophe, NFC.
        name = String(decoding: Folding.exact(content.bytes.span.extracting(mention.byteRange)), as: UTF8.self)
        surname = mention.kind == .person ? Surname(of: words) : nil
        known = mention.kind != .person ? nil : authority.person(garbled: words, texts)
    }
}

extension ArticleText.Content {
    /// The plain tokens within a byte range, found by bisection.
    func plainTokens(in range: Range<Int>) -> some Sequence<Token> {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if Int(tokens[middle].end) <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < tokens.count, Int(tokens[end].end) <= range.upperBound { end += 1 }
        return tokens[low..<end].lazy.filter { !$0.isCompound && Int($0.start) >= range.lowerBound }
    }
}
