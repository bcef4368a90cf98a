// SPDX-License-Identifier: GPL-3.0-or-later

internal import ItalianText

/// The linking of one article, step by step; each step is in an extension.
struct LinkPass {
    /// A mention while it is being linked.
    struct Span {
        var mention: Mention
        /// Known entities that it can be.
        var candidates: [Authority.Index]
        var form: Form
        var decision: Decision?

        var place: Place { Place(field: mention.field, position: mention.positions.lowerBound) }
    }

    /// What a mention is written as.
    enum Form {
        /// A form that identifies an entity of the authority alone.
        case known
        /// A name of two words or more that the authority does not have.
        case fullName
        /// A surname, first name or contextual form.
        case short
        /// An organisation or place that the authority does not have.
        case thing
    }

    struct Decision {
        var owner: ArticleMemory.Owner?
        var rule: LinkRule
        var score: Double
    }

    let authority: Authority
    let matches: NameMatchCache
    var fields: [LinkField]
    var spans: [Span] = []
    var memory = ArticleMemory()
    /// Entities of the authority that the article names unambiguously.
    var known: Set<Authority.Index> = []
    /// Unknown people under another spelling that the article uses more.
    var aliases: [EntityID: EntityID] = [:]
    var evidence: Evidence

    init(article: ArticleText, authority: Authority, matches: NameMatchCache) {
        self.authority = authority
        self.matches = matches
        evidence = Evidence(authority: authority, matches: matches)
        fields = ArticleText.Field.allCases.map { LinkField($0, article[$0], words: authority.words) }
    }

    mutating func link() -> [LinkedMention] {
        guard !spans.isEmpty || hasCapitals else { return [] }
        nameKnown()
        let loose = looseWords()
        linkFullNames(certainly: true)
        findGarbledNames(in: loose, certainly: true)
        linkFullNames(certainly: false)
        findGarbledNames(in: loose, certainly: false)
        linkGarbledThings()
        joinUnknownNames()
        rememberFullNames()
        findByContext(in: loose)
        findGarbledThings(in: loose)
        linkThings()
        linkShortForms()
        findShortForms(in: loose)
        findCommonNouns()
        return answer()
    }

    private var hasCapitals: Bool {
        fields.contains { field in (0..<field.count).contains { field.flags(at: $0).contains(.capitalised) } }
    }

    /// Capitalised words that no mention covers.
    private func looseWords() -> [Place] {
        var places: [Place] = []
        for field in fields {
            for position in 0..<field.count
            where !field.isCovered[position] && field.flags(at: position).contains(.capitalised) {
                places.append(Place(field: field.field, position: position))
            }
        }
        return places
    }

    private mutating func answer() -> [LinkedMention] {
        spans.sort { $0.place < $1.place }
        return spans.map { span in
            let decision = span.decision ?? Decision(owner: nil, rule: .unresolved, score: 0.3)
            switch decision.owner {
            case .known(let index):
                return LinkedMention(
                    mention: span.mention, entity: authority.id(at: index), kind: authority.kind(at: index),
                    name: authority.name(at: index), rule: decision.rule, score: decision.score)
            case .unknown(let id):
                return LinkedMention(
                    mention: span.mention, entity: id, kind: span.mention.kind,
                    name: memory.name(of: id) ?? text(of: span.mention), rule: decision.rule, score: decision.score)
            case nil:
                return LinkedMention(
                    mention: span.mention, entity: nil, kind: span.mention.kind, name: text(of: span.mention),
                    rule: decision.rule, score: decision.score)
            }
        }
    }

    /// A mention as written, with one kind of apostrophe, in NFC.
    func text(of mention: Mention) -> String {
        let bytes = fields[mention.field].bytes
        return String(decoding: Folding.exact(bytes.span.extracting(mention.byteRange)), as: UTF8.self)
    }

    /// Adds a mention that the linker found itself.
    mutating func add(
        _ positions: Range<Int>, in field: ArticleText.Field, kind: EntityKind, form: Form,
        candidates: [Authority.Index] = [], decision: Decision?
    ) {
        let byteRange = fields[field].byteRange(of: positions)
        guard byteRange.count <= TextSafety.longestName, !fields[field].isUnsafe(byteRange) else { return }
        fields[field].cover(positions)
        let rule: MentionRule = form == .short ? .contextualForm : .unknownName
        spans.append(
            Span(
                mention: Mention(
                    field: field, positions: positions, byteRange: byteRange, kind: kind, rule: rule,
                    candidates: candidates),
                candidates: candidates, form: form, decision: decision))
    }
}

extension [LinkField] {
    subscript(field: ArticleText.Field) -> LinkField {
        // A getter would copy the field, with all that it holds, at every look at a word.
        _read { yield self[Int(field.rawValue)] }
        _modify { yield &self[Int(field.rawValue)] }
    }
}
