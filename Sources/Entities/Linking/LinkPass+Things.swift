// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

extension LinkPass {
    /// Organisations and places that no full form of the authority means: contextual forms, acronyms, unknown ones.
    mutating func linkThings() {
        let indices = spans.indices.filter { spans[$0].form == .thing }
        for index in indices where spans[index].decision == nil {
            let named = spans[index].candidates.filter(known.contains).map { ArticleMemory.Owner.known($0) }
            if let owner = memory.nearest(of: named, to: spans[index].place).owner {
                spans[index].decision = Decision(owner: owner, rule: .contextual, score: 0.75)
            } else {
                let id = self.id(of: spans[index].mention)
                spans[index].decision = Decision(owner: .unknown(id), rule: .unknown, score: 0.7)
            }
        }
        linkAcronyms()
        for index in indices {
            guard let owner = spans[index].decision?.owner, spans[index].decision?.rule == .unknown else { continue }
            memory.name(owner, at: spans[index].place, text: text(of: spans[index].mention))
        }
    }

    /// `Associazione nazionale partigiani d'Italia` and `Anpi` are one; a known one names the other.
    private mutating func linkAcronyms() {
        var expansions: [[UInt8]: Int] = [:]
        for index in spans.indices where spans[index].mention.kind == .organisation {
            let initials = initials(of: spans[index].mention)
            if initials.count >= 3, expansions[initials] == nil { expansions[initials] = index }
        }
        guard !expansions.isEmpty else { return }
        for index in spans.indices where spans[index].mention.kind == .organisation {
            let mention = spans[index].mention
            guard mention.positions.count == 1, spans[index].decision?.owner != nil else { continue }
            let letters = fields[mention.field].folded(at: mention.positions.lowerBound)
            guard letters.count >= 3, let expansion = expansions[letters], expansion != index,
                let short = spans[index].decision, let long = spans[expansion].decision, short.owner != long.owner
            else { continue }
            if long.rule == .unknown, case .known = short.owner {
                let name = spans[expansion].decision?.owner
                for other in spans.indices where spans[other].decision?.owner == name {
                    spans[other].decision = Decision(owner: short.owner, rule: .acronym, score: 0.8)
                }
            } else if short.rule == .unknown {
                spans[index].decision = Decision(owner: long.owner, rule: .acronym, score: 0.8)
            }
        }
    }

    /// The first letters of a name's words, articles and prepositions aside; none for a single word.
    private mutating func initials(of mention: Mention) -> [UInt8] {
        guard mention.positions.count >= 3, mention.positions.count <= 16 else { return [] }
        var letters: [UInt8] = []
        for position in mention.positions {
            let word = fields[mention.field].word(at: position)
            let isSmall = !word.flags.contains(.capitalised)
            if isSmall, !word.classes.isDisjoint(with: [.article, .preposition, .particle, .determiner]) { continue }
            if word.flags.contains(.elided) { continue }
            if let first = fields[mention.field].folded(at: position).first { letters.append(first) }
        }
        return letters
    }
}
